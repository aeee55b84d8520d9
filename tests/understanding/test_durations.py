"""Lengths of time as people write them."""

from __future__ import annotations

from datetime import date
from pathlib import Path

import pytest
import yaml

from bot.understanding.dates import find_dates
from bot.understanding.durations import DurationMention, find_durations

ROWS: dict[str, str] = yaml.safe_load((Path(__file__).parent / "durations.yaml").read_text(encoding="utf-8"))
MONDAY = date(2026, 3, 16)


def _meaning(mention: DurationMention) -> str:
    words = [f"{mention.value:f}", mention.unit]
    words += [mention.role] if mention.role != "length" else []
    return " ".join([*words, "approximate"] if mention.approximate else words)


@pytest.mark.parametrize(("says", "means"), ROWS.items())
def test_a_length_of_time_is_read_as_people_mean_it(says: str, means: str) -> None:
    found = find_durations(says, dates=find_dates(says, MONDAY))
    assert ", ".join(_meaning(mention) for mention in found) == ("" if means == "none" else means)


@pytest.mark.parametrize(
    ("says", "months"),
    [("jaarcontract", 12), ("2 jaar", 24), ("anderhalf jaar", 18), ("14 dagen", None), ("anderhalve maand", None)],
)
def test_months_are_whole_or_unknown(says: str, months: int | None) -> None:
    (mention,) = find_durations(says)
    assert mention.months == months
