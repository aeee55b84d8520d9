"""Figures per week over what is kept."""

from __future__ import annotations

import hashlib
from datetime import UTC, date, datetime

import pytest

from bot.conversations.database import Database
from bot.conversations.figures import count_weeks
from bot.conversations.records import Rating, Records
from bot.models import Citation, Question, Reply, Status
from tests.conversations.made import record

TODAY = date(2026, 3, 18)  # a Wednesday


def keep(
    database: Database,
    at: datetime,
    status: Status = "answered",
    *,
    clause: str = "kge:6.3",
    company: str = "kge",
    rating: Rating | None = None,
) -> None:
    records = Records(database, clock=lambda: at)
    citation = Citation(clause, "Artikel", "Titel", "Tekst", "2018-10-12", "/terms")
    message_id = hashlib.md5(f"{company}-{status}-{at.timestamp()}-{clause}".encode()).hexdigest()
    reply = Reply(status, "…", 0.9, (citation,), conversation_id="c", message_id=message_id)
    record(records, Question(company, "Hoe lang?", at.date()), reply, terms_version="2018-10-12")
    if rating:
        records.rate(message_id, rating)


def test_weeks_without_questions_are_there_too(database: Database) -> None:
    keep(database, datetime(2026, 3, 3, 12, tzinfo=UTC))
    weeks = count_weeks(database, until=TODAY, weeks=4).weeks
    assert [(week.monday, week.questions) for week in weeks] == [
        (date(2026, 2, 23), 0), (date(2026, 3, 2), 1), (date(2026, 3, 9), 0), (date(2026, 3, 16), 0),
    ]  # fmt: skip


@pytest.mark.parametrize(
    ("at", "monday"),
    [
        (datetime(2026, 3, 15, 22, 59, tzinfo=UTC), date(2026, 3, 9)),  # Sunday 23:59 in Amsterdam
        (datetime(2026, 3, 15, 23, 0, tzinfo=UTC), date(2026, 3, 16)),
    ],
)
def test_a_week_begins_on_monday_on_the_dutch_clock(database: Database, at: datetime, monday: date) -> None:
    keep(database, at)
    assert [week.monday for week in count_weeks(database, until=TODAY, weeks=2).weeks if week.questions] == [monday]


def test_what_is_older_than_the_first_week_is_left_out(database: Database) -> None:
    keep(database, datetime(2026, 3, 8, 22, 59, tzinfo=UTC))
    keep(database, datetime(2026, 3, 8, 23, 0, tzinfo=UTC))
    figures = count_weeks(database, until=TODAY, weeks=2)
    assert sum(week.questions for week in figures.weeks) == 1
    assert figures.asked == {"kge:6.3": 1}


def test_statuses_and_thumbs_are_counted(database: Database) -> None:
    at = datetime(2026, 3, 17, 12, tzinfo=UTC)
    keep(database, at, "answered", rating="up")
    keep(database, at, "answered", clause="kge:1", rating="down")
    keep(database, at, "not_in_terms", rating="down")
    keep(database, at, "clarify")
    keep(database, at, "out_of_scope")
    week = count_weeks(database, until=TODAY, weeks=1).weeks[0]
    assert dict(week.statuses) == {"answered": 2, "clarify": 1, "not_in_terms": 1, "out_of_scope": 1}
    assert dict(week.ratings) == {"up": 1, "down": 2}


def test_a_clause_counts_as_asked_for_where_it_carries_the_answer(database: Database) -> None:
    at = datetime(2026, 3, 17, 12, tzinfo=UTC)
    keep(database, at, clause="kge:6.3")
    keep(database, at, "clarify", clause="kge:6.3")
    keep(database, at, "not_in_terms", clause="kge:7.1")
    assert count_weeks(database, until=TODAY, weeks=1).asked == {"kge:6.3": 2}


def test_one_company_can_be_counted_alone(database: Database) -> None:
    at = datetime(2026, 3, 17, 12, tzinfo=UTC)
    keep(database, at)
    keep(database, at, company="tenrok", clause="tenrok:6.1")
    figures = count_weeks(database, until=TODAY, weeks=1, company="tenrok")
    assert (figures.weeks[0].questions, dict(figures.asked)) == (1, {"tenrok:6.1": 1})
