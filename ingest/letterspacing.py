"""Words that are set with a space between their letters, closed up: "A R T I K E L  I V"."""

from __future__ import annotations

import re
from dataclasses import replace

from ingest.blocks import Line, Source

_SPACED = re.compile(r"(?<!\S)[^\W\d_](?: [^\W\d_]){3,}(?: \d{1,2})*(?!\S)")
_HEADING = re.compile(r"^(ARTIKEL|HOOFDSTUK|AFDELING|DEEL|BIJLAGE|TITEL|PARAGRAAF)(?=(?:[IVXL]+|\d{1,2})$)", re.IGNORECASE)


def close_up(source: Source) -> Source:
    """The same document with its letterspaced words as words; a number behind "artikel" stands apart."""
    return replace(source, lines=tuple(_closed(line) for line in source.lines))


def _closed(line: Line) -> Line:
    text = _SPACED.sub(lambda match: _HEADING.sub(r"\1 ", match[0].replace(" ", "")), line.text)
    return replace(line, text=text) if text != line.text else line
