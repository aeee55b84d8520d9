"""Computing an answer again from its audit record, and what became since of the clauses and the rule that it rested on."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

from bot import texts
from bot.calculators.evaluation import evaluate
from bot.calculators.outcomes import Computed
from bot.conversations.auditing import Audit, dump_rule
from bot.errors import BadInput, OutsideData
from bot.knowledge import Knowledge, text_hash
from bot.models import Calculation


@dataclass(frozen=True, slots=True)
class Replay:
    """`same`: the sum comes to what was told then; None where there was no sum, or where it can't be computed again.

    `told` says so in Dutch, `changes` what is otherwise now than it was then.
    """

    same: bool | None
    told: str
    changes: tuple[str, ...] = ()


def replay(audit: Audit, now: Knowledge | None) -> Replay:
    """The answer computed again by the rule as it was; `now` is that version of the terms as the index has it, or None."""
    changes = tuple(_changes(audit, now))
    if audit.calculation is None:
        return Replay(None, texts.get("audit.no_sum"), changes)
    if audit.rule is None:
        return Replay(None, texts.get("audit.no_rule"), changes)
    try:
        outcome = evaluate(audit.rule, audit.facts, audience=audit.audience, reference_date=audit.reference_date)
    except (BadInput, OutsideData) as error:
        return Replay(None, texts.get("audit.fails", reason=error), changes)
    if not isinstance(outcome, Computed):
        return Replay(False, texts.get("audit.no_longer"), changes)
    if same := _comparable(outcome.calculation) == _comparable(audit.calculation):
        return Replay(same, texts.get("audit.same", result=in_words(audit.calculation)), changes)
    told = {"then": in_words(audit.calculation), "again": in_words(outcome.calculation)}
    return Replay(same, texts.get("audit.other", **told), changes)


def in_words(calculation: Calculation) -> str:
    """The result as ISO date or amount in euros."""
    result = calculation.result
    return result.date.isoformat() if result.date else f"{result.amount} {result.currency}"


def _comparable(calculation: Calculation) -> object:
    return calculation.rule_id, calculation.kind, calculation.result, calculation.clause_ids, calculation.legal_basis


def _changes(audit: Audit, now: Knowledge | None) -> Iterator[str]:
    if now is None:
        yield texts.get("audit.version_gone", version=audit.terms_version)
        return
    for clause_id, digest in audit.clauses.items():
        clause = now.clauses.get(clause_id)
        if clause is None:
            yield texts.get("audit.clause_gone", clause=clause_id)
        elif text_hash(clause.text) != digest:
            yield texts.get("audit.clause_changed", clause=clause_id)
    rule = now.find_rule(audit.rule_id)
    if audit.rule_id and rule is None:
        yield texts.get("audit.rule_gone", rule=audit.rule_id)
    elif rule is not None and dump_rule(rule)[0] != audit.rule_hash:
        yield texts.get("audit.rule_changed", rule=audit.rule_id)
