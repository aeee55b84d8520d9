"""Lines of a document that is no plain text, as its reader finds them, and how they become a `Source`."""

from __future__ import annotations

import re
from collections.abc import Iterable
from dataclasses import dataclass

from ingest.blocks import LeftOut, Line, Source, Style, letters
from ingest.readers.sizes import check_size

# Empty lines for each line that may be read.
_MOST_BLANKS = 5
_BULLET = re.compile(r"(?:[•●▪■□◦‣·⁃➢✓*\uf0b7\uf0a7–—-](?:\s+|$))+")
# Soft hyphens, joiners, marks that turn the direction of writing, and tags: they show nothing and hide what stands there.
INVISIBLE = re.compile("[\u00ad\u061c\u180e\u200b-\u200f\u202a-\u202e\u2060-\u2064\u2066-\u206f\ufeff\U000e0000-\U000e007f]")
CONTROL = re.compile("[\x00-\x08\x0e-\x1f\x7f]")


@dataclass(frozen=True, slots=True)
class Draft:
    """One line as read: `text` may still hold a bullet and outer space; what the rest means stands in `Line`."""

    text: str
    indent: int = 0
    bullet: bool = False
    after_blank: bool = False
    hard_break: bool = False
    style: Style = ""


def compose(name: str, drafts: Iterable[Draft], left_out: Iterable[LeftOut] = ()) -> Source:
    """The document made of these lines, the empty ones left out; its text is the lines one below the other.

    `left_out` is looked at after the lines.

    Raises: UnreadableTerms where there is more text than any terms have.
    """
    lines: list[Line] = []
    start, blank = 0, True
    for count, draft in enumerate(drafts):
        check_size(name, letters=start, lines=max(len(lines), count // _MOST_BLANKS))
        line = _line(draft, len(lines) + 1, start, blank)
        if line is None:
            blank = True
            continue
        lines.append(line)
        start, blank = line.end + 1, False
    check_size(name, letters=start, lines=len(lines))
    aside = tuple(LeftOut(one.kind, text) for one in left_out if letters(text := plain(one.text)))
    return Source(name, "\n".join(line.text for line in lines), tuple(lines), aside)


def plain(text: str) -> str:
    """The text without invisible characters, with every run of white space as one space."""
    return " ".join(CONTROL.sub(" ", INVISIBLE.sub("", text)).split())


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
