"""Which rule a question asks for, and what comes of it."""

from __future__ import annotations

import re
from collections.abc import Sequence

from bot.calculators.rules import Rule
from bot.dialogue.turn import Turn
from bot.knowledge import Knowledge
from bot.models import Audience
from bot.retrieval.names import names_of
from bot.retrieval.search import Findings
from bot.understanding.actors import company_acts
from bot.understanding.canonical import canonical
from bot.understanding.cues import find_cues, names_receipt
from bot.understanding.intent import Intent
from bot.understanding.reading import Reading

DEPTH = 6
"""Clauses from the top of the ranking whose rules may apply; only the first one where figures are told, but no sum is asked."""
BEHIND = 1.0
"""Score by which the clause of a rule may lie behind the first clause."""
CAME_IN = 1.5
"""What it weighs that the message tells that the very thing came in from which the rule counts; it may lie as far behind, too."""
NEAR = 1.25
"""How much farther than the best passage of all the questions for a sum may lie, in the spread of the calibration."""
NEAR_OF_FIRST = 2.5
"""The same for a rule of the very first clause."""
TORN = 1.0
"""Score within which rules fit about as well as the best one."""
_BACK = re.compile(
    r"\b(?:krijg|krijgen|ontvang|ontvangen|vergoeden|storten)\b.{0,60}\b(?:terug|weerom)\b"
    r"|\bterug(?:betal|gestort|gekregen|krijg|storten)\w*"
)
_PAY = re.compile(
    r"\b(?:moet|moeten|hoef|kom|komen)\b.{0,40}\bbetalen\b|\bbetaal ik\b|\breken ik af\b"
    r"|\b(?:kwijt|verschuldigd|schuldig|afrekenen)\b"
)
KIND = 1.0
"""What it weighs that a rule gives the kind of result that is asked for, in standard deviations of the other scores."""


def find_rules(findings: Findings, knowledge: Knowledge, turn: Turn, *, spread: float) -> tuple[Rule, ...]:
    """The rule that the question asks for, then those that fit about as well; none where it asks for no date or amount.

    None either where the best rule is for other customers: what holds for them is no reason to work out something else.
    `spread` is that of the calibration: the standard deviation of the cosine of a question with its nearest ones.
    """
    asks = asks_for_sum(turn.wish)
    if not asks and (asks_for_other(turn.wish) or not tells_figures(turn.reading)):
        return ()
    names = names_of(knowledge.terms.company)
    first = findings.hits[0]
    top = {hit.clause.clause_id: hit for hit in findings.hits[: DEPTH if asks else 1]}
    worth: dict[str, float] = {}
    for rule in knowledge.rules:
        came_in = CAME_IN if counts_from_what_came_in(rule, turn) else 0.0
        reach = first.score - max(BEHIND, came_in)
        match, scores = findings.rules[rule.id], [top[clause].score for clause in clauses_of(rule) if clause in top]
        scores = [score for score in scores if score >= reach]
        of_first = first.clause.clause_id in clauses_of(rule)
        slack = NEAR_OF_FIRST if of_first else NEAR
        if scores and suits(rule, turn, names) and match.similarity >= first.similarity - slack * spread:
            asked = gives_what_is_asked(rule, turn.wish) + pays_as_asked(rule, turn.reading)
            worth[rule.id] = match.score + max(scores) + KIND * asked + came_in
    ranked = sorted((rule for rule in knowledge.rules if rule.id in worth), key=lambda rule: -worth[rule.id])
    if not ranked or not fits(ranked[0], turn.audience):
        return ()
    least = worth[ranked[0].id] - TORN
    return tuple(rule for rule in ranked if worth[rule.id] >= least and fits(rule, turn.audience))


def counts_from_what_came_in(rule: Rule, turn: Turn) -> bool:
    """Whether a day is asked for, and the rule counts from the coming in of something that the message says came in."""
    if rule.result != "deadline" or not turn.wish.asks_when:
        return False
    needed = (need for need in rule.needs.values() if need.default is None and not need.optional)
    return any(names_receipt(turn.reading.normalised, tuple(need.cues)) for need in needed)


def suits(rule: Rule, turn: Turn, names: Sequence[str]) -> bool:
    """Whether the rule is for what is told: for who acts, with the words that it needs, and no sum where yes or no is asked."""
    only_yes_or_no = turn.wish.has("yes_no") and not asks_for_sum(turn.wish)
    acts = rule.actor == "klant" or company_acts(turn.question.message, names)
    told = f"{turn.earlier} {turn.question.message}"
    said = not rule.says or bool(find_cues(canonical(told).text, tuple(rule.says)))
    return acts and said and not (only_yes_or_no and rule.result == "amount")


def siblings(rule: Rule, tried: Sequence[Rule], knowledge: Knowledge, turn: Turn) -> tuple[Rule, ...]:
    """Other rules that rest on one of the clauses of this rule: the message may give what these need."""
    names = names_of(knowledge.terms.company)
    alike = (other for other in knowledge.rules if not clauses_of(other).isdisjoint(clauses_of(rule)))
    return tuple(other for other in alike if other not in tried and fits(other, turn.audience) and suits(other, turn, names))


def pays_as_asked(rule: Rule, reading: Reading) -> bool:
    """Whether the rule lets money come back where that is asked, and lets the customer pay where that is asked."""
    back, pay = _BACK.search(reading.normalised) is not None, _PAY.search(reading.normalised) is not None
    return back == pay or rule.result != "amount" or back == (rule.topic == "terugbetaling")


def clauses_of(rule: Rule) -> frozenset[str]:
    """The clauses of the rule and of its variants."""
    return frozenset(clause for each in (rule, *(variant.rule for variant in rule.variants)) for clause in each.clause_ids)


def gives_what_is_asked(rule: Rule, intent: Intent) -> bool:
    """Whether the rule gives a day where a day is asked for, or an amount where an amount is."""
    if intent.asks_when == intent.asks_amount:
        return True
    return rule.result == ("deadline" if intent.asks_when else "amount")


def fits(rule: Rule, audience: Audience | None) -> bool:
    """Whether the rule, or one of its variants, is meant for this customer."""
    meant = {rule.audience, *(variant.rule.audience for variant in rule.variants)}
    return audience is None or "iedereen" in meant or audience in meant


def asks_for_sum(intent: Intent) -> bool:
    """Whether a day, a time or an amount is asked for."""
    return intent.asks_when or intent.asks_amount or intent.asks_calculation


def asks_for_other(intent: Intent) -> bool:
    """Whether a person, a place, a way or a reason is asked for: figures in such a message only tell the story."""
    return any(intent.has(aspect) for aspect in ("who", "where", "how", "why"))


def tells_figures(reading: Reading) -> bool:
    """Whether the message gives something to calculate with."""
    return bool(reading.dates or reading.amounts or reading.percentages or reading.durations)
