"""Readers: a file in some format -> a `Source`. A new format is a module here and a line in `READERS`."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

from bot.errors import UnreadableTerms
from ingest.blocks import Source
from ingest.readers.text import read_text
from ingest.wording import say

Reader = Callable[[Path], Source]

READERS: dict[str, Reader] = {".txt": read_text, ".md": read_text, ".markdown": read_text}


def read_source(path: Path) -> Source:
    """The document in a file, read by the reader of its suffix.

    Raises: UnreadableTerms where the file is missing, empty, binary or of a format that has no reader.
    """
    if not path.is_file():
        raise UnreadableTerms(say("file_missing", file=path.name))
    reader = READERS.get(path.suffix.lower())
    if reader is None:
        raise UnreadableTerms(say("format_unknown", file=path.name, formats=", ".join(sorted(READERS))))
    source = reader(path)
    if not source.lines:
        raise UnreadableTerms(say("file_empty", file=path.name))
    return source
