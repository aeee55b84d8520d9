"""Typing errors, and words that only look like one."""

from __future__ import annotations

import pytest

from bot.understanding.lexicon import CORRECTABLE, LOOKALIKES
from bot.understanding.spelling import build_speller, one_error_apart

SPELLER = build_speller(CORRECTABLE, real=LOOKALIKES)


@pytest.mark.parametrize(
    ("typed", "meant"),
    [
        ("febuari", "februari"),
        ("maandga", "maandag"),
        ("vrijdg", "vrijdag"),
        ("septembr", "september"),
        ("gisterren", "gisteren"),
    ],
)
def test_one_typing_error_is_mended(typed: str, meant: str) -> None:
    assert SPELLER.correct(typed) == meant


@pytest.mark.parametrize(
    "word", ["gelezen", "gelden", "vandaan", "maandags", "maar", "mij", "zonder", "februari", "wrijdag", "ebruari"]
)
def test_a_word_that_is_none_is_left_alone(word: str) -> None:
    assert SPELLER.correct(word) is None


def test_an_error_that_may_be_two_words_is_left_alone() -> None:
    assert build_speller(["gehaald", "gemaald"]).correct("geaald") is None


@pytest.mark.parametrize(
    ("left", "right", "apart"),
    [
        ("maart", "maar", True),
        ("maart", "mart", True),
        ("maart", "maatr", True),
        ("maart", "maakt", True),
        ("a", "a", False),
        ("ab", "cd", False),
    ],
)
def test_one_error_is_a_letter_more_less_other_or_swapped(left: str, right: str, *, apart: bool) -> None:
    assert one_error_apart(left, right) is apart
