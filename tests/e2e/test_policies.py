"""The content policy of every page is kept by the page itself: nothing that it needs is refused."""

from __future__ import annotations

import pytest
from playwright.sync_api import Page, expect

from tests.e2e.staff import sign_in
from tests.e2e.test_demo import ask, open_demo, tab

WATCH = """
window.blocked = [];
addEventListener('securitypolicyviolation', (event) => blocked.push(`${event.violatedDirective} ${event.blockedURI}`));
"""
PAGES = (
    "/terms/kge", "/terms/kge/changes", "/widget-demo", "/widget-demo/hostile", "/widget-demo/strict", "/support/sign-in",
    "/support", "/support?q=annuleren", "/support/clauses/kge/6.3", "/support/conversations", "/support/worklist",
    "/support/changes", "/support/figures", "/support/terms", "/support/terms/add",
)  # fmt: skip


def test_no_page_breaks_its_own_policy(desktop: Page, site: str, database: str) -> None:
    sign_in(desktop, database, site, "admin")
    desktop.add_init_script(WATCH)
    for path in PAGES:
        reply = desktop.goto(path)
        assert reply is not None
        assert reply.status == 200, path
        desktop.wait_for_load_state("networkidle")
        assert desktop.evaluate("() => window.blocked") == [], path


def test_the_demo_works_under_its_policy_and_asks_nobody_else(desktop: Page, site: str) -> None:
    desktop.add_init_script(WATCH)
    refused, abroad = [], []
    desktop.on("response", lambda reply: refused.append(f"{reply.status} {reply.url}") if reply.status >= 400 else None)
    desktop.on("request", lambda request: abroad.append(request.url) if not request.url.startswith((site, "data:")) else None)
    open_demo(desktop)
    ask(desktop, "Ik kreeg de bestelling gisteren, tot wanneer kan ik herroepen?")
    for name in ("Vergelijk", "Bereken", "Voorwaarden", "Vraag"):
        tab(desktop, name)
        desktop.wait_for_timeout(500)
    expect(desktop.locator("#bepalingen .certainty")).to_be_visible()
    assert desktop.evaluate("() => window.blocked") == []
    assert refused == []
    assert abroad == []


@pytest.mark.parametrize(
    "path",
    [
        "upload",
        "file=/etc/passwd",
        "proxy=http://127.0.0.1",
        "monitoring",
        "vibe-code/",
        "run/predict",
        "api/predict",
        "openapi.json",
    ],
)
def test_what_gradio_brings_and_nobody_needs_is_not_there(desktop: Page, path: str) -> None:
    for start in ("/demo/gradio_api/", "/demo/"):
        assert desktop.request.get(start + path).status == 404
        assert desktop.request.post(start + path, multipart={"files": "x"}).status == 404
