"""The demo page in a real browser, on a desktop and on a phone."""

from __future__ import annotations

import re
from collections.abc import Callable

import pytest
from playwright.sync_api import Browser, Locator, Page, expect

from tests.e2e.conftest import fresh_page
from tests.hostile import HOSTILE

Accessible = Callable[..., list[str]]
OURS = [".masthead", "#bepalingen", "#vergelijking", "#formulier", "#uitkomst", "#boom", ".colophon"]
LABELS = """() => [...document.querySelectorAll('[aria-label], [title]')].map((one) => `${one.ariaLabel} ${one.title}`)"""
expect.set_options(timeout=20_000)
PAGE_RULES = ("html-", "document-title", "page-has-heading-one", "meta-viewport", "bypass", "heading-order", "landmark-one-main")


def open_demo(page: Page, company: str = "KGE") -> None:
    page.goto("/demo/")
    expect(page.get_by_role("heading", level=1)).to_have_text("Vraag het de voorwaarden")
    page.get_by_label("Bedrijf", exact=True).click()
    page.get_by_role("option", name=company).click()
    expect(examples(page).first).to_be_visible()


def examples(page: Page) -> Locator:
    return page.locator("#gesprek .example")


def tab(page: Page, name: str) -> None:
    page.get_by_role("tab", name=name).click()


def ask(page: Page, question: str) -> None:
    page.get_by_role("textbox", name="Uw vraag").fill(question)
    page.get_by_role("textbox", name="Uw vraag").press("Enter")
    expect(page.locator("#bepalingen .certainty")).to_be_visible()


def check_ours(page: Page, axe: Accessible) -> None:
    """Nothing is wrong with what we wrote ourselves."""
    there = [[selector] for selector in OURS if page.locator(selector).first.is_visible()]
    assert axe(page, context={"include": there}) == []


def check_fits(page: Page) -> None:
    assert page.evaluate("() => document.documentElement.scrollWidth <= innerWidth")


def test_an_answer_has_its_clause_its_line_and_how_it_came_about(page: Page, axe: Accessible) -> None:
    open_demo(page)
    check_ours(page, axe)
    ask(page, "Ik kreeg de bestelling gisteren, tot wanneer kan ik herroepen?")
    beside = page.locator("#bepalingen")
    expect(beside.locator("mark").first).to_contain_text("30 dagen")
    expect(beside.locator(".certainty")).to_contain_text(re.compile(r"(Zeer|Vrij|Redelijk) zeker, \d+ %"))
    expect(beside.get_by_role("img", name=re.compile("^Tijdlijn van"))).to_be_visible()
    expect(beside.locator("figure")).to_contain_text("laatste dag:")
    beside.get_by_text("Zo kwam ik hieraan").click()
    expect(beside.locator(".how")).to_contain_text("dag van ontvangst")
    expect(beside.locator(".strengths li")).to_have_count(5)
    beside.locator("details.around > summary").first.click()
    expect(beside.locator("details.around[open]").first).to_contain_text("Artikel 6 lid 1")
    href = beside.locator(".source h3 a").first.get_attribute("href")
    assert href == "/terms/kge#6.3"
    check_fits(page)
    check_ours(page, axe)
    page.locator("#gesprek button.option").first.click()
    expect(page.locator("#gesprek .user")).to_have_count(2)


def test_an_example_is_asked_with_a_click_and_buttons_answer(desktop: Page) -> None:
    open_demo(desktop)
    expect(examples(desktop)).to_have_count(4)
    examples(desktop).first.click()
    expect(desktop.locator("#bepalingen .source").first).to_be_visible()
    desktop.get_by_role("button", name="Opnieuw beginnen").click()
    expect(examples(desktop).first).to_be_visible()
    expect(desktop.locator("#bepalingen")).to_contain_text("Hier komen de bepalingen")


