"""Dates as people write them, against the day that they mean."""

from __future__ import annotations

from datetime import date, datetime
from pathlib import Path

import pytest
import yaml

from bot.understanding.dates import DateMention, find_dates

_TABLE = yaml.safe_load((Path(__file__).parent / "dates.yaml").read_text(encoding="utf-8"))
ROWS = [(group["reference"], says, str(means)) for group in _TABLE for says, means in group["rows"].items()]
MONDAY = date(2026, 3, 16)


def _meaning(mention: DateMention) -> str:
    if mention.value is None:
        return mention.status
    return mention.value.isoformat() + (f"T{mention.time:%H:%M}" if mention.time else "")


@pytest.mark.parametrize(("reference", "says", "means"), ROWS)
def test_a_written_date_means_the_day_that_people_mean(reference: date, says: str, means: str) -> None:
    found = find_dates(says, reference)
    assert " ".join(_meaning(mention) for mention in found) == ("" if means == "none" else means)


def test_the_table_is_large_enough_to_mean_something() -> None:
    assert len(ROWS) >= 250


def test_a_mention_carries_the_text_that_was_read() -> None:
    (mention,) = find_dates("Ik kreeg hem op Vrijdg 13 mrt. 2026, toch?", MONDAY)
    assert (mention.text, mention.status) == ("Vrijdg 13 mrt. 2026", "exact")


@pytest.mark.parametrize("says", ["3 maart", "dinsdag", "op de 10e", "twee weken geleden", "koningsdag"])
def test_a_day_that_was_chosen_among_several_says_so(says: str) -> None:
    (mention,) = find_dates(says, MONDAY)
    assert mention.assumed


@pytest.mark.parametrize("says", ["gisteren", "3 maart 2026", "dinsdag 3 maart", "vorige week dinsdag", "10 dagen geleden"])
def test_a_day_that_can_be_meant_in_one_way_only_is_exact(says: str) -> None:
    (mention,) = find_dates(says, MONDAY)
    assert mention.status == "exact"


def test_a_contradiction_holds_both_days() -> None:
    (mention,) = find_dates("maandag 3 maart 2026", MONDAY)
    assert mention.conflict
    assert mention.readings == (date(2026, 3, 3), date(2026, 3, 2))


def test_a_year_that_is_left_out_keeps_the_other_year_as_a_reading() -> None:
    (mention,) = find_dates("3 april", MONDAY)
    assert mention.readings == (date(2026, 4, 3), date(2025, 4, 3))


def test_a_range_and_a_month_hold_their_first_and_last_day() -> None:
    (between,) = find_dates("tussen 3 en 5 maart", MONDAY)
    (month,) = find_dates("eind januari", MONDAY)
    assert between.readings == (date(2026, 3, 3), date(2026, 3, 5))
    assert month.readings == (date(2026, 1, 1), date(2026, 1, 31))


def test_day_and_time_make_a_moment_in_dutch_local_time() -> None:
    (mention,) = find_dates("ontdekt op 3 juli 2026 om 14.30 uur", MONDAY)
    assert mention.moment is not None
    assert mention.moment.isoformat() == "2026-07-03T14:30:00+02:00"
    assert isinstance(mention.moment, datetime)
