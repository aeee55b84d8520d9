"""Which days are those on which parts of one order came in."""

from __future__ import annotations

import re

import pytest

from bot.understanding.binding import Place
from bot.understanding.parcels import arrivals

DAY = re.compile(r"\d+ maart")


def told(text: str) -> list[str]:
    places = [Place(match.start(), match.end()) for match in DAY.finditer(text)]
    return [text[place.start : place.end] for place in arrivals(text, places)]


@pytest.mark.parametrize(
    "text",
    [
        "het 1e pakket kwam 2 maart, het 2e 6 maart",
        "op 2 maart is de 1e kist gekomen en op 6 maart de laatste",
        "een zending lag er 2 maart en de andere 6 maart",
        "eentje kreeg ik 2 maart. de rest kwam pas 6 maart",
    ],
)
def test_parts_that_are_counted_came_in_on_their_own_days(text: str) -> None:
    assert told(text) == ["2 maart", "6 maart"]


@pytest.mark.parametrize(
    "text",
    [
        "de 1e factuur kwam 2 maart, de 2e factuur 6 maart",
        "1e aanmaning ontvangen op 2 maart, 2e aanmaning op 6 maart",
        "besteld op 2 maart, gekregen op 6 maart",
        "het pakket kwam 2 maart en de laatste dag was 6 maart",
        "1e betaling op 2 maart, rest op 6 maart",
    ],
)
def test_other_things_that_are_counted_are_no_parts_of_an_order(text: str) -> None:
    assert told(text) == []
