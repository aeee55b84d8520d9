"""What a company without annotations borrows from the others, with the real model: help in finding, and nothing else."""

from __future__ import annotations

from datetime import date

import pytest

from bot.assembly import Parts
from bot.models import Question, Reply
from bot.words import words
from tests.small_company import TAARTHUIS

BY_HEART = "ik kan morgen toch niet, kost het geld als ik de taart afzeg?"
FOREIGN = {"fiets", "reservering", "ophalen", "herstelkosten", "aangifte", "politie", "inleveren", "huurprijs"}


def ask(small: Parts, message: str, company: str = "taarthuis") -> Reply:
    return small.assistant.reply(Question(company, message, date(2026, 3, 2)))


def test_terms_without_sample_questions_borrow_and_annotated_ones_do_not(small: Parts) -> None:
    assert small.search.find("taarthuis", BY_HEART).evidence.lent > 0.5
    assert not small.search.find("taarthuis", BY_HEART).evidence.annotated


def test_the_clause_that_says_the_same_as_a_lender_comes_first(small: Parts) -> None:
    assert small.search.find("taarthuis", BY_HEART).hits[0].clause.path == "2.1"


@pytest.mark.parametrize(
    "message", [BY_HEART, "tot wanneer mag ik mijn reservering gratis laten vervallen", "Wat als de fiets gestolen wordt?", "hoi"]
)
def test_nothing_of_a_lender_is_ever_shown(small: Parts, message: str) -> None:
    reply = ask(small, message)
    shown = " ".join([reply.answer, *reply.suggestions, *(choice for fact in reply.missing for choice in fact.choices)])
    own = set(words(" ".join(text for parts in TAARTHUIS.values() for text in parts)))
    assert not {"leenfiets", *FOREIGN - own} & set(words(shown))
    assert all(citation.clause_id.startswith("taarthuis:") for citation in reply.citations)
    assert all(citation.quote in TAARTHUIS[citation.clause_id.split(":")[1]][2] for citation in reply.citations)
