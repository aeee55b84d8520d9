"""Amounts that somebody named as the outcome, told from the amounts that go into the sum."""

from __future__ import annotations

from datetime import date
from decimal import Decimal
from pathlib import Path

import pytest

from bot.understanding.claims import CLAIMED, claimed_amount
from bot.understanding.facts import find_facts
from bot.understanding.reading import read
from bot.understanding.vocabulary import FactDefinition, load_vocabulary

VOCABULARY = load_vocabulary(Path(__file__).resolve().parents[2] / "data" / "facts.yaml")
TODAY = date(2026, 3, 16)


def _facts(says: str, topic: str, wants: str) -> dict[str, object]:
    reading = read(says, TODAY)
    claim = claimed_amount(reading.normalised, topic)
    wanted: list[FactDefinition] = [claim] if claim else []
    wanted.append(VOCABULARY.by_name[wants])
    return dict(find_facts(says, wanted=wanted, vocabulary=VOCABULARY, reference_date=TODAY, reading=reading).values)


@pytest.mark.parametrize(
    ("says", "topic", "wants", "claimed", "value"),
    [
        ("klopt het dat ik 600 euro incassokosten moet betalen over 4000 euro schuld?", "incassokosten", "principal", 600, 4000),
        ("mag er 100 euro voorschot op een prijs van 150 euro?", "aanbetaling", "price", 100, 150),
        ("mag het van 200 naar 230 euro per maand?", "prijs", "monthly_price", 230, 200),
    ],
)
def test_the_claimed_outcome_is_no_part_of_the_sum(says: str, topic: str, wants: str, claimed: int, value: int) -> None:
    assert _facts(says, topic, wants) == {CLAIMED: Decimal(claimed), wants: Decimal(value)}


@pytest.mark.parametrize("topic", ["incassokosten", "rente", "aanbetaling", "prijs"])
def test_without_a_check_nothing_is_claimed(topic: str) -> None:
    assert claimed_amount("wat is de rente over 400 euro?", topic) is None
    assert claimed_amount("klopt dit?", "overig") is None


def test_what_is_asked_for_is_no_claim() -> None:
    asked = "hoeveel mogen jullie vooraf vragen op een prijs van 4.800 euro?"
    assert _facts(asked, "aanbetaling", "price") == {"price": Decimal(4800)}
