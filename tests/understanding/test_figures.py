"""Which figure is asked for, and which texts give one of that kind."""

from __future__ import annotations

import pytest

from bot.understanding.figures import Figure, figure_asked, gives_figure

ASKED: dict[str, Figure | None] = {
    "Hoeveel procent rekenen jullie daarvoor?": "share",
    "welk percentage houden jullie in": "share",
    "Hoe laat begint de les?": "clock",
    "Binnen hoeveel werkdagen krijg ik bericht?": "length",
    "hoelang is een bon geldig": "period",
    "Hoe snel wordt dat hersteld?": "period",
    "Wat kost een proefles?": "amount",
    "Wat is het uurtarief van een monteur?": "amount",
    "hoeveel korting krijg ik als student": "amount",
    "Welke boete staat daarop?": "amount",
    "Hoe vaak wordt er gecontroleerd?": "count",
    "hoeveel koffers mag ik meenemen": "count",
    "Hoeveel moet ik betalen?": None,
    "Hoeveel krijg ik dan terug?": None,
    "Wie betaalt de kosten?": None,
    "Mag ik een dag later betalen?": None,
}


@pytest.mark.parametrize(("question", "kind"), ASKED.items())
def test_the_kind_of_figure_that_is_asked_for(question: str, kind: Figure | None) -> None:
    assert figure_asked(question) == kind


def test_a_figure_that_is_asked_for_beside_something_else_is_not_the_question() -> None:
    assert figure_asked("Mag ik mijn hond meenemen en wat kost dat?") is None
    assert figure_asked("Kan dat? Wat kost dat?") is None


def test_who_gives_figures_wants_them_reckoned_with() -> None:
    assert figure_asked("Ik bestel voor 40 euro, hoeveel korting krijg ik?") is None
    assert figure_asked("Na 3 dagen, hoeveel uur heb ik dan nog?") == "length"


@pytest.mark.parametrize(
    ("kind", "gives", "lacks"),
    [
        ("amount", "De huur bedraagt € 15,00.", "De huur wordt vooraf betaald."),
        ("amount", "De eerste kopie is gratis.", "De kosten zijn voor rekening van huurder."),
        ("amount", "De prijs staat in de offerte.", "Een kopie wordt op verzoek gemaakt."),
        ("share", "De rente is 2% per maand.", "Bij te late betaling is rente verschuldigd."),
        ("length", "Wij antwoorden binnen 14 (veertien) dagen.", "Wij antwoorden zo spoedig mogelijk."),
        ("length", "Dat kan tot een week vooraf.", "Dat kan op iedere dag van de week."),
        ("period", "Wij antwoorden onverwijld.", "Wij antwoorden per brief."),
        ("period", "De bon is drie jaar geldig.", "De bon is geldig in alle winkels."),
        ("clock", "Wij werken van 7.00 tot 17.00 uur.", "Wij werken op werkdagen."),
        ("count", "Ieder lid doet drie werkbeurten.", "Leden doen werkbeurten."),
        ("count", "De verhuurder bepaalt hoe vaak.", "De verhuurder bepaalt dat."),
    ],
)
def test_a_text_gives_a_figure_or_words_that_stand_for_one(kind: Figure, gives: str, lacks: str) -> None:
    assert gives_figure(kind, gives)
    assert not gives_figure(kind, lacks)
