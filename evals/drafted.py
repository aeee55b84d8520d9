"""Composed and worded answers side by side, with the chat model that is set: for whoever has a key."""

from __future__ import annotations

import json
import time
from collections import Counter
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import asdict, dataclass
from pathlib import Path
from statistics import quantiles

from bot.assembly import Parts
from evals.cases import Case
from evals.graders import grade
from evals.lies.measuring import composed_last


@dataclass(frozen=True, slots=True)
class Pair:
    """One case: both answers, why the second is composed after all, what was left out of it, and whether each is correct."""

    id: str
    company: str
    composed: str
    drafted: str
    fallback: str
    dropped: dict[str, int]
    seconds: float
    composed_is_right: bool
    drafted_is_right: bool


def draft_all(cases: Iterable[Case], parts: Parts, *, seconds: float) -> Iterator[Pair]:
    """A pair for every case whose answer the model is asked to word."""
    for case in cases:
        composed = composed_last(case, parts.assistant)
        if not composed.lead:
            continue
        began = time.monotonic()
        answering = parts.assistant.give(composed, until=began + seconds)
        reply, took = answering.whole(), time.monotonic() - began
        drafted = answering.drafted
        yield Pair(
            id=case.id,
            company=case.company,
            composed=composed.reply.answer,
            drafted=reply.answer,
            fallback=drafted.fallback if drafted else "",
            dropped=drafted.dropped if drafted else {},
            seconds=round(took, 2),
            composed_is_right=grade(case, composed.reply).correct,
            drafted_is_right=grade(case, reply).correct,
        )


def save(pairs: Sequence[Pair], path: Path) -> None:
    """Write all pairs, one a line, for a reader."""
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_text("".join(json.dumps(asdict(pair), ensure_ascii=False) + "\n" for pair in pairs), encoding="utf-8")


def summary(pairs: Sequence[Pair], model: str) -> str:
    """How many were worded, why the others were not, what was left out, how long it took, and how many are right."""
    if not pairs:
        return "no answers to word"
    fallbacks = Counter(pair.fallback for pair in pairs if pair.fallback)
    dropped = sum((Counter(pair.dropped) for pair in pairs), Counter())
    times = sorted(pair.seconds for pair in pairs)
    middle, late = times[len(times) // 2], quantiles(times, n=20)[-1] if len(times) > 1 else times[0]
    lines = [
        f"model {model}: {len(pairs)} answers",
        f"worded: {len(pairs) - fallbacks.total()}; composed after all: {_listed(fallbacks)}",
        f"sentences left out, by check: {_listed(dropped)}",
        f"seconds: median {middle:.1f}, p95 {late:.1f}, longest {times[-1]:.1f}",
        f"right: composed {sum(pair.composed_is_right for pair in pairs)}, worded {sum(pair.drafted_is_right for pair in pairs)}",
    ]
    return "\n".join(lines)


def _listed(counted: Counter[str]) -> str:
    return ", ".join(f"{name} {count}" for name, count in counted.most_common()) or "none"
