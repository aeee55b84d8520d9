"""The forms of a rule: itself and what its variants make of it."""

from __future__ import annotations

from collections.abc import Sequence

from bot.calculators.conditions import Bound
from bot.calculators.deadline_rules import PeriodsRule
from bot.calculators.facts import AUDIENCES
from bot.calculators.given import AUDIENCE
from bot.calculators.rule import Need
from bot.calculators.rules import Rule, Variant
from tests.rules.trying import bare


def forms_of(rule: Rule) -> list[Rule]:
    """The different forms of the rule that a customer can come to; without the rule itself where the variants leave nothing."""
    forms = [] if _leaves_nothing(rule) else [bare(rule)]
    for variant in rule.variants:
        if bare(variant.rule) not in forms:
            forms.append(bare(variant.rule))
    return forms


def form_name(rule: Rule, form: Rule) -> str:
    """The form in words: the rule itself, or the conditions of its first variant."""
    if form == bare(rule):
        return "itself"
    return next(when_name(variant) for variant in rule.variants if bare(variant.rule) == form)


def when_name(variant: Variant) -> str:
    """The conditions of a variant in words."""
    return ", ".join(f"{name} {_bound_name(bound)}" for name, bound in variant.when.items())


def _bound_name(bound: Bound) -> str:
    if bound.deadline:
        return f"{'not after' if bound.not_after else 'after'} {bound.deadline.text} {bound.deadline.direction}"
    return "/".join(bound.one_of) or " ".join(
        f"{name} {value}" for name, value in bound.model_dump(exclude_defaults=True).items()
    )


def _leaves_nothing(rule: Rule) -> bool:
    """Whether the variants with one condition cover every value of a fact that is always asked for."""
    single = [next(iter(variant.when.items())) for variant in rule.variants if len(variant.when) == 1]
    return any(_covers(name, [bound for each, bound in single if each == name], rule.needs[name]) for name, _ in single)


def _covers(name: str, bounds: Sequence[Bound], need: Need) -> bool:
    values = set(AUDIENCES if name == AUDIENCE else need.choices)
    if need.optional or not values:
        above = {bound.above for bound in bounds} | {bound.at_least for bound in bounds}
        up_to = {bound.up_to for bound in bounds} | {bound.below for bound in bounds}
        return not need.optional and bool((above & up_to) - {None})
    return values <= {value for bound in bounds for value in bound.one_of}


def needs_of(rule: Rule) -> dict[str, Need]:
    """What the rule and its variants say about their facts."""
    return {name: need for each in (rule, *(variant.rule for variant in rule.variants)) for name, need in each.needs.items()}


def sum_of(form: Rule) -> str:
    """What the form computes, without its words and its clause."""
    block = "periods" if isinstance(form, PeriodsRule) else form.kind
    derived = {name: need.derive.model_dump() for name, need in form.needs.items() if need.derive and name in form.used_facts()}
    return repr((form.kind, getattr(form, block, None), form.acted_on, derived))


def decided_by(rule: Rule, forms: Sequence[Rule]) -> set[str]:
    """Facts on which one comes to one of these forms, where there is no other way to it."""
    if bare(rule) in forms:
        return set()
    return set.intersection(*(set(variant.when) for variant in rule.variants if bare(variant.rule) in forms))
