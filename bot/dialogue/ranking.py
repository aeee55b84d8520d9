"""What speaks for each rule: how near it and its clauses lie, what kind of result is asked for, and which topic is named."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass
from functools import cached_property
from typing import Final

from bot.calculators.rules import Rule
from bot.dialogue.turn import Turn
from bot.retrieval.search import Findings
from bot.understanding.actors import company_acts
from bot.understanding.canonical import canonical
from bot.understanding.cues import find_cues, names_receipt
from bot.understanding.intent import Intent
from bot.understanding.parcels import arrivals_told
from bot.understanding.reading import Reading
from bot.understanding.topics import NamedTopics

DEPTH = 6
"""Clauses from the top of the ranking whose rules may apply; only the first one where figures are told, but no sum is asked."""
BEHIND = 1.0
"""Score by which the clause of a rule may lie behind the first clause."""
CAME_IN = 1.5
"""What it weighs that the message tells that the very thing came in from which the rule counts; it may lie as far behind, too."""
NAMED = 1.5
"""What it weighs that the message asks for the topic of the rule by a word for it; the first such one may lie as far behind."""
TOLD = 0.5
"""The same where that word stands in what the message only tells."""
NEAR = 1.25
"""How much farther than the best passage of all the questions for a sum may lie, in the spread of the calibration."""
NEAR_OF_FIRST = 2.5
"""The same for a rule of the very first clause."""
KIND = 1.0
"""What it weighs that a rule gives the kind of result that is asked for, in standard deviations of the other scores."""
_BACK: Final = re.compile(
    r"\b(?:krijg|krijgen|ontvang|ontvangen|vergoeden|storten)\b.{0,60}\b(?:terug|weerom|retour)\b"
    r"|\bterug(?:betal|gestort|gekregen|krijg|storten)\w*"
)
_PAY: Final = re.compile(
    r"\b(?:moet|moeten|hoef|kom|komen)\b.{0,40}\bbetalen\b|\bbetaal ik\b|\breken ik af\b"
    r"|\b(?:kwijt|verschuldigd|schuldig|afrekenen)\b"
)


@dataclass(frozen=True, slots=True)
class Ranked:
    """A rule with what it is worth; `topical` is the part of that for a topic that the question names."""

    rule: Rule
    worth: float
    topical: float

    @property
    def untopical(self) -> float:
        """What it would be worth if no topic were named."""
        return self.worth - self.topical


@dataclass(frozen=True)
class Ranking:
    """What a question brought up, and what it is weighed by.

    `named`: the topics that the question names. `names`: what the company is called. `spread`: that of the calibration, the
    standard deviation of the cosine of a question with its nearest ones.
    """

    findings: Findings
    turn: Turn
    named: NamedTopics
    names: Sequence[str]
    spread: float

    def rank(self, rules: Sequence[Rule]) -> list[Ranked]:
        """The rules that may apply, best first.

        Those of the clauses that came up; where none of these is on a topic that is asked for, also those on that topic farther
        off, for the words of the topic say so.
        """
        fitting = [rule for rule in rules if suits(rule, self.turn, self.names)]
        worth = {rule.id: value for rule in fitting if (value := self._worth(rule)) is not None}
        if self._asks:
            covered = {rule.topic for rule in fitting if rule.id in worth}
            far = [rule for rule in fitting if rule.topic in self.named.asked - covered]
            worth |= {rule.id: value for rule in far if (value := self._worth_of_named(rule)) is not None}
        ranked = [Ranked(rule, worth[rule.id], self._topical(rule)) for rule in fitting if rule.id in worth]
        return sorted(ranked, key=lambda each: -each.worth)

    def _worth(self, rule: Rule) -> float | None:
        """What a rule of a clause that came up is worth; None where its clauses did not, or its questions lie too far."""
        clauses = clauses_of(rule) & self._top
        reach = self._lead - max(BEHIND, self._came_in(rule))
        scores = [self._scores[clause] for clause in clauses if self._scores[clause] >= reach]
        first = self.findings.hits[0]
        slack = NEAR_OF_FIRST if first.clause.clause_id in clauses_of(rule) else NEAR
        near = self.findings.rules[rule.id].similarity >= first.similarity - slack * self.spread
        return self._total(rule, max(scores)) if scores and near else None

    def _worth_of_named(self, rule: Rule) -> float | None:
        """The same for a rule on a topic that is asked for: its clause came up within reach, or its questions are nearest.

        Words that are only told can bring one clause up so far above all others that none is within reach of it.
        """
        score, least = max(self._scores[clause] for clause in clauses_of(rule)), self._lead - NAMED
        nearest = self.findings.rules[rule.id].similarity >= self.findings.hits[0].similarity
        return self._total(rule, max(score, least)) if score >= least or nearest else None

    def _total(self, rule: Rule, score: float) -> float:
        asked = gives_what_is_asked(rule, self.turn.wish) + pays_as_asked(rule, self.turn.reading)
        return self.findings.rules[rule.id].score + score + KIND * asked + self._came_in(rule) + self._topical(rule)

    def _topical(self, rule: Rule) -> float:
        """A topic that is only told weighs as much as one that is asked for where the question itself names none."""
        if rule.topic in self.named.asked:
            return NAMED
        return 0.0 if rule.topic not in self.named.told else TOLD if self.named.asked else NAMED

    def _came_in(self, rule: Rule) -> float:
        return CAME_IN if counts_from_what_came_in(rule, self.turn) else 0.0

    @property
    def _lead(self) -> float:
        return self.findings.hits[0].score

    @cached_property
    def _asks(self) -> bool:
        return asks_for_sum(self.turn.wish)

    @cached_property
    def _scores(self) -> dict[str, float]:
        return {hit.clause.clause_id: hit.score for hit in self.findings.hits}

    @cached_property
    def _top(self) -> frozenset[str]:
        return frozenset(hit.clause.clause_id for hit in self.findings.hits[: DEPTH if self._asks else 1])


def counts_from_what_came_in(rule: Rule, turn: Turn) -> bool:
    """Whether a day is asked for, and the rule counts from the coming in of something that the message says came in."""
    if rule.result != "deadline" or not turn.wish.asks_when:
        return False
    if counts_from_arrivals(rule, turn):
        return True
    needed = (need for need in rule.needs.values() if need.default is None and not need.optional)
    return any(names_receipt(turn.reading.normalised, tuple(need.cues)) for need in needed)


def counts_from_arrivals(rule: Rule, turn: Turn) -> bool:
    """Whether the rule counts from the days on which the parts of an order came in, and the message tells of several."""
    return any(need.type == "dates" for need in rule.needs.values()) and len(arrivals_told(turn.reading)) > 1


def suits(rule: Rule, turn: Turn, names: Sequence[str]) -> bool:
    """Whether the rule is for what is told: for who acts, with the words that it needs.

    No sum of money where yes or no is asked, unless of amounts that are told ("u rekent 180 euro over 700, klopt dat?").
    """
    only_yes_or_no = turn.wish.has("yes_no") and not asks_for_sum(turn.wish) and not turn.reading.amounts
    acts = rule.actor == "klant" or company_acts(turn.question.message, names)
    told = f"{turn.earlier} {turn.question.message}"
    said = not rule.says or bool(find_cues(canonical(told).text, tuple(rule.says))) or counts_from_arrivals(rule, turn)
    return acts and said and not (only_yes_or_no and rule.result == "amount")


def pays_as_asked(rule: Rule, reading: Reading) -> bool:
    """Whether the rule lets money come back where that is asked, and lets the customer pay where that is asked."""
    back, pay = _BACK.search(reading.normalised) is not None, _PAY.search(reading.normalised) is not None
    return back == pay or rule.result != "amount" or back == (rule.topic == "terugbetaling")


def clauses_of(rule: Rule) -> frozenset[str]:
    """The clauses of the rule and of its variants."""
    return rule.every_clause_id


def gives_what_is_asked(rule: Rule, intent: Intent) -> bool:
    """Whether the rule gives a day where a day is asked for, or an amount where an amount is."""
    if intent.asks_when == intent.asks_amount:
        return True
    return rule.result == ("deadline" if intent.asks_when else "amount")


def asks_for_sum(intent: Intent) -> bool:
    """Whether a day, a time or an amount is asked for."""
    return intent.asks_when or intent.asks_amount or intent.asks_calculation
