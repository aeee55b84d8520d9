from bot.answering.quotes import WHOLE_CLAUSE, select_quote
from bot.words import Tokenizer

FILLER = "De leverancier doet zijn best om de planning te halen en overlegt daarover met de klant. "
LONG = FILLER * 8 + "De garantie vervalt na twaalf maanden. " + FILLER * 8


def test_a_short_clause_is_quoted_whole():
    assert select_quote("Kort en goed.", about="iets", tokenize=Tokenizer(())) == "Kort en goed."


def test_a_long_clause_is_quoted_where_it_answers_and_literally():
    quote = select_quote(LONG, about="hoe lang is de garantie in maanden", tokenize=Tokenizer(()))
    assert "twaalf maanden" in quote
    assert quote in LONG
    assert len(quote) < WHOLE_CLAUSE + 200
