"""The part of a message that asks, apart from what it tells."""

from __future__ import annotations

import pytest

from bot.understanding.asking import asking_part


@pytest.mark.parametrize(
    ("message", "asks", "tells"),
    [
        (
            "Ik kreeg de fiets op 3 maart, tot wanneer kan ik klagen?",
            "tot wanneer kan ik klagen?",
            "ik kreeg de fiets op 3 maart,",
        ),
        ("Het slot is kapot. Hoe lang heb ik garantie?", "hoe lang heb ik garantie?", "het slot is kapot."),
        ("Wat kost het als ik morgen afzeg?", "wat kost het als ik morgen afzeg?", ""),
        ("Wat kost afzeggen? De huur was 80 euro.", "wat kost afzeggen?", "de huur was 80 euro."),
        ("de fiets is gestolen", "de fiets is gestolen", ""),
    ],
)
def test_what_is_only_told_does_not_ask(message: str, asks: str, tells: str) -> None:
    parts = asking_part(message)
    assert (parts.asks.strip(), parts.tells.strip()) == (asks, tells)
