"""The pages for staff: closed without sign-in, on every address and for every method."""

from __future__ import annotations

import re
from collections.abc import Iterator
from pathlib import Path
from typing import Annotated

import pytest
from fastapi import Depends
from fastapi.routing import iter_route_contexts
from fastapi.testclient import TestClient

from bot.assembly import Parts
from bot.conversations.accounts import Member
from bot.conversations.keeping import Store, open_store
from bot.settings import Settings
from bot.web.staff import COOKIE, signed_in
from tests.backend import database_in
from tests.web.staff import PASSWORD, make_client, sign_in

METHODS = ("GET", "HEAD", "POST", "PUT", "PATCH", "DELETE", "OPTIONS")


@pytest.fixture(scope="module")
def store(tmp_path_factory: pytest.TempPathFactory) -> Store:
    return open_store(Settings(database_url=database_in(tmp_path_factory.mktemp("staff"))))


@pytest.fixture
def client(small: Parts, small_settings: Settings, store: Store) -> Iterator[TestClient]:
    with make_client(small, small_settings, store) as client:

        @client.app.post("/support/api/proef")  # type: ignore[attr-defined, untyped-decorator]
        def change(member: Annotated[Member, Depends(signed_in("editor"))]) -> str:
            return member.name

        yield client


def staff_addresses(client: TestClient) -> list[str]:
    """Every address under /support, as the application itself lists them; a variable in it is filled in."""
    paths = {str(route.path) for route in iter_route_contexts(client.app.routes)}  # type: ignore[attr-defined]
    return sorted(re.sub(r"\{[^}]*\}", "kge", path) for path in paths if path.startswith("/support"))


def test_nothing_is_given_without_sign_in(client: TestClient) -> None:
    kept = client.post("/api/v1/chat", json={"company": "leenfiets", "message": "Mag ik de fiets gratis afzeggen?"}).json()
    addresses = [address for address in staff_addresses(client) if address != "/support/sign-in"]
    assert len(addresses) >= 2
    for address in addresses:
        for method in METHODS:
            reply = client.request(method, address, headers={"Accept": "text/html, application/json"}, follow_redirects=False)
            assert reply.status_code in (303, 401, 403, 405), f"{method} {address} gives {reply.status_code}"
            assert not any(word in reply.text for word in (kept["message_id"], "afzeggen", "leenfiets", "<nav")), address
            assert reply.headers["Cache-Control"] == "no-store"


@pytest.mark.parametrize("cookie", ["", "verzonnen", "a" * 5000])
def test_a_made_up_session_is_nobody(client: TestClient, cookie: str) -> None:
    reply = client.post("/support/api/proef", headers={"Cookie": f"{COOKIE}={cookie}"})
    assert (reply.status_code, reply.headers["Content-Type"]) == (401, "application/problem+json")


def test_signing_in_gives_a_cookie_that_scripts_and_other_sites_cannot_use(client: TestClient, store: Store) -> None:
    sign_in(client, store)
    entered = client.post("/support/sign-in", data={"name": "reader", "password": PASSWORD}, follow_redirects=False)
    cookie = entered.headers["Set-Cookie"]
    assert all(part in cookie for part in ("HttpOnly", "SameSite=strict", "Path=/support"))
    assert "Secure" not in cookie
    client.base_url = "https://testserver"  # type: ignore[assignment]
    secure = client.post("/support/sign-in", data={"name": "reader", "password": PASSWORD}, follow_redirects=False)
    assert "Secure" in secure.headers["Set-Cookie"]


def test_a_changing_request_needs_the_role_and_the_token_of_the_session(client: TestClient, store: Store) -> None:
    reader = sign_in(client, store, "reader")
    assert client.post("/support/api/proef", headers={"X-CSRF-Token": reader}).status_code == 403
    editor = sign_in(client, store, "editor")
    assert client.post("/support/api/proef").status_code == 403
    assert client.post("/support/api/proef", headers={"X-CSRF-Token": reader}).status_code == 403
    assert client.post("/support/api/proef", data={"csrf": "é"}).status_code == 403
    assert client.post("/support/api/proef", headers={"X-CSRF-Token": editor}).json() == "editor"
    assert client.post("/support/api/proef", data={"csrf": editor}).json() == "editor"


def test_signing_out_ends_the_session_also_for_who_kept_the_cookie(client: TestClient, store: Store) -> None:
    csrf = sign_in(client, store)
    token = client.cookies["support_session"]
    left = client.post("/support/sign-out", data={"csrf": csrf}, follow_redirects=False)
    assert (left.status_code, left.headers["Location"]) == (303, "/support/sign-in")
    assert store.accounts.find_member(token) is None


