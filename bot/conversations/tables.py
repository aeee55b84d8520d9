"""The tables of what is kept: answered messages, feedback, what staff made of them, and who may sign in.

A change here needs a step in `migrations/versions`; a test compares the two.
"""

from __future__ import annotations

from datetime import UTC, date, datetime
from functools import cache
from typing import Any, cast

from sqlalchemy import JSON, Date, DateTime, Dialect, ForeignKey, Insert, LargeBinary, String, Table, Text
from sqlalchemy.dialects import postgresql, sqlite
from sqlalchemy.orm import DeclarativeBase, Mapped, mapped_column
from sqlalchemy.types import TypeDecorator

DIALECTS: Any = {"postgresql": postgresql, "sqlite": sqlite}


class Moment(TypeDecorator[datetime]):
    """A moment in UTC; SQLite keeps no zone, so it is added on the way out."""

    impl = DateTime(timezone=True)
    cache_ok = True

    def process_bind_param(self, value: datetime | None, dialect: Dialect) -> datetime | None:
        return value.astimezone(UTC) if value else None

    def process_result_value(self, value: datetime | None, dialect: Dialect) -> datetime | None:
        return value.replace(tzinfo=UTC) if value and value.tzinfo is None else value


class Words(TypeDecorator[str]):
    """Text of any length, without null signs: these are no text, and PostgreSQL refuses them."""

    impl = Text
    cache_ok = True

    def process_bind_param(self, value: str | None, dialect: Dialect) -> str | None:
        return value.replace("\0", "") if value else value


class Name(Words):
    """Text of at most so many characters."""

    impl = String  # type: ignore[assignment]
    cache_ok = True


class Base(DeclarativeBase):
    """All tables."""

    type_annotation_map = {datetime: Moment, date: Date, dict[str, Any]: JSON, list[Any]: JSON, str: Words}  # noqa: RUF012


class ExchangeRow(Base):
    """One message of a customer, masked, and what the assistant said to it. Nothing here tells who asked."""

    __tablename__ = "exchanges"

    id: Mapped[int] = mapped_column(primary_key=True)
    message_id: Mapped[str] = mapped_column(Name(32), unique=True)
    conversation_id: Mapped[str] = mapped_column(Name(64), index=True)
    company: Mapped[str] = mapped_column(Name(64), index=True)
    asked_at: Mapped[datetime] = mapped_column(index=True)
    question: Mapped[str]
    audience: Mapped[str | None] = mapped_column(Name(16))
    reference_date: Mapped[date]
    contract_date: Mapped[date | None]
    terms_version: Mapped[str] = mapped_column(Name(64))
    status: Mapped[str] = mapped_column(Name(16), index=True)
    answer: Mapped[str]
    confidence: Mapped[float]
    citations: Mapped[list[Any]]
    calculation: Mapped[dict[str, Any] | None] = mapped_column(JSON(none_as_null=True))
    missing: Mapped[list[Any]]
    trace: Mapped[dict[str, Any] | None] = mapped_column(JSON(none_as_null=True))


class FeedbackRow(Base):
    """A customer's thumb under an answer, with a masked comment; the last one counts."""

    __tablename__ = "feedback"

    message_id: Mapped[str] = mapped_column(ForeignKey("exchanges.message_id", ondelete="CASCADE"), primary_key=True)
    rating: Mapped[str] = mapped_column(Name(4), index=True)
    comment: Mapped[str]
    given_at: Mapped[datetime]


class ReviewRow(Base):
    """What a member of staff made of a question on the work list."""

    __tablename__ = "reviews"

    message_id: Mapped[str] = mapped_column(ForeignKey("exchanges.message_id", ondelete="CASCADE"), primary_key=True)
    outcome: Mapped[str] = mapped_column(Name(16))
    reviewed_by: Mapped[str] = mapped_column(Name(64))
    reviewed_at: Mapped[datetime]


class ChangeRow(Base):
    """A proposed change to the annotation of one clause, and what came of it. `hash` is that of the clause's text."""

    __tablename__ = "changes"

    id: Mapped[int] = mapped_column(primary_key=True)
    company: Mapped[str] = mapped_column(Name(64), index=True)
    path: Mapped[str] = mapped_column(Name(128))
    hash: Mapped[str] = mapped_column(Name(12))
    before: Mapped[dict[str, Any]]
    after: Mapped[dict[str, Any]]
    state: Mapped[str] = mapped_column(Name(16), index=True)
    proposed_by: Mapped[str] = mapped_column(Name(64))
    proposed_at: Mapped[datetime]
    decided_by: Mapped[str | None] = mapped_column(Name(64))
    decided_at: Mapped[datetime | None]


class ConversationRow(Base):
    """What the next message of a conversation may build on, its text masked: see `store.Conversation`."""

    __tablename__ = "conversations"

    conversation_id: Mapped[str] = mapped_column(Name(64), primary_key=True)
    company: Mapped[str] = mapped_column(Name(64))
    audience: Mapped[str | None] = mapped_column(Name(16))
    question: Mapped[str]
    rule_id: Mapped[str | None] = mapped_column(Name(128))
    facts: Mapped[dict[str, Any]]
    asked: Mapped[list[Any]]
    offered: Mapped[list[Any]]
    terms_version: Mapped[str] = mapped_column(Name(64))
    saved_at: Mapped[datetime] = mapped_column(index=True)


