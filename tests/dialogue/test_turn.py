"""What a message asks in its conversation."""

from __future__ import annotations

from datetime import date

import pytest

from bot.conversations.store import Conversation
from bot.dialogue.turn import searches, wish_of
from bot.understanding.reading import read
from bot.understanding.topics import TopicWords

DAY = date(2026, 3, 16)
TOPICS = TopicWords({"garantie": ["garantie*"], "klachttermijn": ["klacht*", "klag*"]})
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
    assert searches(message, read(message, DAY), BEFORE, TOPICS) == ("van wie is het auteursrecht?",)


@pytest.mark.parametrize(
    ("message", "alone"),
    [
        ("en de garantie?", True),
        ("wat is de garantie?", True),
        ("en de klachten?", False),
        ("en voor bedrijven?", False),
    ],
)
def test_one_word_is_searched_alone_where_it_names_another_topic(message: str, alone: bool) -> None:
    found = searches(message, read(message, DAY), BEFORE, TOPICS)
    assert found[-1] == f"{BEFORE.question} {message}"
    assert (len(found) == 2) is alone
