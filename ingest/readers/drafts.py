"""Lines of a document that is no plain text, as its reader finds them, and how they become a `Source`."""

from __future__ import annotations

import re
from collections.abc import Iterable
from dataclasses import dataclass

from bot.errors import UnreadableTerms
from ingest.blocks import Line, Source, Style
from ingest.wording import say

MOST_LETTERS = 3_000_000

_BULLET = re.compile(r"(?:[•●▪■□◦‣·⁃➢✓*\uf0b7\uf0a7–—-](?:\s+|$))+")
_INVISIBLE = re.compile("[\u00ad\u200b\u200c\u200d\u2060\ufeff]")
_CONTROL = re.compile("[\x00-\x08\x0e-\x1f\x7f]")


@dataclass(frozen=True, slots=True)
class Draft:
    """One line as read: `text` may still hold a bullet and outer space; what the rest means stands in `Line`."""

    text: str
    indent: int = 0
    bullet: bool = False
    after_blank: bool = False
    hard_break: bool = False
    style: Style = ""


def compose(name: str, drafts: Iterable[Draft]) -> Source:
    """The document made of these lines, the empty ones left out; its text is the lines one below the other.

    Raises: UnreadableTerms where there is more text than any terms have.
    """
    lines: list[Line] = []
    start, blank = 0, True
    for draft in drafts:
        line = _line(draft, len(lines) + 1, start, blank)
        if line is None:
            blank = True
            continue
        lines.append(line)
        start, blank = line.end + 1, False
        if start > MOST_LETTERS:
            raise UnreadableTerms(say("text_too_long", file=name, most=MOST_LETTERS))
    return Source(name, "\n".join(line.text for line in lines), tuple(lines))


def plain(text: str) -> str:
    """The text without invisible characters, with every run of white space as one space."""
    return " ".join(_CONTROL.sub(" ", _INVISIBLE.sub("", text)).split())


def opens_with_bullet(text: str) -> bool:
    """Whether the text starts with the sign of a list item."""
    return _BULLET.match(text) is not None


def _line(draft: Draft, number: int, start: int, blank: bool) -> Line | None:
    text = plain(draft.text)
    bullet = _BULLET.match(text)
    text = text[bullet.end() :] if bullet else text
    if not text:
        return None
    return Line(
        number=number,
        start=start,
        end=start + len(text),
        text=text,
        indent=draft.indent,
        bullet=draft.bullet or bullet is not None,
        after_blank=draft.after_blank or blank,
        hard_break=draft.hard_break,
        style=draft.style,
    )
