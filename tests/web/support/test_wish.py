"""What somebody types into the search field."""

from __future__ import annotations

import pytest

from bot.models import Company, Contact
from bot.web.support.wish import Wish, clauses_labelled, clauses_with, named_documents, read_wish
from tests.web.support.terms import PROCESSING, knowledge

COMPANIES = [
    Company("leenfiets", "Leenfiets", "B.V.", Contact(), ()),
    Company("e-taart", "E-Taart", "B.V.", Contact(), (), aliases=("Taarten van Anna",)),
]


@pytest.mark.parametrize(
    ("text", "wish"),
    [
        ("opzegtermijn", Wish("opzegtermijn")),
        ("  ", Wish("")),
        ("7.10", Wish("7.10", (), ("7.10",), True)),
        ("7.", Wish("7", (), ("7",), True)),
        ("6,3", Wish("6,3", (), ("6.3",), True)),
        ("6 lid 3", Wish("6 lid 3", (), ("6.3",), True)),
        ("10.3a", Wish("10.3a", (), ("10.3.a",), True)),
        ("artikel 6 lid 3", Wish("artikel 6 lid 3", (), ("6.3",), True)),
        ("art 6.3", Wish("art 6.3", (), ("6.3",), True)),
        ("Art. 10 lid 3 sub a", Wish("Art. 10 lid 3 sub a", (), ("10.3.a",), True)),
        ("bijlage 1", Wish("bijlage 1", (), ("bijlage1",), True)),
        ("14 dagen", Wish("14 dagen")),
        ("1.250 euro", Wish("1.250 euro")),
        ("rente van 7.5%", Wish("rente van 7.5%")),
        ("rente 7.10", Wish("rente 7.10", (), ("7.10",), False)),
        ("artikel 7 rente", Wish("artikel 7 rente", (), ("7",), False)),
        ("LEENFIETS 2.1", Wish("2.1", ("leenfiets",), ("2.1",), True)),
        ("artikel 2 lid 1 van e-taart", Wish("artikel 2 lid 1", ("e-taart",), ("2.1",), True)),
        ("annuleren bij taarten van anna", Wish("annuleren", ("e-taart",))),
        ("leenfiets of e-taart klacht", Wish("of klacht", ("leenfiets", "e-taart"))),
        ("leenfietsen", Wish("leenfietsen")),
        ("leenfiets", Wish("", ("leenfiets",))),
    ],
)
def test_words_numbers_and_companies_are_told_apart(text: str, wish: Wish) -> None:
    assert read_wish(text, COMPANIES) == wish


def test_a_number_is_looked_up_in_the_documents_that_are_meant() -> None:
    terms = knowledge()
    assert [clause.path for clause in clauses_with(["7.1"], ("", "vo"), terms)] == ["7.1", "vo:7.1"]
    assert [clause.path for clause in clauses_with(["7.1"], ("vo",), terms)] == ["vo:7.1"]
    assert [clause.path for clause in clauses_with(["7"], ("",), terms)] == ["7.1", "7.2", "7.2.a"]
    assert clauses_with(["9.9"], ("", "vo"), terms) == ()


@pytest.mark.parametrize("words", ["vo 7.1", "verwerkersovereenkomst artikel 7.1", "artikel 7.1 Verwerkersovereenkomst"])
def test_a_document_is_named_by_its_key_or_its_name(words: str) -> None:
    assert named_documents(words, {"": "Algemene voorwaarden", "vo": PROCESSING}) == ("vo",)


def test_a_document_is_not_found_within_a_word() -> None:
    assert named_documents("voorwaarden", {"vo": PROCESSING}) == ()


def test_a_clause_without_a_number_is_found_by_its_label() -> None:
    assert [clause.path for clause in clauses_labelled("slotbepaling", knowledge())] == ["slotbepaling"]
