"""Documents that wait to be served, several at a time, and afterwards who served which document and when."""

from __future__ import annotations

import hashlib
from collections.abc import Callable
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Final, Literal, cast

from pydantic import TypeAdapter
from sqlalchemy import delete, func, select
from sqlalchemy.orm import Session, undefer

from bot import texts
from bot.clock import now
from bot.conversations.additions import Document, Reading, Wanted
from bot.conversations.database import Database
from bot.conversations.rewording import Rewording, rewordings
from bot.conversations.tables import DraftRow
from bot.errors import BadInput, UnknownDraft

State = Literal["open", "publishing", "published"]
MOST_OPEN = 50
SILENT = timedelta(seconds=60)
"""After so long without a word, the process that serves a document is taken to be gone."""
_WANTED: Final = TypeAdapter(Wanted)
_READING: Final = TypeAdapter(Reading)


@dataclass(frozen=True, slots=True)
class Draft:
    """A document that waits or is served, without its bytes. `told` is how far serving it is, or what went wrong."""

    number: int
    state: State
    edition: int
    file_name: str
    digest: str
    served_digest: str
    wanted: Wanted
    told: str
    added_by: str
    added_at: datetime
    changed_by: str
    changed_at: datetime


@dataclass(frozen=True, slots=True)
class OpenDraft:
    """A draft with how it would be served; `original` and `text` are its lines as they came in and as they are now."""

    draft: Draft
    reading: Reading
    original: str
    text: str

    @property
    def corrected(self) -> bool:
        """Whether a person changed the lines."""
        return self.original != self.text

    @property
    def corrected_text(self) -> str | None:
        """The lines as a person corrected them; None where nobody did."""
        return self.text if self.corrected else None

    @property
    def rewordings(self) -> tuple[Rewording, ...]:
        """Which words a person changed."""
        return rewordings(self.original, self.text) if self.corrected else ()

    @property
    def must_confirm(self) -> bool:
        """Whether other words would be served than the document has."""
        return any(not found.number for found in self.rewordings)


