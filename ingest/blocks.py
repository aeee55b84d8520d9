"""What a reader hands on: lines of clean text that still know where in the source they stand."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Literal

Style = Literal["", "heading", "bold", "italic"]


@dataclass(frozen=True, slots=True)
class Line:
    """One line of a document, or a part of it: `text` without markup, bullet and outer space.

    `number` is the line in the source (from 1), `start` and `end` are character offsets in it (end exclusive). `hard_break`
    says that the author asked for a new line after this one. `style` holds for the whole line.
    """

    number: int
    start: int
    end: int
    text: str
    indent: int = 0
    bullet: bool = False
    after_blank: bool = False
    hard_break: bool = False
    style: Style = ""

    @property
    def is_row(self) -> bool:
        """Whether the line is a row of a table."""
        return self.bullet and " | " in self.text


@dataclass(frozen=True, slots=True)
class LeftOut:
    """Text that a reader did not hand on, and as what: a key of `texts.yaml` behind "role_" ("page_edge", "footnote").

    `inside` says that it stands in the text of the source nevertheless.
    """

    kind: str
    text: str
    inside: bool = False


@dataclass(frozen=True, slots=True)
class Source:
    """A document as read: its name, its full text, its lines that aren't blank, and what its reader left out of the text."""

    name: str
    text: str
    lines: tuple[Line, ...]
    left_out: tuple[LeftOut, ...] = ()


def letters(text: str) -> str:
    """The letters and digits of a text: what may never get lost or doubled between source and clause."""
    return "".join(character for character in text if character.isalnum())
