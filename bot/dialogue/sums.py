"""A rule applied to what a customer told: the outcome, and whether a sum was asked for at all."""

from __future__ import annotations

import re
from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime
from decimal import Decimal
from typing import Final

from bot.calculators.evaluation import evaluate
from bot.calculators.facts import FactValue
from bot.calculators.given import AUDIENCE, REFERENCE_DATE
from bot.calculators.outcomes import CannotCompute, Computed, Missing, Outcome
from bot.calculators.rules import Rule
from bot.dialogue.facts import Given, read_facts
from bot.dialogue.turn import Turn
from bot.errors import BadInput, OutsideData
from bot.models import MissingFact
from bot.understanding.numbers import find_numbers
from bot.understanding.reading import read
from bot.understanding.sharing import is_small_bare
from bot.understanding.vocabulary import FactVocabulary

_LATE: Final = re.compile(r"\b(?:te laat|over tijd|later)\b")
MOST_RULES = 3
"""Rules that are tried on one message."""


@dataclass(frozen=True, slots=True)
class Ruling:
    """What a rule says for this customer, with everything that is known for it."""

    rule: Rule
    outcome: Outcome
    facts: Mapping[str, FactValue]
    given: Given
    wants_sum: bool

    @property
    def missing(self) -> tuple[MissingFact, ...]:
        """The facts that are still to be asked for."""
        return self.outcome.facts if isinstance(self.outcome, Missing) else ()


def apply_rule(rule: Rule, turn: Turn, alone: bool, vocabulary: FactVocabulary) -> Ruling:
    """The ruling on this message; facts of earlier messages count unless it stands alone."""
    given = turn.given if turn.rule is not None else told(rule, turn, vocabulary)
    apart = alone and not turn.is_same_case(rule)
    earlier = turn.facts if turn.rule is not None else {} if apart else facts_before(rule, turn, vocabulary)
    if turn.rule is None and isinstance(open_still := _outcome(rule, {**earlier, **given.values}, turn), Missing):
        again = told(rule, turn, vocabulary, asked=[fact.name for fact in open_still.facts])
        given = again if isinstance(_outcome(rule, {**earlier, **again.values}, turn), Computed) else given
    facts = {**earlier, **given.values}
    figures = {*given.values, *given.unclear} - {AUDIENCE}
    wants_sum = bool(figures or set(earlier) - {AUDIENCE}) or turn.wish.asks_calculation or turn.reading.intent.asks_calculation
    outcome = _outcome(rule, facts, turn)
    if isinstance(outcome, Computed):
        if rule.result == "amount" and unexplained_amounts(turn, _reckoned_with(rule, facts), given.claimed):
            outcome = _ask_again(rule, outcome, ("amount", "amounts")) or outcome
        elif rule.result == "deadline" and unexplained_days(turn, facts, given):
            outcome = _ask_again(rule, outcome, ("date", "dates", "datetime")) or outcome
    if isinstance(outcome, Computed) and (guessed := guessed_facts(rule, outcome, turn, facts, given.values)):
        outcome = Missing(guessed, rule.general, outcome.calculation.clause_ids)
    return Ruling(rule, outcome, facts, given, wants_sum)


def told(rule: Rule, turn: Turn, vocabulary: FactVocabulary, asked: Sequence[str] = ()) -> Given:
    """What the message itself tells for the rule; `asked`: facts that are still missing, so that what is left may be these."""
    message, today = turn.question.message, turn.question.reference_date
    return read_facts(rule, message, reading=turn.reading, reference_date=today, vocabulary=vocabulary, asked=asked)


def guessed_facts(
    rule: Rule, outcome: Computed, turn: Turn, facts: Mapping[str, FactValue], given: Collection[str] = ()
) -> tuple[MissingFact, ...]:
    """What was taken for granted where the message tells of something that plays no part and may be just that.

    So is today, or the day that was told before, where it tells of another day or of how late something is, and a usual number
    where it tells of another one. `given`: the facts that the message itself tells.
    """
    today = turn.question.reference_date
    used = {item for value in facts.values() for item in (value if isinstance(value, tuple) else (value,))}
    told = (mention for mention in turn.reading.dates if mention.value and used.isdisjoint(mention.readings))
    days = {mention.value for mention in told} - used - {today}
    numbers = {mention.value for mention in turn.reading.amounts if is_small_bare(mention)} - used
    needs = {name: rule.needs[name] for name in outcome.calculation.inputs if name not in facts}
    told_before = {name: rule.needs[name] for name in outcome.calculation.inputs if name in facts and name not in given}
    late = bool(turn.reading.durations) and _LATE.search(turn.reading.normalised) is not None and not _counts_late(rule, facts)
    guessed = [name for name, need in needs.items() if need.default == REFERENCE_DATE and (days or late)]
    vague = any(mention.value is None for mention in turn.reading.dates)
    guessed += [name for name, need in told_before.items() if need.default == REFERENCE_DATE and (days or vague)]
    guessed += [name for name in needs if name in turn.asked and needs[name].default is not None]
    guessed += [name for name, need in needs.items() if need.type == "count" and need.default is not None and numbers]
    lengths = {length.months for length in turn.reading.durations if length.role == "length" and length.months} - used
    guessed += [name for name, need in told_before.items() if need.type == "duration_months" and lengths]
    return tuple(MissingFact(name, rule.needs[name].question) for name in dict.fromkeys(guessed))


