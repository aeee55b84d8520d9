"""Staff look up a clause while a customer is on the phone: by keys alone, on a desktop and on a phone."""

from __future__ import annotations

import re
from datetime import datetime, time, timedelta
from pathlib import Path

import pytest
from playwright.sync_api import Page, expect
from sqlalchemy import delete

from bot.clock import AMSTERDAM, today
from bot.conversations.database import open_database
from bot.conversations.tables import ExchangeRow
from tests.e2e.conftest import Accessible
from tests.e2e.exchanges import keep
from tests.e2e.hostile_terms import hostile_pages, serve_from
from tests.e2e.staff import open_site_store, sign_in
from tests.hostile import HOSTILE

CLAUSE = "/support/clauses/kge/6.3"
CITATION = re.compile(r"Artikel 6 lid 3, versie 12 oktober 2018: «Klanten hebben inclusief de dag van ontvangst .*»", re.DOTALL)


@pytest.fixture(autouse=True)
def _signed_in(request: pytest.FixtureRequest, database: str, site: str) -> None:
    for name in ("page", "desktop", "phone"):
        if name in request.fixturenames:
            sign_in(request.getfixturevalue(name), database, site)
            request.getfixturevalue(name).context.grant_permissions(["clipboard-read", "clipboard-write"])


def search(page: Page, text: str) -> None:
    """Type into the field and wait for the results."""
    page.locator("#q").fill(text)
    expect(page.locator("#results")).to_have_attribute("aria-busy", "false")
    expect(page.locator(".result").first).to_be_visible()


def clipboard(page: Page) -> str:
    text: str = page.evaluate("() => navigator.clipboard.readText()")
    return text


def fits(page: Page) -> bool:
    """Whether nothing sticks out to the right; tells what does."""
    too_wide: list[str] = page.evaluate(
        """() => {
          const width = document.documentElement.clientWidth;
          if (document.documentElement.scrollWidth <= width) return [];
          const out = [...document.body.querySelectorAll("*")].filter((one) => one.getBoundingClientRect().right > width + 1);
          return ["page", ...out.map((one) => `${one.tagName}.${one.className}`)];
        }"""
    )
    print(too_wide[:9])
    return too_wide == []


def test_from_question_to_clause_and_back_by_keys_alone(desktop: Page) -> None:
    desktop.goto("/support")
    desktop.locator("body").press("/")
    desktop.keyboard.type("hoe lang bedenktijd kge")
    expect(desktop.locator("#count")).to_contain_text("in KGE")
    expect(desktop.locator(".result mark").first).to_be_visible()
    desktop.keyboard.press("ArrowDown")
    desktop.keyboard.press("ArrowDown")
    second = desktop.locator(".result").nth(1)
    expect(second.locator("a")).to_be_focused()
    desktop.keyboard.press("c")
    expect(desktop.locator("#announcement")).to_contain_text("Gekopieerd: Artikel")
    assert clipboard(desktop).startswith(f"{second.locator('a').inner_text()}, versie 12 oktober 2018: «")
    label, words = second.locator("a").inner_text(), desktop.url
    desktop.keyboard.press("Enter")
    expect(desktop.locator("h1")).to_contain_text(label)
    opened = desktop.url
    for key in ("j", "k"):
        desktop.wait_for_load_state()
        with desktop.expect_navigation():
            desktop.keyboard.press(key)
    assert desktop.url == opened
    desktop.keyboard.press("Escape")
    expect(desktop.locator(".result").nth(1).locator("a")).to_be_focused()
    assert desktop.url.startswith(words)
    desktop.keyboard.press("Escape")
    expect(desktop.locator("#q")).to_be_focused()


@pytest.mark.parametrize(
    ("typed", "label", "company"),
    [
        ("kge artikel 6 lid 3", "Artikel 6 lid 3", "KGE"),
        ("klantgenerator 7.10", "Artikel 7 lid 10", "KlantGenerator"),
        ("art 6.3 tenrok", "Artikel 6 lid 3", "Tenrok IT Consultancy"),
        ("vo 7.1", "Verwerkersovereenkomst artikel 7.1", "Comcept"),
    ],
)
def test_a_number_goes_straight_to_its_clause(desktop: Page, typed: str, label: str, company: str) -> None:
    desktop.goto("/support")
    desktop.keyboard.type(typed)
    desktop.keyboard.press("Enter")
    expect(desktop.locator("h1")).to_contain_text(label)
    expect(desktop.locator(".heading")).to_contain_text(company)


def test_searching_is_accessible_and_fits_in_every_state(page: Page, axe: Accessible) -> None:
    page.goto("/support")
    expect(page.locator("#hint")).to_be_visible()
    assert axe(page) == []
    search(page, "wat als ik te laat betaal")
    assert page.locator(".result").count() == 20
    assert len({*page.locator(".result .company").all_inner_texts()}) > 1
    page.locator(".result a").first.focus()
    assert axe(page) == []
    page.locator("#q").fill("tenrok 7.10")
    expect(page.locator("#count")).to_have_text("Er is geen bepaling met nummer 7.10.")
    expect(page.locator(".result")).to_have_count(0)
    assert axe(page) == []
    page.context.clear_cookies()
    page.locator("#q").fill("rente")
    expect(page.locator("#problem")).to_have_text("U bent afgemeld. Meld u opnieuw aan.")
    assert axe(page) == []
    assert fits(page)


