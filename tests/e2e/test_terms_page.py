"""The readable terms, in a browser; and hostile text on the pages that show the terms and names of companies."""

from __future__ import annotations

from dataclasses import replace
from typing import Any

import pytest
from playwright.sync_api import Page, expect

from bot.models import Clause, Company, Contact, Reference, Terms, TermsVersion
from bot.web.changes_page import view_changes
from bot.web.pages import TEMPLATES
from bot.web.terms_page import view_terms
from tests.e2e.conftest import Accessible
from tests.hostile import HOSTILE

FOREIGN = "() => document.querySelectorAll('img, iframe, object, embed, style, base, form, video, audio, svg script').length"
TOO_WIDE = "() => document.documentElement.scrollWidth > document.documentElement.clientWidth"


@pytest.mark.parametrize("company", ["kge", "klantgenerator", "comcept", "tenrok", "efinder"])
def test_the_terms_are_accessible(page: Page, company: str, axe: Accessible) -> None:
    page.goto(f"/terms/{company}")
    assert axe(page) == []


def test_a_link_to_a_clause_opens_it(page: Page) -> None:
    page.goto("/terms/kge#6.3")
    expect(page.locator("article:target")).to_contain_text("Artikel 6 lid 3")
    expect(page.locator("article:target")).to_be_in_viewport()


def test_hostile_clauses_are_only_text(page: Page) -> None:
    clauses = [
        Clause(f"x:{number}", str(number), text, text, text, heading=text, references=(Reference(text, f"x:{number}"),))
        for number, text in enumerate(HOSTILE)
    ]
    names = (HOSTILE[0], HOSTILE[1])
    company = Company("kge", "".join(HOSTILE[:3]), HOSTILE[0], Contact(), tuple(version(name) for name in names))
    older = Terms(company, version(names[0]), tuple(replace(clause, text=f"was {clause.text}") for clause in clauses))
    gone = Clause("x:weg", "weg", HOSTILE[2], HOSTILE[3], HOSTILE[4])
    older = replace(older, clauses=(*older.clauses, gone))
    show(page, "terms.html", view=view_terms(Terms(company, version(names[1]), tuple(clauses)), [older], in_force=False))
    expect(page.locator("article")).to_have_count(len(HOSTILE) + 1)
    assert page.evaluate("() => document.scripts.length") == 0
    assert page.evaluate(FOREIGN) == 0
    assert not page.evaluate(TOO_WIDE)


def test_hostile_changes_are_only_text(page: Page) -> None:
    older, newer = (
        tuple(Clause(f"x:{number}", str(number), text, text, f"{said} {text}") for number, text in enumerate(HOSTILE))
        for said in ("binnen 14 dagen", "binnen 30 dagen")
    )
    names = (HOSTILE[0], HOSTILE[1])
    company = Company("kge", "".join(HOSTILE[:3]), HOSTILE[0], Contact(), tuple(version(name) for name in names))
    view = view_changes(Terms(company, version(names[0]), older), Terms(company, version(names[1]), newer[1:]))
    show(page, "changes.html", view=view)
    expect(page.locator("article")).to_have_count(len(HOSTILE))
    assert page.evaluate("() => document.scripts.length") == 0
    assert page.evaluate(FOREIGN) == 0
    assert not page.evaluate(TOO_WIDE)


def test_the_page_of_a_version_and_of_its_changes_are_accessible(page: Page, axe: Accessible) -> None:
    old = tuple(Clause(f"kge:{n}", str(n), f"Artikel {n}", "Betaling", f"U betaalt binnen {n}0 dagen.") for n in (1, 2, 3))
    new = (replace(old[0], text="U betaalt binnen 15 dagen."), replace(old[2], path="2", clause_id="kge:2"))
    names = (version("2020-01-01"), version("2024-01-01"))
    company = Company("kge", "KGE", "U.A.", Contact(), names)
    before, after = Terms(company, names[0], old), Terms(company, names[1], new)
    show(page, "changes.html", view=view_changes(before, after))
    expect(page.locator("ins").first).to_be_visible()
    assert axe(page) == []
    show(page, "terms.html", view=view_terms(before, [after], in_force=False))
    expect(page.locator("nav a").first).to_be_visible()
    assert axe(page) == []


@pytest.mark.parametrize("text", ["".join(HOSTILE[:40]), "".join(HOSTILE[40:])], ids=["first", "last"])
def test_a_hostile_company_name_is_only_text(page: Page, text: str) -> None:
    company = hostile_company(text)
    show(page, "shop.html", company=company, companies=[company], options={"title": text, "opening": text})
    expect(page.locator("terms-chat .launcher")).to_be_visible()
    page.locator("terms-chat .launcher").click()
    assert page.evaluate("() => document.scripts.length") == 1
    assert page.evaluate(FOREIGN) == 0
    assert not page.evaluate(TOO_WIDE)


def show(page: Page, template: str, **values: Any) -> None:
    """The page that the server makes of these values."""
    html = TEMPLATES.get_template(template).render(**values)
    page.route("**/hostile-page", lambda route: route.fulfill(content_type="text/html", body=html))
    page.goto("/hostile-page")


def version(name: str) -> TermsVersion:
    return TermsVersion(name, "terms.txt")


def hostile_company(name: str) -> Company:
    return Company("kge", name, name, Contact(email=name), (version(name),))
