"""Candidates for rules: every period, amount and percentage of terms, classified by the words around it; a person completes them.

A guess is marked as one, with the words that it rests on. How the text is to be read is left open.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from functools import cache
from itertools import groupby
from pathlib import Path
from typing import Literal

import yaml
from pydantic import BaseModel, ConfigDict

from bot.calculators.rules import Rule
from bot.knowledge import Knowledge, sentences
from bot.models import Clause
from bot.understanding.folding import fold
from bot.versions.figures import Figure, FigureKind, read_figures

_CUES = Path(__file__).with_name("suggestion_cues.yaml")
_SUMS: frozenset[FigureKind] = frozenset({"termijn", "bedrag", "percentage"})
_AROUND = 90
_OWN = 40
"""Letters by which a word counts as nearer where the title or the lead-in is about the same."""
_LEAST_ROWS = 3
OTHER = "overig"
_LEAD = re.compile(
    r"(?:\b(?:met een|een|de|in|ten|niet|uiterlijk|binnen|tot|na|van|gedurende|voor|termijn|periode|bedrag|maximum|minimum"
    r"|minimaal|maximaal|hoogste|hoogstens|minste|meer dan|langer dan|opzegtermijn|bedenktijd)\s+){1,4}$"
)
_TAIL = re.compile(r"(?:\s+[\w'-]+){0,5}")
STATUTORY = re.compile(r"\bwettelijke (?P<commercial>handels)?rente\b")
COLLECTION = re.compile(r"\bbesluit (?:vergoeding (?:voor )?)?buitengerechtelijke (?:incasso)?kosten\b")

Kind = Literal["period", "notice", "withdrawal", "interest", "percentage", "tiers", "phase_table", "cap", "fixed_amount"]


@dataclass(frozen=True, slots=True)
class Guess:
    """Something that was guessed, and the words of the clause that it rests on (empty: on nothing but the title)."""

    value: str
    because: str = ""


@dataclass(frozen=True, slots=True)
class Candidate:
    """What may become a rule: the figures of one sentence that belong together.

    `literal` are the figures as they stand in the clause. `trigger` is the fact from which a period runs, None where the sentence
    does not say it. `condition`: the figure says when something holds, and is hardly a rule of its own.
    """

    clause: Clause
    sentence: str
    kind: Kind
    topic: Guess
    figures: tuple[Figure, ...]
    literal: tuple[str, ...]
    trigger: Guess | None = None
    backward: bool = False
    condition: bool = False


class _Cues(BaseModel):
    model_config = ConfigDict(frozen=True, extra="forbid")

    topics: Mapping[str, tuple[str, ...]]
    triggers: Mapping[str, tuple[str, ...]]
    bounds: tuple[str, ...]
    conditions: tuple[str, ...]
    backward: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class _Found:
    """A figure in its sentence, which is folded: `start` and `end` are places in it."""

    figure: Figure
    start: int
    end: int
    literal: str
    topic: Guess


def suggest(knowledge: Knowledge) -> tuple[Candidate, ...]:
    """Every candidate in these terms, in reading order; those that leave the figure to the law have none."""
    found: list[Candidate] = []
    for clause in knowledge.terms.clauses:
        in_clause = [each for sentence in sentences(clause.text) for each in _in_sentence(knowledge, clause, sentence)]
        found += [*_joined(in_clause), *_statutory(clause)]
    return tuple(found)


def _joined(candidates: Sequence[Candidate]) -> Iterator[Candidate]:
    """The candidates of one clause: a table of percentages as one, and a bound with the percentage that it bounds."""
    shares = [each for each in candidates if each.kind == "percentage"]
    table = shares if len(shares) >= _LEAST_ROWS else []
    before: Candidate | None = None
    for candidate in candidates:
        if candidate in table:
            if candidate is table[0]:
                yield _merged(table, "phase_table")
            continue
        if before is not None and before.kind in ("percentage", "tiers") and _is_bound(candidate):
            before = _merged([before, candidate], before.kind)
            continue
        if before is not None:
            yield before
        before = candidate
    if before is not None:
        yield before


def _is_bound(candidate: Candidate) -> bool:
    bounds = re.search(r"\b(?:minimum|maximum)\b", candidate.sentence) is not None
    return bounds and all(figure.kind == "bedrag" for figure in candidate.figures)


def _merged(candidates: Sequence[Candidate], kind: Kind) -> Candidate:
    return replace(
        candidates[0],
        kind=kind,
        sentence=" ".join(dict.fromkeys(each.sentence for each in candidates)),
        figures=tuple(figure for each in candidates for figure in each.figures),
        literal=tuple(text for each in candidates for text in each.literal),
    )


def left_over(candidates: Iterable[Candidate], rules: Iterable[Rule]) -> tuple[Candidate, ...]:
    """The candidates of which no rule holds all figures yet."""
    held: dict[str, str] = {}
    for rule in rules:
        for each in (rule, *(variant.rule for variant in rule.variants)):
            for clause in each.clause_ids:
                held[clause] = " ".join((held.get(clause, ""), *each.figures))
    return tuple(candidate for candidate in candidates if not _is_held(candidate, held.get(candidate.clause.clause_id, "")))


def _is_held(candidate: Candidate, figures: str) -> bool:
    known = {(figure.kind, figure.value) for _, figure in read_figures(figures)}
    return all((figure.kind, figure.value) in known for figure in candidate.figures) and bool(known)


def _in_sentence(knowledge: Knowledge, clause: Clause, sentence: str) -> Iterator[Candidate]:
    found = [*_figures(knowledge, clause, sentence)]
    alone = [each for each in found if each.figure.kind == "termijn"]
    together = sorted((each for each in found if each.figure.kind != "termijn"), key=lambda each: each.topic.value)
    for each in alone:
        yield _candidate(clause, sentence, [each])
    for _, group in groupby(together, key=lambda each: each.topic.value):
        yield _candidate(clause, sentence, [*group])


def _figures(knowledge: Knowledge, clause: Clause, sentence: str) -> Iterator[_Found]:
    text = fold(sentence)
    for span, figure in read_figures(sentence):
        if figure.kind in _SUMS:
            topic = _topic(text, span.start, span.end, _context(knowledge, clause))
            yield _Found(figure, span.start, span.end, _phrase(sentence, text, span.start, span.end), topic)


def _context(knowledge: Knowledge, clause: Clause) -> str:
    return fold(f"{knowledge.parent_text(clause)} {clause.heading} {clause.title}")


def _topic(text: str, start: int, end: int, context: str) -> Guess:
    """The topic whose word stands nearest; one of the words around the sentence where it has none."""
    own = {topic for topic, words in _cues().topics.items() if _any(words).search(context)}
    near = [
        (min(abs(match.start() - end), abs(start - match.end())) - (_OWN if topic in own else 0), topic, match.group())
        for topic, words in _cues().topics.items()
        for match in _any(words).finditer(text)
    ]
    if near:
        _, topic, because = min(near)
        return Guess(topic, because)
    around = next((topic for topic, words in _cues().topics.items() if _any(words).search(context)), OTHER)
    return Guess(around)


def _candidate(clause: Clause, sentence: str, found: Sequence[_Found]) -> Candidate:
    text, first = fold(sentence), found[0]
    is_period = first.figure.kind == "termijn"
    before, after = text[: first.start], text[first.end :]
    return Candidate(
        clause=clause,
        sentence=sentence,
        kind=_period_kind(text, first) if is_period else _amount_kind(text, found),
        topic=first.topic,
        figures=tuple(each.figure for each in found),
        literal=tuple(dict.fromkeys(each.literal for each in found)),
        trigger=_trigger(text, after) if is_period else None,
        backward=is_period and _any(_cues().backward).match(after.lstrip()[:_AROUND]) is not None,
        condition=is_period and _ends_with(_cues().conditions, before),
    )


def _statutory(clause: Clause) -> Iterator[Candidate]:
    """Interest and collection costs that the clause leaves to the law."""
    for sentence in sentences(clause.text):
        text = fold(sentence)
        if match := STATUTORY.search(text):
            yield _without_figure(clause, sentence, "interest", Guess("rente", match.group()), match)
        if match := COLLECTION.search(text):
            yield _without_figure(clause, sentence, "tiers", Guess("incassokosten", match.group()), match)


def _without_figure(clause: Clause, sentence: str, kind: Kind, topic: Guess, match: re.Match[str]) -> Candidate:
    return Candidate(clause, sentence, kind, topic, (), (sentence[match.start() : match.end()],))


def _period_kind(text: str, found: _Found) -> Kind:
    near = text[max(0, found.start - _AROUND) : found.end + _AROUND]
    if found.topic.value == "bedenktijd" and re.search(r"bedenkt|zonder opgave van reden|herroepingsrecht", near):
        return "withdrawal"
    if found.topic.value == "opzegtermijn" and re.search(r"opzegterm|termijn van|inachtneming", near):
        return "notice"
    return "period"


def _amount_kind(text: str, found: Sequence[_Found]) -> Kind:
    topic = found[0].topic.value
    shares = [each for each in found if each.figure.kind == "percentage"]
    if topic == "rente" and shares:
        return "interest"
    if len(shares) > 2:
        return "tiers" if topic == "incassokosten" else "phase_table"
    if topic == "aansprakelijkheid" or (not shares and any(_ends_with(_cues().bounds, text[: each.start]) for each in found)):
        return "cap"
    if shares:
        return "tiers" if topic == "incassokosten" and len(shares) > 1 else "percentage"
    return "fixed_amount"


def _trigger(text: str, after: str) -> Guess | None:
    """The fact that the words behind the figure name, else one that the sentence tells in so many words."""
    for name, words in _cues().triggers.items():
        for word in words:
            if not word.startswith("~") and (match := re.search(rf"^\W*(?:\w+\W+){{0,3}}?{word}", after[:_AROUND])):
                return Guess(name, match.group().strip())
    for name, words in _cues().triggers.items():
        for word in words:
            if word.startswith("~") and (match := re.search(word[1:], text)):
                return Guess(name, match.group())
    return None


def _phrase(sentence: str, text: str, start: int, end: int) -> str:
    """The figure with the words that lead to it and some that follow, as they stand in the clause."""
    lead = _LEAD.search(text, 0, start)
    tail = _TAIL.match(text, end)
    return sentence[lead.start() if lead else start : tail.end() if tail else end].strip(" ,;:.")


def _ends_with(words: Sequence[str], before: str) -> bool:
    """Whether one of these stands right before the figure."""
    return re.search(rf"(?:{'|'.join(words)})\s*(?:€|eur|een)?\s*$", before) is not None


@cache
def _any(words: tuple[str, ...]) -> re.Pattern[str]:
    return re.compile(rf"\b(?:{'|'.join(words)})\w*")


@cache
def _cues() -> _Cues:
    return _Cues.model_validate(yaml.load(_CUES.read_text(encoding="utf-8"), Loader=yaml.CSafeLoader))
