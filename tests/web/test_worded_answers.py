"""Answers in a chat model's words over the API: streamed as they are checked, counted, kept, and never wrong."""

from __future__ import annotations

import json
import threading
import time
import urllib.request
from collections.abc import Iterator
from dataclasses import replace

import pytest
import uvicorn
from fastapi.testclient import TestClient

from bot.assembly import Parts, assemble
from bot.commands.audits import explain
from bot.conversations.keeping import Store, open_store
from bot.errors import ChatFailed
from bot.generation import guard
from bot.generation.prompts import Prompt
from bot.settings import Settings
from bot.web.app import make_app
from bot.web.metrics import CountedAnswers, Metrics
from evals.lies.hearing import hear, say
from tests.backend import database_in
from tests.generation.lying import Scripted, scripted_chat
from tests.servers import free_port

FREE = "Tot wanneer mag ik mijn reservering gratis laten vervallen?"
SUM = "Ik heb de fiets op 3 mei 2026 ingeleverd, wat is de laatste dag voor een klacht?"
TRUE = "U annuleert gratis tot 24 uur voordat u de fiets ophaalt."
LIE = "U krijgt ook € 500 van ons."


class Writer:
    """What the model writes next; `go` lets it write on where it waits after its first sentence."""

    def __init__(self) -> None:
        self.texts: tuple[str, ...] = (TRUE,)
        self.then: ChatFailed | None = None
        self.go = threading.Event()
        self.waits = False

    def __call__(self, prompt: Prompt) -> Iterator[str]:
        own = (hear(prompt.message).clause_id,)
        written = say(*((text, own) for text in self.texts))
        first = written.index("}") + 1
        yield written[:first]
        if self.waits:
            self.go.wait(10)
        if self.then:
            raise self.then
        yield written[first:]


@pytest.fixture(scope="module")
def writer() -> Writer:
    return Writer()


@pytest.fixture(scope="module")
def metrics() -> Metrics:
    return Metrics()


@pytest.fixture(scope="module")
def store(small_settings: Settings, tmp_path_factory: pytest.TempPathFactory) -> Iterator[Store]:
    settings = small_settings.model_copy(update={"database_url": database_in(tmp_path_factory.mktemp("worded"))})
    opened = open_store(settings)
    yield opened
    opened.database.close()


@pytest.fixture(scope="module")
def worded(small_settings: Settings, writer: Writer, metrics: Metrics, store: Store) -> Parts:
    chat = scripted_chat(Scripted(writer), guard=guard, watch=metrics, only_phrases=True)
    return assemble(small_settings, conversations=CountedAnswers(store.conversations, metrics), chat=chat)


@pytest.fixture(scope="module")
def client(worded: Parts, small_settings: Settings, metrics: Metrics, store: Store) -> Iterator[TestClient]:
    with TestClient(make_app(worded.assistant, worded.search, small_settings, store, metrics=metrics)) as client:
        yield client


@pytest.fixture(autouse=True)
def _afresh(writer: Writer) -> None:
    writer.__init__()  # type: ignore[misc]


def stream(client: TestClient, message: str, **more: object) -> list[tuple[str, object]]:
    reply = client.post("/api/v1/chat/stream", json={"company": "leenfiets", "message": message, **more})
    assert reply.status_code == 200
    return [read_event(block) for block in reply.text.strip().split("\n\n")]


def read_event(block: str) -> tuple[str, object]:
    name, data = block.split("\n", 1)
    return name.removeprefix("event: "), json.loads(data.removeprefix("data: "))


def deltas(found: list[tuple[str, object]]) -> list[str]:
    return [data["text"] for name, data in found if name == "delta"]  # type: ignore[index]


def done(found: list[tuple[str, object]]) -> dict[str, object]:
    return dict(found)["done"]  # type: ignore[return-value]


def test_a_worded_answer_streams_with_the_same_events(client: TestClient, small: Parts) -> None:
    found = stream(client, FREE)
    names = [name for name, _ in found]
    assert names == ["sources", *["delta"] * (len(names) - 2), "done"]
    assert "".join(deltas(found)) == done(found)["answer"]
    assert deltas(found)[0] == TRUE
    assert dict(found)["sources"] == done(found)["citations"]


def test_a_lie_is_sent_by_neither_route(client: TestClient, writer: Writer) -> None:
    writer.texts = (TRUE, LIE)
    found = stream(client, FREE)
    assert "500" not in json.dumps(found)
    told = client.post("/api/v1/chat", json={"company": "leenfiets", "message": FREE}).json()
    assert told["answer"] == done(found)["answer"]


