"""Applying a rule to the facts of a customer: the one place where rules, facts and calculators meet."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import replace
from datetime import date

from bot import texts
from bot.calculators.answers import answer_for
from bot.calculators.computing import compute
from bot.calculators.facts import AUDIENCES, FactValue
from bot.calculators.given import AUDIENCE, Given, gather
from bot.calculators.law import Law, load_law
from bot.calculators.outcomes import CannotCompute, Computed, Missing, Outcome
from bot.calculators.rules import QuoteRule, Rule
from bot.models import Audience, Calculation, CalculationResult, MissingFact


def evaluate(
    rule: Rule,
    facts: Mapping[str, FactValue],
    *,
    audience: Audience | None,
    reference_date: date,
    law: Law | None = None,
) -> Outcome:
    """What the rule says for these facts: a calculation, the facts that are missing, or why there is no sum.

    Facts that the rule does not use are ignored.
    Raises: BadInput for a value that can't be used, OutsideData for a date that the law data do not cover.
    """
    said_audience = facts.get(AUDIENCE, audience)
    law = law or load_law()
    given = gather(rule, facts, audience=audience, reference_date=reference_date, law=law)
    chosen, undecided = choose(rule, given)
    if chosen is not rule:
        own = gather(chosen, facts, audience=audience, reference_date=reference_date, law=law)
        given = replace(own, values={**given.values, **own.values})
    if chosen.audience not in ("iedereen", said_audience or chosen.audience):
        return CannotCompute(_wrong_audience(chosen), chosen.general, chosen.clause_ids)
    missing = _missing(chosen, given, undecided)
    if missing:
        general = rule if undecided else chosen
        return Missing(missing, general.general, general.clause_ids)
    if isinstance(chosen, QuoteRule):
        return CannotCompute(chosen.cannot_compute, chosen.general, chosen.clause_ids, _warnings(chosen, said_audience))
    return _computed(rule, chosen, given, said_audience)


def choose(rule: Rule, given: Given) -> tuple[Rule, tuple[str, ...]]:
    """The rule or the variant that applies; with the facts to ask for where that depends on facts that are not known."""
    for variant in rule.variants:
        tests = {name: given.holds(name, bound) for name, bound in variant.when.items()}
        if all(tests.values()):
            return variant.rule, ()
        if False not in tests.values():
            return variant.rule, tuple(name for name in variant.facts() if name not in given.values)
    return rule, ()


def _wrong_audience(rule: Rule) -> str:
    if rule.audience == "consument":
        return texts.get("calculators.audience.wrong_consument")
    return texts.get("calculators.audience.wrong_zakelijk")


def _missing(rule: Rule, given: Given, undecided: Iterable[str]) -> tuple[MissingFact, ...]:
    """The facts to ask for, all at once, each of them once."""
    required = rule.required_facts(given.has)
    names = [*undecided, *(asked for name in required for asked in _to_ask(name, given))]
    if not names and required and not any(given.has(name) for name in required):
        names = list(required)
    return tuple(_missing_fact(name, given) for name in dict.fromkeys(names))


def _to_ask(name: str, given: Given) -> tuple[str, ...]:
    """The fact itself, or the one that it follows from, or the facts that decide whether it matters; or nothing."""
    need = given.needs[name]
    if given.has(name) or need.optional or given.applies(name) is False:
        return ()
    deciding = tuple(other for other in need.only_if if other not in given.values)
    if given.applies(name) is None:
        return deciding
    if need.after_payment and any(fact in given.values for fact in (need.after_payment.paid, need.after_payment.told)):
        return (need.after_payment.left,)
    return (need.derive.start,) if need.derive else (name,)


def _missing_fact(name: str, given: Given) -> MissingFact:
    need = given.needs[name]
    labels = AUDIENCES if need.type == "audience" else tuple(choice.label for choice in need.choices.values())
    return MissingFact(name, need.question, labels)


def _computed(rule: Rule, chosen: Rule, given: Given, audience: FactValue | None) -> Computed:
    used = [name for name in _used(rule, chosen) if given.has(name)]
    found = compute(chosen, given)
    derived = tuple(step for name in used for step in given.derived.get(name, ()))
    calculation = Calculation(
        rule_id=rule.id,
        kind="deadline" if found.on is not None else "amount",
        result=CalculationResult(date=found.on, amount=found.amount),
        inputs={name: _plain(given.values[name]) for name in used},
        steps=(*derived, *found.steps),
        clause_ids=chosen.clause_ids,
        legal_basis=chosen.legal_basis,
        warnings=_warnings(chosen, audience),
        parts=found.parts,
    )
    return Computed(calculation, answer_for(chosen, found, given, audience_known=audience is not None))


def _used(rule: Rule, chosen: Rule) -> tuple[str, ...]:
    """Facts that the outcome rests on, in a fixed order: those of the sum, those they follow from, those of the conditions."""
    names = list(chosen.used_facts())
    for name in chosen.used_facts():
        names.extend(chosen.needs[name].related)
    conditions = [name for variant in rule.variants for name in variant.facts()]
    acted = [chosen.acted_on] if chosen.acted_on else []
    return tuple(dict.fromkeys([*names, *conditions, *acted]))


def _warnings(rule: Rule, audience: FactValue | None) -> tuple[str, ...]:
    return tuple(
        f"{caution.text} ({caution.basis})"
        for caution in rule.warnings
        if caution.audience == "iedereen" or audience in (None, caution.audience)
    )


def _plain(value: FactValue) -> str:
    """The fact as the interface carries it: ISO dates, amounts with a decimal point, lists with commas."""
    if isinstance(value, tuple):
        return ", ".join(_plain(item) for item in value)
    return value.isoformat() if isinstance(value, date) else str(value)
