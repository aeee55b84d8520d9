"""Zipped documents: what must be looked at before anything is unzipped."""

from __future__ import annotations

import zipfile
from pathlib import Path

from bot.errors import UnreadableTerms
from ingest.wording import say

MOST_BYTES = 80_000_000
MOST_PARTS = 3_000
_OLD_OFFICE = b"\xd0\xcf\x11\xe0"
_DECLARATIONS = (b"<!DOCTYPE", b"<!ENTITY")
_READ_XML = 20_000_000


def check_archive(path: Path) -> None:
    """Nothing, for a Word document that can safely be unzipped.

    Raises: UnreadableTerms where it is encrypted, damaged, much larger than it looks, or declares entities.
    """
    with path.open("rb") as file:
        if file.read(4) == _OLD_OFFICE:
            raise UnreadableTerms(say("file_old_office", file=path.name))
    try:
        with zipfile.ZipFile(path) as archive:
            parts = archive.infolist()
            if len(parts) > MOST_PARTS or sum(part.file_size for part in parts) > MOST_BYTES:
                raise UnreadableTerms(say("file_bomb", file=path.name))
            if any(_declares(archive, part) for part in parts if part.filename.endswith((".xml", ".rels"))):
                raise UnreadableTerms(say("file_entities", file=path.name))
    except (zipfile.BadZipFile, NotImplementedError, RuntimeError, EOFError, OSError, ValueError) as error:
        raise UnreadableTerms(say("file_damaged", file=path.name)) from error


def _declares(archive: zipfile.ZipFile, part: zipfile.ZipInfo) -> bool:
    """Whether a part declares a document type, which no Word document does."""
    with archive.open(part) as opened:
        content = opened.read(_READ_XML)
    return any(word in content or word in content.replace(b"\x00", b"") for word in _DECLARATIONS)
