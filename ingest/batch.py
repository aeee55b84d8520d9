"""Adds many documents in one run: each by itself, so that a bad one stops nothing, and what is there already is skipped."""

from __future__ import annotations

import time
from collections.abc import Callable, Sequence
from dataclasses import dataclass

from bot.errors import BadInput, BrokenData
from ingest.adding import Adder, AddReport
from ingest.delivery import deliver_file
from ingest.listing import Row
from ingest.wording import say

MINUTE_S = 60


@dataclass(frozen=True, slots=True)
class Failure:
    """A document that was not added, and why."""

    row: Row
    reason: str


@dataclass(frozen=True, slots=True)
class BatchReport:
    """How many documents were added, how many were there already, and which were not added."""

    added: int
    known: int
    failures: tuple[Failure, ...]


def add_all(rows: Sequence[Row], adder: Adder, *, tell: Callable[[str], None]) -> BatchReport:
    """Add these documents in order and tell of each how it went, and how long the rest will take. Raises: NotReady."""
    begun, added, known = time.monotonic(), 0, 0
    failures: list[Failure] = []
    for number, row in enumerate(rows, 1):
        try:
            report = adder.add(deliver_file(row.file), row.request)
        except (BadInput, BrokenData) as error:
            failures.append(Failure(row, str(error)))
            how = str(error)
        else:
            known += report.outcome == "known"
            added += report.outcome != "known"
            how = _how(report)
        worked = added + len(failures)
        left = (time.monotonic() - begun) / worked * (len(rows) - number) if worked else 0
        tell(say("batch_step", number=number, count=len(rows), file=row.file.name, how=how) + _still(left))
    return BatchReport(added, known, tuple(failures))


def _how(report: AddReport) -> str:
    if report.preview is None:
        return say("batch_known")
    warned = len(report.preview.warnings) + len(report.preview.document.parsed.report.doubts)
    clauses = len(report.preview.document.parsed.clauses)
    return say("batch_added", slug=report.company.slug, version=report.version.name, clauses=clauses, warnings=warned)


def _still(seconds: float) -> str:
    """How long the rest takes; nothing where there is no rest to speak of."""
    if round(seconds) < 1:
        return ""
    if seconds < MINUTE_S:
        return " " + say("seconds_left", count=round(seconds))
    return " " + say("minutes_left", count=round(seconds / MINUTE_S))
