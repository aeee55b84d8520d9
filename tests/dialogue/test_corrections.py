"""What is taken back of an earlier message."""

from __future__ import annotations

from datetime import date

import pytest

from bot.dialogue.corrections import corrected
from bot.understanding.reading import read

DAY = date(2026, 3, 16)


@pytest.mark.parametrize(
    ("earlier", "message", "meant"),
    [
        ("Het kwam op 3 maart, kan ik nog terug?", "ik bedoelde 5 maart", "Het kwam op 5 maart, kan ik nog terug?"),
        ("Het kwam op 3 maart, kan ik nog terug?", "nee, niet 3 maart maar 5 maart", "Het kwam op 5 maart, kan ik nog terug?"),
        ("Ik kocht voor 250 euro, mag dat?", "sorry het was 200 euro", "Ik kocht voor 200 euro, mag dat?"),
        ("Sinds gisteren stuk, wat nu?", "oeps, eergisteren", "Sinds eergisteren stuk, wat nu?"),
    ],
)
def test_the_figure_that_was_meant_takes_the_place_of_the_other(earlier: str, message: str, meant: str) -> None:
    assert corrected(earlier, read(message, DAY), day=DAY) == meant


@pytest.mark.parametrize(
    ("earlier", "message"),
    [
        ("Het kwam op 3 maart, kan ik nog terug?", "en als het 5 maart was?"),
        ("Het kwam op 3 maart, kan ik nog terug?", "nee, zakelijk"),
        ("Besteld op 3 maart en binnen op 9 maart", "nee, 5 maart bedoelde ik"),
        ("Kan ik nog terug?", "sorry, 5 maart bedoel ik"),
        ("", "nee, 5 maart"),
    ],
)
def test_what_corrects_no_single_figure_leaves_the_message_as_it_was(earlier: str, message: str) -> None:
    assert corrected(earlier, read(message, DAY), day=DAY) == earlier
