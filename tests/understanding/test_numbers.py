"""Dutch numbers in words and digits."""

from __future__ import annotations

from decimal import Decimal

import pytest

from bot.understanding.numbers import find_numbers, parse_decimal, parse_ordinal, parse_word

WORDS = {
    "een": 1,
    "elf": 11,
    "twintig": 20,
    "eenentwintig": 21,
    "negenennegentig": 99,
    "honderd": 100,
    "honderdeen": 101,
    "honderdenvijf": 105,
    "honderdvijftig": 150,
    "tweehonderd": 200,
    "twaalfhonderd": 1200,
    "vijfentwintighonderd": 2500,
    "duizend": 1000,
    "duizendvijf": 1005,
    "tweeduizendvijfhonderd": 2500,
    "tienduizend": 10_000,
    "honderdduizend": 100_000,
    "tweehonderdvijftigduizend": 250_000,
    "achttienhonderdvierentachtig": 1884,
}
ORDINALS = {
    "eerste": 1,
    "tweede": 2,
    "derde": 3,
    "achtste": 8,
    "vijftiende": 15,
    "twintigste": 20,
    "eenentwintigste": 21,
    "eenendertigste": 31,
}
DIGITS = {"1250": "1250", "1.250": "1250", "1.250,50": "1250.50", "2,5": "2.5", "1.000.000": "1000000"}


@pytest.mark.parametrize(("word", "value"), WORDS.items())
def test_a_numeral_word_has_its_value(word: str, value: int) -> None:
    assert parse_word(word) == value


@pytest.mark.parametrize(
    "word", ["eend", "honderden", "tientje", "vierkant", "drietal", "twintigje", "duizendpoot", "achter", ""]
)
def test_a_word_that_only_looks_like_a_numeral_has_none(word: str) -> None:
    assert parse_word(word) is None


@pytest.mark.parametrize(("word", "value"), ORDINALS.items())
def test_an_ordinal_word_has_its_value(word: str, value: int) -> None:
    assert parse_ordinal(word) == value


@pytest.mark.parametrize("word", ["vierste", "twintigde", "einde", "laatste", "beste"])
def test_a_word_that_is_no_ordinal_has_none(word: str) -> None:
    assert parse_ordinal(word) is None


@pytest.mark.parametrize(("digits", "value"), DIGITS.items())
def test_digits_are_read_the_dutch_way(digits: str, value: str) -> None:
    assert parse_decimal(digits) == Decimal(value)


@pytest.mark.parametrize("digits", ["1.5", "1.25.000", "1,2,3", "12.50", "1.250.5", "", ","])
def test_digits_that_no_dutch_writer_means_as_one_number_are_refused(digits: str) -> None:
    assert parse_decimal(digits) is None


def test_numbers_in_a_sentence_keep_their_place_and_kind() -> None:
    text = "Anderhalf jaar, drie facturen van 1.250,50 en de 15e"
    assert [(number.text, number.value, number.kind) for number in find_numbers(text)] == [
        ("Anderhalf", Decimal("1.5"), "fraction"),
        ("drie", Decimal(3), "cardinal"),
        ("1.250,50", Decimal("1250.50"), "cardinal"),
        ("15e", Decimal(15), "ordinal"),
    ]


def test_a_number_and_a_half_is_one_number() -> None:
    assert [(found.text, found.value) for found in find_numbers("zeven en een half uur, en een halve dag")] == [
        ("zeven en een half", Decimal("7.5")),
        ("halve", Decimal("0.5")),
    ]
