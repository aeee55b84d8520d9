"""Makes the pictures in docs anew: `python -m tests.screenshots` for all of them, or with the names of some.

Each picture is a function that is given a fresh page and leaves it as the picture should show it; the page is 1280 wide, or
390 for a picture whose name ends in `_phone`.
"""

from __future__ import annotations

import sys
import tempfile
from collections.abc import Callable, Sequence
from datetime import timedelta
from pathlib import Path

from playwright.sync_api import Page, expect, sync_playwright

from bot.clock import today
from tests.browser import launch
from tests.e2e.conftest import fresh_page, serving
from tests.e2e.exchanges import keep_a_quarter
from tests.e2e.staff import open_site_store, sign_in
from tests.e2e.widget_page import Chat

DOCS = Path(__file__).parents[1] / "docs"
LARGEST = 250_000  # bytes
DESKTOP = {"viewport": {"width": 1280, "height": 800}}
PHONE = {"viewport": {"width": 390, "height": 800}, "is_mobile": True, "has_touch": True}


def widget(page: Page) -> None:
    """The chat widget in a web shop: a date was asked for and picked, and the last day computed."""
    chat = Chat(page).open("/widget-demo?company=kge")
    chat.ask("Tot wanneer kan ik mijn bestelling annuleren?")
    chat.form.locator("input").fill((today() - timedelta(days=9)).isoformat())
    chat.form.get_by_role("button", name="Bereken").click()
    chat.answer.locator(".figure").wait_for()


def support_search(page: Page) -> None:
    """Results of all companies, the second chosen by the arrow keys."""
    page.goto("/support")
    page.keyboard.type("opzegtermijn")
    expect(page.locator(".result mark").first).to_have_text("opzegtermijn")
    page.keyboard.press("ArrowDown")
    page.keyboard.press("ArrowDown")


def support_search_phone(page: Page) -> None:
    """The same on a phone."""
    support_search(page)
    page.evaluate("() => scrollTo(0, 0)")


def support_clause(page: Page) -> None:
    """A clause with a day computed from it."""
    page.goto("/support/clauses/kge/6.3?back=q=bedenktijd")
    form = page.locator("form[action$='kge.herroeping']")
    form.locator("input[type=date]").first.fill("2026-03-03")
    form.get_by_role("button").click()
    expect(page.locator(".result-line")).to_be_visible()
    page.evaluate("() => document.activeElement.blur()")


def support_figures(page: Page) -> None:
    """Figures over a quarter of made-up questions."""
    page.goto("/support/figures?company=efinder&weeks=12")


NEW_TERMS = """# Algemene voorwaarden Botenhuis De Plas
Versie 2, geldig vanaf 1 mei 2026

Artikel 1 Reserveren
1. U reserveert een boot per e-mail aan info@botenhuisdeplas.nl.
2. De reservering geldt na onze bevestiging.

Artikel 2 Annuleren
1. U annuleert tot 48 uur voor de vaart kosteloos.
2. Daarna betaalt u de helft van de huurprijs. Zie artikel 9.

Artikel 4 Schade
Schade aan de boot meldt u binnen 1 dag.
"""


def support_terms(page: Page) -> None:
    """New terms before they are published: what is doubtful, and the clauses as they were read."""
    page.goto("/support/terms/add")
    page.get_by_label("Document").set_input_files(
        {"name": "voorwaarden-2026.md", "mimeType": "text/markdown", "buffer": NEW_TERMS.encode()}
    )
    page.get_by_label("Naam van het nieuwe bedrijf").fill("Botenhuis De Plas")
    page.get_by_role("button", name="Lees het document").click()
    expect(page.locator(".doubtful").first).to_be_visible()


def support_terms_phone(page: Page) -> None:
    """The same on a phone."""
    support_terms(page)
    page.evaluate("() => document.querySelector('#tree').scrollIntoView()")


ASKED = {
    "Geven jullie korting aan studenten?": "",
    "krijg ik als student korting": "",
    "Hebben jullie een winkel waar ik langs kan komen?": "",
    "Ik kreeg het op 3 maart 2026, tot wanneer kan ik terug?": "Ik begrijp niet waarom die dag zelf meetelt",
}


def support_worklist(page: Page) -> None:
    """Questions without an answer or with a thumbs down, those that ask the same together."""
    for question, comment in ASKED.items():
        given = page.request.post("/api/v1/chat", data={"company": "kge", "message": question}).json()
        if comment:
            rating = {"message_id": given["message_id"], "rating": "down", "comment": comment}
            page.request.post("/api/v1/feedback", data=rating)
    page.goto("/support/worklist?company=kge")
    expect(page.locator(".group").first).to_be_visible()


