"""A chat model on a real connection, in every way in which it can fail: the composed answer comes, and in time."""

from __future__ import annotations

import time
from concurrent.futures import ThreadPoolExecutor
from datetime import date

import pytest
from langsmith.utils import get_env_var

from bot.assembly import Parts
from bot.doctor.chat import check_chat
from bot.generation.streaming import Background
from bot.models import Question, Reply
from bot.settings import Settings
from evals.lies.server import LyingServer
from evals.lies.telling import LIES
from tests.generation.lying import Counted, assistant_of, chat_over_http, chat_settings

MONDAY = date(2026, 3, 16)
QUESTIONS = (
    "Tot wanneer mag ik mijn reservering gratis laten vervallen?",
    "Ik heb de fiets op 11 maart ingeleverd, tot wanneer kan ik klagen?",
    "De huur was 80 euro, wat kost te laat annuleren?",
)
SECONDS = 1.5
SPARE = 0.7
FAILING = {
    "hang": "timeout",
    "slow": "timeout",
    "reset": "connection",
    "cut_off": "cut_off",
    "broken": "broken",
    "other_json": "broken",
    "no_words": "empty",
    "loop": "loop",
    "endless": "too_long",
    "huge_line": "too_long",
    "huge_events": "broken",
    "status_400": "refused",
    "status_401": "refused",
    "status_429": "busy",
    "status_500": "server_error",
    "status_503": "server_error",
}
"""Every failure with the reason that is counted."""


def ask(parts: Parts, message: str) -> Reply:
    return parts.assistant.reply(Question("leenfiets", message, MONDAY))


def same(one: Reply, other: Reply) -> bool:
    """Whether all but the ids is the same."""
    parts = ("status", "answer", "citations", "calculation", "missing", "suggestions", "confidence", "contact")
    return all(getattr(one, part) == getattr(other, part) for part in parts)


@pytest.mark.parametrize("message", QUESTIONS)
def test_a_model_that_tells_the_truth_is_quoted(small: Parts, server: LyingServer, message: str) -> None:
    watch = Counted()
    with chat_over_http(server, "honest", watch=watch) as chat:
        reply = assistant_of(small, chat).reply(Question("leenfiets", message, MONDAY))
    composed = ask(small, message)
    assert watch.fallbacks == [""]
    assert watch.calls == [("phrase", "ok")]
    assert same(reply, composed)


@pytest.mark.parametrize(("mode", "reason"), FAILING.items())
def test_a_model_that_fails_leaves_the_composed_answer(small: Parts, server: LyingServer, mode: str, reason: str) -> None:
    watch = Counted()
    question = Question("leenfiets", QUESTIONS[0], MONDAY)
    composed = small.assistant.reply(question)
    with chat_over_http(server, mode, watch=watch, chat_seconds=SECONDS) as chat:
        assistant = assistant_of(small, chat)
        start = time.monotonic()
        reply = assistant.reply(question)
        took = time.monotonic() - start
    assert same(reply, composed)
    assert watch.fallbacks == [reason]
    assert took < SECONDS + SPARE


def test_ten_megabytes_are_not_read(small: Parts, server: LyingServer) -> None:
    server.sent = 0
    with chat_over_http(server, "huge_line") as chat:
        assistant_of(small, chat).reply(Question("leenfiets", QUESTIONS[0], MONDAY))
    assert server.sent < 9_000_000


@pytest.mark.parametrize("lie", sorted(LIES))
@pytest.mark.parametrize("message", QUESTIONS)
def test_no_lie_is_shown(small: Parts, server: LyingServer, lie: str, message: str) -> None:
    with chat_over_http(server, lie) as chat:
        reply = assistant_of(small, chat).reply(Question("leenfiets", message, MONDAY))
    assert same(reply, ask(small, message))


def test_a_server_without_schemas_is_asked_without(small: Parts, server: LyingServer) -> None:
    watch = Counted()
    with chat_over_http(server, "no_schema", watch=watch) as chat:
        assistant = assistant_of(small, chat)
        server.asked.clear()
        for _ in range(2):
            assistant.reply(Question("leenfiets", QUESTIONS[0], MONDAY))
    assert watch.fallbacks == ["", ""]
    assert ["response_format" in asked for asked in server.asked] == [True, False, False]


def test_a_busy_model_is_asked_once_more_and_no_more(small: Parts, server: LyingServer) -> None:
    server.asked.clear()
    with chat_over_http(server, "status_503", chat_seconds=5) as chat:
        assistant_of(small, chat).reply(Question("leenfiets", QUESTIONS[0], MONDAY))
    assert len(server.asked) == 2


def test_what_is_sent_is_masked_and_nothing_else_goes_along(small: Parts, server: LyingServer) -> None:
    server.asked.clear()
    message = (
        "Mijn naam is Jan Jansen, mail jan@klant.example of 06-12345678. Tot wanneer mag ik mijn reservering gratis annuleren?"
    )
    with chat_over_http(server, "honest") as chat:
        assistant_of(small, chat).reply(Question("leenfiets", message, MONDAY))
    (sent,) = server.asked
    told = str(sent)
    assert set(sent) == {"model", "messages", "max_completion_tokens", "temperature", "stream", "response_format"}
    assert [private for private in ("Jansen", "jan@klant", "12345678") if private in told] == []
    assert "[naam]" in told
    assert "[e-mailadres]" in told


