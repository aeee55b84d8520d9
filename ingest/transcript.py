"""A document as plain lines that a person can correct: read again, they give the very lines that they were made of."""

from __future__ import annotations

import re
from collections.abc import Iterator

from ingest.blocks import Line, Source, Style

SUFFIX = ".md"
_MARK = re.compile(r"[\\`*_]|(?<=\])\(")
_OPENING = re.compile(r"#{1,6}\s|[-+](?:\s|$)|[>|]")
_AROUND: dict[Style, str] = {"": "", "heading": "", "bold": "**", "italic": "*"}


def transcribe(source: Source) -> str:
    """The lines of a document as Markdown: `# ` for a heading, `- ` for an item, white space as it was."""
    return "\n".join(_lines(source)) + "\n"


def _lines(source: Source) -> Iterator[str]:
    for at, line in enumerate(source.lines):
        if line.after_blank and at:
            yield ""
        yield _line(line)


def _line(line: Line) -> str:
    text = _MARK.sub(lambda found: f"\\{found[0]}", line.text)
    text = f"\\{text}" if _OPENING.match(text) else text
    around = _AROUND[line.style]
    heading, bullet = "# " * (line.style == "heading"), "- " * line.bullet
    return f"{' ' * line.indent}{heading}{bullet}{around}{text}{around}{'  ' * line.hard_break}"
