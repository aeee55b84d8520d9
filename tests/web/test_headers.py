"""What the browser is told with every page, and that errors tell it too."""

from __future__ import annotations

import logging
import re
from collections.abc import Iterator
from html.parser import HTMLParser
from pathlib import Path

import pytest
from fastapi.testclient import TestClient

from bot.assembly import Parts
from bot.conversations.keeping import Store, open_store
from bot.settings import Settings
from tests.web.staff import make_client, sign_in

SHOP = {"Origin": "https://winkel.example"}
PAGES = (
    "/terms/leenfiets", "/terms/leenfiets/changes", "/widget-demo", "/widget-demo/hostile", "/widget-demo/strict",
    "/support/sign-in", "/support", "/support/conversations", "/support/worklist", "/support/changes", "/support/figures",
    "/support/terms", "/support/terms/add", "/support/clauses/leenfiets/2.1",
)  # fmt: skip


@pytest.fixture(scope="module")
def store(tmp_path_factory: pytest.TempPathFactory) -> Store:
    return open_store(Settings(database_url=f"sqlite:///{tmp_path_factory.mktemp('headers')}/kept.sqlite"))


@pytest.fixture
def client(small: Parts, small_settings: Settings, store: Store) -> Iterator[TestClient]:
    with make_client(small, small_settings, store) as client:

        @client.app.get("/api/v1/broken")  # type: ignore[attr-defined, untyped-decorator]
        def broken() -> None:
            raise RuntimeError("NL91ABNA0417164300 van Anneke")

        sign_in(client, store, "admin")
        yield client


class Inline(HTMLParser):
    """Collects what a page would run from its own markup."""

    def __init__(self) -> None:
        super().__init__()
        self.found: list[str] = []

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        given = dict(attrs)
        if (tag == "script" and not given.get("src")) or tag == "style":
            self.found.append(tag)
        self.found += [name for name in given if name.startswith("on") or name == "style"]
        self.found += [name for name, value in attrs if (value or "").strip().lower().startswith(("javascript:", "http:", "//"))]


@pytest.mark.parametrize("path", PAGES)
def test_no_page_of_ours_runs_what_stands_in_its_markup(client: TestClient, path: str) -> None:
    reply = client.get(path)
    assert reply.status_code == 200
    policy = reply.headers["content-security-policy"]
    assert "default-src 'none'" in policy
    assert "unsafe" not in policy
    assert "base-uri 'none'" in policy
    page = Inline()
    page.feed(reply.text)
    assert page.found == []


@pytest.mark.parametrize(
    "path", [*PAGES, "/api/v1/companies", "/api/v1/nergens", "/widget.js", "/static/terms.css", "/favicon.ico"]
)
def test_every_reply_says_what_browsers_must_not_guess(client: TestClient, path: str) -> None:
    headers = client.get(path).headers
    assert headers["x-content-type-options"] == "nosniff"
    assert headers["referrer-policy"] == "same-origin"
    assert "camera=()" in headers["permissions-policy"]
    assert "frame-ancestors" in headers["content-security-policy"]


def test_only_the_readable_terms_may_be_framed_and_by_the_websites_that_may_ask(
    small: Parts, small_settings: Settings, store: Store
) -> None:
    settings = small_settings.model_copy(update={"allowed_origins": ("https://winkel.example", "https://kassa.example")})
    client = make_client(small, settings, store)
    policies = {path: client.get(path).headers["content-security-policy"] for path in PAGES}
    framed = {path for path, policy in policies.items() if "frame-ancestors 'none'" not in policy}
    assert framed == {"/terms/leenfiets", "/terms/leenfiets/changes"}
    assert policies["/terms/leenfiets"].endswith("frame-ancestors https://winkel.example https://kassa.example")


def test_an_error_that_nobody_foresaw_can_be_read_by_the_website_and_leaves_no_words_in_the_log(
    client: TestClient, caplog: pytest.LogCaptureFixture
) -> None:
    with caplog.at_level(logging.INFO):
        reply = client.get("/api/v1/broken", headers=SHOP)
    assert (reply.status_code, reply.headers["content-type"]) == (500, "application/problem+json")
    assert reply.headers["access-control-allow-origin"] == "*"
    assert reply.headers["x-request-id"]
    assert "RuntimeError at " in caplog.text
    assert "test_headers.py" in caplog.text
    assert not re.search("Anneke|NL91", caplog.text + reply.text)


@pytest.mark.parametrize("path", [*PAGES, "/api/v1/companies", "/widget.js", "/favicon.ico", "/api/v1/health/live", "/"])
def test_what_can_be_read_can_be_looked_at_without_its_body(client: TestClient, path: str) -> None:
    full, head = (client.request(method, path, follow_redirects=False) for method in ("GET", "HEAD"))
    assert head.status_code == full.status_code
    assert head.content == b""
    assert head.headers["content-type" if "content-type" in full.headers else "location"]
    assert client.head("/api/v1/chat").status_code == 405


def test_the_icon_is_there(client: TestClient) -> None:
    icon = client.get("/favicon.ico")
    assert (icon.status_code, icon.headers["content-type"]) == (200, "image/svg+xml")


def test_no_page_and_no_document_holds_a_secret(small: Parts, small_settings: Settings, tmp_path: Path) -> None:
    secrets = {"redis_url": "redis://:GEHEIM-REDIS@127.0.0.1:1/0", "review_dir": tmp_path / "GEHEIM-MAP"}
    store = open_store(Settings(database_url=f"sqlite:///{tmp_path}/GEHEIM-DATABASE.sqlite"))
    client = make_client(small, small_settings.model_copy(update=secrets), store)
    sign_in(client, store, "admin")
    more = ("/api/openapi.json", "/metrics", "/api/v1/health/ready", "/api/v1/companies", "/widget.js", "/api/v1/nergens")
    replies = [client.get(path) for path in (*PAGES, *more)]
    replies.append(client.post("/api/v1/chat", json={"company": "leenfiets", "message": "mag ik gratis afzeggen?"}))
    store.database.engine.dispose()
    (tmp_path / "GEHEIM-DATABASE.sqlite").write_bytes(b"geen database meer" * 1000)
    replies += [client.get("/api/v1/health/ready"), client.get("/support")]
    assert all(reply.status_code >= 500 for reply in replies[-2:])
    for reply in replies:
        assert not re.search("GEHEIM|argon2|password_hash", reply.text + str(reply.headers)), reply.url
