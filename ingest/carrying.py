"""What customers ask of a clause leads to its new wording too, until somebody has written about that."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

from bot.calculators.rules import Rule
from bot.knowledge import Annotation, Knowledge
from bot.matching import Matched
from bot.versions.comparing import compare_terms


def carry_questions(matched: Sequence[Matched]) -> list[Matched]:
    """The versions, from old to new, in which a reworded clause without an annotation is found by the questions of the old one.

    Only found: the explanation and the rules of the old wording are not used, so the answer is the clause itself. Without these
    questions a customer who asks for what changed would get a clause that did not.
    """
    carried = list(matched[:1])
    for later in matched[1:]:
        before, knowledge = carried[-1].knowledge, later.knowledge
        asked = _questions(before, knowledge)
        annotations = {**knowledge.annotations, **{clause_id: Annotation(vragen=found) for clause_id, found in asked.items()}}
        carried.append(replace(later, knowledge=replace(knowledge, annotations=annotations)))
    return carried


def _questions(before: Knowledge, after: Knowledge) -> dict[str, tuple[str, ...]]:
    """By clause id of the new terms the questions of the old wording, those for a sum included."""
    in_use = {rule.id for rule in after.rules}
    left: dict[str, list[Rule]] = {}
    for rule in before.rules:
        if rule.id not in in_use:
            left.setdefault(rule.clause, []).append(rule)
    found: dict[str, tuple[str, ...]] = {}
    for change in compare_terms(before.terms, after.terms).changes:
        if change.kind != "gewijzigd" or change.old is None or change.new is None or change.new.clause_id in after.annotations:
            continue
        asks = (ask for rule in left.get(change.old.clause_id, ()) for ask in rule.asks)
        questions = tuple(dict.fromkeys((*before.annotation(change.old.clause_id).vragen, *asks)))
        if questions:
            found[change.new.clause_id] = questions
    return found
