"""What an attacker of the web layer would try first, each told off in the same plain way, and nothing of it in the log."""

from __future__ import annotations

import json
import logging
import re
from collections.abc import Iterator
from datetime import date

import pytest
from fastapi.testclient import TestClient

from bot.assembly import Parts
from bot.conversations.keeping import Store, open_store
from bot.models import Question, Reply
from bot.settings import Settings
from tests.conversations.made import record
from tests.hostile import HOSTILE
from tests.web.staff import PASSWORD, make_client, sign_in

JSON = {"Content-Type": "application/json"}
ASK = "/api/v1/chat"
WORD = "Kwakzalver"
"""Stands in every request below, and may never be logged."""


@pytest.fixture(scope="module")
def store(tmp_path_factory: pytest.TempPathFactory) -> Store:
    return open_store(Settings(database_url=f"sqlite:///{tmp_path_factory.mktemp('attacks')}/kept.sqlite"))


@pytest.fixture(scope="module")
def client(small: Parts, small_settings: Settings, store: Store) -> Iterator[TestClient]:
    with make_client(small, small_settings, store) as client:
        yield client


BODIES: dict[str, tuple[bytes, set[int]]] = {
    "no JSON": (b"Kwakzalver", {400}),
    "cut off": (b'{"company": "leenfiets", "message": "Kwakzalver', {400}),
    "wrong bytes": (b'{"company": "leenfiets", "message": "Kwakzalver \xff\xfe"}', {400, 422}),
    "null byte": (b'{"company": "leenfiets", "message": "Kwakzalver \\u0000 mag ik annuleren?"}', {200}),
    "half a character": (b'{"company": "leenfiets", "message": "Kwakzalver \\ud800"}', {400, 422}),
    "a key twice": (b'{"company": "taarthuis", "company": "leenfiets", "message": "Kwakzalver annuleren?"}', {200}),
    "nested deeply": (b'{"company": ' + b"[" * 30_000 + b"]" * 30_000 + b', "message": "Kwakzalver"}', {400, 422}),
    "not a number": (b'{"company": "leenfiets", "message": NaN, "extra": "Kwakzalver"}', {400, 422}),
    "infinite": (b'{"company": "leenfiets", "message": "Kwakzalver", "contract_date": Infinity}', {400, 422}),
    "a huge number": (b'{"company": "Kwakzalver", "message": ' + b"9" * 5000 + b"}", {400, 422}),
    "a list": (b'["Kwakzalver"]', {422}),
    "nothing": (b"null", {422}),
    "empty": (b"", {422}),
    "a huge year": (b'{"company": "leenfiets", "message": "Kwakzalver", "contract_date": "99999-01-01"}', {422}),
    "the last day there is": (b'{"company": "leenfiets", "message": "Kwakzalver", "reference_date": "9999-12-31"}', {200, 422}),
    "the first day there is": (b'{"company": "leenfiets", "message": "Kwakzalver", "reference_date": "0001-01-01"}', {200, 422}),
}  # fmt: skip


@pytest.mark.parametrize("name", BODIES)
@pytest.mark.parametrize("path", [ASK, "/api/v1/chat/stream"])
def test_odd_bodies_get_a_plain_answer(client: TestClient, caplog: pytest.LogCaptureFixture, name: str, path: str) -> None:
    body, statuses = BODIES[name]
    with caplog.at_level(logging.DEBUG):
        reply = client.post(path, content=body, headers=JSON)
    assert reply.status_code in statuses
    if reply.status_code >= 400:
        assert reply.headers["content-type"] == "application/problem+json"
        assert reply.json()["detail"]
    assert WORD not in caplog.text


@pytest.mark.parametrize(
    "kind", ["text/plain", "application/x-www-form-urlencoded", "multipart/form-data", "application/xml", ""]
)
def test_a_form_of_another_site_is_no_question(client: TestClient, kind: str) -> None:
    body = json.dumps({"company": "leenfiets", "message": "annuleren"}).encode()
    reply = client.post(ASK, content=body, headers={"Content-Type": kind} if kind else {})
    assert reply.status_code in (400, 422)


@pytest.mark.parametrize(
    ("rule", "inputs"),
    [
        ("leenfiets.klacht", {"returned_on": "Kwakzalver"}), ("leenfiets.klacht", {"returned_on": ["2026-03-03"] * 500}),
        ("leenfiets.klacht", {"returned_on": {"$gt": ""}}), ("leenfiets.klacht", {"returned_on": 10**30}),
        ("leenfiets.late_annulering", {"price": "1e400"}), ("leenfiets.late_annulering", {"price": "NaN"}),
        ("leenfiets.late_annulering", {"price": "9" * 4000}), ("leenfiets.late_annulering", {"price": -1}),
        ("leenfiets.late_annulering", {"price": True}), ("../leenfiets", {}), ("leenfiets.klacht%00", {}), ("x" * 3000, {}),
    ],
)  # fmt: skip
def test_odd_inputs_of_a_sum_are_refused(client: TestClient, rule: str, inputs: dict[str, object]) -> None:
    assert client.post(f"/api/v1/calculators/{rule}", json={"inputs": inputs}).status_code in (404, 422)


