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
    "mag ik opzeggen en wat kost dat dan": ("mag ik opzeggen?", "wat kost dat dan"),
    "Tot wanneer mag ik annuleren? Geven jullie korting aan studenten?": (
        "Tot wanneer mag ik annuleren?",
        "Geven jullie korting aan studenten?",
    ),
    "kreeg gisteren men pakske en wil het retour sturen tot wanneer kan dat en wie betaalt de verzendkosten": (
        "kreeg gisteren men pakske en wil het retour sturen tot wanneer kan dat?",
        "wie betaalt de verzendkosten",
    ),
}
THREE = (
    "Hoe lang is de bedenktijd, wie betaalt de retourkosten en wat is de levertijd?",
    "Hoe lang is de bedenktijd en wie betaalt de retourkosten en wat is de levertijd?",
    "Hoe lang is de bedenktijd? Wie betaalt de retourkosten? Wat is de levertijd?",
)
ONE = (
    "Hoe lang is de bedenktijd?",
    "factuurdatum is 4 maart 2026. en zolang die klacht loopt betalen we natuurlijk niet he, dat mag toch?",
    "Kan ik dat artikel en de bon terugsturen?",
    "Ik heb besteld en betaald, wanneer krijg ik het?",
    "Ik weet niet meer welke prijs we hadden, waar kan ik dat terugvinden?",
    "De tracker doet niet wat is beloofd, wat zijn mijn rechten?",
    "Mag dat? Ik ben consument.",
    "zakelijk",
    "Klopt dat??",
    "Ik weet niet wat ik moet en hoe",
    "Weet u wat ik moet doen en hoe ik dat moet doen?",
    "Ik kocht iets op 3 maart en kan ik het terugsturen?",
    "Wat moet ik doen als de levering te laat is en ik niet meer wil wachten?",
)


@pytest.mark.parametrize(("message", "questions"), TWO.items())
def test_two_questions_are_taken_apart(message: str, questions: tuple[str, ...]) -> None:
    assert split_questions(message) == questions


@pytest.mark.parametrize("message", THREE)
def test_every_question_of_a_list_is_taken_apart(message: str) -> None:
    parts = [part.rstrip("?").lower() for part in split_questions(message)]
    assert parts == ["hoe lang is de bedenktijd", "wie betaalt de retourkosten", "wat is de levertijd"]


@pytest.mark.parametrize("message", ONE)
def test_one_question_stays_whole(message: str) -> None:
    assert split_questions(message) == (message,)


def test_nothing_asked_is_nothing_to_cut() -> None:
    assert split_questions("  ") == ()
