"""Readers: a file in some format -> a `Source`. A new format is a module here and a line in `READERS`."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

from bot.errors import UnreadableTerms
from ingest.blocks import Source
from ingest.readers.docx import read_docx
from ingest.readers.html import read_html
from ingest.readers.kinds import check_kind
from ingest.readers.pdf import read_pdf
from ingest.readers.text import read_text
from ingest.wording import say

Reader = Callable[[str, bytes], Source]
"""From the name and the bytes of a file."""

READERS: dict[str, Reader] = {
    ".docx": read_docx,
    ".htm": read_html,
    ".html": read_html,
    ".markdown": read_text,
    ".md": read_text,
    ".pdf": read_pdf,
    ".txt": read_text,
}
MOST_MEGABYTES = 25


def read_source(path: Path) -> Source:
    """The document in a file, read by the reader of its suffix. The file is read once, so that nobody can change it halfway.

    Raises: UnreadableTerms where the file is missing, empty, too large, damaged or of a format that has no reader.
    """
    reader = READERS.get(path.suffix.lower())
    data = _bytes(path)
    if reader is None:
        raise UnreadableTerms(say("format_unknown", file=path.name, formats=", ".join(sorted(READERS))))
    check_kind(path.name, path.suffix.lower(), data)
    source = reader(path.name, data)
    if not source.lines:
        raise UnreadableTerms(say("file_empty", file=path.name))
    return source


def _bytes(path: Path) -> bytes:
    """All bytes of a regular file, and never more than may be read."""
    try:
        if path.is_dir():
            raise UnreadableTerms(say("file_folder", file=path.name))
        if not path.is_file():
            raise UnreadableTerms(say("file_missing", file=path.name))
        with path.open("rb") as file:
            data = file.read(MOST_MEGABYTES * 1_000_000 + 1)
    except OSError as error:
        raise UnreadableTerms(say("file_unreadable", file=path.name)) from error
    if len(data) > MOST_MEGABYTES * 1_000_000:
        raise UnreadableTerms(say("file_too_large", file=path.name, most=MOST_MEGABYTES))
    return data
