"""Answered messages as they are kept: masked, found again by id or text, erased on request and after a time."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, replace
from datetime import date, datetime, timedelta
from typing import Any, Literal, cast

from pydantic import TypeAdapter
from sqlalchemy import ColumnElement, delete, insert, or_, select
from sqlalchemy.orm import Session

from bot import texts
from bot.clock import now
from bot.conversations.auditing import Audits
from bot.conversations.database import Database
from bot.conversations.masking import masked
from bot.conversations.store import Answered
from bot.conversations.tables import ExchangeRow, FeedbackRow, table_of
from bot.errors import UnknownMessage
from bot.models import Audience, Calculation, Citation, MissingFact, Status, Trace

Rating = Literal["up", "down"]
CITATIONS = TypeAdapter(tuple[Citation, ...])
CALCULATION = TypeAdapter(Calculation)
MISSING = TypeAdapter(tuple[MissingFact, ...])
TRACE = TypeAdapter(Trace)
PUT = insert(table_of(ExchangeRow))


@dataclass(frozen=True, slots=True)
class Feedback:
    """What a customer thought of an answer."""

    rating: Rating
    comment: str
    given_at: datetime


@dataclass(frozen=True, slots=True)
class Exchange:
    """One message, masked, and the answer to it."""

    message_id: str
    conversation_id: str
    company: str
    asked_at: datetime
    question: str
    audience: Audience | None
    reference_date: date
    contract_date: date | None
    terms_version: str
    status: Status
    answer: str
    confidence: float
    citations: tuple[Citation, ...]
    calculation: Calculation | None
    missing: tuple[MissingFact, ...]
    trace: Trace | None
    feedback: Feedback | None


class Records:
    """The kept answers in one database."""

    def __init__(self, database: Database, *, clock: Callable[[], datetime] = now) -> None:
        self.database = database
        self.audits = Audits(database, clock=clock)
        self._clock = clock

    def put(self, session: Session, answered: Answered) -> None:
        """Keep this answer, its question masked, and what it rests on, together with what else this session writes."""
        session.connection().execute(PUT, _values(answered, self._clock()))
        self.audits.put(session, answered.question, answered.reply, answered.terms_version, answered.basis)

    def remove(self, session: Session, conversation_id: str) -> None:
        """Forget all answers of a conversation, with their feedback, together with what else this session writes."""
        session.execute(delete(ExchangeRow).where(ExchangeRow.conversation_id == conversation_id))

    def erase_before(self, moment: datetime) -> int:
        """Forget every answer from before this moment, and return how many they were."""
        with self.database.write() as session:
            return count_rows(session.execute(delete(ExchangeRow).where(ExchangeRow.asked_at < moment)))

    def erase_older_than(self, days: int) -> int:
        """Forget every answer of more than so many days ago, and return how many they were."""
        return self.erase_before(self._clock() - timedelta(days=days))

    def rate(self, message_id: str, rating: Rating, comment: str = "") -> None:
        """Keep what the customer thinks of an answer; the last word counts. Raises: UnknownMessage, StoreAway."""
        with self.database.write() as session:
            _get_row(session, message_id)
            session.merge(FeedbackRow(message_id=message_id, rating=rating, comment=masked(comment), given_at=self._clock()))

    def get(self, message_id: str) -> Exchange:
        """The kept answer with this id. Raises: UnknownMessage, StoreAway."""
        with self.database.read() as session:
            return _exchange(_get_row(session, message_id), session.get(FeedbackRow, message_id))

    def conversation(self, conversation_id: str) -> tuple[Exchange, ...]:
        """All kept answers of a conversation, oldest first; none for an unknown id."""
        with self.database.read() as session:
            return read_exchanges(session, ExchangeRow.conversation_id == conversation_id, order=ExchangeRow.id.asc())

    def find(self, wanted: str = "", *, company: str | None = None, limit: int = 50, after: int = 0) -> tuple[Exchange, ...]:
        """Kept answers with this id (of message or conversation) or these words in question or comment, latest first.

        `after`: how many of the latest are left out.
        """
        like = f"%{_escaped(wanted)}%"
        where = [
            or_(
                ExchangeRow.message_id == wanted,
                ExchangeRow.conversation_id == wanted,
                ExchangeRow.question.ilike(like, escape="\\"),
                FeedbackRow.comment.ilike(like, escape="\\"),
            )
        ]
        if company:
            where.append(ExchangeRow.company == company)
        with self.database.read() as session:
            return read_exchanges(session, *where, order=ExchangeRow.id.desc(), limit=limit, after=after)


def read_exchanges(
    session: Session, *where: ColumnElement[bool], order: ColumnElement[Any], limit: int | None = None, after: int = 0
) -> tuple[Exchange, ...]:
    """The kept answers for which all of this holds, with their feedback."""
    query = select(ExchangeRow, FeedbackRow).outerjoin(FeedbackRow, FeedbackRow.message_id == ExchangeRow.message_id)
    found = session.execute(query.where(*where).order_by(order).limit(limit).offset(after))
    return tuple(_exchange(row, feedback) for row, feedback in found)


def _values(answered: Answered, asked_at: datetime) -> dict[str, Any]:
    question, reply = answered.question, answered.reply
    return {
        "message_id": reply.message_id,
        "conversation_id": reply.conversation_id,
        "company": question.company,
        "asked_at": asked_at,
        "question": masked(question.message),
        "audience": question.audience,
        "reference_date": question.reference_date,
        "contract_date": question.contract_date,
        "terms_version": answered.terms_version,
        "status": reply.status,
        "answer": reply.answer,
        "confidence": reply.confidence,
        "citations": CITATIONS.dump_python(reply.citations, mode="json"),
        "calculation": CALCULATION.dump_python(reply.calculation, mode="json") if reply.calculation else None,
        "missing": MISSING.dump_python(reply.missing, mode="json"),
        "trace": _masked_trace(reply.trace) if reply.trace else None,
    }


def _masked_trace(trace: Trace) -> dict[str, Any]:
    """What was looked for may repeat an earlier message of the conversation."""
    dumped: dict[str, Any] = TRACE.dump_python(replace(trace, question=masked(trace.question)), mode="json")
    return dumped


def _exchange(row: ExchangeRow, feedback: FeedbackRow | None) -> Exchange:
    return Exchange(
        message_id=row.message_id,
        conversation_id=row.conversation_id,
        company=row.company,
        asked_at=row.asked_at,
        question=row.question,
        audience=cast("Audience | None", row.audience),
        reference_date=row.reference_date,
        contract_date=row.contract_date,
        terms_version=row.terms_version,
        status=cast("Status", row.status),
        answer=row.answer,
        confidence=row.confidence,
        citations=CITATIONS.validate_python(row.citations),
        calculation=CALCULATION.validate_python(row.calculation) if row.calculation else None,
        missing=MISSING.validate_python(row.missing),
        trace=TRACE.validate_python(row.trace) if row.trace else None,
        feedback=Feedback(cast("Rating", feedback.rating), feedback.comment, feedback.given_at) if feedback else None,
    )


def _get_row(session: Session, message_id: str) -> ExchangeRow:
    row = session.scalar(select(ExchangeRow).where(ExchangeRow.message_id == message_id))
    if row is None:
        raise UnknownMessage(texts.get("problem.unknown_message"))
    return row


def _escaped(text: str) -> str:
    return text.replace("\\", "\\\\").replace("%", "\\%").replace("_", "\\_")


def count_rows(result: Any) -> int:
    """How many rows a statement changed or removed."""
    return int(result.rowcount)