class DraftRow(Base):
    """A document that somebody wants to serve, and what became of it.

    `source` holds its bytes as they came in, `original` their lines, and `text` what a person made of these; all three are empty
    once it is served. `edition` counts the changes, `told` is how far serving it is or what went wrong, `beat_at` when that was
    said. `digest` and `served_digest` tell the document as it came in and as it is served (SHA-256).
    """

    __tablename__ = "drafts"

    id: Mapped[int] = mapped_column(primary_key=True)
    state: Mapped[str] = mapped_column(Name(16), index=True)
    edition: Mapped[int]
    file_name: Mapped[str]
    digest: Mapped[str] = mapped_column(Name(64))
    served_digest: Mapped[str | None] = mapped_column(Name(64))
    source: Mapped[bytes | None] = mapped_column(LargeBinary, deferred=True)
    original: Mapped[str | None]
    text: Mapped[str | None]
    wanted: Mapped[dict[str, Any]]
    reading: Mapped[dict[str, Any] | None] = mapped_column(JSON(none_as_null=True))
    told: Mapped[str]
    beat_at: Mapped[datetime | None]
    added_by: Mapped[str] = mapped_column(Name(64))
    added_at: Mapped[datetime]
    changed_by: Mapped[str] = mapped_column(Name(64))
    changed_at: Mapped[datetime] = mapped_column(index=True)


class AccountRow(Base):
    """A member of staff who may sign in."""

    __tablename__ = "accounts"

    name: Mapped[str] = mapped_column(Name(64), primary_key=True)
    role: Mapped[str] = mapped_column(Name(16))
    password_hash: Mapped[str]
    created_at: Mapped[datetime]


class SessionRow(Base):
    """Somebody who is signed in. The cookie holds the token; only its hash is kept."""

    __tablename__ = "sessions"

    token_hash: Mapped[str] = mapped_column(Name(64), primary_key=True)
    account: Mapped[str] = mapped_column(ForeignKey("accounts.name", ondelete="CASCADE"), index=True)
    csrf: Mapped[str] = mapped_column(Name(64))
    ends_at: Mapped[datetime] = mapped_column(index=True)


class AttemptRow(Base):
    """Attempts to sign in with one name since it last worked, whether an account has that name or not.

    `name`: the name itself for those from everywhere, a hash of name and address for those from one address.
    """

    __tablename__ = "sign_in_attempts"

    name: Mapped[str] = mapped_column(Name(64), primary_key=True)
    count: Mapped[int]
    last_at: Mapped[datetime]


class SiteKeyRow(Base):
    """A key with which the pages of one company's website ask. It stands in those pages, and is no secret.

    `rate` is empty where only the limit per address counts. `required`: pages of other sites need a key to ask for this company.
    """

    __tablename__ = "site_keys"

    key: Mapped[str] = mapped_column(String(64), primary_key=True)
    company: Mapped[str] = mapped_column(String(64))
    origins: Mapped[list[Any]]
    rate: Mapped[str] = mapped_column(String(32))
    message_limit: Mapped[int | None]
    required: Mapped[bool]
    created_at: Mapped[datetime]


class AuditRow(Base):
    """What one answer rested on, so that it can be explained and computed again. Nothing here tells who asked, or what.

    `clauses` has the hash of the text of each clause that was cited, by its id; `facts` what the rule was given: days, amounts,
    numbers and choices, and never words of the customer. There is no conversation here on purpose.
    """

    __tablename__ = "audits"

    message_id: Mapped[str] = mapped_column(String(32), primary_key=True)
    answered_at: Mapped[datetime] = mapped_column(index=True)
    company: Mapped[str] = mapped_column(String(64))
    terms_version: Mapped[str] = mapped_column(String(64))
    status: Mapped[str] = mapped_column(String(16))
    clauses: Mapped[dict[str, Any]]
    rule_id: Mapped[str | None] = mapped_column(String(128))
    rule_hash: Mapped[str | None] = mapped_column(String(64), index=True)
    facts: Mapped[dict[str, Any]]
    audience: Mapped[str | None] = mapped_column(String(16))
    reference_date: Mapped[date]
    calculation: Mapped[dict[str, Any] | None] = mapped_column(JSON(none_as_null=True))
    model: Mapped[str | None] = mapped_column(String(128))
    checks: Mapped[dict[str, Any]]
    software: Mapped[str] = mapped_column(String(64))


class AuditRuleRow(Base):
    """A rule as it was when it computed something, once for all answers, by the hash of its content (SHA-256)."""

    __tablename__ = "audit_rules"

    hash: Mapped[str] = mapped_column(String(64), primary_key=True)
    rule: Mapped[dict[str, Any]]


def table_of(row: type[Base]) -> Table:
    """The table of these rows. What is put straight into it, without its class, takes half of the time."""
    return cast("Table", row.__table__)


@cache
def put_or_replace(row: type[Base], dialect: str) -> Insert:
    """What writes a row in this dialect: a new one, or over the one with the same key."""
    put = DIALECTS[dialect].insert(table_of(row))
    values = {column.key: put.excluded[column.key] for column in table_of(row).columns if not column.primary_key}
    return cast("Insert", put.on_conflict_do_update(index_elements=[*table_of(row).primary_key.columns], set_=values))
