"""What adding a document made of it, for a person in a terminal and for a machine."""

from __future__ import annotations

import json
from collections.abc import Iterator, Sequence
from dataclasses import asdict
from typing import TYPE_CHECKING, Any

from bot.matching import Stale
from bot.models import Clause
from bot.versions.comparing import compare_clauses
from ingest.differing import counts_in_words, figure_in_words, head_of
from ingest.previewing import Preview
from ingest.wording import say

if TYPE_CHECKING:
    from ingest.adding import AddReport

_SHOWN = 10


def report_as_text(report: AddReport) -> str:
    """What was added, what was read, what a person should look at, and what to do next."""
    lines = [say(f"added_{report.outcome}", name=report.company.name, slug=report.company.slug, version=report.version.name)]
    if report.preview is not None:
        lines += preview_lines(report.preview)
    if report.embedded:
        lines.append(say("added_index", passages=report.passages, embedded=report.embedded))
    lines += _changes(report)
    lines += _stale(report)
    lines += ["", say("added_next", slug=report.company.slug)]
    return "\n".join(lines)


def stale_lines(slug: str, stale: Sequence[Stale]) -> Iterator[str]:
    """What must be reviewed, with what to do; what needs nothing is only counted."""
    for note in stale:
        if not note.settled:
            about = {"version": note.version, "kind": note.kind, "name": note.name, "reason": note.reason, "todo": note.todo}
            yield say("stale_todo", company=slug, **about)
    if settled := sum(note.settled for note in stale):
        yield say("stale_settled", company=slug, count=settled)


def report_as_json(report: AddReport) -> str:
    """The same for a machine; a known document has neither clauses nor doubts."""
    found: dict[str, Any] = {
        "outcome": report.outcome,
        "company": report.company.slug,
        "name": report.company.name,
        "version": report.version.name,
        "passages": report.passages,
        "embedded": report.embedded,
        "stale": [asdict(note) for note in report.stale],
        "changes": _change_fields(report),
    }
    return _dumped(found | (_preview_fields(report.preview) if report.preview else {}))


def _changes(report: AddReport) -> Iterator[str]:
    """What changed since the version before it, changed figures first."""
    if report.before is None or report.preview is None:
        return
    comparison = compare_clauses(report.before.clauses, report.preview.document.parsed.clauses)
    old, new = report.before.version.name, report.version.name
    yield ""
    yield say("added_changes", old=old, counts=counts_in_words(comparison))
    for change in comparison.ranked[:_SHOWN]:
        figures = "; ".join(figure_in_words(figure) for figure in change.figures)
        yield f"  {head_of(change)}" + (f" ({figures})" if figures else "")
    yield say("added_diff", slug=report.company.slug, old=old, new=new)


def _stale(report: AddReport) -> Iterator[str]:
    """Annotations and rules that wait for a person, and what that person does."""
    waiting = [note for note in report.stale if not note.settled]
    if waiting:
        yield ""
        yield say("added_stale", count=len(waiting))
        yield from (f"  {note.name}: {note.reason}. {note.todo}" for note in waiting)
        yield say("added_stale_next")


def preview_as_text(preview: Preview) -> str:
    """What adding would make of a document."""
    head = say(f"preview_{preview.outcome}", name=preview.company.name, slug=preview.company.slug, version=preview.version.name)
    return "\n".join([head, *preview_lines(preview)])


def preview_as_json(preview: Preview) -> str:
    """The same for a machine."""
    return _dumped(
        {"outcome": preview.outcome, "company": preview.company.slug, "name": preview.company.name} | _preview_fields(preview)
    )


def preview_lines(preview: Preview) -> Iterator[str]:
    """The articles with how much they hold, version and contact as read, and everything that is doubtful."""
    report = preview.document.parsed.report
    yield ""
    yield from (f"  {line}" for line in _articles(preview.document.parsed.clauses))
    yield ""
    yield from _version(preview)
    yield from _contact(preview)
    yield from (say("added_warning", text=text) for text in preview.warnings)
    for key, items in (("repairs", report.repairs), ("doubts", report.doubts)):
        if items:
            yield say(f"print_{key}", count=len(items))
            yield from (f"  {item}" for item in items[:_SHOWN])
        if len(items) > _SHOWN:
            yield say("added_more", count=len(items) - _SHOWN)
    yield str(report.coverage)


def _articles(clauses: tuple[Clause, ...]) -> Iterator[str]:
    """One line per article: its first path, its title, and of how many clauses it consists."""
    count: dict[str, list[Clause]] = {}
    for clause in clauses:
        prefix, _, path = clause.path.rpartition(":")
        count.setdefault(f"{prefix}:{path.partition('.')[0]}".lstrip(":"), []).append(clause)
    for path, found in count.items():
        yield say("added_article", path=path, title=found[0].title, count=len(found))


def _version(preview: Preview) -> Iterator[str]:
    starts_on = preview.version.starts_on
    yield say(
        "added_version", version=preview.version.name, starts_on=starts_on.isoformat() if starts_on else say("added_no_day")
    )
    yield from (
        say("added_date" if dated.line else "added_date_edge", line=dated.line, text=dated.text) for dated in preview.dates
    )


def _contact(preview: Preview) -> Iterator[str]:
    for field, value in asdict(preview.company.contact).items():
        others = [text for text in preview.imprint.found[field] if text != value]
        shown = value or say("added_nothing_read")
        yield say("added_contact", field=say(f"field_{field}"), value=shown)
        if others:
            yield say("added_contact_others", others="; ".join(others))


def _preview_fields(preview: Preview) -> dict[str, Any]:
    parsed, starts_on = preview.document.parsed, preview.version.starts_on
    report = parsed.report
    return {
        "version": preview.version.name,
        "starts_on": starts_on.isoformat() if starts_on else None,
        "contact": asdict(preview.company.contact),
        "contact_found": dict(preview.imprint.found),
        "dates": [{"name": dated.name, "kind": dated.kind, "line": dated.line, "text": dated.text} for dated in preview.dates],
        "warnings": list(preview.warnings),
        "doubts": [asdict(doubt) for doubt in report.doubts],
        "set_aside": [asdict(doubt) for doubt in report.set_aside],
        "repairs": [asdict(repair) for repair in report.repairs],
        "coverage": asdict(report.coverage) | {"complete": report.coverage.complete, "text": str(report.coverage)},
        "clauses": [
            {"path": c.path, "label": c.label, "title": c.title, "heading": c.heading, "text": c.text} for c in parsed.clauses
        ],
    }


def _change_fields(report: AddReport) -> dict[str, Any] | None:
    if report.before is None or report.preview is None:
        return None
    comparison = compare_clauses(report.before.clauses, report.preview.document.parsed.clauses)
    figures = [
        {"path": change.new.path, "figures": [figure_in_words(figure) for figure in change.figures]}
        for change in comparison.ranked
        if change.new and change.figures
    ]
    return {"before": report.before.version.name, "counts": dict(comparison.counts), "figures": figures}


def _dumped(found: dict[str, Any]) -> str:
    return json.dumps(found, ensure_ascii=False, indent=1)