def test_the_filters_lead_to_a_document_and_an_article_and_stay(page: Page) -> None:
    page.goto("/support")
    page.select_option("#company", label="Comcept")
    page.select_option("#document", label="Verwerkersovereenkomst")
    search(page, "termijn")
    labels = page.locator(".result a").all_inner_texts()
    assert labels
    assert all(label.startswith("Verwerkersovereenkomst") for label in labels)
    page.select_option("#article", index=2)
    expect(page.locator(".result")).not_to_have_count(len(labels))
    chosen = page.locator(".result a").all_inner_texts()
    page.reload()
    expect(page.locator(".result a")).to_have_text(chosen)
    expect(page.locator("#company")).to_have_value("comcept")
    page.select_option("#company", label="KGE")
    expect(page.locator("#document")).to_have_value("*")
    expect(page.locator(".result .company").first).to_have_text("KGE")
    assert page.locator("#version option").all_inner_texts() == ["Nu van kracht", "versie 12 oktober 2018"]


def test_what_is_typed_while_the_server_is_busy_is_searched_next(desktop: Page) -> None:
    desktop.goto("/support")
    asked: list[str] = []
    desktop.on("request", lambda request: asked.append(request.url) if "/support/api/search" in request.url else None)
    desktop.locator("#q").press_sequentially("opzegtermijn", delay=2)
    expect(desktop).to_have_url(re.compile("q=opzegtermijn$"))
    expect(desktop.locator("#results")).to_have_attribute("aria-busy", "false")
    assert asked[-1].endswith("q=opzegtermijn")
    assert len(asked) < len("opzegtermijn")


def test_a_clause_is_copied_with_one_key_for_an_email(desktop: Page) -> None:
    desktop.goto(CLAUSE)
    desktop.keyboard.press("c")
    expect(desktop.locator("#announcement")).to_have_text("Gekopieerd: Artikel 6 lid 3")
    assert CITATION.fullmatch(clipboard(desktop))
    assert clipboard(desktop).endswith(f"«{desktop.locator('#clause-text').inner_text()}»")
    desktop.evaluate(
        """() => {
          const text = document.querySelector("#clause-text").firstChild;
          getSelection().setBaseAndExtent(text, 0, text, 14);
        }"""
    )
    desktop.locator("#copy").click()
    expect(desktop.locator("#announcement")).to_have_class(re.compile("shown"))
    assert clipboard(desktop) == "Artikel 6 lid 3, versie 12 oktober 2018: «Klanten hebben»"


def test_copying_works_where_the_browser_has_no_clipboard(desktop: Page) -> None:
    desktop.add_init_script("Object.defineProperty(navigator, 'clipboard', { value: undefined })")
    desktop.goto(CLAUSE)
    desktop.keyboard.press("c")
    expect(desktop.locator("#announcement")).to_have_text("Gekopieerd: Artikel 6 lid 3")


def test_a_clause_shows_its_article_and_computes_with_every_step(page: Page, axe: Accessible) -> None:
    page.goto(CLAUSE)
    expect(page.locator(".lines [aria-current]")).to_contain_text("Artikel 6 lid 3")
    expect(page.locator(".plain")).to_contain_text("30 dagen bedenktijd")
    assert axe(page) == []
    form = page.locator("form[action$='kge.herroeping']")
    form.get_by_role("button", name="Reken uit").click()
    outcome = page.locator(".outcome").first
    expect(outcome).to_contain_text("Op welke dag hebt u de bestelling ontvangen?")
    expect(form.locator("input[type=date]").first).to_be_focused()
    assert axe(page) == []
    form.locator("input[type=date]").first.fill("2026-03-03")
    form.get_by_role("button", name="Reken uit").click()
    expect(outcome.locator(".result-line")).to_have_text("woensdag 1 april 2026")
    expect(outcome.locator("li").first).to_contain_text("3 maart 2026")
    outcome.get_by_role("button").click()
    expect(page.locator("#announcement")).to_contain_text("Gekopieerd: Bedenktijd")
    assert clipboard(page).startswith("Bedenktijd: woensdag 1 april 2026. 3 maart 2026 telt mee")
    assert axe(page) == []
    assert fits(page)


def test_an_amount_is_typed_as_people_write_it(desktop: Page) -> None:
    desktop.goto("/support/clauses/kge/11.7")
    form = desktop.locator("form[action$='kge.aansprakelijkheid']")
    form.locator("[name=affected_price]").fill("1.250,50")
    form.get_by_role("button", name="Reken uit").click()
    expect(desktop.locator(".result-line").first).to_have_text(re.compile(r"€\s1\.250,50"))


