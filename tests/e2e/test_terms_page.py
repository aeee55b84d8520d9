"""The readable terms, in a browser."""

from __future__ import annotations

import pytest
from playwright.sync_api import Page, expect

from tests.e2e.conftest import Accessible


@pytest.mark.parametrize("company", ["kge", "klantgenerator", "comcept", "tenrok", "efinder"])
def test_the_terms_are_accessible(page: Page, company: str, axe: Accessible) -> None:
    page.goto(f"/terms/{company}")
    assert axe(page) == []


def test_a_link_to_a_clause_opens_it(page: Page) -> None:
    page.goto("/terms/kge#6.3")
    expect(page.locator("article:target")).to_contain_text("Artikel 6 lid 3")
    expect(page.locator("article:target")).to_be_in_viewport()
