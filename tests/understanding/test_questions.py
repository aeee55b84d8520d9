"""One message cut into its questions, and rather too few than too many."""

from __future__ import annotations

import pytest

from bot.understanding.questions import split_questions

TWO = {
    "Hoe lang is de bedenktijd en wie betaalt de retourkosten?": ("Hoe lang is de bedenktijd?", "wie betaalt de retourkosten?"),
    "Kan ik opzeggen? En hoeveel kost dat dan?": ("Kan ik opzeggen?", "En hoeveel kost dat dan?"),
    "Ik ben een bv. Wanneer moet ik betalen? Wat gebeurt er als ik te laat ben?": (
        "Ik ben een bv. Wanneer moet ik betalen?",
        "Wat gebeurt er als ik te laat ben?",
    ),
}
ONE = (
    "Hoe lang is de bedenktijd?",
    "factuurdatum is 4 maart 2026. en zolang die klacht loopt betalen we natuurlijk niet he, dat mag toch?",
    "Kan ik dat artikel en de bon terugsturen?",
    "Ik heb besteld en betaald, wanneer krijg ik het?",
    "Mag dat? Ik ben consument.",
    "zakelijk",
    "Klopt dat??",
    "Ik weet niet wat ik moet en hoe",
)


@pytest.mark.parametrize(("message", "questions"), TWO.items())
def test_two_questions_are_taken_apart(message: str, questions: tuple[str, ...]) -> None:
    assert split_questions(message) == questions


@pytest.mark.parametrize("message", ONE)
def test_one_question_stays_whole(message: str) -> None:
    assert split_questions(message) == (message,)


def test_nothing_asked_is_nothing_to_cut() -> None:
    assert split_questions("  ") == ()
