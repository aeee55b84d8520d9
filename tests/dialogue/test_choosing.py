"""Which of the offered subjects a customer takes."""

from __future__ import annotations

import pytest

from bot.dialogue.choosing import LONGEST, find_chosen, names_of
from bot.knowledge import Knowledge
from tests.small_company import LEENFIETS, make_terms

KNOWLEDGE = Knowledge(make_terms("leenfiets", "Leenfiets", LEENFIETS))
OFFERED = [KNOWLEDGE.get_clause(path) for path in ("1.1", "2.1", "4.1")]


@pytest.mark.parametrize(
    ("message", "path"),
    [
        ("2", "2.1"),
        ("de eerste", "1.1"),
        ("de tweede graag", "2.1"),
        ("de laatste", "4.1"),
        ("optie 3", "4.1"),
        ("nummer 3 bedoel ik", "4.1"),
        ("annuleren", "2.1"),
        ("ik bedoel klachten", "4.1"),
        ("Artikel 4 lid 1", "4.1"),
    ],
)
def test_a_choice_is_taken_by_number_order_or_words(message: str, path: str) -> None:
    chosen = find_chosen(message, OFFERED, KNOWLEDGE)
    assert chosen is not None
    assert chosen.path == path


@pytest.mark.parametrize("message", ["nee", "geen van deze", "Wat kost het als mijn fiets wordt gestolen?", "4", "hallo"])
def test_another_message_takes_none(message: str) -> None:
    assert find_chosen(message, OFFERED, KNOWLEDGE) is None


def test_nothing_is_taken_where_nothing_was_offered() -> None:
    assert find_chosen("de eerste", [], KNOWLEDGE) is None


def test_clauses_of_one_article_are_told_apart_by_what_they_say() -> None:
    first, second = names_of([KNOWLEDGE.get_clause("2.1"), KNOWLEDGE.get_clause("2.2")], KNOWLEDGE)
    assert first.startswith("U kunt een reservering")
    assert second.startswith("Annuleert u later")
    assert max(len(first), len(second)) <= LONGEST + 2
