"""Plain text, and text with the marks of Markdown (headings, bold, italic, bullets, hard breaks)."""

from __future__ import annotations

import re
from collections.abc import Iterator

from bot.errors import UnreadableTerms
from ingest.blocks import Line, Source, Style
from ingest.readers.decoding import decode_text
from ingest.readers.drafts import CONTROL, INVISIBLE
from ingest.readers.sizes import check_size
from ingest.wording import say

_BULLET = re.compile(r"(?:[•●▪◦‣·*+\-–—](?:\s+|$))+")
_HEADING = re.compile(r"(#{1,6})\s+")
_ESCAPED = re.compile(r"\\([\\`*_{}\[\]()#+.!<>~|-])")
_EMPHASIS = re.compile(r"(?<![\w*])(\*{1,3}|_{1,3})(?=\S)(.+?)(?<=\S)\1(?![\w*])")
# An escaped mark is text. It is hidden while marks are removed, in characters that no document uses.
_HIDDEN_OFFSET = 0x10F000
_HIDDEN = re.compile("[\U0010f000-\U0010f07f]")
_LINE_END = re.compile("\r\n?|[\u2028\u2029]")
_MOST_NOISE = 0.01
# A line with more of them is no text with emphasis, and pairs would be looked for without end.
_MOST_MARKS = 300


def read_text(name: str, data: bytes) -> Source:
    """The lines of a text file in UTF-8, UTF-16 or, where it is neither, Windows-1252.

    Raises: UnreadableTerms where the file holds no text.
    """
    text = decode_text(data)
    noise = sum(not (c.isprintable() or c.isspace()) or c == "\ufffd" for c in INVISIBLE.sub("", text))
    if "\x00" in text or noise > _MOST_NOISE * len(text):
        raise UnreadableTerms(say("file_binary", file=name))
    check_size(name, letters=len(text))
    text = _LINE_END.sub("\n", text)
    lines = tuple(_lines(text))
    check_size(name, letters=len(text), lines=len(lines))
    return Source(name, text, lines)


def clean(text: str) -> str:
    """The text without Markdown marks, with escaped marks as they are meant and every run of white space as one space."""
    text = _HIDDEN.sub("", CONTROL.sub(" ", INVISIBLE.sub("", text)))
    hidden = _ESCAPED.sub(lambda match: chr(_HIDDEN_OFFSET + ord(match[1])), text)
    if hidden.count("*") + hidden.count("_") <= _MOST_MARKS:
        for _ in range(3):
            hidden = _EMPHASIS.sub(r"\2", hidden)
    shown = _HIDDEN.sub(lambda match: chr(ord(match[0]) - _HIDDEN_OFFSET), hidden)
    return " ".join(shown.split())


def _lines(text: str) -> Iterator[Line]:
    start, after_blank = 0, True
    for number, raw in enumerate(text.split("\n"), start=1):
        line = _line(raw, number, start, after_blank)
        start += len(raw) + 1
        after_blank = line is None
        if line is not None:
            yield line


def _line(raw: str, number: int, start: int, after_blank: bool) -> Line | None:
    body = raw.strip()
    if not body:
        return None
    indent = len(raw) - len(raw.lstrip())
    heading = _HEADING.match(body)
    body = body[heading.end() :] if heading else body
    bullet = _BULLET.match(body)
    body = body[bullet.end() :] if bullet else body
    text = clean(body)
    if not text:
        return None
    return Line(
        number=number,
        start=start,
        end=start + len(raw),
        text=text,
        indent=indent,
        bullet=bullet is not None,
        after_blank=after_blank,
        hard_break=raw.rstrip("\r").endswith("  "),
        style="heading" if heading else _style(body),
    )


def _style(body: str) -> Style:
    """How the whole line is set, or nothing."""
    if re.fullmatch(r"(\*\*|__)(?!\1)[^*]+\1", body):
        return "bold"
    if re.fullmatch(r"([*_])(?!\1)[^*]+\1", body):
        return "italic"
    return ""
