"""Puts one document into the folder of its company, in one step, and takes it back where what follows fails."""

from __future__ import annotations

import os
import shutil
from pathlib import Path
from types import TracebackType

from bot.errors import BrokenData
from bot.models import Company, TermsVersion
from bot.retrieval.manifest import replace_file
from ingest.company import FILE_NAME, load_company
from ingest.company_text import company_text, with_version
from ingest.delivery import Delivery
from ingest.wording import say

STAGING = ".adding"
"""Where a company is made ready, two folders deep: nobody who looks for companies finds it there."""
ORIGINAL = ".origineel"
"""What the name of a document as it came in ends with, where a person corrected its lines."""


class Shelving:
    """A context in which a document is made ready; `put` serves it, and an error after that takes it back.

    `company` has the version among its versions. Where a person corrected the document, the original stands beside it. Call it
    inside `alone`.
    """

    def __init__(self, terms_dir: Path, company: Company, version: TermsVersion, delivery: Delivery) -> None:
        self._folder = terms_dir / company.slug
        self._staging = terms_dir / STAGING
        self._staged = self._staging / company.slug
        self._company = company
        self._version = version
        self._files = {version.source: delivery.data}
        if delivery.original:
            self._files[f"{version.name}{ORIGINAL}{delivery.original.suffix}"] = delivery.original.data
        self._before: bytes | None = None
        self._put = False

    def __enter__(self) -> Shelving:
        """Write everything beside its place, and read it back. Raises: BrokenData where it would not be what was meant."""
        shutil.rmtree(self._staging, ignore_errors=True)
        try:
            if self._folder.exists():
                shutil.copytree(self._folder, self._staged)
                self._before = (self._folder / FILE_NAME).read_bytes()
            else:
                self._staged.mkdir(parents=True)
            for name, data in self._files.items():
                _write(self._staged / name, data)
            _write(self._staged / FILE_NAME, self._text().encode())
            if load_company(self._staged).company != self._company:
                raise BrokenData(say("company_not_written", file=FILE_NAME, slug=self._company.slug))
        except BaseException:
            shutil.rmtree(self._staging, ignore_errors=True)
            raise
        return self

    def put(self) -> None:
        """Put it in its place: a new company in one step; of a known one first the document, then what names it."""
        if self._before is None:
            _sync(self._staged)
            self._staged.rename(self._folder)
        else:
            self._put = True
            for name in self._files:
                (self._staged / name).rename(self._folder / name)
            replace_file(self._folder / FILE_NAME, (self._staged / FILE_NAME).read_bytes())
        self._put = True
        _sync(self._folder.parent)

    def __exit__(self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None) -> None:
        if kind is not None and self._put:
            self._take_back()
        shutil.rmtree(self._staging, ignore_errors=True)

    def _take_back(self) -> None:
        if self._before is None:
            shutil.rmtree(self._folder)
            return
        replace_file(self._folder / FILE_NAME, self._before)
        for name in self._files:
            (self._folder / name).unlink(missing_ok=True)

    def _text(self) -> str:
        if self._before is None:
            return company_text(self._company)
        return with_version(self._before.decode(), self._version, at=self._company.versions.index(self._version))


def _write(path: Path, data: bytes) -> None:
    if path.exists() and path.name != FILE_NAME:
        raise BrokenData(say("source_there", file=path.name, folder=path.parent.name))
    with path.open("wb") as stream:
        stream.write(data)
        stream.flush()
        os.fsync(stream.fileno())


def _sync(folder: Path) -> None:
    """Make the names in a folder last."""
    handle = os.open(folder, os.O_RDONLY)
    try:
        os.fsync(handle)
    finally:
        os.close(handle)
