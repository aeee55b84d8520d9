"""The widget in front of a real chat model that is far too small: what a customer reads stays true, and comes in time."""

from __future__ import annotations

import json
from collections.abc import Iterator
from typing import Any
from urllib.request import Request, urlopen

import pytest
from playwright.sync_api import Browser, expect

from bot.answering.grounding import unfounded_figures
from tests.e2e.conftest import fresh_page, serving
from tests.e2e.widget_page import Chat
from tests.small_model import small_model

SECONDS = 10
PATIENCE_MS = 1000 * (SECONDS + 8)
QUESTIONS = (
    ("Tot wanneer kan ik mijn bestelling annuleren?", False),
    ("Ik kreeg het op 20 november 2026, tot wanneer kan ik herroepen?", True),
)


@pytest.fixture(scope="module")
def worded(tmp_path_factory: pytest.TempPathFactory) -> Iterator[str]:
    """The address of a server whose answers the small model may word."""
    folder = tmp_path_factory.mktemp("worded")
    with small_model() as address:
        settings = {"CHAT_MODEL": "smollm2", "CHAT_BASE_URL": address, "CHAT_SECONDS": str(SECONDS)}
        with serving(f"sqlite:///{folder}/worded.sqlite", folder / "worded.log", **settings) as site:
            yield site


def composed(site: str, message: str) -> dict[str, Any]:
    """The answer of a server without a model."""
    body = json.dumps({"company": "kge", "message": message}).encode()
    with urlopen(Request(f"{site}/api/v1/chat", body, {"Content-Type": "application/json"}), timeout=30) as answer:
        return dict(json.load(answer))


@pytest.mark.parametrize(("message", "computed"), QUESTIONS)
def test_what_is_read_stays_true(chromium: Browser, site: str, worded: str, message: str, computed: bool) -> None:
    meant = composed(site, message)
    with fresh_page(chromium, worded) as page:
        chat = Chat(page).open()
        answer = chat.ask(message)
        where = answer.locator(".prose").get_by_role("link", name=meant["citations"][0]["label"]).first
        expect(where).to_be_visible(timeout=PATIENCE_MS)
        sources = [meant["answer"], message, *(citation["quote"] for citation in meant["citations"])]
        assert unfounded_figures(answer.locator(".prose").inner_text(), sources=sources) == frozenset()
        assert all(link.startswith(("/terms/", f"{worded}/terms/")) for link in links(answer))
        quotes = [" ".join(quote.split()) for quote in answer.locator("blockquote").all_text_contents()]
        assert quotes
        assert all(any(" ".join(citation["quote"].split()) in quote for citation in meant["citations"]) for quote in quotes)
        expect(answer.locator(".figure")).to_have_count(int(computed))


def links(answer: Any) -> list[str]:
    """Where the links of an answer lead."""
    return [str(link.get_attribute("href")) for link in answer.locator("a").all()]
