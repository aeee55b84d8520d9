from __future__ import annotations

from datetime import date, datetime
from decimal import Decimal

import pytest

from bot.calculators.facts import ChoiceLabel, FactType, parse_value
from bot.calculators.periods import AMSTERDAM
from bot.errors import BadInput

CHOICES = {"nee": ChoiceLabel(label="nee", synonyms=("keert niets uit",))}


@pytest.mark.parametrize(
    ("kind", "raw", "value"),
    [
        ("date", "2026-03-03", date(2026, 3, 3)),
        ("date", "2026-03-03T10:00:00+01:00", date(2026, 3, 3)),
        ("date", date(2026, 3, 3), date(2026, 3, 3)),
        ("dates", ["2026-03-03", "2026-03-05"], (date(2026, 3, 3), date(2026, 3, 5))),
        ("dates", "2026-03-03", (date(2026, 3, 3),)),
        ("datetime", "2026-03-03", date(2026, 3, 3)),
        ("datetime", "2026-03-03T10:00", datetime(2026, 3, 3, 10, tzinfo=AMSTERDAM)),
        ("amount", "12.50", Decimal("12.50")),
        ("amount", 12.1, Decimal("12.1")),
        ("amount", ["1", "2.50"], Decimal("3.50")),
        ("amounts", 5, (Decimal(5),)),
        ("count", 7, Decimal(7)),
        ("duration_months", "1.5", Decimal("1.5")),
        ("percentage", "100", Decimal(100)),
        ("choice", "Keert niets uit", "nee"),
        ("audience", "Zakelijk", "zakelijk"),
    ],
)
def test_inputs_become_facts(kind: FactType, raw: object, value: object) -> None:
    assert parse_value(kind, raw, CHOICES) == value


@pytest.mark.parametrize(
    ("kind", "raw"),
    [
        ("date", "3 maart"),
        ("date", "1989-12-31"),
        ("date", "2100-01-01"),
        ("date", 5),
        ("date", None),
        ("dates", []),
        ("amount", "-0.01"),
        ("amount", "12,50"),
        ("amount", "NaN"),
        ("amount", "1e13"),
        ("amount", True),
        ("amounts", []),
        ("count", "-1"),
        ("percentage", "100.01"),
        ("choice", "misschien"),
        ("audience", "overheid"),
    ],
)
def test_inputs_that_make_no_sense_are_refused(kind: FactType, raw: object) -> None:
    with pytest.raises(BadInput):
        parse_value(kind, raw, CHOICES)
