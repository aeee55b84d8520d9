"""What a message asks in its conversation."""

from __future__ import annotations

from datetime import date

import pytest

from bot.conversations.store import Conversation
from bot.dialogue.turn import searches, wish_of
from bot.understanding.reading import read

DAY = date(2026, 3, 16)
BEFORE = Conversation("c1", "kge", question="Tot wanneer kan ik klagen?")


@pytest.mark.parametrize(
    "message", ["geleverd op 3 maart", "en als ik zakelijk ben?", "en voor bedrijven?", "vorige week gekregen"]
)
def test_what_only_tells_or_supposes_asks_what_was_asked_before(message: str) -> None:
    assert wish_of(read(message, DAY), BEFORE).asks_when


@pytest.mark.parametrize("message", ["En hoe moet ik dat doen?", "Waar stuur ik het heen?"])
def test_a_question_of_its_own_asks_what_it_says(message: str) -> None:
    assert not wish_of(read(message, DAY), BEFORE).asks_when


def test_another_subject_that_is_announced_is_searched_alone() -> None:
    message = "Oké. Iets heel anders: van wie is het auteursrecht?"
    assert searches(message, read(message, DAY), BEFORE) == ("van wie is het auteursrecht?",)
