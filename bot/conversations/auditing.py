"""What every answer rested on, kept longer than the question: to explain it and to compute it again, without who asked.

It stays after a conversation is erased: there are no words of the customer in it, no conversation and nobody's address, only
clauses, a rule, and the days, amounts and choices that the rule was given.
"""

from __future__ import annotations

import hashlib
import json
from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from datetime import date, datetime, timedelta
from decimal import Decimal
from functools import cache
from typing import Any, cast

from pydantic import TypeAdapter
from sqlalchemy import Insert, delete, select
from sqlalchemy.orm import Session

from bot import texts
from bot.calculators.facts import FactValue
from bot.calculators.rules import Rule
from bot.clock import now
from bot.conversations.database import Database
from bot.conversations.tables import DIALECTS, AuditRow, AuditRuleRow, put_or_replace
from bot.conversations.typed import dump_fact, load_fact
from bot.errors import UnknownMessage
from bot.models import Audience, Calculation, Question, Reply, Status
from bot.version import software

CALCULATION = TypeAdapter(Calculation)
RULE: TypeAdapter[Rule] = TypeAdapter(Rule)
RULES_IN_MEMORY = 2000


@dataclass(frozen=True, slots=True)
class Basis:
    """What an answer rests on: the hash of the text of each cited clause by its id, and the rule with what it was given.

    `model` is the chat model that took part, `draft` how: what it `helped` with before, how many of its sentences were shown,
    which checks left out how many, and why the composed answer was given after all. Names of checks and reasons, never words.
    """

    clauses: Mapping[str, str] = field(default_factory=dict)
    rule: Rule | None = None
    facts: Mapping[str, FactValue] = field(default_factory=dict)
    audience: Audience | None = None
    model: str | None = None
    draft: Mapping[str, Any] | None = None


@dataclass(frozen=True, slots=True)
class Audit:
    """What is kept of one answer."""

    message_id: str
    answered_at: datetime
    company: str
    terms_version: str
    status: Status
    clauses: Mapping[str, str]
    rule_id: str | None
    rule_hash: str | None
    rule: Rule | None
    facts: Mapping[str, FactValue]
    audience: Audience | None
    reference_date: date
    calculation: Calculation | None
    model: str | None
    checks: Mapping[str, Any]
    software: str


class Audits:
    """The kept audit records in one database."""

    def __init__(self, database: Database, *, clock: Callable[[], datetime] = now) -> None:
        self._database = database
        self._clock = clock
        self._stored: set[str] = set()
        self._dumped: dict[int, tuple[Rule, str, Any]] = {}

    def put(self, session: Session, question: Question, reply: Reply, terms_version: str, basis: Basis) -> None:
        """Keep what this answer rests on, together with what else this session writes."""
        rule_hash = self._put_rule(session, basis.rule) if basis.rule else None
        values = {
            "message_id": reply.message_id,
            "answered_at": self._clock(),
            "company": question.company,
            "terms_version": terms_version,
            "status": reply.status,
            "clauses": dict(basis.clauses),
            "rule_id": basis.rule.id if basis.rule else None,
            "rule_hash": rule_hash,
            "facts": {name: dump_fact(value) for name, value in basis.facts.items() if _is_plain(name, value, basis.rule)},
            "audience": basis.audience,
            "reference_date": question.reference_date,
            "calculation": CALCULATION.dump_python(reply.calculation, mode="json") if reply.calculation else None,
            "model": basis.model,
            "checks": _checks(reply, basis),
            "software": software(),
        }
        session.connection().execute(put_or_replace(AuditRow, session.get_bind().dialect.name), values)

    def get(self, message_id: str) -> Audit:
        """What is kept of this answer. Raises: UnknownMessage, StoreAway."""
        with self._database.read() as session:
            row = session.get(AuditRow, message_id)
            if row is None:
                raise UnknownMessage(texts.get("audit.unknown"))
            kept = session.get(AuditRuleRow, row.rule_hash) if row.rule_hash else None
        return _audit(row, RULE.validate_python(kept.rule) if kept else None)

    def erase_older_than(self, days: int) -> int:
        """Forget the records of more than so many days ago, and return how many they were; the rules stay, once each."""
        with self._database.write() as session:
            gone: Any = session.execute(delete(AuditRow).where(AuditRow.answered_at < self._clock() - timedelta(days=days)))
        return int(gone.rowcount)

    def _put_rule(self, session: Session, rule: Rule) -> str:
        digest, content = self._dump(rule)
        if digest not in self._stored:
            if session.scalar(select(AuditRuleRow.hash).where(AuditRuleRow.hash == digest)):
                self._stored.add(digest)  # another session has committed it, and it stays
            else:
                values = {"hash": digest, "rule": content}
                session.execute(_put_rule(session.get_bind().dialect.name), values)
        return digest

    def _dump(self, rule: Rule) -> tuple[str, Any]:
        """The hash and content of a rule; each rule object is written out once."""
        known = self._dumped.get(id(rule))
        if known is None:
            if len(self._dumped) >= RULES_IN_MEMORY:
                self._dumped.clear()
            known = self._dumped[id(rule)] = (rule, *dump_rule(rule))
        return known[1:]


@cache
def _put_rule(dialect: str) -> Insert:
    return cast("Insert", DIALECTS[dialect].insert(AuditRuleRow).on_conflict_do_nothing())


def dump_rule(rule: Rule) -> tuple[str, Any]:
    """The hash of a rule's content (SHA-256) and the content as JSON."""
    content = RULE.dump_python(rule, mode="json", by_alias=True)
    return hashlib.sha256(json.dumps(content, sort_keys=True).encode()).hexdigest(), content


def _checks(reply: Reply, basis: Basis) -> dict[str, Any]:
    """What held of the answer when it was given."""
    held = {"literal_quotes": len(reply.citations), "sum_by_rule": reply.calculation is not None}
    return held if basis.draft is None else {**held, "draft": dict(basis.draft)}


def _is_plain(name: str, value: FactValue, rule: Rule | None) -> bool:
    """Whether this is a day, an amount, a number or one of the choices of the rule: no words of a customer."""
    if isinstance(value, tuple):
        return all(_is_plain(name, item, rule) for item in value)
    if isinstance(value, str):
        need = rule.needs.get(name) if rule else None
        return value in ("consument", "zakelijk") or (need is not None and value in need.choices)
    return isinstance(value, date | Decimal | int)


def _audit(row: AuditRow, rule: Rule | None) -> Audit:
    return Audit(
        message_id=row.message_id,
        answered_at=row.answered_at,
        company=row.company,
        terms_version=row.terms_version,
        status=cast("Status", row.status),
        clauses=row.clauses,
        rule_id=row.rule_id,
        rule_hash=row.rule_hash,
        rule=rule,
        facts={name: load_fact(value) for name, value in row.facts.items()},
        audience=cast("Audience | None", row.audience),
        reference_date=row.reference_date,
        calculation=CALCULATION.validate_python(row.calculation) if row.calculation else None,
        model=row.model,
        checks=row.checks,
        software=row.software,
    )
