"""Figures over what is kept: per week how many questions, what came of them, what customers thought, and which clauses."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date, datetime, timedelta

from sqlalchemy import select

from bot.clock import AMSTERDAM
from bot.conversations.database import Database
from bot.conversations.tables import ExchangeRow, FeedbackRow

STATUSES = ("answered", "clarify", "not_in_terms", "out_of_scope")
RATINGS = ("up", "down")
CARRIES = ("answered", "clarify")
"""Answers whose first clause is what was asked for; under the others stands at most what comes near."""


@dataclass(frozen=True, slots=True)
class Week:
    """The figures of the week that starts on this Monday, on the clock of the Netherlands."""

    monday: date
    statuses: Mapping[str, int]
    ratings: Mapping[str, int]

    @property
    def questions(self) -> int:
        """How many questions came in."""
        return sum(self.statuses.values())


@dataclass(frozen=True, slots=True)
class Figures:
    """Weeks from old to new, without gaps, and how often each clause was asked for in them."""

    weeks: tuple[Week, ...]
    asked: Mapping[str, int]


def count_weeks(database: Database, *, until: date, weeks: int, company: str = "") -> Figures:
    """The figures of so many weeks, up to and including the one of this day, of one company or of all. Raises: StoreAway."""
    mondays = [monday_of(until) - timedelta(weeks=back) for back in range(weeks - 1, -1, -1)]
    query = (
        select(ExchangeRow.asked_at, ExchangeRow.status, ExchangeRow.citations, FeedbackRow.rating)
        .outerjoin(FeedbackRow, FeedbackRow.message_id == ExchangeRow.message_id)
        .where(ExchangeRow.asked_at >= datetime.combine(mondays[0], datetime.min.time(), AMSTERDAM))
        .execution_options(yield_per=1000)
    )
    with database.read() as session:
        return _counted(session.execute(query.where(ExchangeRow.company == company) if company else query), mondays)


def monday_of(day: date) -> date:
    """The Monday of the week of this day."""
    return day - timedelta(days=day.weekday())


def _counted(rows: Iterable[tuple[datetime, str, list[dict[str, str]], str | None]], mondays: list[date]) -> Figures:
    statuses: dict[date, Counter[str]] = {monday: Counter(dict.fromkeys(STATUSES, 0)) for monday in mondays}
    ratings: dict[date, Counter[str]] = {monday: Counter(dict.fromkeys(RATINGS, 0)) for monday in mondays}
    asked: Counter[str] = Counter()
    for asked_at, status, citations, rating in rows:
        monday = monday_of(asked_at.astimezone(AMSTERDAM).date())
        if monday not in statuses:
            continue
        statuses[monday][status] += 1
        if rating:
            ratings[monday][rating] += 1
        if citations and status in CARRIES:
            asked[citations[0]["clause_id"]] += 1
    return Figures(tuple(Week(monday, statuses[monday], ratings[monday]) for monday in mondays), asked)