BROWSER = {"Accept": "text/html,application/xhtml+xml,*/*;q=0.8"}


def test_a_browser_gets_an_error_as_a_page_in_dutch_and_a_program_as_a_problem(client: TestClient, store: Store) -> None:
    csrf = sign_in(client, store, "reader")
    for address, data, status, said in (
        ("/support/api/proef", {"csrf": csrf}, 403, "Uw account mag dit niet. Nodig is: redacteur."),
        ("/support/bestaat-niet", {}, 404, "Niet gevonden"),
        ("/support/sign-in", {"name": "a" * 999}, 422, "Ongeldige invoer"),
    ):
        shown = client.post(address, data=data, headers=BROWSER)
        assert (shown.status_code, shown.headers["Content-Type"]) == (status, "text/html; charset=utf-8")
        assert '<html lang="nl">' in shown.text
        assert said in shown.text
        told = client.post(address, data=data)
        assert (told.status_code, told.headers["Content-Type"]) == (status, "application/problem+json")


def test_whose_session_ended_is_led_to_the_form_by_the_error(client: TestClient) -> None:
    shown = client.post("/support/api/proef", headers=BROWSER)
    assert (shown.status_code, 'href="/support/sign-in"' in shown.text) == (401, True)


def test_an_error_of_the_api_is_a_problem_for_a_browser_too(client: TestClient) -> None:
    assert client.get("/api/v1/companies/x", headers=BROWSER).headers["Content-Type"] == "application/problem+json"


def test_a_wrong_password_is_told_in_dutch_and_five_of_them_lock_out(client: TestClient, store: Store) -> None:
    store.accounts.add("els", PASSWORD, "reader")
    answers = [client.post("/support/sign-in", data={"name": "els", "password": "dat is het niet"}) for _ in range(6)]
    assert [answer.status_code for answer in answers] == [401] * 5 + [429]
    assert "Naam en wachtwoord horen niet bij elkaar." in answers[0].text
    assert "over 15 minuten" in answers[5].text
    assert 0 < int(answers[5].headers["Retry-After"]) <= 901


@pytest.mark.parametrize("headers", [{"Origin": "https://kwaad.example"}, {"Sec-Fetch-Site": "cross-site"}])
def test_another_site_cannot_sign_somebody_in(client: TestClient, store: Store, headers: dict[str, str]) -> None:
    sign_in(client, store)
    client.cookies.clear()
    reply = client.post("/support/sign-in", data={"name": "reader", "password": PASSWORD}, headers=headers)
    assert (reply.status_code, "Set-Cookie" in reply.headers) == (403, False)


def test_a_name_is_shown_as_text(client: TestClient) -> None:
    page = client.post("/support/sign-in", data={"name": '"><script>alert(1)</script>', "password": "x"}).text
    assert "<script>" not in page
    assert "&lt;script&gt;" in page


def test_a_body_without_end_is_not_read(client: TestClient) -> None:
    assert client.post("/support/sign-in", data={"name": "jan", "password": "a" * 100_000}).status_code == 413


def test_a_page_sends_who_is_not_signed_in_to_the_form(client: TestClient) -> None:
    @client.app.get("/support/proef")  # type: ignore[attr-defined, untyped-decorator]
    def page(_: Annotated[Member, Depends(signed_in())]) -> str:
        return "geheim"

    reply = client.get("/support/proef", headers={"Accept": "text/html"}, follow_redirects=False)
    assert (reply.status_code, reply.headers["Location"], reply.text) == (303, "/support/sign-in", "")


def test_the_headers_keep_other_scripts_and_frames_out(client: TestClient) -> None:
    headers = client.get("/support/sign-in").headers
    assert "script-src 'self'" in headers["Content-Security-Policy"]
    assert "unsafe" not in headers["Content-Security-Policy"]
    assert (headers["X-Frame-Options"], headers["X-Content-Type-Options"]) == ("DENY", "nosniff")
    assert "X-Frame-Options" not in client.get("/terms/leenfiets").headers


def test_the_form_has_no_script_or_style_of_its_own() -> None:
    page = Path("bot/web/templates/support/sign_in.html").read_text(encoding="utf-8")
    assert not re.search(r"<script|<style| style=| on\w+=", page)
    assert "support/base.html" in page
