"""Which rule a question asks for."""

from __future__ import annotations

from collections.abc import Sequence

from bot.calculators.rules import Rule
from bot.dialogue.ranking import Ranking, asks_for_sum, clauses_of, suits
from bot.dialogue.turn import Turn
from bot.knowledge import Knowledge
from bot.models import Audience
from bot.retrieval.names import names_of
from bot.retrieval.search import Findings
from bot.understanding.intent import Intent
from bot.understanding.reading import Reading
from bot.understanding.topics import NamedTopics

TORN = 1.0
"""What a rule may be worth less than the best one and still fit about as well."""


def find_rules(findings: Findings, knowledge: Knowledge, turn: Turn, named: NamedTopics, *, spread: float) -> tuple[Rule, ...]:
    """The rule that the question asks for, then those that fit about as well; none where it asks for no date or amount.

    None either where the best rule is for other customers: what holds for them is no reason to work out something else.
    `named`: the topics that the question names. `spread` is that of the calibration.
    """
    if not asks_for_sum(turn.wish) and (asks_for_other(turn.wish) or not tells_figures(turn.reading)):
        return ()
    ranked = Ranking(findings, turn, named, names_of(knowledge.terms.company), spread).rank(knowledge.rules)
    if not ranked or not fits(ranked[0].rule, turn.audience):
        return ()
    best = ranked[0]
    close = (each for each in ranked if best.worth - each.worth <= TORN or best.untopical - each.untopical <= TORN)
    return tuple(each.rule for each in close if fits(each.rule, turn.audience))


def siblings(rule: Rule, tried: Sequence[Rule], knowledge: Knowledge, turn: Turn) -> tuple[Rule, ...]:
    """Other rules that rest on one of the clauses of this rule: the message may give what these need."""
    names = names_of(knowledge.terms.company)
    alike = (other for other in knowledge.rules if not clauses_of(other).isdisjoint(clauses_of(rule)))
    return tuple(other for other in alike if other not in tried and fits(other, turn.audience) and suits(other, turn, names))


def fits(rule: Rule, audience: Audience | None) -> bool:
    """Whether the rule, or one of its variants, is meant for this customer."""
    meant = {rule.audience, *(variant.rule.audience for variant in rule.variants)}
    return audience is None or "iedereen" in meant or audience in meant


def asks_for_other(intent: Intent) -> bool:
    """Whether a person, a place, a way or a reason is asked for: figures in such a message only tell the story."""
    return any(intent.has(aspect) for aspect in ("who", "where", "how", "why"))


def tells_figures(reading: Reading) -> bool:
    """Whether the message gives something to calculate with."""
    return bool(reading.dates or reading.amounts or reading.percentages or reading.durations)