def test_a_draft_that_breaks_off_is_completed(client: TestClient, writer: Writer) -> None:
    writer.texts, writer.then = (TRUE, LIE), ChatFailed("cut_off")
    found = stream(client, FREE)
    answer = str(done(found)["answer"])
    assert "".join(deltas(found)) == answer
    assert answer.startswith(f"{TRUE}\n\n")
    assert "Zie **Artikel 2 lid 1** (Annuleren)." in answer
    assert [name for name, _ in found if name == "error"] == []


def test_a_sum_that_is_not_said_is_composed(client: TestClient, writer: Writer, small_settings: Settings) -> None:
    writer.texts = ("U kunt schriftelijk klagen.",)
    told = client.post("/api/v1/chat", json={"company": "leenfiets", "message": SUM, "reference_date": "2026-05-04"}).json()
    assert "tot en met **10 mei 2026**" in told["answer"]
    assert told["calculation"]["result"]["date"] == "2026-05-10"


def test_what_happened_is_counted_and_kept_without_words(client: TestClient, writer: Writer, store: Store) -> None:
    writer.texts = (TRUE, LIE)
    told = client.post("/api/v1/chat", json={"company": "leenfiets", "message": FREE}).json()
    text = client.get("/metrics").text
    assert 'model_calls_total{outcome="ok",use="phrase"}' in text
    assert 'answers_worded_total{fallback="none"}' in text
    assert "model_sentences_dropped_total{check=" in text
    assert 'model_seconds_count{use="phrase"}' in text
    audit = store.records.audits.get(told["message_id"])
    assert audit.model == "scripted"
    draft = audit.checks["draft"]
    assert (draft["shown"], draft["fallback"]) == (1, "")
    assert sum(draft["dropped"].values()) >= 1
    assert "500" not in json.dumps(dict(audit.checks))
    assert any("Taalmodel: scripted. 1 zinnen van het model" in line for line in explain(audit))


def test_a_composed_answer_is_explained_with_its_reason(client: TestClient, writer: Writer, store: Store) -> None:
    writer.texts = (LIE,)
    told = client.post("/api/v1/chat", json={"company": "leenfiets", "message": FREE}).json()
    lines = list(explain(store.records.audits.get(told["message_id"])))
    assert any("De samengestelde tekst is gegeven (nothing_left)" in line for line in lines)


def test_what_a_model_did_beforehand_is_explained(client: TestClient, store: Store) -> None:
    told = client.post("/api/v1/chat", json={"company": "leenfiets", "message": FREE}).json()
    audit = store.records.audits.get(told["message_id"])
    doubted = replace(audit, checks={**audit.checks, "draft": {"helped": ["rewrite", "judge"]}})
    (line,) = [line for line in explain(doubted) if line.startswith("Taalmodel")]
    assert "schreef een vervolgvraag uit" in line
    assert "niet beantwoorden" in line


def test_who_leaves_in_the_middle_leaves_a_complete_answer_behind(
    worded: Parts, writer: Writer, small_settings: Settings, store: Store
) -> None:
    writer.texts, writer.waits = (TRUE, TRUE.replace("gratis", "kosteloos")), True
    config = uvicorn.Config(make_app(worded.assistant, worded.search, small_settings, store), port=free_port(), log_config=None)
    server = uvicorn.Server(config)
    thread = threading.Thread(target=server.run, daemon=True)
    thread.start()
    try:
        while not server.started:
            time.sleep(0.02)
        body = json.dumps({"company": "leenfiets", "message": f"{FREE} (weg)"}).encode()
        request = urllib.request.Request(
            f"http://127.0.0.1:{config.port}/api/v1/chat/stream", data=body, headers={"Content-Type": "application/json"}
        )
        with urllib.request.urlopen(request, timeout=10) as response:
            while TRUE.encode() not in response.readline():
                pass
        writer.go.set()
        kept = until_kept(store, "(weg)")
    finally:
        server.should_exit = True
        thread.join(20)
    assert kept.startswith(TRUE)
    assert "Zie **Artikel 2 lid 1** (Annuleren)." in kept


def until_kept(store: Store, words: str) -> str:
    """The kept answer to a question with these words."""
    for _ in range(100):
        if found := store.records.find(words):
            return found[0].answer
        time.sleep(0.1)
    raise AssertionError("nothing was kept")
