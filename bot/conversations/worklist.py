"""Questions that got no answer or a thumbs down, until a member of staff has settled them."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from datetime import datetime
from typing import Literal

from sqlalchemy import or_, select

from bot.clock import now
from bot.conversations.database import Database
from bot.conversations.records import Exchange, read_exchanges
from bot.conversations.tables import ExchangeRow, FeedbackRow, ReviewRow

Outcome = Literal["case", "change", "done"]
UNANSWERED = ("not_in_terms", "out_of_scope")


class WorkList:
    """The work in one database."""

    def __init__(self, database: Database, *, clock: Callable[[], datetime] = now) -> None:
        self._database = database
        self._clock = clock

    def open(self, *, company: str | None = None, limit: int = 300) -> tuple[Exchange, ...]:
        """What has not been settled, latest first."""
        where = [
            or_(ExchangeRow.status.in_(UNANSWERED), FeedbackRow.rating == "down"),
            ExchangeRow.message_id.not_in(select(ReviewRow.message_id)),
        ]
        if company:
            where.append(ExchangeRow.company == company)
        with self._database.read() as session:
            return read_exchanges(session, *where, order=ExchangeRow.id.desc(), limit=limit)

    def settle(self, message_ids: Sequence[str], outcome: Outcome, by: str) -> None:
        """Take these questions off the list, and keep who did so and why; unknown ones are passed over."""
        with self._database.write() as session:
            known = session.scalars(select(ExchangeRow.message_id).where(ExchangeRow.message_id.in_(message_ids))).all()
            for message_id in known:
                session.merge(ReviewRow(message_id=message_id, outcome=outcome, reviewed_by=by, reviewed_at=self._clock()))