def test_references_lead_both_ways(desktop: Page) -> None:
    desktop.goto("/support/clauses/kge/10.5")
    desktop.locator("#clause-text a", has_text="lid 2").click()
    expect(desktop.locator("h1")).to_have_text("Artikel 10 lid 2")
    desktop.locator("section[aria-labelledby=references] a", has_text="Artikel 10 lid 5").click()
    expect(desktop.locator("h1")).to_have_text("Artikel 10 lid 5")


def test_the_keys_are_listed_and_can_be_turned_off(desktop: Page, axe: Accessible) -> None:
    desktop.goto("/support/figures")
    desktop.keyboard.press("?")
    expect(desktop.get_by_role("dialog")).to_be_visible()
    assert axe(desktop) == []
    desktop.get_by_label("Sneltoetsen van één letter").uncheck()
    desktop.keyboard.press("Escape")
    expect(desktop.get_by_role("dialog")).to_be_hidden()
    desktop.keyboard.press("1")
    desktop.keyboard.press("?")
    expect(desktop.get_by_role("dialog")).to_be_hidden()
    desktop.get_by_role("button", name="Sneltoetsen").click()
    desktop.get_by_label("Sneltoetsen van één letter").check()
    desktop.get_by_role("button", name="Sluiten").click()
    desktop.keyboard.press("1")
    expect(desktop).to_have_url(re.compile("/support$"))


@pytest.fixture(scope="module")
def _exchanges(database: str, site: str) -> None:
    store = open_site_store(database)
    with store.database.write() as session:
        session.execute(delete(ExchangeRow).where(ExchangeRow.company == "efinder"))
    noon = datetime.combine(today(), time(12), AMSTERDAM)
    for week, asked in enumerate((3, 1, 4)):
        for number in range(asked):
            at = noon - timedelta(weeks=week, minutes=number)
            keep(store, at, "answered", "6.2" if number else "10.1", "up" if number else "down")
        keep(store, noon - timedelta(weeks=week, hours=1), "not_in_terms")
    keep(store, noon - timedelta(hours=2), "clarify", "10.1")


@pytest.mark.usefixtures("_exchanges")
def test_the_figures_are_charts_and_tables(page: Page, axe: Accessible) -> None:
    page.goto("/support/figures?company=efinder&weeks=4")
    expect(page.locator(".tiles dd").first).to_have_text("12")
    chart = page.locator("section[aria-labelledby=statuses] .plot")
    expect(chart).to_have_role("img")
    assert chart.locator(".bar").count() == 4
    heights = [float(str(bar.get_attribute("height"))) for bar in chart.locator("rect.fill-answered").all()]
    assert [round(height / min(heights)) for height in heights] == [4, 1, 3]
    whole, *boxes = [found.bounding_box() for found in (chart, *chart.locator("rect.reach").all())]
    assert whole
    assert all(box and box["width"] > 15 and box["x"] + box["width"] <= whole["x"] + whole["width"] for box in boxes)
    expect(page.locator("section[aria-labelledby=most] li a")).to_have_text(["Artikel 6 lid 2", "Artikel 10 lid 1"])
    page.evaluate("() => document.querySelectorAll('details').forEach((one) => { one.open = true; })")
    newest = page.locator("section[aria-labelledby=statuses] tbody tr").first.locator("td")
    assert newest.all_inner_texts() == ["5", "3", "1", "1", "0"]
    expect(page.locator(".never li")).to_have_count(145)
    assert axe(page) == []
    assert fits(page)


def test_hostile_words_in_the_field_are_text(phone: Page) -> None:
    phone.goto("/support")
    for text in HOSTILE:
        phone.locator("#q").fill(text)
        expect(phone.locator("#results")).to_have_attribute("aria-busy", "false")
        assert fits(phone), text
    phone.goto(f"/support?q={'%3Cimg src=x onerror=globalThis.hacked=1%3E'}&company=%22%3E%3Cscript%3E")
    expect(phone.locator("#q")).to_have_value("<img src=x onerror=globalThis.hacked=1>")


def test_hostile_terms_are_text_on_every_page(page: Page, tmp_path: Path) -> None:
    database = open_database(f"sqlite:///{tmp_path}/hostile.sqlite")
    with hostile_pages(database) as client:
        serve_from(client, page)
        for first in range(0, len(HOSTILE), 20):
            page.goto(f"/support?q=x{first}")
            expect(page.locator(".result")).to_have_count(min(20, len(HOSTILE) - first))
            assert fits(page)
        for address in ("/support/clauses/c0/0", "/support/clauses/c0/55", "/support/figures"):
            page.goto(address)
            page.evaluate("() => document.querySelectorAll('details').forEach((one) => { one.open = true; })")
            shown = page.locator("main").inner_text()
            assert HOSTILE[0] in shown
            assert fits(page), address
            expect(page.locator("main")).to_be_visible()
            assert page.locator("main script, main iframe, main img, main style").count() == 0
    database.engine.dispose()
