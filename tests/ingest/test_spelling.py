"""Which words count as Dutch, and which as slips."""

from __future__ import annotations

import pytest

from ingest.spelling import Speller
from tests.small_company import small_terms

WORDS = {
    "de": -1.5, "fiets": -4.0, "sleutel": -4.6, "borg": -4.9, "betalen": -3.9, "hoeveel": -3.7, "kwijt": -4.1, "brood": -5.5,
}  # fmt: skip


class FewWords:
    """A language of a handful of words."""

    def frequency(self, word: str) -> float | None:
        return WORDS.get(word)


@pytest.fixture
def speller() -> Speller:
    return Speller(["Leenfiets Sleutelkast"], FewWords())


@pytest.mark.parametrize(
    ("text", "unknown"),
    [
        ("De fiets, de borg.", ()),
        ("De fiest", ("fiest",)),
        ("De Sleutelkast van Leenfiets", ("van",)),
        ("fietssleutel borgfiets sleutelsborg", ()),
        ("fietsx xfiets deborg", ("fietsx", "xfiets", "deborg")),
        ("borg 40 % 12.3", ()),
    ],
)
def test_words_of_the_list_of_the_terms_and_compounds_are_known(speller: Speller, text: str, unknown: tuple[str, ...]) -> None:
    assert speller.unknown(text) == unknown


@pytest.mark.parametrize("slip", ["sluetel", "sleutl", "sleuttel", "slautel", "betalne"])
def test_one_letter_away_from_a_common_word_is_a_slip(speller: Speller, slip: str) -> None:
    assert speller.slips(f"Hoeveel {slip} kwijt?") == (slip,)


@pytest.mark.parametrize(
    "question",
    [
        "hoeveel sluetel kwijt",  # no capital: somebody's own spelling
        "Hoeveel sleutelke kwijt?",  # dialect
        "Hoeveel fiest kwijt?",  # short
        "Hoeveel brodo kwijt?",  # nobody's common word
        "Hoeveel Sluetel kwijt?",  # a name
    ],
)
def test_own_spelling_dialect_and_names_are_no_slips(speller: Speller, question: str) -> None:
    assert speller.slips(question) == ()


def test_the_terms_and_the_names_of_the_company_are_known() -> None:
    terms = small_terms()[0]
    speller = Speller.of(terms, FewWords())
    assert speller.unknown(" ".join(clause.text for clause in terms.clauses)) == ()
    assert speller.unknown("Leenfiets Taarthuis") == ("Taarthuis",)
