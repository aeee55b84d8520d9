"""Readers: a file in some format -> a `Source`. A new format is a module here and a line in `READERS`."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

from bot.errors import UnreadableTerms
from ingest.blocks import Source
from ingest.readers.docx import read_docx
from ingest.readers.html import read_html
from ingest.readers.pdf import read_pdf
from ingest.readers.text import read_text
from ingest.wording import say

Reader = Callable[[Path], Source]

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
    """The document in a file, read by the reader of its suffix.

    Raises: UnreadableTerms where the file is missing, empty, too large, damaged or of a format that has no reader.
    """
    if not path.is_file():
        raise UnreadableTerms(say("file_missing", file=path.name))
    reader = READERS.get(path.suffix.lower())
    if reader is None:
        raise UnreadableTerms(say("format_unknown", file=path.name, formats=", ".join(sorted(READERS))))
    if path.stat().st_size > MOST_MEGABYTES * 1_000_000:
        raise UnreadableTerms(say("file_too_large", file=path.name, most=MOST_MEGABYTES))
    source = reader(path)
    if not source.lines:
        raise UnreadableTerms(say("file_empty", file=path.name))
    return source
