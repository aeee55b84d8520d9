"""English apart from Dutch."""

from __future__ import annotations

import pytest

from bot.understanding.languages import is_english


@pytest.mark.parametrize(
    "message",
    [
        "How long do I have to return my order?",
        "i want to cancel my course, what is the notice period?",
        "Can you tell me when my refund will arrive",
        "Do I have to pay if the delivery is late?",
    ],
)
def test_english_is_recognised(message: str) -> None:
    assert is_english(message)


@pytest.mark.parametrize(
    "message",
    [
        "Kan ik mijn order nog cancelen?",
        "how lang heb ik om te herroepen",
        "wat is de policy als ik mijn subscription on hold wil zetten",
        "The North Face jas kwam kapot binnen, en nu?",
        "zit ik nu vast",
        "Wat betekent 'as is' in jullie voorwaarden?",
        "",
    ],
)
def test_dutch_with_english_words_is_dutch(message: str) -> None:
    assert not is_english(message)
