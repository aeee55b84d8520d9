"""Who acts: the customer who writes, or the company."""

from __future__ import annotations

import pytest

from bot.understanding.actors import company_acts

NAMES = ("Leenfiets B.V.", "leenfiets")


@pytest.mark.parametrize(
    "message",
    [
        "Jullie hebben mijn contract op 1 maart opgezegd, wanneer stopt het?",
        "mag Leenfiets mijn abonnement zomaar beëindigen",
        "kunnen jullie een offerte die ik al getekend heb nog intrekken?",
        "Wanneer zegt Leenfiets op?",
        "ze hebben het contract ontbonden",
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