def test_companies_are_compared_and_the_table_downloaded(page: Page, axe: Accessible) -> None:
    open_demo(page)
    tab(page, "Vergelijk")
    table = page.get_by_role("table")
    expect(table.get_by_role("columnheader")).to_have_count(6)
    row = table.get_by_role("row").filter(has=page.get_by_role("rowheader", name="bedenktijd", exact=True))
    expect(row).to_contain_text("«30 dagen bedenktijd»")
    expect(row.get_by_role("link", name="Artikel 6 lid 3").last).to_have_attribute("href", re.compile(r"^/terms/\w+#6\.3$"))
    expect(table).to_contain_text("geen rekenregel")
    check_fits(page)
    check_ours(page, axe)
    with page.expect_download() as download:
        page.get_by_role("link", name="Download als CSV").click()
    assert download.value.suggested_filename == "vergelijking.csv"
    text = download.value.path().read_text(encoding="utf-8-sig")
    assert text.startswith('"Onderwerp";"Bedrijf";"Regel"')
    assert '"bedenktijd";"KGE";"Bedenktijd";"30 dagen bedenktijd' in text


def test_a_rule_is_computed_from_its_form(page: Page, axe: Accessible) -> None:
    open_demo(page)
    tab(page, "Bereken")
    page.get_by_role("button", name="Bereken", exact=True).click()
    expect(page.locator("#formulier [aria-invalid]")).to_be_focused()
    check_ours(page, axe)
    page.get_by_label("Op welke dag hebt u de bestelling ontvangen?").fill("2026-03-03")
    page.get_by_role("button", name="Bereken", exact=True).click()
    expect(page.locator("#uitkomst .result")).to_contain_text("1 april 2026")
    expect(page.locator("#uitkomst .steps li")).to_have_count(2)
    expect(page.get_by_label("Op welke dag hebt u de bestelling ontvangen?")).to_have_value("2026-03-03")
    check_fits(page)
    check_ours(page, axe)


def test_the_terms_are_read_searched_and_followed(page: Page, axe: Accessible) -> None:
    open_demo(page)
    tab(page, "Voorwaarden")
    expect(page.locator("#boom [role=status]")).to_have_text("80 bepalingen")
    check_ours(page, axe)
    link = page.locator('#boom .leaf a[href^="#v-"]').first
    link.evaluate("element => { element.closest('details').open = true; }")
    target = link.get_attribute("href")
    link.click()
    expect(page.locator(f'#boom [id="{(target or "").removeprefix("#")}"]')).to_be_focused()
    page.get_by_label("Zoek in de voorwaarden").fill("bedenktijd herroepen")
    expect(page.locator("#boom [role=status]")).to_contain_text("gevonden")
    expect(page.locator("#boom mark").first).to_be_visible()
    check_fits(page)
    check_ours(page, axe)
    page.locator('#boom [data-rule="kge.herroeping"]').click()
    expect(page.get_by_role("tab", name="Bereken")).to_have_attribute("aria-selected", "true")
    expect(page.locator("#formulier form")).to_have_attribute("aria-label", "Bedenktijd")


def test_everything_is_dutch_whatever_the_browser_speaks(chromium: Browser, site: str) -> None:
    with fresh_page(chromium, site, locale="en-US") as page:
        open_demo(page)
        ask(page, "Wat kost te laat betalen?")
        assert page.evaluate("() => document.documentElement.lang") == "nl"
        shown = page.locator("body").inner_text()
        shown += " ".join(page.evaluate(LABELS))
        assert not re.findall(r"(?i)\b(submit|clear|loading|error|use via api|built with|settings|copy|message|example)\b", shown)


@pytest.mark.parametrize("scheme", ["light", "dark"])
def test_light_and_dark_can_be_read(chromium: Browser, site: str, axe: Accessible, scheme: str) -> None:
    with fresh_page(chromium, site, color_scheme=scheme) as page:
        open_demo(page)
        ask(page, "De coaching kostte 75 euro per uur en er is 3 uur gewerkt, wat betaal ik bij herroeping?")
        page.locator(".how > summary").click()
        check_ours(page, axe)
        assert [line for line in axe(page) if line.startswith(PAGE_RULES)] == []


def test_hostile_questions_are_shown_as_they_were_typed(desktop: Page) -> None:
    open_demo(desktop)
    for number, text in enumerate(HOSTILE[::8], start=1):
        desktop.get_by_role("textbox", name="Uw vraag").fill(" ".join(text.split())[:300])
        desktop.get_by_role("textbox", name="Uw vraag").press("Enter")
        expect(desktop.get_by_test_id("bot")).to_have_count(number)
    assert desktop.evaluate("() => globalThis.hacked") is None
    assert desktop.locator("#gesprek .message :is(script, iframe, style, object, embed, form, input)").count() == 0
    check_fits(desktop)
