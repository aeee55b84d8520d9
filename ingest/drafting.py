"""Candidates for rules as a file that a person completes: every guess marked as one, every choice left open."""

from __future__ import annotations

import re
import textwrap
from collections import Counter
from collections.abc import Callable, Iterator, Mapping, Sequence
from decimal import Decimal

import yaml

from bot.models import Company, TermsVersion
from bot.versions.figures import Figure
from ingest.suggesting import Candidate
from ingest.wording import say

OPEN = "INVULLEN"
"""Stands where a person must choose; no rule that still has it is accepted."""
_WIDTH = 118
_NO_NAME = re.compile(r"[^a-z0-9]+")


def draft(candidates: Sequence[Candidate], company: Company, version: TermsVersion) -> str:
    """The whole file: how to use it, then a draft of a rule for each candidate, in reading order."""
    head = say("suggest_head", name=company.name, version=version.name, slug=company.slug, open=OPEN)
    names = _names(candidates)
    parts = [_draft(candidate, name) for candidate, name in zip(candidates, names, strict=True)]
    return "\n".join([*(f"# {line}".rstrip() for line in head.splitlines()), "", *parts])


def _names(candidates: Sequence[Candidate]) -> list[str]:
    """An id for each, with a number behind those that would be the same."""
    seen: Counter[str] = Counter()
    names = []
    for candidate in candidates:
        slug, _, path = candidate.clause.clause_id.partition(":")
        name = f"{_NO_NAME.sub('', slug)}.{candidate.topic.value}_{_NO_NAME.sub('_', path.lower())}"
        seen[name] += 1
        names.append(name if seen[name] == 1 else f"{name}_{seen[name]}")
    return names


def _draft(candidate: Candidate, name: str) -> str:
    return "\n".join([*_quoted(candidate), *_fields(candidate, name), ""])


def _quoted(candidate: Candidate) -> Iterator[str]:
    yield f"# {candidate.clause.label}:"
    yield from (f"#   {line}" for line in textwrap.wrap(candidate.sentence, _WIDTH - 4, break_long_words=False))
    if candidate.condition:
        yield f"# {say('suggest_condition')}"


def _fields(candidate: Candidate, name: str) -> Iterator[str]:
    because = candidate.topic.because or candidate.clause.title
    yield f"- id: {name}"
    yield f"  title: {OPEN}"
    yield f"  topic: {candidate.topic.value}  # {say('suggest_guess', because=because)}"
    yield f"  clause: {candidate.clause.clause_id}"
    yield f"  figures: {_scalars(candidate.literal)}"
    yield f"  reading: {OPEN}  # {say(f'suggest_reading_{_sort(candidate)}')}"
    yield f"  kind: {candidate.kind}  # {say('suggest_guess_kind')}"
    yield from (f"  {line}" for line in _terms(candidate))
    yield f"  general: {OPEN}  # {say('suggest_words')}"
    yield f"  answer: {OPEN}"
    yield f"  asks: []  # {say('suggest_asks')}"


def _sort(candidate: Candidate) -> str:
    return "period" if candidate.kind in ("period", "notice", "withdrawal") else "amount"


def _terms(candidate: Candidate) -> Iterator[str]:
    """The block of the kind, with what the clause says filled in."""
    if candidate.kind in ("period", "notice", "withdrawal"):
        return _period(candidate)
    return _AMOUNTS[candidate.kind](candidate)


def _tiers(candidate: Candidate) -> Iterator[str]:
    if not candidate.figures:
        yield f"tiers: {{of: {OPEN}, scale: law}}"
        return
    scale = ", ".join(f"{{up_to: {OPEN}, percent: {share}}}" for share in _values(candidate, "percentage"))
    yield f"tiers: {{of: {OPEN}, scale: [{scale}]{_bounds(candidate)}}}"


def _phase_table(candidate: Candidate) -> Iterator[str]:
    table = ", ".join(f"{OPEN}_{at}: {share}" for at, share in enumerate(_values(candidate, "percentage"), 1))
    yield f"phase_table: {{phase: phase, of: {OPEN}, table: {{{table}}}}}"


def _percentage(candidate: Candidate) -> Iterator[str]:
    share, *more = _values(candidate, "percentage")
    yield f"percentage: {{percent: {share}, of: {OPEN}{_bounds(candidate)}}}"
    yield from (f"# {say('suggest_more', figure=f'{other}%')}" for other in more)


def _cap(candidate: Candidate) -> Iterator[str]:
    yield f"cap: {{of: [{OPEN}], maxima: [{', '.join(_values(candidate, 'bedrag'))}]}}"
    yield from (f"# {say('suggest_more', figure=f'{share}%')}" for share in _values(candidate, "percentage"))


def _fixed_amount(candidate: Candidate) -> Iterator[str]:
    first, *more = _values(candidate, "bedrag")
    yield f"fixed_amount: {{amount: {first}}}"
    yield from (f"# {say('suggest_more', figure=f'€ {other}')}" for other in more)


def _period(candidate: Candidate) -> Iterator[str]:
    length, unit = _length(candidate.figures[0])
    direction = ", direction: backward" if candidate.backward else ""
    if candidate.kind == "notice":
        yield f"notice: {{length: {length}, unit: {unit}, ends: {OPEN}}}"
        return
    start = candidate.trigger.value if candidate.trigger else OPEN
    because = f"  # {say('suggest_guess', because=candidate.trigger.because)}" if candidate.trigger else ""
    yield f"{candidate.kind}: {{from: {start}, length: {length}, unit: {unit}{direction}}}{because}"


def _interest(candidate: Candidate) -> Iterator[str]:
    shares = _values(candidate, "percentage")
    if not shares:
        commercial = "handels" in candidate.topic.because
        yield f"interest: {{basis: {'commercial' if commercial else 'statutory'}}}"
        return
    per = "month" if "maand" in candidate.sentence else "year" if re.search(r"\bjaar", candidate.sentence) else OPEN
    yield f"interest: {{basis: contractual, percent: {shares[0]}, per: {per}, reading: {OPEN}}}"


def _length(figure: Figure) -> tuple[str, str]:
    """ "14 days" -> 14, days; years are twelve months."""
    count, _, unit = figure.value.partition(" ")
    return (count if Decimal(count) == int(Decimal(count)) else OPEN), unit


def _values(candidate: Candidate, kind: str) -> list[str]:
    """The values of one kind; of a third part two decimals."""
    values = [Decimal(figure.value) for figure in candidate.figures if figure.kind == kind]
    return [f"{round(value, 2).normalize():f}" for value in values]


def _bounds(candidate: Candidate) -> str:
    """The amounts beside a percentage, as its least or its most where the sentence says which."""
    said = [word for word in ("minimum", "maximum") if word in candidate.sentence]
    name = said[0] if len(said) == 1 else OPEN
    return "".join(f", {name}: {amount}" for amount in dict.fromkeys(_values(candidate, "bedrag")))


def _scalars(texts: Sequence[str]) -> str:
    return str(
        yaml.safe_dump([*texts], default_style='"', default_flow_style=True, allow_unicode=True, width=float("inf"))
    ).strip()


_AMOUNTS: Mapping[str, Callable[[Candidate], Iterator[str]]] = {
    "tiers": _tiers,
    "phase_table": _phase_table,
    "percentage": _percentage,
    "cap": _cap,
    "fixed_amount": _fixed_amount,
    "interest": _interest,
}
