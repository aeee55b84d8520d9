"""Plain text, and text with the marks of Markdown (headings, bold, italic, bullets, hard breaks)."""

from __future__ import annotations

import re
from collections.abc import Iterator
from pathlib import Path

from bot.errors import UnreadableTerms
from ingest.blocks import Line, Source, Style
from ingest.wording import say

_BULLET = re.compile(r"(?:[•●▪◦‣·*+\-–—](?:\s+|$))+")
_HEADING = re.compile(r"(#{1,6})\s+")
_ESCAPED = re.compile(r"\\([\\`*_{}\[\]()#+.!<>~|-])")
_EMPHASIS = re.compile(r"(?<![\w*])(\*{1,3}|_{1,3})(?=\S)(.+?)(?<=\S)\1(?![\w*])")
_INVISIBLE = re.compile("[\u00ad\u200b\u200c\u200d\u2060\ufeff]")
# An escaped mark is text. It is hidden while marks are removed, in characters that no document uses.
_HIDDEN_OFFSET = 0xE000


def read_text(path: Path) -> Source:
    """The lines of a text file in UTF-8 (or, where that fails, Windows-1252).

    Raises: UnreadableTerms where the file holds no text.
    """
    text = _decode(path)
    return Source(path.name, text, tuple(_lines(text)))


def clean(text: str) -> str:
    """The text without Markdown marks, with escaped marks as they are meant and every run of white space as one space."""
    hidden = _ESCAPED.sub(lambda match: chr(_HIDDEN_OFFSET + ord(match[1])), _INVISIBLE.sub("", text))
    for _ in range(3):
        hidden = _EMPHASIS.sub(r"\2", hidden)
    shown = "".join(chr(ord(c) - _HIDDEN_OFFSET) if _HIDDEN_OFFSET <= ord(c) < _HIDDEN_OFFSET + 128 else c for c in hidden)
    return " ".join(shown.split())


def _decode(path: Path) -> str:
    data = path.read_bytes()
    if b"\x00" in data:
        raise UnreadableTerms(say("file_binary", file=path.name))
    try:
        return data.decode("utf-8")
    except UnicodeDecodeError:
        text = data.decode("cp1252", errors="replace")
    if sum(not (c.isprintable() or c.isspace()) or c == "\ufffd" for c in text) > len(text) // 100:
        raise UnreadableTerms(say("file_binary", file=path.name))
    return text


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
