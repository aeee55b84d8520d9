"""Which questions a company without annotations offers to begin with, with the real model."""

from __future__ import annotations

from datetime import date
from pathlib import Path

import pytest

from bot.assembly import Parts, assemble
from bot.models import Question
from bot.retrieval.embeddings import Embedder
from bot.retrieval.offers import Offers
from bot.settings import Settings
from ingest.indexing import build_index
from tests.small_company import small_terms, write_data

SUBJECTS = """
klachten:
  bepaling: [Klachten meldt de klant zo snel mogelijk na ontvangst.]
  vragen: [Binnen welke termijn moet ik een klacht melden?, ik ben niet tevreden]
annuleren:
  bepaling: [Een bestelling op maat kan niet worden geannuleerd.]
  vragen: [Kan ik mijn bestelling nog annuleren?]
zonnepanelen:
  bepaling: [Voor teruggeleverde stroom geldt een terugleververgoeding.]
  vragen: [Wat krijg ik voor stroom die ik teruglever?]
"""
COMPLAINING = "Binnen welke termijn moet ik een klacht melden?"


@pytest.fixture(scope="module")
def bakery(tmp_path_factory: pytest.TempPathFactory, embedder: Embedder) -> Parts:
    folder: Path = write_data(tmp_path_factory.mktemp("bakery") / "data")
    (folder / "scope" / "onderwerpen.yaml").write_text(SUBJECTS, encoding="utf-8")
    settings = Settings(data_dir=folder, index_dir=folder / "index")
    build_index(small_terms(), data_dir=folder, index_dir=settings.index_dir, embedder=embedder, progress=lambda _: None)
    return assemble(settings)


def test_a_question_is_offered_where_the_terms_answer_it_and_not_where_they_are_silent(bakery: Parts) -> None:
    offered = bakery.assistant.examples("taarthuis")
    assert COMPLAINING in offered
    assert "Wat krijg ik voor stroom die ik teruglever?" not in offered


def test_what_is_offered_is_answered_by_the_clause_that_says_so(bakery: Parts) -> None:
    reply = bakery.assistant.reply(Question("taarthuis", COMPLAINING, date(2026, 3, 2)))
    assert (reply.status, reply.citations[0].clause_id) == ("answered", "taarthuis:3.1")
    assert COMPLAINING not in reply.suggestions


def test_a_company_with_sample_questions_of_its_own_is_offered_none(bakery: Parts) -> None:
    entry = bakery.search.index.find_entry("leenfiets")
    assert entry.lends
    assert COMPLAINING not in bakery.assistant.examples("leenfiets")


def test_without_subjects_nothing_is_offered(bakery: Parts) -> None:
    assert dict(Offers(bakery.search).of(bakery.search.index.find_entry("taarthuis"))) == {}
