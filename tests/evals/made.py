"""Outcomes and runs made by hand."""

from __future__ import annotations

from collections.abc import Sequence

from evals.outcomes import Origin, Outcome, Run


def outcome(number: int, *, correct: bool = True, **fields: object) -> Outcome:
    """The outcome of a case: right unless said otherwise."""
    base: dict[str, object] = {
        "id": f"x-{number}",
        "company": "leenfiets",
        "kind": "clause",
        "difficulty": "easy",
        "expected": "answered",
        "status": "answered",
        "correct": correct,
        "checks": {"status": True, "content": correct},
        "confidence": 0.9,
        "rank": 1,
        "quotes": 1,
        "bad_quotes": 0,
        "reading_ease": 60.0,
        "ms": (20.0,),
    }
    return Outcome.model_validate(base | fields)


def outcomes(right: int, wrong: int) -> tuple[Outcome, ...]:
    """So many right cases, then so many wrong ones."""
    return tuple(outcome(number, correct=number < right) for number in range(right + wrong))


def run_of(members: Sequence[Outcome], *, name: str = "dev", **origin: str) -> Run:
    """A run of these outcomes."""
    known = {"commit": "abc", "settings": "s", "data": "d", "index": "i", "cases": "c", "model": "m"}
    return Run(name=name, annotated=True, origin=Origin(**(known | origin)), reading_ease={}, outcomes=tuple(members))