def _counts_late(rule: Rule, facts: Mapping[str, FactValue]) -> bool:
    """Whether the rule was told how long something was late, and reckons with that."""
    return any(name in facts and need.type in ("duration_months", "duration_days") for name, need in rule.needs.items())


def facts_before(rule: Rule, turn: Turn, vocabulary: FactVocabulary) -> Mapping[str, FactValue]:
    """What earlier messages on the subject tell for this rule; what was settled under another rule goes first."""
    day = turn.question.reference_date
    told = read_facts(rule, turn.earlier, reading=read(turn.earlier, day), reference_date=day, vocabulary=vocabulary)
    return {**told.values, **turn.facts}


def choose_ruling(
    rules: Sequence[Rule], others: Sequence[Rule], turn: Turn, alone: bool, vocabulary: FactVocabulary
) -> Ruling | None:
    """The ruling of the best rule; of one that fits about as well where the message gives everything for that one alone,
    or for several that come to the same.

    `others`: further rules on the same clauses; one on the same topic that is given more than the best rule stands in for it.
    """
    if not rules:
        return None
    best = apply_rule(rules[0], turn, alone, vocabulary)
    if not isinstance(best.outcome, Missing) or best.given.unclear:
        return best
    alike = [rule for rule in rules[1:MOST_RULES] if rule.result == best.rule.result]
    if complete := _complete(alike, turn, alone, vocabulary):
        return complete[0] if _come_to_the_same(complete) else best
    alike = [rule for rule in others if rule.result == best.rule.result and rule.topic == best.rule.topic]
    fuller = [other for other in _complete(alike, turn, alone, vocabulary) if len(other.given.values) > len(best.given.values)]
    return fuller[0] if _come_to_the_same(fuller) else best


def _come_to_the_same(rulings: Sequence[Ruling]) -> bool:
    """Whether these rulings have one result: rules that rest on the same clause are no reason to be torn."""
    return len({ruling.outcome.calculation.result for ruling in rulings if isinstance(ruling.outcome, Computed)}) == 1


def _complete(rules: Sequence[Rule], turn: Turn, alone: bool, vocabulary: FactVocabulary) -> list[Ruling]:
    """The rulings that come to a result with what the message gives."""
    rulings = [apply_rule(rule, turn, alone, vocabulary) for rule in rules]
    return [ruling for ruling in rulings if isinstance(ruling.outcome, Computed) and ruling.given.values]


def unexplained_amounts(turn: Turn, facts: Mapping[str, FactValue], claimed: Decimal | None) -> frozenset[Decimal]:
    """Amounts in the message that play no part in the sum: it may be the wrong sum.

    What was claimed as the outcome is no part of it, and neither is what only sums up or repeats the parts, nor what one of
    several things costs that play a part together.
    """
    told: set[Decimal] = set() if claimed is None else {claimed}
    amounts: list[Decimal] = []
    for value in facts.values():
        amounts += [item for item in (value if isinstance(value, tuple) else (value,)) if isinstance(item, Decimal)]
    counts = {number.value for number in find_numbers(turn.question.message)}
    told |= {mention.value for mention in turn.reading.amounts if any(count * mention.value in amounts for count in counts)}
    told |= {*amounts, sum(amounts, Decimal(0)), *(left - right for left in amounts for right in amounts)}
    return frozenset(mention.value for mention in turn.reading.amounts if not is_small_bare(mention)) - told


def _reckoned_with(rule: Rule, facts: Mapping[str, FactValue]) -> dict[str, FactValue]:
    """The facts without a list of amounts where a single one was told too, for which the list could have stood in."""
    spare = {other for name, need in rule.needs.items() if name in facts and need.type == "amount" for other in need.instead}
    return {name: value for name, value in facts.items() if name not in spare or not isinstance(value, tuple)}


def unexplained_days(turn: Turn, facts: Mapping[str, FactValue], given: Given) -> frozenset[date]:
    """Days in the message that belong to nothing that is known of: the sum may rest on the wrong one.

    What lies ahead is no other day on which something happened that is past.
    """
    used = {item for value in facts.values() for item in (value if isinstance(value, tuple) else (value,))}
    days = {item.date() if isinstance(item, datetime) else item for item in used if isinstance(item, date)}
    latest = max((*days, turn.question.reference_date))
    return frozenset(day for day in given.left - days if day <= latest and day != turn.question.reference_date)


def _ask_again(rule: Rule, outcome: Computed, types: Collection[str]) -> Missing | None:
    """The question for each fact of these types in the sum, because the message held more values than it has a place for.

    None for a sum without any, which comes to the same whatever they are.
    """
    names = [name for name in outcome.calculation.inputs if (rule.needs[name].type or "date") in types]
    facts = tuple(MissingFact(name, rule.needs[name].question) for name in names)
    return Missing(facts, rule.general, outcome.calculation.clause_ids) if facts else None


def _outcome(rule: Rule, facts: Mapping[str, FactValue], turn: Turn) -> Outcome:
    """The outcome; a value that can't be used, or a day that the law data do not cover, gives no sum."""
    known = {name: value for name, value in facts.items() if name in rule.all_facts()}
    try:
        return evaluate(rule, known, audience=turn.audience, reference_date=turn.question.reference_date)
    except (BadInput, OutsideData) as error:
        return CannotCompute(str(error), rule.general, rule.clause_ids)
