import pytest

from bot.words import Tokenizer, fold, split_compound, words

VOCABULARY = {"opzeg", "termijn", "betaling", "herinnering", "koper", "klacht", "tijd", "geld", "terug"}


@pytest.mark.parametrize(
    ("word", "parts"),
    [
        ("opzegtermijn", ("opzeg", "termijn")),
        ("betalingsherinnering", ("betalings", "herinnering")),
        ("termijn", ()),
        ("xyzabcdefgh", ()),
    ],
)
def test_a_compound_splits_into_its_known_parts(word, parts):
    assert split_compound(word, VOCABULARY) == parts


def test_folding_takes_accents_and_curly_quotes_away():
    assert fold("Coöperatie’s Één") == "cooperatie's een"


def test_stop_words_are_left_out_but_negation_is_kept():
    assert words("Mag ik dat niet terugsturen?") == ["niet", "terugsturen"]


def test_forms_of_one_word_share_a_stem():
    tokenize = Tokenizer(())
    assert tokenize("betalingen") == tokenize("betaling")


def test_a_compound_gives_its_own_stem_and_those_of_its_parts():
    tokenize = Tokenizer(VOCABULARY)
    assert set(tokenize("opzeg termijn")) < set(tokenize("opzegtermijn"))
