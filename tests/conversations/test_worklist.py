"""What is on the work list, and how it leaves it."""

from __future__ import annotations

import pytest

from bot.conversations.database import Database
from bot.conversations.records import Records
from bot.conversations.tables import ReviewRow
from bot.conversations.worklist import WorkList
from tests.conversations.conftest import Clock
from tests.conversations.made import erase, keep


@pytest.fixture
def records(database: Database, clock: Clock) -> Records:
    made = Records(database, clock=clock)
    keep(made, "m1", "Hebt u een winkel?")
    keep(made, "m2", "Hoe lang?", status="answered")
    keep(made, "m3", "Wat is het weer?", status="out_of_scope", company="tenrok")
    keep(made, "m4", "Wanneer dan?", status="clarify")
    return made


@pytest.fixture
def work(database: Database, clock: Clock) -> WorkList:
    return WorkList(database, clock=clock)


def ids(work: WorkList, company: str | None = None) -> list[str]:
    return [exchange.message_id for exchange in work.open(company=company)]


def test_what_got_no_answer_or_a_thumbs_down_is_on_the_list(work: WorkList, records: Records) -> None:
    assert ids(work) == ["m3", "m1"]
    records.rate("m2", "down")
    records.rate("m4", "up")
    assert ids(work) == ["m3", "m2", "m1"]
    records.rate("m2", "up")
    assert ids(work, "tenrok") == ["m3"]


def test_who_settles_a_question_is_kept(work: WorkList, records: Records, clock: Clock, database: Database) -> None:
    work.settle(["m1", "onbekend"], "case", "els")
    assert ids(work) == ["m3"]
    with database.read() as session:
        row = session.query(ReviewRow).one()
    assert (row.message_id, row.outcome, row.reviewed_by, row.reviewed_at) == ("m1", "case", "els", clock())
    work.settle(["m1"], "done", "jan")
    erase(records, "c1")
    with database.read() as session:
        assert session.query(ReviewRow).count() == 0
