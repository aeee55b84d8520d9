"""Exchanges for tests."""

from __future__ import annotations

from datetime import date
from decimal import Decimal

from bot.conversations.records import Records
from bot.models import Calculation, CalculationResult, Citation, ConsideredClause, Question, Reply, Status, Trace

SUM = Calculation(
    "kge.rente", "amount", CalculationResult(amount=Decimal("12.50")), {"due_on": "2026-03-03"}, ("Een stap.",), ("kge:7.1",)
)
CITATION = Citation("kge:6.3", "Artikel 6 lid 3", "Bedenktijd", "30 dagen", "2018-10-12", "/terms/kge#6.3")
NEAR = Trace("waarnaar gezocht is", clauses=(ConsideredClause("kge:7.1", "Artikel 7 lid 1", "Betaling", 0.8),))


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
    records.record(Question(company, message, date(2026, 3, 16)), reply, terms_version="2018-10-12")
