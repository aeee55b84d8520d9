"""Questions that ask the same stand together; the real embedding model says which do."""

from __future__ import annotations

from collections.abc import Sequence

import pytest

from bot.conversations.database import Database
from bot.conversations.grouping import Grouping, Vectors
from bot.conversations.records import Exchange, Records
from bot.retrieval.embeddings import Embedder
from tests.conversations.made import keep

ASKED = {
    "m1": ("kge", "Leveren jullie ook in België?"),
    "m2": ("kge", "Wat voor weer wordt het morgen?"),
    "m3": ("kge", "kan ik bestellen vanuit België"),
    "m4": ("tenrok", "Leveren jullie ook in België?"),
    "m5": ("kge", "verzenden jullie naar belgie"),
}


@pytest.fixture
def exchanges(database: Database) -> Sequence[Exchange]:
    records = Records(database)
    for message_id, (company, question) in ASKED.items():
        keep(records, message_id, question, company=company)
    records.rate("m3", "down")
    return records.conversation("c1")


def test_what_asks_the_same_of_one_company_stands_together(embedder: Embedder, exchanges: Sequence[Exchange]) -> None:
    groups = Grouping(embedder.embed_queries).group(exchanges)
    assert [[exchange.message_id for exchange in group.exchanges] for group in groups] == [["m1", "m3", "m5"], ["m2"], ["m4"]]
    assert [group.thumbs_down for group in groups] == [1, 0, 0]
    assert groups[0].first.message_id == "m1"


def test_a_question_is_embedded_once(embedder: Embedder, exchanges: Sequence[Exchange]) -> None:
    asked: list[str] = []

    def embed(questions: Sequence[str]) -> Vectors:
        asked.extend(questions)
        return embedder.embed_queries(questions)

    grouping = Grouping(embed)
    for _ in range(2):
        grouping.group(exchanges)
    assert sorted(asked) == sorted({question for _, question in ASKED.values()})


def test_without_work_nothing_is_embedded() -> None:
    def embed(questions: Sequence[str]) -> Vectors:
        raise AssertionError(questions)

    assert Grouping(embed).group(()) == ()
