"""The chat widget as its tests use it, and answers of the API for what the real terms don't lead to."""

from __future__ import annotations

import json
from collections.abc import Callable
from typing import Any

from playwright.sync_api import Locator, Page, Route, expect

STREAM = "**/api/v1/chat/stream"


class Chat:
    """The widget on a page. Playwright looks into its shadow root by itself."""

    def __init__(self, page: Page) -> None:
        self.page = page
        self.host = page.locator("terms-chat")
        self.launcher = self.host.locator(".launcher")
        self.panel = self.host.locator("dialog")
        self.field = self.host.locator(".composer textarea")
        self.log = self.host.get_by_role("log")
        self.answer = self.log.locator(".message:not(.mine)").last
        self.form = self.host.locator(".clarify")
        self.alert = self.host.locator(".alert")
        self.status = self.host.get_by_role("status")

    def open(self, path: str = "/widget-demo?company=kge") -> Chat:
        """The widget, opened on this page."""
        self.page.goto(path)
        self.launcher.click()
        self.rest()
        return self

    def rest(self) -> None:
        """Waits until the panel is open and stands still."""
        expect(self.panel).to_be_visible()
        self.panel.evaluate("(node) => Promise.all(node.getAnimations().map((moving) => moving.finished))")

    def ask(self, question: str) -> Locator:
        """The finished answer to a question that is typed."""
        before = self.log.locator(".mine").count()
        self.field.fill(question)
        self.field.press("Enter")
        expect(self.log.locator(".mine")).to_have_count(before + 1)
        return self.answer

    def button(self, name: str) -> Locator:
        """A button of the widget by its name."""
        return self.host.get_by_role("button", name=name)


def reply(**changes: Any) -> dict[str, Any]:
    """A complete reply of the API."""
    plain = {
        "conversation_id": "c1",
        "message_id": "m1",
        "status": "answered",
        "answer": "U hebt 30 dagen bedenktijd.\n\nZie **Artikel 6 lid 3** (Bedenktijd).",
        "citations": [citation()],
        "calculation": None,
        "missing": [],
        "suggestions": [],
        "confidence": 0.9,
        "contact": {"email": "team@kge.example", "phone": "06 12 34 56 78"},
    }
    return {**plain, **changes}


def citation(**changes: str) -> dict[str, str]:
    """A clause that carries an answer."""
    plain = {
        "clause_id": "kge:6.3",
        "label": "Artikel 6 lid 3",
        "title": "Bedenktijd",
        "quote": "Klanten hebben 30 dagen bedenktijd.",
        "terms_version": "2018-10-12",
        "url": "/terms/kge#6.3",
    }
    return {**plain, **changes}


def events(body: dict[str, Any]) -> str:
    """A reply as the stream that the server sends."""
    parts = [("sources", body["citations"]), ("delta", {"text": body["answer"]})]
    parts += [("calculation", body["calculation"])] if body["calculation"] else []
    return "".join(f"event: {name}\ndata: {json.dumps(data)}\n\n" for name, data in [*parts, ("done", body)])


def answers(page: Page, make: Callable[[dict[str, Any]], dict[str, Any]]) -> list[dict[str, Any]]:
    """The questions that the widget sends from now on, each answered with what `make` makes of it."""
    asked: list[dict[str, Any]] = []

    def fulfil(route: Route) -> None:
        asked.append(route.request.post_data_json)
        route.fulfill(content_type="text/event-stream", body=events(make(asked[-1])))

    page.route(STREAM, fulfil)
    return asked


def elsewhere(page: Page) -> None:
    """Go to an empty page of a website without any policy."""
    body = '<!doctype html><html lang="nl"><title>Elders</title><body></body></html>'
    page.route("**/elders", lambda route: route.fulfill(content_type="text/html", body=body))
    page.goto("/elders")


def refuses(page: Page, status: int, *, headers: dict[str, str] | None = None, detail: str = "") -> None:
    """Lets the server refuse every question from now on."""
    page.unroute(STREAM)
    body = json.dumps({"title": "Fout", "status": status, "detail": detail})
    page.route(
        STREAM, lambda route: route.fulfill(status=status, content_type="application/problem+json", headers=headers, body=body)
    )
