"""The frame of the support pages: no script or style of its own, and no navigation without an account."""

from __future__ import annotations

import re
from pathlib import Path
from types import SimpleNamespace
from typing import Any

from fastapi import FastAPI, Request
from fastapi.responses import HTMLResponse
from fastapi.testclient import TestClient

from bot.web.support.shell import page


def fetch(context: dict[str, Any]) -> Any:
    app = FastAPI()
    app.state.index_dir = Path("nowhere")

    @app.get("/")
    def base(request: Request) -> HTMLResponse:
        return page(request, "base", context)

    with TestClient(app) as client:
        return client.get("/")


def test_the_frame_has_no_script_or_style_of_its_own() -> None:
    shown = fetch({"account": SimpleNamespace(name="<script>alert(1)</script>", csrf="x"), "section": "figures"}).text
    assert re.findall(r"<script[^>]*>", shown) == ['<script type="module" src="/static/support/keyboard.js">']
    assert re.search(r"<style|\sstyle=|\son\w+=", shown) is None


def test_the_current_section_is_marked() -> None:
    shown = fetch({"account": SimpleNamespace(name="Saskia", csrf="x"), "section": "figures"}).text
    assert re.findall(r'<a href="([^"]+)" data-key="\d" aria-current="page">', shown) == ["/support/figures"]


def test_without_an_account_there_is_no_navigation() -> None:
    shown = fetch({}).text
    assert "<nav" not in shown
    assert "Afmelden" not in shown
