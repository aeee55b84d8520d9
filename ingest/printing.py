"""A parse as a person or a machine reads it in a terminal."""

from __future__ import annotations

import json
from collections.abc import Iterator

from bot.models import Clause
from ingest.clauses import Parsed
from ingest.wording import say

_FIRST_WORDS = 12


def as_json(parsed: Parsed) -> str:
    """The clauses as a JSON list of path, title and text, in reading order."""
    rows = [{"path": clause.path, "title": clause.title, "text": clause.text} for clause in parsed.clauses]
    return json.dumps(rows, ensure_ascii=False, indent=1)


def as_text(parsed: Parsed) -> str:
    """The clause tree, what was set aside, the repairs, the doubtful places and the coverage."""
    return "\n".join(_lines(parsed))


def _lines(parsed: Parsed) -> Iterator[str]:
    yield from _tree(parsed.clauses)
    report = parsed.report
    for key, items in (("set_aside", report.set_aside), ("repairs", report.repairs), ("doubts", report.doubts)):
        yield ""
        yield say(f"print_{key}", count=len(items))
        yield from (f"  {item}" for item in items)
    yield ""
    yield str(report.coverage)
    yield from (f"  {say('lost_text', text=text)}" for text in report.coverage.lost)


def _tree(clauses: tuple[Clause, ...]) -> Iterator[str]:
    title = ""
    for clause in clauses:
        if clause.title != title:
            title = clause.title
            yield f"# {title}"
        depth = clause.path.rpartition(":")[2].count(".")
        heading = f"[{clause.heading}] " if clause.heading else ""
        yield f"{'  ' * depth}{clause.path}  {clause.label}: {heading}{_first_words(clause.text)}"


def _first_words(text: str) -> str:
    words = text.split()
    return " ".join(words[:_FIRST_WORDS]) + (" …" if len(words) > _FIRST_WORDS else "")
