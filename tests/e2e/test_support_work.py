"""What staff do with what customers asked, in a real browser: sign in, look up, and settle the work list."""

from __future__ import annotations

import contextlib
import uuid

import pytest
from playwright.sync_api import Page, expect

from bot.conversations.accounts import Role
from bot.conversations.keeping import Store, open_store
from bot.errors import BadInput
from bot.settings import Settings
from tests.conversations.made import keep
from tests.e2e.conftest import Accessible
from tests.hostile import HOSTILE

PASSWORD = "vier losse woorden hier"
QUESTION = "Leveren jullie ook op de maan?"


@pytest.fixture(scope="module")
def store(site: str, database: str) -> Store:
    """What the server of `site` keeps."""
    assert site
    return open_store(Settings(database_url=database))


def enter(page: Page, store: Store, role: Role = "editor", *, name: str = "") -> None:
    """Sign in by the form, with the keyboard alone."""
    with contextlib.suppress(BadInput):  # an earlier test made the account
        store.accounts.add(name or role, PASSWORD, role)
    page.goto("/support/sign-in")
    expect(page.get_by_label("Naam")).to_be_focused()
    page.keyboard.type(name or role)
    page.keyboard.press("Tab")
    page.keyboard.type(PASSWORD)
    page.keyboard.press("Enter")
    page.wait_for_url("**/support")


def kept(store: Store, question: str = QUESTION, *, comment: str = "", conversation: str = "", answer: str = "Nee.") -> str:
    """The id of a message with this question, rated down with this comment."""
    message_id = uuid.uuid4().hex
    keep(store.records, message_id, question, conversation=conversation or message_id, answer=answer)
    store.records.rate(message_id, "down", comment)
    return message_id


def fits(page: Page) -> bool:
    """Whether nothing is wider than the screen."""
    return bool(page.evaluate("() => document.documentElement.scrollWidth <= innerWidth"))


def is_fine(page: Page, axe: Accessible) -> None:
    assert axe(page) == []
    assert fits(page)


@pytest.mark.parametrize("address", ["/support", "/support/conversations", "/support/worklist", "/support/changes"])
def test_without_sign_in_there_is_only_the_form(desktop: Page, address: str) -> None:
    desktop.goto(address)
    assert desktop.url.endswith("/support/sign-in")
    expect(desktop.locator("nav")).to_have_count(0)


def test_signing_in_and_out(page: Page, store: Store, axe: Accessible) -> None:
    enter(page, store)
    expect(page.get_by_role("navigation")).to_be_visible()
    assert page.evaluate("() => document.cookie") == ""
    page.get_by_role("button", name="Afmelden").click()
    page.wait_for_url("**/support/sign-in")
    is_fine(page, axe)
    page.go_back()
    page.reload()
    assert page.url.endswith("/support/sign-in")


def test_a_wrong_password_is_said_and_the_name_kept(page: Page, axe: Accessible) -> None:
    page.goto("/support/sign-in")
    page.get_by_label("Naam").fill(f"els-{uuid.uuid4().hex[:8]}")
    page.get_by_label("Wachtwoord").fill("dat is het niet")
    page.get_by_role("button", name="Aanmelden").click()
    expect(page.get_by_role("alert")).to_have_text("Naam en wachtwoord horen niet bij elkaar.")
    expect(page.get_by_label("Wachtwoord")).to_be_focused()
    assert page.get_by_label("Naam").input_value().startswith("els-")
    is_fine(page, axe)


