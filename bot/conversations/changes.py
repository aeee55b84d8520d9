"""Changes to annotations: proposed by one member of staff, approved by another, with who and when."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from datetime import datetime
from typing import Literal, Protocol, cast

from sqlalchemy import select
from sqlalchemy.orm import Session

from bot import texts
from bot.clock import now
from bot.conversations.accounts import Member
from bot.conversations.database import Database
from bot.conversations.tables import ChangeRow
from bot.errors import BadInput, NotAllowed, UnknownChange
from bot.knowledge import Annotation

State = Literal["proposed", "approved", "rejected"]


@dataclass(frozen=True, slots=True)
class Change:
    """What the annotation of one clause says (`before`, empty where there is none) and what it should say."""

    company: str
    path: str
    before: Annotation
    after: Annotation

    @property
    def clause_id(self) -> str:
        """The clause that it is about."""
        return f"{self.company}:{self.path}"


@dataclass(frozen=True, slots=True)
class Proposal:
    """A change with what became of it."""

    number: int
    change: Change
    state: State
    proposed_by: str
    proposed_at: datetime
    decided_by: str | None
    decided_at: datetime | None


class AnnotationFiles(Protocol):
    """The files in which annotations stand. Whoever reads terms knows them; this package does not."""

    def problems(self, change: Change) -> tuple[str, ...]:
        """What would be wrong with the file after this change, as Dutch sentences; none when it is fine."""
        ...

    def apply(self, change: Change) -> None:
        """Write the change, and have the index built again. A change that is there already is no error.

        Raises: BadInput with what is wrong, and then nothing was written.
        """
        ...


class NoFiles:
    """For a server that changes no files."""

    def problems(self, _change: Change) -> tuple[str, ...]:
        """Always that changes are not made here."""
        return (texts.get("review.cannot_apply"),)

    def apply(self, _change: Change) -> None:
        """Nothing is written. Raises: BadInput."""
        raise BadInput(texts.get("review.cannot_apply"))


class Changes:
    """The proposals in one database."""

    def __init__(self, database: Database, *, clock: Callable[[], datetime] = now) -> None:
        self._database = database
        self._clock = clock

    def propose(self, change: Change, by: str) -> int:
        """Keep a change for somebody else to approve, and return its number. Raises: BadInput where nothing changes."""
        if change.before == change.after:
            raise BadInput(texts.get("review.no_change"))
        row = ChangeRow(
            company=change.company,
            path=change.path,
            hash=change.after.hash,
            before=change.before.model_dump(mode="json"),
            after=change.after.model_dump(mode="json"),
            state="proposed",
            proposed_by=by,
            proposed_at=self._clock(),
        )
        with self._database.write() as session:
            session.add(row)
            session.flush()
            return row.id

    def get(self, number: int) -> Proposal:
        """The proposal with this number. Raises: UnknownChange."""
        with self._database.read() as session:
            return _proposal(_get_row(session, number))

    def list(self, *, limit: int = 100) -> tuple[Proposal, ...]:
        """The proposals, those that wait first, then the latest."""
        order = (ChangeRow.state != "proposed", ChangeRow.id.desc())
        with self._database.read() as session:
            return tuple(_proposal(row) for row in session.scalars(select(ChangeRow).order_by(*order).limit(limit)))

    def approve(self, number: int, by: Member, files: AnnotationFiles) -> Proposal:
        """Write a change into its file. Raises: UnknownChange; NotAllowed for one's own; BadInput where it does not hold."""
        proposal = _open(self.get(number))
        if proposal.proposed_by == by.name:
            raise NotAllowed(texts.get("review.own_change"))
        files.apply(proposal.change)
        return self._decide(number, "approved", by.name)

    def reject(self, number: int, by: Member) -> Proposal:
        """Put a change aside. Raises: UnknownChange; BadInput where it was decided already."""
        return self._decide(number, "rejected", by.name)

    def _decide(self, number: int, state: State, by: str) -> Proposal:
        with self._database.write() as session:
            row = _get_row(session, number)
            _open(_proposal(row))
            row.state, row.decided_by, row.decided_at = state, by, self._clock()
            return _proposal(row)


def _open(proposal: Proposal) -> Proposal:
    if proposal.state != "proposed":
        raise BadInput(texts.get("review.decided_already", name=proposal.decided_by or ""))
    return proposal


def _get_row(session: Session, number: int) -> ChangeRow:
    row = session.get(ChangeRow, number)
    if row is None:
        raise UnknownChange(texts.get("review.unknown_change", number=number))
    return row


def _proposal(row: ChangeRow) -> Proposal:
    change = Change(row.company, row.path, Annotation.model_validate(row.before), Annotation.model_validate(row.after))
    state = cast("State", row.state)
    return Proposal(row.id, change, state, row.proposed_by, row.proposed_at, row.decided_by, row.decided_at)
