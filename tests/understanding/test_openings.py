"""What stands before the real question in a conversation."""

from __future__ import annotations

import pytest

from bot.understanding.openings import without_opening


@pytest.mark.parametrize(
    ("message", "text", "switches"),
    [
        ("Ok duidelijk. Iets heel anders: van wie is het logo?", "van wie is het logo?", True),
        ("Top, bedankt! Andere vraag, hoe zeg ik op?", "hoe zeg ik op?", True),
        ("Helder, dank. En hoe snel komt er antwoord?", "En hoe snel komt er antwoord?", False),
        ("bedankt", "bedankt", False),
        ("Tot wanneer kan ik herroepen?", "Tot wanneer kan ik herroepen?", False),
    ],
)
def test_an_opening_is_told_from_the_question(message: str, text: str, switches: bool) -> None:
    opened = without_opening(message)
    assert (opened.text, opened.switches) == (text, switches)