class Drafts:
    """The drafts in one database. Every change names the edition that it was made on: who comes second is told."""

    def __init__(self, database: Database, *, clock: Callable[[], datetime] = now) -> None:
        self._database = database
        self._clock = clock

    def add(self, document: Document, wanted: Wanted, reading: Reading, by: str) -> int:
        """Keep a document that was read, and return its number. Raises: BadInput where too many wait already."""
        at = self._clock()
        row = DraftRow(
            state="open",
            edition=1,
            file_name=document.name,
            digest=hashlib.sha256(document.data).hexdigest(),
            source=document.data,
            original=reading.text,
            wanted=_dumped(wanted),
            reading=_READING.dump_python(reading, mode="json"),
            told="",
            added_by=by,
            added_at=at,
            changed_by=by,
            changed_at=at,
        )
        with self._database.write() as session:
            waiting = session.scalar(select(func.count()).select_from(DraftRow).where(DraftRow.state != "published"))
            if (waiting or 0) >= MOST_OPEN:
                raise BadInput(texts.get("adding.too_many", most=MOST_OPEN))
            session.add(row)
            session.flush()
            return row.id

    def get(self, number: int) -> Draft:
        """The draft with this number, whatever became of it. Raises: UnknownDraft."""
        with self._database.read() as session:
            return self._draft(_get_row(session, number))

    def open(self, number: int) -> OpenDraft:
        """The draft with how it would be served. Raises: UnknownDraft, also where it is served already."""
        with self._database.read() as session:
            row = _get_row(session, number)
            if row.reading is None or row.original is None:
                raise UnknownDraft(texts.get("adding.unknown_draft", number=number))
            text = row.original if row.text is None else row.text
            return OpenDraft(self._draft(row), _READING.validate_python(row.reading), row.original, text)

    def document(self, number: int) -> Document:
        """The document with its bytes. Raises: UnknownDraft, also where it is served already."""
        with self._database.read() as session:
            row = session.get(DraftRow, number, options=[undefer(DraftRow.source)])
            if row is None or row.source is None:
                raise UnknownDraft(texts.get("adding.unknown_draft", number=number))
            return Document(row.source, row.file_name, row.text)

    def waiting(self) -> tuple[Draft, ...]:
        """The drafts that are not served, the latest first."""
        return self._list(published=False)

    def published(self, *, limit: int = 20) -> tuple[Draft, ...]:
        """Who served which document and when, the latest first."""
        return self._list(published=True)[:limit]

    def correct(self, number: int, edition: int, *, wanted: Wanted, text: str | None, reading: Reading, by: str) -> None:
        """Keep what a person made of a draft. Raises: UnknownDraft; BadInput where somebody else was first."""
        with self._database.write() as session:
            row = self._editable(session, number, edition)
            row.wanted, row.reading = _dumped(wanted), _READING.dump_python(reading, mode="json")
            row.text, row.told = text, ""
            self._touch(row, by)

    def discard(self, number: int, edition: int) -> None:
        """Forget a draft. Raises: UnknownDraft; BadInput where somebody else was first."""
        with self._database.write() as session:
            session.delete(self._editable(session, number, edition))

    def claim(self, number: int, edition: int, by: str) -> None:
        """Let who asks serve it, and nobody else. Raises: UnknownDraft; BadInput where somebody else was first."""
        with self._database.write() as session:
            row = self._editable(session, number, edition)
            row.state, row.told, row.beat_at = "publishing", "", self._clock()
            self._touch(row, by)

    def tell(self, number: int, told: str) -> None:
        """Note how far the serving is. Raises: UnknownDraft."""
        with self._database.write() as session:
            row = _get_row(session, number)
            row.told, row.beat_at = told, self._clock()

    def fail(self, number: int, reason: str) -> None:
        """Note why it could not be served; it can be corrected then. Raises: UnknownDraft."""
        with self._database.write() as session:
            row = _get_row(session, number)
            row.state, row.told, row.beat_at = "open", reason, None

    def settle(self, number: int, wanted: Wanted, served: bytes) -> None:
        """Note that it is served, and forget the document, which stands among the terms now. Raises: UnknownDraft."""
        with self._database.write() as session:
            row = _get_row(session, number)
            row.state, row.told, row.beat_at, row.changed_at = "published", "", None, self._clock()
            row.wanted, row.served_digest = _dumped(wanted), hashlib.sha256(served).hexdigest()
            row.source = row.original = row.text = row.reading = None

    def erase_older_than(self, days: int) -> int:
        """Forget drafts that nobody touched for so many days, and return how many; what was served stays noted."""
        too_old = DraftRow.changed_at < self._clock() - timedelta(days=days)
        with self._database.write() as session:
            gone = session.execute(delete(DraftRow).where(DraftRow.state != "published", too_old).returning(DraftRow.id))
            return len(gone.all())

    def _list(self, *, published: bool) -> tuple[Draft, ...]:
        query = select(DraftRow).where((DraftRow.state == "published") == published).order_by(DraftRow.changed_at.desc())
        with self._database.read() as session:
            return tuple(self._draft(row) for row in session.scalars(query))

    def _editable(self, session: Session, number: int, edition: int) -> DraftRow:
        row = _get_row(session, number)
        if row.edition != edition or self._state(row) != "open":
            raise BadInput(texts.get("adding.changed_meanwhile", name=row.changed_by))
        return row

    def _touch(self, row: DraftRow, by: str) -> None:
        row.edition += 1
        row.changed_by, row.changed_at = by, self._clock()

    def _state(self, row: DraftRow) -> State:
        """What is said of it; a process that is silent for too long is gone, and left everything as it was."""
        silent = row.state == "publishing" and (row.beat_at is None or row.beat_at < self._clock() - SILENT)
        return "open" if silent else cast("State", row.state)

    def _draft(self, row: DraftRow) -> Draft:
        state = self._state(row)
        return Draft(
            number=row.id,
            state=state,
            edition=row.edition,
            file_name=row.file_name,
            digest=row.digest,
            served_digest=row.served_digest or "",
            wanted=_WANTED.validate_python(row.wanted),
            told=texts.get("adding.broken_off") if state != row.state else row.told,
            added_by=row.added_by,
            added_at=row.added_at,
            changed_by=row.changed_by,
            changed_at=row.changed_at,
        )


def _dumped(wanted: Wanted) -> dict[str, object]:
    found: dict[str, object] = _WANTED.dump_python(wanted, mode="json")
    return found


def _get_row(session: Session, number: int) -> DraftRow:
    row = session.get(DraftRow, number)
    if row is None:
        raise UnknownDraft(texts.get("adding.unknown_draft", number=number))
    return row