def test_a_conversation_is_found_and_shows_how_its_answer_came_about(page: Page, store: Store, axe: Accessible) -> None:
    message = "Ik kreeg het op 3 maart 2026, tot wanneer kan ik terug?"
    body = {"company": "kge", "message": message, "reference_date": "2026-03-16"}
    given = page.request.post("/api/v1/chat", data=body).json()
    rated = {"message_id": given["message_id"], "rating": "down", "comment": "Een zebra met twaalf strepen"}
    assert page.request.post("/api/v1/feedback", data=rated).status == 204
    enter(page, store, "reader")
    page.get_by_role("link", name="Gesprekken").click()
    page.get_by_label("Kenmerk of woorden").fill("zebra met")
    page.keyboard.press("Enter")
    page.wait_for_url("**q=zebra*met**")
    is_fine(page, axe)
    page.get_by_role("link", name=message).first.click()
    expect(page.get_by_text("1 april 2026").first).to_be_visible()
    page.get_by_text("Zo kwam het antwoord tot stand").click()
    expect(page.get_by_role("heading", name="Berekening")).to_be_visible()
    expect(page.get_by_text("Een zebra met twaalf strepen")).to_be_visible()
    is_fine(page, axe)
    page.locator(".quotes a").first.click()
    page.wait_for_url("**/support/clauses/kge/6.3**")


def test_an_unanswered_question_becomes_an_eval_case(page: Page, store: Store, axe: Accessible) -> None:
    kept(store, comment="Ik wil dit weten")
    enter(page, store)
    page.get_by_role("link", name="Werklijst").click()
    page.wait_for_url("**/worklist")
    is_fine(page, axe)
    group = page.locator(".group", has=page.get_by_role("heading", name=QUESTION)).first
    group.get_by_role("link", name="Maak er een testvraag van").click()
    page.get_by_label("Waarom is dit het goede antwoord?").fill("Over de maan zeggen de voorwaarden niets.")
    is_fine(page, axe)
    page.get_by_role("button", name="Bewaar de testvraag").click()
    expect(page.get_by_role("status").first).to_contain_text("kge.jsonl")
    is_fine(page, axe)
    page.get_by_role("link", name="Terug naar de werklijst").click()
    expect(page.get_by_role("heading", name=QUESTION)).to_have_count(0)


def test_an_explanation_is_improved_by_one_and_decided_by_another(page: Page, store: Store, axe: Accessible) -> None:
    question = f"Wat kost cadeaupapier {uuid.uuid4().hex[:4]}?"
    kept(store, question)
    enter(page, store)
    page.goto("/support/worklist")
    group = page.locator(".group", has=page.get_by_role("heading", name=question))
    group.get_by_role("link", name="Verbeter Artikel 7 lid 1").click()
    assert question in page.get_by_label("Vragen die deze bepaling beantwoordt, een per regel").input_value()
    is_fine(page, axe)
    page.get_by_label("Kern: wat betekent dit voor de klant?").fill("U hebt 45 dagen, zegt niemand.")
    page.get_by_role("button", name="Stel voor").click()
    expect(page.get_by_role("alert")).to_contain_text("45")
    is_fine(page, axe)
    page.goto("/support/changes/new?clause=kge:7.1")
    said = page.get_by_label("Vragen die deze bepaling beantwoordt, een per regel")
    said.fill(said.input_value() + "\nMoet ik ook betalen als ik nog niets heb ontvangen van deze bestelling?")
    page.get_by_role("button", name="Stel voor").click()
    expect(page.get_by_text("Wacht op een collega.").first).to_be_visible()
    page.get_by_role("button", name="Afmelden").click()
    page.wait_for_url("**/support/sign-in")
    enter(page, store, name="collega")
    page.goto("/support/changes")
    is_fine(page, axe)
    expect(page.get_by_role("button", name="Keur goed").first).to_be_visible()
    page.get_by_role("button", name="Wijs af").first.click()
    expect(page.get_by_text("Afgewezen door collega").first).to_be_visible()


def test_what_customers_wrote_does_nothing_on_any_page(page: Page, store: Store, axe: Accessible) -> None:
    conversation = uuid.uuid4().hex
    for text in HOSTILE:
        last = kept(store, text, comment=text, conversation=conversation, answer=text)
    enter(page, store)
    for address in (
        f"/support/conversations/{conversation}", "/support/conversations", "/support/worklist",
        f"/support/worklist/case?message_id={last}", f"/support/changes/new?clause=kge:7.1&message_id={last}",
    ):  # fmt: skip
        page.goto(address)
        assert fits(page), address
        assert page.evaluate("() => globalThis.hacked") is None, address
    page.goto(f"/support/conversations/{conversation}")
    is_fine(page, axe)
    store.conversations.erase(conversation)
