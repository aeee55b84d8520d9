"""Who acts: the customer who writes, or the company."""

from __future__ import annotations

import pytest

from bot.understanding.actors import company_acts, customer_acts, writer_acts, writer_gets_out

NAMES = ("Leenfiets B.V.", "leenfiets")


@pytest.mark.parametrize(
    "message",
    [
        "Jullie hebben mijn contract op 1 maart opgezegd, wanneer stopt het?",
        "mag Leenfiets mijn abonnement zomaar beëindigen",
        "kunnen jullie een offerte die ik al getekend heb nog intrekken?",
        "Wanneer zegt Leenfiets op?",
        "ze hebben het contract ontbonden",
        "jullie zeiden mijn contract op",
        "Leenfiets heeft mij vandaag de huur opgezegd",
        "Kunnen jullie dat aanbod nog terugtrekken?",
    ],
)
def test_the_company_acts(message: str) -> None:
    assert company_acts(message, NAMES)


@pytest.mark.parametrize(
    "message",
    [
        "wij willen per 1 juni stoppen, wanneer uiterlijk opzeggen?",
        "Hoe zeg ik mijn abonnement bij jullie op?",
        "ik heb bij Leenfiets opgezegd",
        "Kan ik nog annuleren bij jullie?",
    ],
)
def test_the_customer_acts(message: str) -> None:
    assert not company_acts(message, NAMES)


@pytest.mark.parametrize(
    ("message", "acts"),
    [("Kan ik mijn bestelling nog herroepen?", True), ("wij zeggen op", True), ("Mogen jullie mij opzeggen?", False)],
)
def test_the_writer_acts(message: str, acts: bool) -> None:
    assert writer_acts(message) is acts


@pytest.mark.parametrize(
    ("explanation", "acts"),
    [
        ("U kunt de huur elke maand opzeggen.", True),
        ("U en Leenfiets kunnen de huur opzeggen.", True),
        ("Leenfiets mag een aanbod herroepen tot een dag nadat u het hebt aanvaard.", False),
    ],
)
def test_an_explanation_tells_of_the_customer_acting(explanation: str, acts: bool) -> None:
    assert customer_acts(explanation) is acts


@pytest.mark.parametrize(
    "message", ["Getekend, kom ik daar nog onderuit?", "mag ik er weer uit als het niet bevalt", "wij willen ervan af"]
)
def test_the_writer_asks_to_get_out(message: str) -> None:
    assert writer_gets_out(message)
    assert writer_acts(message)


@pytest.mark.parametrize(
    "message",
    ["ik betaal vanaf 1 mei", "kunnen jullie er nog vanaf?", "ik haalde er een doos uit de kast", "kan ik er een foto bij doen"],
)
def test_who_begins_or_takes_something_gets_out_of_nothing(message: str) -> None:
    assert not writer_gets_out(message)
