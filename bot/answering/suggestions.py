"""Questions that this assistant can answer: to go on after an answer, and to begin with."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Mapping, Sequence
from itertools import islice
from types import MappingProxyType
from typing import get_args

from bot.calculators.rule import Topic
from bot.calculators.rules import Rule
from bot.knowledge import Knowledge
from bot.models import Clause
from bot.words import words

MOST = 3
NO_OFFERS: Mapping[str, str] = MappingProxyType({})
SHORTEST, LONGEST = 18, 90
TOPICS: Sequence[str] = get_args(Topic)
LATELY = re.compile(r"(?i)\b(?:gisteren|eergisteren|vandaag|vorige week|(?:dagen|weken) geleden)\b")
SUM = re.compile(r"\d[\d.,]* euro\b|€ ?\d")
FIGURE = re.compile(r"\d")
_LEANS_BACK = re.compile(r"(?i)^(?:en|maar|dan|dus|ook|die|dat|dit|daar)\b")


def suggest(
    knowledge: Knowledge, cited: Sequence[str], *, question: str, rule_id: str = "", offers: Mapping[str, str] = NO_OFFERS
) -> tuple[str, ...]:
    """At most three questions that follow on the cited clauses: for their sums, for what they refer to, for their neighbours.

    `rule_id`: the rule that has spoken already. What was just asked is not suggested. `offers` are questions by the clause that
    answers them, where nobody wrote sample questions.
    """
    asked = frozenset(words(question))
    found = dict.fromkeys(_following(knowledge, cited, rule_id, offers))
    return tuple(islice((text for text in found if frozenset(words(text)) != asked), MOST))


def examples(knowledge: Knowledge, most: int = 4, *, offers: Mapping[str, str] = NO_OFFERS) -> tuple[str, ...]:
    """Questions to begin with: for a date, for an amount, and for clauses without a rule, from all over the terms."""
    rules = sorted(knowledge.rules, key=lambda rule: TOPICS.index(rule.topic))
    sums = [*_sums(rules, "deadline", LATELY)[:1], *_sums(rules, "amount", SUM)[:1]]
    ruled = {clause_id for rule in rules for clause_id in rule.clause_ids}
    unruled = (clause for clause in knowledge.terms.clauses if clause.clause_id not in ruled)
    texts = [text for clause in unruled for text in asked_of(knowledge, clause, offers)]
    return (*sums, *_spread(texts, most - len(sums)))


def _spread(texts: Sequence[str], number: int) -> tuple[str, ...]:
    """So many of the texts, as far apart as they can be; fewer where there are fewer."""
    found = (texts[(at + 1) * len(texts) // (number + 1)] for at in range(number if texts else 0))
    return tuple(dict.fromkeys(found))


def _sums(rules: Iterable[Rule], result: str, case: re.Pattern[str]) -> list[str]:
    """Questions of these rules that tell of a case, for customers of any kind."""
    fitting = (rule for rule in rules if (rule.result, rule.actor, rule.audience) == (result, "klant", "iedereen"))
    return [text for rule in fitting for text in presentable(rule.asks) if case.search(text)]


def _following(knowledge: Knowledge, cited: Sequence[str], rule_id: str, offers: Mapping[str, str]) -> Iterator[str]:
    for rule in knowledge.rules:
        if rule.clause in cited and rule.id != rule_id and rule.result != "nothing":
            yield from islice((text for text in presentable(rule.asks) if not FIGURE.search(text)), 1)
    for clause in _related(knowledge, cited):
        if clause.clause_id not in cited:
            yield from asked_of(knowledge, clause, offers)
    yield from (
        examples(knowledge, MOST, offers={name: text for name, text in offers.items() if name not in cited}) if offers else ()
    )


def _related(knowledge: Knowledge, cited: Sequence[str]) -> Iterator[Clause]:
    """The clauses that the first cited one refers to, then those beside it."""
    first = knowledge.clauses.get(cited[0]) if cited else None
    if first is None:
        return
    for reference in first.references:
        if target := knowledge.clauses.get(reference.target or ""):
            yield target
    order = list(knowledge.terms.clauses)
    at = order.index(first)
    yield from (clause for clause in order[at + 1 : at + 4] + order[max(at - 2, 0) : at][::-1] if clause.title == first.title)


def asked_of(knowledge: Knowledge, clause: Clause, offers: Mapping[str, str] = NO_OFFERS) -> Iterator[str]:
    """The first sample question of a clause that can be shown, or what is offered in its place; nothing without either."""
    offered = offers.get(clause.clause_id)
    yield from islice(presentable(knowledge.annotation(clause.clause_id).vragen or ((offered,) if offered else ())), 1)


def presentable(texts: Iterable[str]) -> Iterator[str]:
    """The questions that can stand alone on a button, with a capital."""
    for text in texts:
        if text.endswith("?") and SHORTEST <= len(text) <= LONGEST and not _LEANS_BACK.match(text):
            yield text[0].upper() + text[1:]
