"""What the readable terms show of one version: its clauses, and where the other versions say something else."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from itertools import groupby
from urllib.parse import urlencode

from bot.answering.versions import held_in_words, version_in_words
from bot.models import Clause, Terms


@dataclass(frozen=True, slots=True)
class TermsPage:
    """One version of a company's terms beside the others.

    `in_force`: it is the version that holds today. `differing` has per path the other versions whose clause there reads
    otherwise, `gone` the clauses that only another version has, each with the newest one that has it.
    """

    terms: Terms
    others: tuple[Terms, ...]
    in_force: bool
    differing: Mapping[str, tuple[Terms, ...]]
    gone: tuple[tuple[Clause, Terms], ...]

    @property
    def sections(self) -> list[tuple[str, list[Clause]]]:
        """The clauses by the title of their article, in reading order."""
        return [(title, list(clauses)) for title, clauses in groupby(self.terms.clauses, key=lambda clause: clause.title)]

    @property
    def previous(self) -> Terms | None:
        """The version before this one."""
        order = [version.name for version in self.terms.company.versions]
        older = [terms for terms in self.others if order.index(terms.version.name) < order.index(self.terms.version.name)]
        return older[-1] if older else None


def view_terms(terms: Terms, others: Sequence[Terms] = (), *, in_force: bool = True) -> TermsPage:
    """The page of these terms; `others` are the other versions, from old to new."""
    texts = {clause.path: clause.text for clause in terms.clauses}
    differing: dict[str, tuple[Terms, ...]] = {}
    gone: dict[str, tuple[Clause, Terms]] = {}
    for other in others:
        for clause in other.clauses:
            if clause.path not in texts:
                gone[clause.path] = (clause, other)
            elif texts[clause.path] != clause.text:
                differing[clause.path] = (*differing.get(clause.path, ()), other)
    return TermsPage(terms, tuple(others), in_force, differing, tuple(gone.values()))


def version_title(terms: Terms) -> str:
    """The version and when it holds, as a line: "versie 1 mei 2024, geldig vanaf 1 mei 2024"."""
    return ", ".join(part for part in (version_in_words(terms.version.name), held_in_words(terms)) if part)


def changes_url(old: Terms, new: Terms) -> str:
    """Where can be read what changed between two versions."""
    return f"/terms/{new.company.slug}/changes?{urlencode({'old': old.version.name, 'new': new.version.name})}"
