"""Which days in a row are those on which things came in, told by what came and not by first or second."""

from __future__ import annotations

import re
from datetime import date

import pytest

from bot.understanding.parcels import arrivals_told
from bot.understanding.reading import read

TODAY = date(2026, 6, 20)


def told(text: str) -> list[str]:
    message = read(text, TODAY)
    return re.findall(r"\d+ juni", " ".join(message.normalised[place.start : place.end] for place in arrivals_told(message)))


@pytest.mark.parametrize(
    "text",
    [
        "de camera is 4 juni geleverd en de lens 11 juni",
        "4 juni kwam het statief en 11 juni de nieuwe lens",
        "camera kwam 4 juni, lens 11 juni. wanneer is de bedenktijd om?",
        "ik heb de camera op 4 juni gekregen maar de lens pas op 11 juni, hoe lang nog?",
        "pakje 1 kwam 4 juni, pakje 2 op 11 juni",
        "er waren twee dozen: 4 juni en 11 juni",
        "in delen binnengekomen, 4 juni en 11 juni",
        "gekregen op 4 juni en op 11 juni",
        "De camera kwam 4 juni. De lens kwam 11 juni.",
        "besteld op 1 juni, camera bezorgd 4 juni en de lens 11 juni. bedenktijd tot?",
    ],
)
def test_each_thing_that_is_named_came_in_on_its_own_day(text: str) -> None:
    assert told(text) == ["4 juni", "11 juni"]


def test_a_row_is_as_long_as_its_days() -> None:
    assert told("pakje 1 kwam 4 juni, pakje 2 op 8 juni, pakje 3 op 11 juni. tot wanneer?") == ["4 juni", "8 juni", "11 juni"]


@pytest.mark.parametrize(
    "text",
    [
        "camera gekregen 4 juni, herroepen 11 juni",
        "de camera kwam 4 juni en 11 juni ging hij terug",
        "de camera kwam 4 juni, mijn herroeping 11 juni",
        "de camera kwam 4 juni, de factuur 11 juni",
        "de camera kwam 4 juni en 11 juni het formulier",
        "de camera kwam 4 juni en brak 11 juni",
        "de camera is 4 juni bezorgd, kapot 11 juni",
        "de camera kwam 4 juni, het is 11 juni",
        "besteld op 4 juni, gekregen op 11 juni",
        "gekregen op 4 juni, nee 11 juni",
        "gekregen op 4 juni of 11 juni",
        "twee facturen: 4 juni en 11 juni",
        "niet ontvangen, 4 juni en 11 juni",
        "op 4 juni en 11 juni",
        "de camera kwam 4 juni",
        "de camera kwam 4 juni, spijt 11 juni",
        "wanneer kwam het 1e pakket?",
        "gekregen op 4 juni, vandaag 11 juni",
    ],
)
def test_a_day_of_anything_else_is_no_arrival(text: str) -> None:
    assert told(text) == []
