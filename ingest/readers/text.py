"""Plain text, and text with the marks of Markdown (headings, bold, italic, bullets, hard breaks)."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import replace

from bot.errors import UnreadableTerms
from ingest.blocks import LeftOut, Line, Source, Style, letters
from ingest.readers.decoding import decode_text
from ingest.readers.drafts import CONTROL, INVISIBLE
from ingest.readers.marks import is_rule, is_underline, table_row, take_out_links, without_quote
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
_HEADING_WORDS = 14
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
    reading = _Reading()
    lines = tuple(reading.lines(text))
    check_size(name, letters=len(text), lines=len(lines))
    return Source(name, text, lines, tuple(reading.left_out))


def clean(text: str) -> str:
    """The text without Markdown marks, with escaped marks as they are meant and every run of white space as one space."""
    text = _HIDDEN.sub("", CONTROL.sub(" ", INVISIBLE.sub("", text)))
    hidden = _ESCAPED.sub(lambda match: chr(_HIDDEN_OFFSET + ord(match[1])), text)
    if hidden.count("*") + hidden.count("_") <= _MOST_MARKS:
        for _ in range(3):
            hidden = _EMPHASIS.sub(r"\2", hidden)
    shown = _HIDDEN.sub(lambda match: chr(ord(match[0]) - _HIDDEN_OFFSET), hidden)
    return " ".join(shown.split())


class _Reading:
    """One pass over a text; `left_out` is where its links lead."""

    def __init__(self) -> None:
        self.left_out: list[LeftOut] = []

    def lines(self, text: str) -> Iterator[Line]:
        """The lines that aren't blank; one that is underlined is a heading."""
        start, waiting, after_blank = 0, None, True
        for number, raw in enumerate(text.split("\n"), start=1):
            rule = is_rule(raw)
            if rule and waiting is not None and not after_blank and is_underline(raw) and _is_short(waiting):
                waiting = replace(waiting, style="heading")
            line = None if rule else self._line(raw, number, start, after_blank)
            start += len(raw) + 1
            after_blank = line is None
            if line is not None:
                if waiting is not None:
                    yield waiting
                waiting = line
        if waiting is not None:
            yield waiting

    def _line(self, raw: str, number: int, start: int, after_blank: bool) -> Line | None:
        quoted = without_quote(raw)
        body = quoted.strip()
        if not body:
            return None
        indent = len(quoted) - len(quoted.lstrip())
        heading = _HEADING.match(body)
        body = body[heading.end() :] if heading else body
        row = table_row(body)
        bullet = _BULLET.match(body) if row is None else None
        body = body[bullet.end() :] if bullet else row or body
        body, leads = take_out_links(body)
        text = clean(body)
        if not text:
            return None
        self.left_out += [LeftOut("link", lead, inside=True) for lead in leads if letters(lead)]
        return Line(
            number=number,
            start=start,
            end=start + len(raw),
            text=text,
            indent=indent,
            bullet=bullet is not None or (row is not None and " | " in row),
            after_blank=after_blank,
            hard_break=raw.rstrip("\r").endswith("  "),
            style="heading" if heading else _style(body),
        )


def _is_short(line: Line) -> bool:
    return not line.bullet and len(line.text.split()) <= _HEADING_WORDS and not line.text.endswith((".", ";", ":", ","))


def _style(body: str) -> Style:
    """How the whole line is set, or nothing."""
    if re.fullmatch(r"(\*\*|__)(?!\1)[^*]+\1", body):
        return "bold"
    if re.fullmatch(r"([*_])(?!\1)[^*]+\1", body):
        return "italic"
    return ""
