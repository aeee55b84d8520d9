"""Kept answers of earlier weeks, for tests and pictures of the figures."""

from __future__ import annotations

import random
from datetime import date, datetime, time, timedelta

from bot.clock import AMSTERDAM
from bot.conversations.keeping import Store
from bot.conversations.records import Rating, Records
from bot.models import Citation, Question, Reply, Status
from tests.conversations.made import record

QUARTER = 13  # weeks
CLAUSES = ("6.2", "6.2", "6.2", "10.1", "10.1", "15.1", "9.2", "11.4", "8.3", "12.4", "5.5", "20.4")
STATUSES: tuple[Status, ...] = ("answered",) * 7 + ("clarify", "not_in_terms", "out_of_scope")


def keep(
    store: Store, at: datetime, status: Status, clause: str = "", rating: Rating | None = None, *, company: str = "efinder"
) -> None:
    """Keep an answer about this clause as if it was given at this moment."""
    records = Records(store.database, clock=lambda: at)
    citations = (Citation(f"{company}:{clause}", f"Artikel {clause}", "", "", "2019-09", ""),) if clause else ()
    message_id = f"{at.timestamp():.0f}{status}"[:32]
    reply = Reply(status, "…", 0.9, citations, conversation_id=message_id, message_id=message_id)
    record(records, Question(company, "Hoe lang?", at.date()), reply, terms_version="2019-09")
    if rating:
        records.rate(message_id, rating)


def keep_a_quarter(store: Store, until: date) -> None:
    """Keep a quarter of made-up answers, always the same."""
    dice = random.Random(4)
    noon = datetime.combine(until, time(12), AMSTERDAM)
    for week in range(QUARTER):
        for number in range(dice.randint(18, 30) - week):
            status = dice.choice(STATUSES)
            clause = dice.choice(CLAUSES) if status in ("answered", "clarify") else ""
            rating: Rating | None = dice.choice(("up", "up", "up", "down", None, None, None))
            keep(store, noon - timedelta(weeks=week, minutes=7 * number), status, clause, rating)
