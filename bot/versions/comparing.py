"""Two versions of terms side by side: every clause of both, each in exactly one kind of change."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from functools import cached_property
from itertools import zip_longest
from typing import Final, Literal

from bot.models import Clause, Terms
from bot.versions.figures import FigureChange, changed_figures
from bot.versions.pairing import Pairs, in_order, lead_ins, pair_clauses
from bot.versions.wording import Piece, word_changes

Kind = Literal["gewijzigd", "nieuw", "vervallen", "verplaatst", "hernummerd", "ongewijzigd"]
Around = Literal["aanhef", "titel", "verwijzing"]
KINDS: Final[tuple[Kind, ...]] = ("gewijzigd", "nieuw", "vervallen", "verplaatst", "hernummerd", "ongewijzigd")
"""In the order in which a reader wants them."""


@dataclass(frozen=True, slots=True)
class ClauseChange:
    """What became of a clause: `old` is None for a new one, `new` for one that is no more.

    `figures` are those that changed in a clause that was reworded. `moved`: it stands in another place among the others.
    `around` is what changed around a clause whose own text stayed the same: its lead-in, its title, or what it refers to.
    """

    kind: Kind
    old: Clause | None
    new: Clause | None
    figures: tuple[FigureChange, ...] = ()
    moved: bool = False
    around: tuple[Around, ...] = ()

    @property
    def pieces(self) -> tuple[Piece, ...]:
        """Both wordings, word by word."""
        return word_changes(self.old.text if self.old else "", self.new.text if self.new else "")

    @property
    def renumbered(self) -> bool:
        """Whether the clause bears another number."""
        return self.old is not None and self.new is not None and self.old.path != self.new.path


@dataclass(frozen=True)
class Comparison:
    """Every clause of two versions: those of the new one in reading order, each that is gone where it stood."""

    changes: tuple[ClauseChange, ...]

    @cached_property
    def counts(self) -> Mapping[Kind, int]:
        """How many clauses there are of each kind."""
        return {kind: sum(change.kind == kind for change in self.changes) for kind in KINDS}

    @cached_property
    def ranked(self) -> tuple[ClauseChange, ...]:
        """What changed, changed figures first; without clauses of which nothing changed at all."""
        told = [change for change in self.changes if change.kind != "ongewijzigd" or change.around]
        return tuple(sorted(told, key=lambda change: (not change.figures, KINDS.index(change.kind))))

    def successor(self, path: str) -> ClauseChange | None:
        """What became of the old clause at this path."""
        return next((change for change in self.changes if change.old and change.old.path == path), None)


def compare_terms(old: Terms, new: Terms) -> Comparison:
    """What changed from the old terms to the new ones."""
    return compare_clauses(old.clauses, new.clauses)


def compare_clauses(old: Sequence[Clause], new: Sequence[Clause]) -> Comparison:
    """What changed from these clauses to those, both in reading order."""
    pairs = pair_clauses(old, new)
    former = {clause.path: clause for clause in old}
    by_new = {after: former[before] for before, after in pairs.items()}
    settled = _settled(old, new, pairs)
    judge = _Judge(pairs, {clause.path: clause for clause in new}, former, lead_ins(old), lead_ins(new))
    changes = [
        judge.kept(by_new[clause.path], clause, moved=clause.path not in settled)
        if clause.path in by_new
        else ClauseChange("nieuw", None, clause)
        for clause in new
    ]
    return Comparison(tuple(_with_gone(changes, old, pairs)))


def _settled(old: Sequence[Clause], new: Sequence[Clause], pairs: Pairs) -> frozenset[str]:
    """The paths of the new clauses that stand in the same order as before."""
    places = {clause.path: at for at, clause in enumerate(old)}, {clause.path: at for at, clause in enumerate(new)}
    kept = in_order([(places[0][before], places[1][after]) for before, after in pairs.items()])
    return frozenset(new[place].path for _, place in kept)


def _with_gone(changes: Sequence[ClauseChange], old: Sequence[Clause], pairs: Pairs) -> Iterator[ClauseChange]:
    """The changes with each clause that is gone behind what became of the clause before it."""
    behind: dict[str, list[ClauseChange]] = {}
    last = ""
    for clause in old:
        if clause.path in pairs:
            last = pairs[clause.path]
        else:
            behind.setdefault(last, []).append(ClauseChange("vervallen", clause, None))
    yield from behind.get("", ())
    for change in changes:
        yield change
        yield from behind.get(change.new.path if change.new else "", ())


@dataclass(frozen=True, slots=True)
class _Judge:
    """Says what became of a clause that is in both versions."""

    pairs: Pairs
    now: Mapping[str, Clause]
    former: Mapping[str, Clause]
    lead_in_before: Mapping[str, str]
    lead_in_after: Mapping[str, str]

    def kept(self, old: Clause, new: Clause, *, moved: bool) -> ClauseChange:
        """The change of a clause with its successor."""
        if _plain(old.text) != _plain(new.text):
            return ClauseChange("gewijzigd", old, new, changed_figures(old, new), moved)
        kind: Kind = "verplaatst" if moved else "hernummerd" if old.path != new.path else "ongewijzigd"
        return ClauseChange(kind, old, new, (), moved, tuple(self._around(old, new)))

    def _around(self, old: Clause, new: Clause) -> Iterator[Around]:
        if self.lead_in_before[old.path] != self.lead_in_after[new.path]:
            yield "aanhef"
        if (old.title, old.heading) != (new.title, new.heading):
            yield "titel"
        if any(self._leads_elsewhere(*targets) for targets in _targets(old, new)):
            yield "verwijzing"

    def _leads_elsewhere(self, before: str | None, after: str | None) -> bool:
        """Whether a reference leads to another clause than before, or to one that says something else."""
        if before is None or after is None:
            return before != after
        if self.pairs.get(before) != after:
            return True
        return _plain(self.former[before].text) != _plain(self.now[after].text)


def _targets(old: Clause, new: Clause) -> Iterator[tuple[str | None, str | None]]:
    """The paths to which each mention leads, in the old terms and in the new ones; the text around them is the same."""
    for before, after in zip_longest(old.references, new.references):
        yield _path(before.target if before else None), _path(after.target if after else None)


def _path(clause_id: str | None) -> str | None:
    return clause_id.partition(":")[2] if clause_id else None


def _plain(text: str) -> str:
    return " ".join(text.split())
