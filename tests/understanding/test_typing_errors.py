"""Typing errors towards common Dutch and the words of a company's own texts."""

from __future__ import annotations

import tracemalloc

import pytest

from bot.understanding.typing_errors import mend

OWN = frozenset({"opzegtermijn", "herroeping", "tracker", "tenrok", "modelformulier"})


@pytest.mark.parametrize(
    ("typed", "meant"),
    [
        ("waneer", "wanneer"),
        ("wanneeer", "wanneer"),
        ("wannewr", "wanneer"),
        ("heveel", "hoeveel"),
        ("kreg", "kreeg"),
        ("anuleren", "annuleren"),
        ("geledn", "geleden"),
        ("betaln", "betalen"),
        ("abonement", "abonnement"),
        ("leverign", "levering"),
        ("rekeninng", "rekening"),
        ("euo", "euro"),
        ("euuro", "euro"),
        ("maatr", "maart"),
        ("jini", "juni"),
        ("mjn", "mijn"),
    ],
)
def test_a_slip_of_the_fingers_is_mended(typed: str, meant: str) -> None:
    assert mend(typed, ()) == meant


@pytest.mark.parametrize(
    ("typed", "meant"), [("opzegtermjin", "opzegtermijn"), ("trcker", "tracker"), ("heroeping", "herroeping")]
)
def test_the_words_of_the_company_are_meant_too(typed: str, meant: str) -> None:
    assert mend(typed, OWN) == meant


@pytest.mark.parametrize("word", ["tracker", "tenrok", "modelformulier"])
def test_the_words_of_the_company_are_right(word: str) -> None:
    assert mend(word, OWN) is None


@pytest.mark.parametrize(
    "word",
    [
        "kreeg",
        "gelden",
        "maar",
        "klacht",
        "kracht",
        "webwinkelier",
        "retourkosten",
        "klachtenregeling",
        "zzp",
        "bv",
        "de",
        "ik",
        "nas",
    ],
)
def test_dutch_words_and_compounds_are_left_alone(word: str) -> None:
    assert mend(word, ()) is None


@pytest.mark.parametrize("typed", ["weelk", "jui", "zin", "xqzvw", "w8ten", "ééé"])
def test_what_may_be_two_words_or_none_is_left_alone(typed: str) -> None:
    assert mend(typed, ()) is None


@pytest.mark.parametrize("typed", ["a" * 2000, "b" * 41])
def test_what_is_longer_than_any_word_is_left_alone(typed: str) -> None:
    assert mend(typed, {typed[:-1]}) is None


def test_words_without_end_take_little_memory_and_leave_none_behind() -> None:
    mend("waneer", ())
    tracemalloc.start()
    try:
        mend("xq" * 1000, ())
        for first in "bcdfghjklm":
            mend(first + "xq" * 19, ())
        left, peak = tracemalloc.get_traced_memory()
    finally:
        tracemalloc.stop()
    assert peak < 2_000_000
    assert left < 100_000


def test_a_word_as_long_as_dutch_has_them_is_mended() -> None:
    assert mend("gegevensbeschermingseffectbeordeling", {"gegevensbeschermingseffectbeoordeling"}) == (
        "gegevensbeschermingseffectbeoordeling"
    )
