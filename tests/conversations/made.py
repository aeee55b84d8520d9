"""Exchanges for tests."""

from __future__ import annotations

from datetime import date
from decimal import Decimal

from bot.conversations.records import Records
from bot.conversations.store import Answered
from bot.models import Calculation, CalculationResult, Citation, ConsideredClause, Question, Reply, Status, Trace

SUM = Calculation(
    "kge.rente", "amount", CalculationResult(amount=Decimal("12.50")), {"due_on": "2026-03-03"}, ("Een stap.",), ("kge:7.1",)
)
CITATION = Citation("kge:6.3", "Artikel 6 lid 3", "Bedenktijd", "30 dagen", "2018-10-12", "/terms/kge#6.3")
NEAR = Trace("waarnaar gezocht is", clauses=(ConsideredClause("kge:7.1", "Artikel 7 lid 1", "Betaling", 0.8),))


def record(records: Records, question: Question, reply: Reply, *, terms_version: str) -> None:
    """Keep this answer, without a conversation that goes on."""
    with records.database.write() as session:
        records.put(session, Answered(question, reply, terms_version))


def erase(records: Records, conversation_id: str) -> None:
    """Forget the answers of a conversation."""
    with records.database.write() as session:
        records.remove(session, conversation_id)


def keep(
    records: Records,
    message_id: str,
    message: str,
    *,
    status: Status = "not_in_terms",
    conversation: str = "c1",
    company: str = "kge",
    calculation: Calculation | None = None,
    answer: str = "Dat staat er niet in.",
) -> None:
    """Record one answer."""
    cited = (CITATION,) if status == "answered" else ()
    reply = Reply(status, answer, 0.5, cited, calculation, conversation_id=conversation, message_id=message_id, trace=NEAR)
    record(records, Question(company, message, date(2026, 3, 16)), reply, terms_version="2018-10-12")
