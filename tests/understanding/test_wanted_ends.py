"""A day by which a contract is to have ended, told apart from the day of notice and from the end of a contract that runs out."""

from __future__ import annotations

import re
from datetime import date

import pytest

from bot.understanding.binding import Place
from bot.understanding.wanted_ends import is_wanted_end, last_day_wanted

DAY = re.compile(r"\d+ (?:mei|juni)")


def wanted(text: str) -> list[str]:
    return [match.group() for match in DAY.finditer(text) if is_wanted_end(text, Place(match.start(), match.end()))]


@pytest.mark.parametrize(
    "text",
    [
        "wij willen tegen 12 mei van de hosting af zijn, wat is de uiterste datum van opzegging",
        "ik wil beeindigen met ingang van 12 mei. wanneer moet ik dat laten weten?",
        "de dienst eindigt het liefst op 12 mei; op welke dag zeg ik hem dan op?",
        "ik wil graag dat mijn contract op 12 mei afgelopen is",
        "de hosting mag niet langer doorlopen dan 12 mei, op welke dag zeg ik op?",
        "niet langer lopen dan tot en met 12 mei",
        "wij willen op 12 mei van het contract af zijn",
        "het contract moet voor 12 mei beeindigd zijn",
    ],
)
def test_an_end_is_wanted_where_the_day_for_notice_is_asked_for(text: str) -> None:
    assert wanted(text) == ["12 mei"]


@pytest.mark.parametrize(
    "text",
    [
        "ik zeg op 12 mei op, wanneer eindigt het?",
        "ik heb op 12 mei opgezegd, was dat op tijd?",
        "ik stop op 12 mei, wanneer eindigt de dienst dan?",
        "het contract loopt sinds 12 mei, wanneer kan ik opzeggen?",
        "factuur van 12 mei, wanneer moet ik betalen?",
    ],
)
def test_no_end_is_wanted_where_notice_or_a_start_is_told(text: str) -> None:
    assert wanted(text) == []


def test_of_two_days_the_one_of_notice_is_no_end() -> None:
    assert wanted("het moet op 30 juni stoppen. als ik 12 mei opzeg, is dat op tijd?") == ["30 juni"]


@pytest.mark.parametrize(
    ("text", "last"),
    [
        ("moet voor 12 mei gestopt zijn", date(2026, 5, 11)),
        ("moet voor dinsdag 12 mei gestopt zijn", date(2026, 5, 11)),
        ("moet op 12 mei gestopt zijn", date(2026, 5, 12)),
        ("moet uiterlijk 12 mei gestopt zijn", date(2026, 5, 12)),
    ],
)
def test_before_a_day_is_by_the_eve_of_it(text: str, last: date) -> None:
    day = re.search(r"12 mei", text)
    assert day is not None
    assert last_day_wanted(text, Place(*day.span()), date(2026, 5, 12)) == last