def support_conversation(page: Page) -> None:
    """How an answer came about, and what the customer thought of it."""
    body = {"company": "kge", "message": "Ik kreeg het op 3 maart 2026, tot wanneer kan ik terug?"}
    given = page.request.post("/api/v1/chat", data=body).json()
    page.request.post("/api/v1/feedback", data={"message_id": given["message_id"], "rating": "up"})
    page.goto(f"/support/conversations/{given['conversation_id']}")
    page.get_by_text("Zo kwam het antwoord tot stand").click()


def demo(page: Page) -> None:
    """A deadline: the answer, its line of days, and the clause that it stands in."""
    ask_demo(page, "Tot wanneer kan ik herroepen? De bestelling kwam gisteren binnen.")


def demo_bar(page: Page) -> None:
    """An amount made of parts, and how it came about."""
    question = "Ik ben consument en mijn factuur van 3500 euro ligt bij het incassobureau, wat komt erbij aan kosten?"
    ask_demo(page, question, company="Comcept")
    page.get_by_text("Zo kwam ik hieraan").click()
    page.evaluate("() => scrollTo(0, 150)")


def demo_compare(page: Page) -> None:
    """Companies beside each other."""
    open_demo(page, "KGE")
    page.get_by_role("tab", name="Vergelijk").click()
    page.locator("table.comparison").wait_for()


def demo_compute(page: Page) -> None:
    """A rule as a form, with its outcome."""
    open_demo(page, "KGE")
    page.get_by_role("tab", name="Bereken").click()
    page.get_by_label("Op welke dag hebt u de bestelling ontvangen?").fill((today() - timedelta(days=9)).isoformat())
    page.get_by_role("button", name="Bereken", exact=True).click()
    page.locator("#uitkomst .result").wait_for()


def demo_terms(page: Page) -> None:
    """The terms as a tree, with the clauses that have a word."""
    open_demo(page, "KGE")
    page.get_by_role("tab", name="Voorwaarden").click()
    page.get_by_label("Zoek in de voorwaarden").fill("herroepen")
    page.locator("#boom mark").first.wait_for()
    page.evaluate("() => document.querySelector('#boom').scrollIntoView()")


def demo_phone(page: Page) -> None:
    """What stands beside the answer, on a phone."""
    demo(page)
    page.evaluate("() => document.querySelector('#bepalingen').scrollIntoView()")


def open_demo(page: Page, company: str) -> None:
    """The demo page at this company."""
    page.goto("/demo/")
    page.get_by_label("Bedrijf", exact=True).click()
    page.get_by_role("option", name=company).click()
    page.locator("#gesprek .example").first.wait_for()


def ask_demo(page: Page, question: str, *, company: str = "KGE") -> None:
    """The answer to a question on the demo page."""
    open_demo(page, company)
    box = page.get_by_role("textbox", name="Uw vraag")
    box.fill(question)
    box.press("Enter")
    page.locator("#bepalingen .certainty").wait_for()
    page.wait_for_timeout(1000)  # the conversation scrolls to its end
    page.evaluate("() => scrollTo(0, 0)")


PICTURES: dict[str, Callable[[Page], None]] = {
    "demo": demo,
    "demo_bar": demo_bar,
    "demo_compare": demo_compare,
    "demo_compute": demo_compute,
    "demo_phone": demo_phone,
    "demo_terms": demo_terms,
    "support_clause": support_clause,
    "support_conversation": support_conversation,
    "support_figures": support_figures,
    "support_search": support_search,
    "support_search_phone": support_search_phone,
    "support_terms": support_terms,
    "support_terms_phone": support_terms_phone,
    "support_worklist": support_worklist,
    "widget": widget,
    "widget_phone": widget,
}


def main(names: Sequence[str]) -> None:
    """Make these pictures; all of them where none is named."""
    with tempfile.TemporaryDirectory() as folder, sync_playwright() as playwright:
        browser = launch(playwright)
        database = f"sqlite:///{folder}/pictures.sqlite"
        keep_a_quarter(open_site_store(database), today())
        with serving(database, Path(folder) / "server.log") as address:
            for name in names or PICTURES:
                size = PHONE if name.endswith("_phone") else DESKTOP
                with fresh_page(browser, address, **size) as page:
                    if name.startswith("support"):
                        sign_in(page, database, address, "admin" if "terms" in name else "editor")
                    PICTURES[name](page)
                    page.screenshot(path=DOCS / f"{name}.png", animations="disabled", caret="hide")
                made = (DOCS / f"{name}.png").stat().st_size
                print(f"{name}: {made // 1000} kB{' - too large' if made > LARGEST else ''}")
        browser.close()


if __name__ == "__main__":
    main(sys.argv[1:])
