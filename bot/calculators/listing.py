"""All rules of a company as rows, for people who check them."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass

from bot.calculators.rules import QuoteRule, Rule


@dataclass(frozen=True, slots=True)
class RuleRow:
    """One rule: where it stands, for whom, the literal figures, and how the text was read. `reason` says why there is no sum."""

    rule_id: str
    title: str
    topic: str
    kind: str
    clause_ids: tuple[str, ...]
    audience: str
    figures: tuple[str, ...]
    reading: str
    reason: str


def list_rules(rules: Iterable[Rule]) -> tuple[RuleRow, ...]:
    """A row per rule, in the order of the rules."""
    return tuple(_row(rule) for rule in rules)


def _row(rule: Rule) -> RuleRow:
    everything = (rule, *(variant.rule for variant in rule.variants))
    return RuleRow(
        rule_id=rule.id,
        title=rule.title,
        topic=rule.topic,
        kind=rule.kind,
        clause_ids=tuple(dict.fromkeys(clause for each in everything for clause in each.clause_ids)),
        audience=rule.audience,
        figures=tuple(dict.fromkeys(figure for each in everything for figure in each.figures)),
        reading=rule.reading,
        reason=rule.cannot_compute if isinstance(rule, QuoteRule) else "",
    )
