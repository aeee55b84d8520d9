"""Which clauses hold a figure, and which numbers of a rule must stand in its figures."""

from __future__ import annotations

import pytest

from bot.calculators.loading import load_rules
from tests.rules.figures import has_figure, numbers_without_figure
from tests.rules.trying import DATA

RULES = {rule.id: rule for rule in load_rules(DATA)}


@pytest.mark.parametrize(
    "text",
    [
        "binnen veertien dagen na ontvangst", "een opzegtermijn van een maand", "uiterlijk binnen 48 uur",
        "binnen achtenveertig uur", "de helft van de prijs", "ten hoogste tweemaal", "tweeëndertig exemplaren",
        "een boete van € 500,-", "tien procent van de som",
        "vijf volle werkdagen", "een half jaar en dan nog een halfjaar", "per kwartaal vooraf", "wordt jaarlijks verhoogd",
        "anderhalve dag", "een derde deel van het bedrag", "30%", "artikel 3: binnen drie (3) weken", "driehonderd euro",
        "honderd euro",
    ],
)  # fmt: skip
def test_a_number_a_percentage_or_a_period_is_a_figure(text: str) -> None:
    assert has_figure(text)


@pytest.mark.parametrize(
    "text",
    [
        "zoals bedoeld in artikel 6 lid 3 van deze voorwaarden", "artikel 6:230o BW", "een redelijke termijn",
        "partijen over en weer",
        "prijzen in euro's", "ISO 27001", "één of meer technieken", "onder normale omstandigheden", "de eerste bestelling",
    ],
)  # fmt: skip
def test_a_reference_or_an_article_is_no_figure(text: str) -> None:
    assert not has_figure(text)


def test_a_number_that_stands_nowhere_in_the_figures_is_found() -> None:
    rule = RULES["comcept.incassokosten"]
    bare = rule.model_copy(update={"figures": ("minimaal 15% van het openstaande bedrag",), "variants": ()})
    assert numbers_without_figure(rule) == []
    assert numbers_without_figure(bare) == ["percentage: 250"]


def test_a_longer_number_does_not_stand_in_for_a_shorter_one() -> None:
    rule = RULES["comcept.betaaltermijn"].model_copy(update={"figures": ("binnen 140 dagen", "1.14 dagen")})
    assert numbers_without_figure(rule) == ["period: 14"]