PATHS = (
    "/api/v1/companies/..%2f..%2fetc%2fpasswd",
    "/api/v1/companies/%00",
    "/api/v1/companies/leenfiets/clauses/..%2f..",
    "/terms/..%2f..",
    "/static/..%2f..%2f..%2fpyproject.toml",
    "/static/%2e%2e/%2e%2e/app.py",
    "/static//etc/passwd",
    "/widget-../../app.js",
    "/widget-1.0.0%00.js",
    "/widget-1.0.0.js/..",
    "/support/clauses/..%2f..%2f/etc/passwd",
    "/terms/leenfiets%0d%0aX-Evil:%201",
    "/api/v1/companies/" + "a" * 5000,
    "/api/v1/conversations/..%2f",
    "/terms/leenfiets?version=..%2f..%2fetc",
    "/terms/leenfiets?version=%00",
    "/api/v1/search?q=%00",
    "/api/v1/search?q=%ff&company=%ff",
    "/terms/leenfiets/changes?old=%0d%0a&new=x",
)


@pytest.mark.parametrize("path", PATHS)
def test_no_path_leads_out(client: TestClient, path: str) -> None:
    reply = client.get(path, follow_redirects=False)
    assert reply.status_code < 500
    assert not re.search(r"root:x:|\[project\]|import uvicorn", reply.text)
    assert "x-evil" not in reply.headers


@pytest.mark.parametrize("value", ["x\r\nSet-Cookie: a=b", "<script>", "a" * 10_000, "\x00", "é" * 20])
def test_no_header_of_a_client_comes_back(client: TestClient, value: str) -> None:
    names = ("X-Request-ID", "Origin", "X-Site-Key", "X-Forwarded-Host", "Accept")
    for name in names:
        reply = client.get("/api/v1/companies", headers={name: value.encode()})
        assert value.strip() not in str(reply.headers)
        assert "set-cookie" not in reply.headers


def test_many_headers_are_no_trouble(client: TestClient) -> None:
    assert client.get("/api/v1/health/live", headers={f"X-{at}": "a" * 100 for at in range(500)}).status_code == 200


def test_a_session_that_was_planted_is_not_the_one_that_is_used(client: TestClient, store: Store) -> None:
    sign_in(client, store)
    client.cookies.clear()
    planted = "a" * 43
    form = {"name": "reader", "password": PASSWORD}
    entered = client.post("/support/sign-in", data=form, headers={"Cookie": f"support_session={planted}"}, follow_redirects=False)
    fresh = re.search(r"support_session=([\w-]+)", entered.headers["set-cookie"])
    assert fresh is not None
    assert fresh[1] != planted
    assert store.accounts.find_member(planted) is None
    again = client.post("/support/sign-in", data=form, headers={"Cookie": f"support_session={fresh[1]}"}, follow_redirects=False)
    assert again.status_code == 303
    assert store.accounts.find_member(fresh[1]) is None


@pytest.mark.parametrize("where", ["next=https://kwaad.example", "return=//kwaad.example", "back=javascript:alert(1)"])
def test_signing_in_leads_nowhere_else(client: TestClient, store: Store, where: str) -> None:
    sign_in(client, store)
    form = {"name": "reader", "password": PASSWORD, **dict([where.split("=", 1)])}
    entered = client.post(f"/support/sign-in?{where}", data=form, follow_redirects=False)
    assert entered.headers["location"] == "/support"
    page = client.get(f"/support/clauses/leenfiets/2.1?{where}").text
    assert not re.search(r'href="(?:https?:|//|javascript:)', page)


def test_every_changing_address_for_staff_wants_the_token(client: TestClient, store: Store) -> None:
    sign_in(client, store, "admin")
    paths = {path for path, methods in changing(client) if path.startswith("/support") and "POST" in methods}
    assert len(paths) > 8
    for path in paths - {"/support/sign-in"}:
        address = re.sub(r"\{[^}]*\}", "1", path)
        for headers in ({}, {"X-CSRF-Token": "verzonnen"}, {"Origin": "https://kwaad.example"}):
            assert client.post(address, headers=headers, data={"csrf": "x"}).status_code == 403, path


def changing(client: TestClient) -> Iterator[tuple[str, set[str]]]:
    from fastapi.routing import iter_route_contexts

    for route in iter_route_contexts(client.app.routes):  # type: ignore[attr-defined]
        yield str(route.path), set(getattr(route, "methods", None) or ())


def test_what_customers_write_is_text_on_every_page_for_staff(client: TestClient, store: Store) -> None:
    for number, text in enumerate(HOSTILE):
        reply = Reply("not_in_terms", text, 0.5, conversation_id=f"vijandig{number}", message_id=f"v{number}")
        record(store.records, Question("leenfiets", text, date(2026, 3, 16)), reply, terms_version="2024-05-01")
        store.records.rate(f"v{number}", "down", text)
    sign_in(client, store, "admin")
    pages = ["/support/conversations", "/support/worklist", "/support/figures", "/support?q=" + HOSTILE[0]]
    pages += [f"/support/conversations/vijandig{number}" for number in range(0, len(HOSTILE), 4)]
    pages += [f"/support/worklist/case?message_id=v{number}" for number in range(0, len(HOSTILE), 9)]
    for path in pages:
        shown = client.get(path).text
        assert not re.search(r"<script(?! type=\"module\" src=\"/static/)|<img|<iframe|<svg on|<object|<base|<style", shown), path
        assert not re.search(r"<[^>]*\son(?:error|load|click|focus|mouseover)\s*=", shown), path


def test_a_question_comes_back_as_json_and_never_as_a_page(client: TestClient) -> None:
    for text in HOSTILE[:20]:
        reply = client.post(ASK, json={"company": "leenfiets", "message": text[:2000]})
        assert reply.headers["content-type"].startswith("application/")
        assert reply.headers["x-content-type-options"] == "nosniff"
    missing = client.get(f"/api/v1/companies/{HOSTILE[0]}")
    assert missing.headers["content-type"] == "application/problem+json"
