"""How a question of a message is named in its answer."""

from __future__ import annotations

import pytest

from bot.dialogue.parts import LONGEST_NAME, name_of


@pytest.mark.parametrize(
    ("question", "name"),
    [
        ("Ik ben een bv. Wanneer moet ik betalen?", "Wanneer moet ik betalen"),
        ("krijg ik € 1.250,50 terug??", "krijg ik € 1.250,50 terug"),
        ("Mag dat «gratis» van **u** via [hier](https://hulp.example)?", "Mag dat gratis van u via [hier] https //hulp.example"),
        ("Kunt u mij mailen op jan@hulp.example?", "Kunt u mij mailen op [e-mailadres]"),
    ],
)
def test_a_question_is_named_without_what_an_answer_gives_a_meaning_or_may_not_keep(question: str, name: str) -> None:
    assert name_of(question) == name


def test_a_long_question_is_named_in_short() -> None:
    name = name_of("mag ik " + "heel " * 60 + "laat opzeggen?")
    assert len(name) <= LONGEST_NAME
    assert name.endswith(" …")
