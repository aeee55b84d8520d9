"""What a person must know about a parse: doubtful places, and what became of every letter of the source."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field

from ingest.wording import say


@dataclass(frozen=True, slots=True)
class Doubt:
    """A place that a person should look at. `line` counts from 1 in the source, 0 where it is the whole document."""

    line: int
    message: str

    def __str__(self) -> str:
        return say("doubt", line=self.line, message=self.message) if self.line else self.message


@dataclass(frozen=True, slots=True)
class Coverage:
    """Letters and digits of the source by what became of them. `lost` lists what is in no clause and in nothing else.

    `by_role` counts clauses ("clause"), their numbers ("marker"), headings, titles, contents and furniture; together with `lost`
    they are `total`, unless something was lost or doubled inside a clause.
    """

    total: int
    by_role: Mapping[str, int]
    lost: tuple[str, ...] = ()

    @property
    def complete(self) -> bool:
        """Whether no letter was lost or doubled."""
        return not self.lost and sum(self.by_role.values()) == self.total

    def __str__(self) -> str:
        parts = ", ".join(f"{say('role_' + role)} {count}" for role, count in self.by_role.items() if count)
        return say("coverage_complete" if self.complete else "coverage_broken", total=self.total, parts=parts)


@dataclass(frozen=True, slots=True)
class Repair:
    """One change in the source text: a space that was given back, or a hyphen that was taken out."""

    line: int
    before: str
    after: str

    def __str__(self) -> str:
        return say("repair", line=self.line, before=self.before, after=self.after)


@dataclass(frozen=True, slots=True)
class Report:
    """All that is to be told about one parse."""

    doubts: tuple[Doubt, ...] = ()
    coverage: Coverage = field(default_factory=lambda: Coverage(0, {}))
    repairs: tuple[Repair, ...] = ()
    set_aside: tuple[Doubt, ...] = ()


def sorted_doubts(*groups: Iterable[Doubt]) -> tuple[Doubt, ...]:
    """All doubts in the order of the source, each once."""
    return tuple(sorted({doubt for group in groups for doubt in group}, key=lambda doubt: (doubt.line, doubt.message)))