def test_the_key_goes_to_the_model_and_nowhere_else(small: Parts, server: LyingServer, caplog: pytest.LogCaptureFixture) -> None:
    server.headers.clear()
    with caplog.at_level("DEBUG"), chat_over_http(server, "status_401") as chat:
        reply = assistant_of(small, chat).reply(Question("leenfiets", QUESTIONS[0], MONDAY))
        assert "sleutel-die-niemand-ziet" not in f"{caplog.text}{reply}{vars(chat.caller)}"
    sent = {name.lower(): value for name, value in server.headers[0].items()}
    assert sent["authorization"] == "Bearer sleutel-die-niemand-ziet"
    assert "geheim" not in caplog.text


def test_nobody_else_reads_along(small: Parts, server: LyingServer, monkeypatch: pytest.MonkeyPatch) -> None:
    for name in ("LANGSMITH_TRACING", "LANGCHAIN_TRACING_V2"):
        monkeypatch.setenv(name, "true")
    monkeypatch.setenv("LANGSMITH_ENDPOINT", server.url)
    monkeypatch.setenv("LANGSMITH_API_KEY", "x")
    get_env_var.cache_clear()
    server.asked.clear()
    with chat_over_http(server, "honest") as chat:
        assistant_of(small, chat).reply(Question("leenfiets", QUESTIONS[0], MONDAY))
    time.sleep(0.5)
    get_env_var.cache_clear()
    assert len(server.asked) == 1


def test_a_redirect_is_not_followed(small: Parts, server: LyingServer) -> None:
    watch = Counted()
    server.asked.clear()
    with chat_over_http(server, "redirect", watch=watch) as chat:
        reply = assistant_of(small, chat).reply(Question("leenfiets", QUESTIONS[0], MONDAY))
    assert same(reply, ask(small, QUESTIONS[0]))
    assert len(server.asked) == 1
    assert watch.fallbacks != [""]


def test_a_packed_response_is_not_unpacked(small: Parts, server: LyingServer) -> None:
    watch = Counted()
    with chat_over_http(server, "packed", watch=watch) as chat:
        reply = assistant_of(small, chat).reply(Question("leenfiets", QUESTIONS[0], MONDAY))
    assert same(reply, ask(small, QUESTIONS[0]))
    assert watch.fallbacks == ["refused"]


@pytest.mark.parametrize(
    ("mode", "state"), [("doctor", "ok"), ("broken", "warning"), ("status_401", "failed"), ("hang", "failed")]
)
def test_the_doctor_asks_it_and_shows_no_secret(server: LyingServer, mode: str, state: str) -> None:
    (finding,) = check_chat(chat_settings(server, mode, chat_seconds=1))
    assert finding.state == state
    assert "sleutel-die-niemand-ziet" not in f"{finding}"
    assert server.url not in f"{finding}"


def test_the_doctor_is_silent_without_a_model() -> None:
    assert list(check_chat(Settings())) == []


OTHERS = {"mistralai": "/v1", "ollama": "", "anthropic": ""}


@pytest.mark.parametrize("provider", sorted(OTHERS))
@pytest.mark.parametrize(
    ("mode", "reason"),
    [
        ("honest", ""),
        ("other_amount", ""),
        ("obeyed", "nothing_left"),
        ("hang", "timeout"),
        ("broken", "broken"),
        ("endless", "too_long"),
        ("status_401", "refused"),
        ("status_503", "server_error"),
    ],
)
def test_every_provider_is_called_and_checked_alike(
    small: Parts, server: LyingServer, provider: str, mode: str, reason: str
) -> None:
    watch = Counted()
    own = {"chat_model": f"{provider}:{mode}", "chat_base_url": f"{server.root}{OTHERS[provider]}", "chat_seconds": SECONDS}
    with chat_over_http(server, mode, watch=watch, **own) as chat:
        reply = assistant_of(small, chat).reply(Question("leenfiets", QUESTIONS[0], MONDAY))
    assert same(reply, ask(small, QUESTIONS[0]))
    assert watch.fallbacks == [reason]


@pytest.mark.parametrize("provider", sorted(OTHERS))
def test_ten_megabytes_of_other_providers_are_not_read_either(small: Parts, server: LyingServer, provider: str) -> None:
    server.sent = 0
    watch = Counted()
    own = {"chat_model": f"{provider}:huge_line", "chat_base_url": f"{server.root}{OTHERS[provider]}"}
    with chat_over_http(server, "huge_line", watch=watch, **own) as chat:
        assistant_of(small, chat).reply(Question("leenfiets", QUESTIONS[0], MONDAY))
    assert watch.fallbacks == ["too_long"]
    assert server.sent < 9_000_000


def test_many_at_once_are_each_answered_in_their_own_words(small: Parts, server: LyingServer) -> None:
    watch = Counted()
    with chat_over_http(server, "honest", watch=watch) as chat, ThreadPoolExecutor(8) as customers:
        assistant = assistant_of(small, chat)
        asked = [Question("leenfiets", QUESTIONS[at % 3], MONDAY) for at in range(24)]
        replies = list(customers.map(assistant.reply, asked))
    assert watch.fallbacks == [""] * 24
    assert all(same(reply, ask(small, question.message)) for question, reply in zip(asked, replies, strict=True))


def test_after_closing_it_can_be_called_again() -> None:
    background = Background()
    background.close()
    done: list[int] = []

    async def work() -> None:
        done.append(1)

    background.run(work()).result(5)
    background.close()
    assert done == [1]
