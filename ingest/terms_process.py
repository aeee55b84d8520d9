"""Reads and publishes documents for a running server, in processes of their own: what that takes leaves memory again."""

from __future__ import annotations

import hashlib
import os
import threading
from bisect import bisect_right
from collections.abc import Iterator, Mapping, Sequence
from contextlib import contextmanager
from functools import lru_cache
from pathlib import Path
from tempfile import TemporaryDirectory

from bot.calculators.loading import load_rules
from bot.calculators.rules import Rule
from bot.conversations.additions import Document, Reading, Remark, Tell, Wanted
from bot.errors import BadInput
from bot.matching import Stale, load_pool, match
from bot.models import Clause, Terms
from ingest.blocks import letters
from ingest.company import find_companies, load_company
from ingest.delivery import Delivery, deliver
from ingest.identity import Request
from ingest.previewing import Preview, preview
from ingest.publishing import Order
from ingest.publishing_process import run_publishing
from ingest.readers import READERS
from ingest.report import Doubt
from ingest.reviewing import to_review
from ingest.transcript import SUFFIX, transcribe
from ingest.wording import say

AT_ONCE = 2
"""How many documents are read at the same time: each may take all the memory that `isolation.Limits` gives."""
PATIENCE_S = 60


class TermsProcess:
    """The terms in one data folder, and the index that is built of them."""

    def __init__(self, data_dir: Path, index_dir: Path) -> None:
        self._data_dir = data_dir
        self._index_dir = index_dir
        self._turns = threading.BoundedSemaphore(AT_ONCE)

    @property
    def formats(self) -> Sequence[str]:
        """The suffixes that a reader knows."""
        return sorted(READERS)

    def read(self, document: Document, wanted: Wanted) -> Reading:
        """The document as it would be served. Raises: BadInput; BrokenData where the files of a company are wrong."""
        delivery = _deliver(document)
        self._refuse_known(delivery, wanted.slug)
        with self._turn():
            made = preview(delivery, _request(wanted), data_dir=self._data_dir)
        return _reading(made, self._stale_after(made))

    def publish(self, document: Document, wanted: Wanted, *, expected: Sequence[str], tell: Tell) -> None:
        """Add the document with the lowest priority. Raises: BadInput with what the process said."""
        delivery = _deliver(document)
        with TemporaryDirectory(prefix="terms-") as folder:
            path = _written(Path(folder) / f"served{delivery.suffix}", delivery)
            original = None
            if delivery.original:
                original = _written(Path(folder) / f"original{delivery.original.suffix}", delivery.original)
            order = Order(path, delivery.name, _request(wanted), expected, original)
            said = run_publishing(order, self._environment(), tell)
        if not said.done:
            raise BadInput(said.refused or say("publish_failed"))

    def stale(self, versions: Mapping[str, Sequence[Terms]]) -> Mapping[str, tuple[Stale, ...]]:
        """Per company the annotations and rules that its versions, from old to new, leave for a person."""
        files = tuple((path, path.stat().st_mtime_ns) for path in sorted((self._data_dir / "rules").rglob("*.yaml")))
        rules = _rules(self._data_dir, files) if files else ()
        found = {}
        for slug, terms in versions.items():
            pool = load_pool(self._data_dir / "annotations", slug)
            own = [rule for rule in rules if rule.company == slug]
            notes = to_review([match(each, pool, own) for each in terms], data_dir=self._data_dir)
            found[slug] = tuple(note for note in notes if not note.settled)
        return found

    def _stale_after(self, made: Preview) -> tuple[Stale, ...]:
        """What would not fit any more; nothing where the version is not the newest one."""
        if made.outcome != "new_version" or made.company.versions[-1] != made.version:
            return ()
        terms = Terms(made.company, made.version, made.document.parsed.clauses)
        return self.stale({made.company.slug: [terms]})[made.company.slug]

    def _refuse_known(self, delivery: Delivery, slug: str) -> None:
        """Raises: BadInput where a version of this company is this very document."""
        folder = next((folder for folder in find_companies(self._data_dir / "terms") if folder.name == slug), None)
        for version in load_company(folder).company.versions if folder else ():
            assert folder
            if hashlib.sha256((folder / version.source).read_bytes()).hexdigest() == delivery.digest:
                raise BadInput(say("document_there", version=version.name, slug=slug))

    def _environment(self) -> dict[str, str]:
        return {**os.environ, "DATA_DIR": str(self._data_dir), "INDEX_DIR": str(self._index_dir)}

    @contextmanager
    def _turn(self) -> Iterator[None]:
        if not self._turns.acquire(timeout=PATIENCE_S):
            raise BadInput(say("reading_busy"))
        try:
            yield
        finally:
            self._turns.release()


@lru_cache(maxsize=1)
def _rules(data_dir: Path, _files: tuple[tuple[Path, int], ...]) -> Sequence[Rule]:
    """All rules; read again where a file is another one."""
    return load_rules(data_dir)


def _deliver(document: Document) -> Delivery:
    """What is to be served. Raises: UnreadableTerms."""
    original = deliver(document.data, document.name)
    if document.text is None:
        return original
    served = deliver(document.text.encode(), f"{Path(original.name).stem}{SUFFIX}")
    return Delivery(served.data, served.suffix, served.name, original)


def _written(path: Path, delivery: Delivery) -> Path:
    path.write_bytes(delivery.data)
    return path


def _request(wanted: Wanted) -> Request:
    return Request(wanted.slug, wanted.name, wanted.version or None, wanted.contact)


def _reading(made: Preview, stale: tuple[Stale, ...]) -> Reading:
    assert made.outcome != "known"  # that is for what was added
    parsed, report = made.document.parsed, made.document.parsed.report
    place = _Places(made)
    return Reading(
        outcome=made.outcome,
        company=made.company,
        version=made.version,
        clauses=parsed.clauses,
        text=transcribe(made.document.source),
        coverage=str(report.coverage),
        complete=report.coverage.complete,
        warnings=made.warnings,
        remarks=tuple(Remark(doubt.line, doubt.message, place.of(doubt)) for doubt in report.doubts),
        aside=tuple(Remark(doubt.line, doubt.message) for doubt in report.set_aside),
        lost=report.coverage.lost,
        repairs=tuple(str(repair) for repair in report.repairs),
        dates=tuple(say("added_date", line=dated.line, text=dated.text).strip() for dated in made.dates),
        found=dict(made.imprint.found),
        stale=stale,
    )


class _Places:
    """Finds the clause that a doubt is about, by its line."""

    def __init__(self, made: Preview) -> None:
        parsed = made.document.parsed
        self._starts = sorted(zip(parsed.lines, parsed.clauses, strict=True), key=lambda start: start[0])
        self._texts = {line.number: letters(line.text) for line in made.document.source.lines}

    def of(self, doubt: Doubt) -> str:
        """The path of the clause that has this line, or that comes next where it is a heading; empty for the whole document."""
        if not doubt.line:
            return ""
        after = bisect_right(self._starts, doubt.line, key=lambda start: start[0])
        if after and (self._starts[after - 1][0] == doubt.line or self._has(self._starts[after - 1][1], doubt.line)):
            after -= 1
        return self._starts[min(after, len(self._starts) - 1)][1].path

    def _has(self, clause: Clause, line: int) -> bool:
        return self._texts.get(line, "") in letters(clause.text)
