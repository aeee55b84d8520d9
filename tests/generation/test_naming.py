"""Settings for a chat model: what is wrong with them is said in Dutch, and no key is shown."""

from __future__ import annotations

import subprocess
import sys

import pytest

from bot.configuration import complaints
from bot.contradictions import doubts, refusals
from bot.generation.naming import ChatModelName, chat_doubts, chat_refusals, name_of
from bot.generation.providers import make_model
from bot.settings import Settings

KEY = "sleutel-die-niemand-ziet"


def settings(**given: object) -> Settings:
    return Settings(**given)  # type: ignore[arg-type]


@pytest.mark.parametrize(
    ("model", "address", "found"),
    [
        ("mistralai:mistral-small-latest", "", ("mistralai", "mistral-small-latest")),
        ("openai:gpt-x", "https://proxy.example/v1", ("openai", "gpt-x")),
        ("qwen2.5:7b", "http://127.0.0.1:8080/v1", ("openai", "qwen2.5:7b")),
        ("eigen-model", "http://127.0.0.1:8080/v1", ("openai", "eigen-model")),
        ("ollama:qwen2.5:7b", "http://127.0.0.1:11434", ("ollama", "qwen2.5:7b")),
    ],
)
def test_a_model_is_named_with_its_provider(model: str, address: str, found: tuple[str, str]) -> None:
    assert name_of(settings(chat_model=model, chat_base_url=address)) == ChatModelName(*found)


@pytest.mark.parametrize(
    ("given", "said"),
    [
        ({"chat_base_url": "http://127.0.0.1:1/v1"}, "maar geen model"),
        ({"chat_api_key": KEY}, "maar geen model"),
        ({"chat_model": "gpt-x", "chat_api_key": KEY}, "is geen aanbieder met een model"),
        ({"chat_model": "openai:", "chat_api_key": KEY}, "is geen aanbieder met een model"),
        ({"chat_model": "os.path:x", "chat_api_key": KEY}, "is geen aanbieder met een model"),
        ({"chat_model": "cohere:command", "chat_api_key": KEY}, "ontbreekt het pakket langchain-cohere"),
        ({"chat_model": "openai:gpt-x"}, "CHAT_API_KEY: openai vraagt om een sleutel"),
        ({"chat_model": "azure_openai:x", "chat_api_key": KEY}, "OPENAI_API_VERSION"),
    ],
)
def test_half_a_configuration_is_refused(given: dict[str, object], said: str, monkeypatch: pytest.MonkeyPatch) -> None:
    for name in ("OPENAI_API_KEY", "OPENAI_API_VERSION"):
        monkeypatch.delenv(name, raising=False)
    found = "\n".join(refusals(settings(**given)))
    assert said in found
    assert KEY not in found


def test_a_missing_package_is_named_with_how_to_get_it(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("bot.generation.naming.find_spec", lambda _: None)
    (said,) = chat_refusals(settings(chat_model="mistralai:x", chat_api_key=KEY))
    assert 'pip install -c constraints.txt ".[mistralai]"' in said


def test_no_model_and_a_whole_configuration_are_fine(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("MISTRAL_API_KEY", KEY)
    assert list(chat_refusals(settings())) == []
    assert list(chat_refusals(settings(chat_model="mistralai:x"))) == []
    assert list(chat_refusals(settings(chat_model="x", chat_base_url="http://127.0.0.1:1/v1"))) == []


def test_what_somebody_may_not_have_meant() -> None:
    (unused,) = chat_doubts(settings(chat_judge=True))
    assert "CHAT_JUDGE" in unused
    (plain,) = [line for line in doubts(settings(chat_model="x", chat_base_url="http://model.example/v1")) if "CHAT" in line]
    assert "onversleuteld" in plain
    assert list(chat_doubts(settings(chat_model="x", chat_base_url="http://model:8080/v1"))) == []
    assert list(chat_doubts(settings(chat_model="x", chat_base_url="http://10.0.0.3/v1"))) == []


def test_the_key_is_never_shown() -> None:
    given = settings(chat_model="x", chat_base_url="http://127.0.0.1:1/v1", chat_api_key=KEY)
    assert KEY not in f"{given!r}{given}{given.model_dump_json()}{given.model_dump()}"
    with pytest.raises(ValueError) as caught:  # noqa: PT011  # a ValidationError
        settings(chat_api_key=[KEY])
    assert KEY not in "".join(complaints(caught.value))  # type: ignore[arg-type]


@pytest.mark.parametrize(
    "given",
    [
        {"chat_model": "openai:gpt-x"},
        {"chat_model": "x", "chat_base_url": "http://127.0.0.1:1/v1"},
        {"chat_model": "mistralai:mistral-small-latest"},
        {"chat_model": "mistralai:x", "chat_base_url": "http://127.0.0.1:1/v1"},
        {"chat_model": "anthropic:claude-x"},
        {"chat_model": "ollama:x", "chat_base_url": "http://127.0.0.1:1"},
        {"chat_model": "azure_openai:x", "chat_base_url": "https://x.openai.azure.com"},
    ],
)
def test_every_provider_can_be_made(given: dict[str, object], monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("OPENAI_API_VERSION", "2025-01-01")
    chosen = settings(**given, chat_api_key=KEY)
    assert list(chat_refusals(chosen)) == []
    model = make_model(chosen)
    assert KEY not in repr(model)
    assert model.name == given["chat_model"]
    model.close()


def test_without_a_model_no_library_for_one_is_loaded() -> None:
    code = "import sys, bot.web.app, bot.ui.demo, bot.assembly; print([m for m in sys.modules if m in %r])"
    never = ("openai", "langchain_openai", "anthropic", "mistralai", "ollama", "langchain", "langsmith")
    ran = subprocess.run([sys.executable, "-c", code % (never,)], capture_output=True, text=True, check=True)
    assert ran.stdout.strip() == "[]"
