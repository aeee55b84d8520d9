"""What changed between two documents, for `python -m ingest diff`."""

from __future__ import annotations

import json
from collections.abc import Iterator, Sequence
from pathlib import Path
from typing import Any

from bot.errors import BrokenData, UnknownVersion
from bot.models import Clause
from bot.versions.comparing import ClauseChange, Comparison
from bot.versions.figures import Figure, FigureChange
from bot.versions.wording import Piece
from ingest.delivery import deliver_file
from ingest.isolation import read_isolated
from ingest.terms import load_versions
from ingest.wording import say


def read_clauses(named: str, *, terms_dir: Path) -> tuple[Clause, ...]:
    """The clauses of a file, or of a version of a company in `terms_dir`: "kge@2018-10-12".

    Raises: UnreadableTerms, BrokenData, UnknownVersion.
    """
    slug, at, version = named.partition("@")
    if not at or Path(named).exists():
        path = Path(named)
        return read_isolated(deliver_file(path), path.stem).parsed.clauses
    if not (terms_dir / slug).is_dir():
        raise BrokenData(say("diff_company", slug=slug))
    loaded = load_versions(terms_dir / slug)
    for each in loaded:
        if each.terms.version.name == version:
            return each.terms.clauses
    known = ", ".join(each.terms.version.name for each in loaded)
    raise UnknownVersion(say("diff_version", slug=slug, version=version, known=known))


def as_text(comparison: Comparison) -> str:
    """How many clauses changed in which way, then each of them: changed figures first."""
    head = say("diff_counts", counts=counts_in_words(comparison))
    return "\n".join([head, *(line for change in comparison.ranked for line in _told(change))])


def counts_in_words(comparison: Comparison) -> str:
    """ "3 gewijzigd, 1 nieuw, 12 ongewijzigd"."""
    return ", ".join(f"{count} {kind}" for kind, count in comparison.counts.items() if count)


def head_of(change: ClauseChange) -> str:
    """The kind of a change and which clause it is about."""
    return say("diff_head", kind=change.kind, places=_places(change))


def _told(change: ClauseChange) -> Iterator[str]:
    yield ""
    yield head_of(change)
    yield from (f"  {figure_in_words(figure)}" for figure in change.figures)
    if change.kind == "gewijzigd":
        yield f"  {''.join(_marked(piece) for piece in change.pieces)}".replace("\n", "\n  ")
    if clause := (change.new if change.kind == "nieuw" else change.old if change.kind == "vervallen" else None):
        yield f"  {clause.text}".replace("\n", "\n  ")
    yield from (f"  {say(f'diff_around_{what}')}" for what in change.around)


def _places(change: ClauseChange) -> str:
    if change.old and change.new:
        moved = f" -> {change.new.path}" if change.renumbered else ""
        return f"{change.old.path}{moved}  {change.new.label}"
    clause = change.new or change.old
    return f"{clause.path}  {clause.label}" if clause else ""


def figure_in_words(change: FigureChange) -> str:
    """ "termijn: 30 dagen -> 14 dagen"."""
    kind = (change.new or change.old or Figure("getal", "", "")).kind
    absent = say("diff_absent")
    return f"{kind}: {change.old.text if change.old else absent} -> {change.new.text if change.new else absent}"


def _marked(piece: Piece) -> str:
    return {"gelijk": piece.text, "weg": f"[-{piece.text}-]", "nieuw": f"{{+{piece.text}+}}"}[piece.kind]


def as_json(comparison: Comparison) -> str:
    """Every clause of both documents with its kind of change, in reading order."""
    return json.dumps([_row(change) for change in comparison.changes], ensure_ascii=False, indent=1)


def _row(change: ClauseChange) -> dict[str, Any]:
    return {
        "kind": change.kind,
        "old_path": change.old.path if change.old else None,
        "new_path": change.new.path if change.new else None,
        "moved": change.moved,
        "around": list(change.around),
        "figures": [_figures(figure) for figure in change.figures],
        "pieces": _pieces(change.pieces) if change.kind == "gewijzigd" else [],
    }


def _figures(change: FigureChange) -> dict[str, str | None]:
    kind = (change.new or change.old or Figure("getal", "", "")).kind
    return {"kind": kind, "old": change.old.text if change.old else None, "new": change.new.text if change.new else None}


def _pieces(pieces: Sequence[Piece]) -> list[list[str]]:
    return [[piece.kind, piece.text] for piece in pieces]
