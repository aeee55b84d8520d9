"""Automatic numbering of Word: the number that each paragraph shows, counted from `numbering.xml`."""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Mapping
from dataclasses import dataclass
from typing import TYPE_CHECKING

from ingest.readers.counting import Counting, printed

if TYPE_CHECKING:
    from docx.document import Document
    from lxml.etree import _Element as Element

W = "{http://schemas.openxmlformats.org/wordprocessingml/2006/main}"
LEVELS = 9
_MOST_STYLES = 30
_COUNTINGS: Mapping[str, Counting] = {
    "decimalZero": "zero",
    "lowerLetter": "lower_letter",
    "upperLetter": "upper_letter",
    "lowerRoman": "lower_roman",
    "upperRoman": "upper_roman",
}
_LONGEST_TEMPLATE = 100
_INTEGER = re.compile(r"[0-9]{1,6}")
_BARE = re.compile(r"%[1-9]")


@dataclass(frozen=True, slots=True)
class Level:
    """How one level of a list counts: `template` is "Artikel %1" or "%1.%2."; `restart_after` the levels that start it again."""

    kind: str
    template: str
    start: int
    restart_after: int
    legal: bool


@dataclass(frozen=True, slots=True)
class Item:
    """The number of a list item as printed ("" for a bullet), and its depth (from 0)."""

    number: str
    depth: int
    bullet: bool


def value_of(element: Element | None, name: str, default: str = "") -> str:
    """The `w:val` of a child, such as the "3" of `<w:start w:val="3"/>`."""
    child = element.find(W + name) if element is not None else None
    return default if child is None else str(child.get(W + "val", default))


class Numbering:
    """Counts the paragraphs of one document, which must be given in order."""

    def __init__(self, document: Document) -> None:
        self._styles = {str(style.style_id): style.element for style in document.styles}
        part = next((rel.target_part for rel in document.part.rels.values() if rel.reltype.endswith("/numbering")), None)
        root: Element | None = getattr(part, "element", None)
        self._abstract = {} if root is None else {one.get(W + "abstractNumId"): one for one in root.iterfind(W + "abstractNum")}
        self._lists = {} if root is None else {one.get(W + "numId"): one for one in root.iterfind(W + "num")}
        self._counts: defaultdict[str, dict[int, int]] = defaultdict(dict)
        self._begun: set[tuple[str, int]] = set()
        self._levels: dict[tuple[str, str, int], Level | None] = {}

    def item(self, properties: Element | None) -> Item | None:
        """The number of the paragraph with these properties, or None where it is no list item."""
        number_id, depth = self._place(properties)
        one = self._lists.get(number_id)
        abstract_id = value_of(one, "abstractNumId")
        level = self._level(one, abstract_id, depth)
        if one is None or level is None or level.kind == "none":
            return None
        if level.kind == "bullet":
            return Item("", depth, bullet=True)
        self._count(one, number_id, abstract_id, depth, level)
        return Item(self._printed(one, abstract_id, depth, level), depth, bullet=False)

    def _place(self, properties: Element | None) -> tuple[str, int]:
        """The list and level that a paragraph names itself, or else its style, or the style which that is based on."""
        number_id, depth = _named(properties)
        style = value_of(properties, "pStyle")
        for _ in range(_MOST_STYLES):
            if number_id and depth:
                break
            element = self._styles.get(style)
            if element is None:
                break
            below = _named(element.find(W + "pPr"))
            number_id, depth = number_id or below[0], depth or below[1] or self._linked(number_id or below[0], style)
            style = value_of(element, "basedOn")
        return number_id, min(_integer(depth, 0), LEVELS - 1)

    def _linked(self, number_id: str, style: str) -> str:
        """The level of a list that belongs to a style of paragraphs."""
        abstract = self._abstract_of(value_of(self._lists.get(number_id), "abstractNumId"))
        levels = abstract.iterfind(W + "lvl") if abstract is not None else ()
        return next((str(level.get(W + "ilvl")) for level in levels if value_of(level, "pStyle") == style), "")

    def _abstract_of(self, abstract_id: str) -> Element | None:
        """A list definition; one that only points to a list style is looked up there."""
        found = self._abstract.get(abstract_id)
        linked = self._styles.get(value_of(found, "numStyleLink"))
        if linked is None:
            return found
        number_id, _ = _named(linked.find(W + "pPr"))
        return self._abstract.get(value_of(self._lists.get(number_id), "abstractNumId"), found)

    def _level(self, one: Element | None, abstract_id: str, depth: int) -> Level | None:
        key = (one.get(W + "numId", "") if one is not None else "", abstract_id, depth)
        if key not in self._levels:
            self._levels[key] = self._read_level(one, abstract_id, depth)
        return self._levels[key]

    def _read_level(self, one: Element | None, abstract_id: str, depth: int) -> Level | None:
        abstract = self._abstract_of(abstract_id)
        inside = [*(abstract.iterfind(W + "lvl") if abstract is not None else ())]
        override = _at(one.iterfind(W + "lvlOverride") if one is not None else (), depth)
        own = override.find(W + "lvl") if override is not None else None
        element = own if own is not None else _at(inside, depth)
        if element is None:
            return None
        start = value_of(override, "startOverride") or value_of(element, "start", "1")
        restart = value_of(element, "lvlRestart")
        return Level(
            kind=value_of(element, "numFmt", "decimal"),
            template=value_of(element, "lvlText")[:_LONGEST_TEMPLATE],
            start=_integer(start, 1),
            restart_after=_integer(restart, depth),
            legal=element.find(W + "isLgl") is not None,
        )

    def _count(self, one: Element, number_id: str, abstract_id: str, depth: int, level: Level) -> None:
        """Count on at this depth, and start what lies deeper again. A list with a start of its own starts there once."""
        counts = self._counts[abstract_id]
        override = _at(one.iterfind(W + "lvlOverride"), depth)
        fresh = (number_id, depth) not in self._begun and value_of(override, "startOverride") != ""
        self._begun.add((number_id, depth))
        counts[depth] = level.start if fresh or depth not in counts else counts[depth] + 1
        for deeper in range(depth + 1, LEVELS):
            below = self._level(one, abstract_id, deeper)
            if below is None or below.restart_after > depth:
                counts.pop(deeper, None)

    def _printed(self, one: Element, abstract_id: str, depth: int, level: Level) -> str:
        def shown(match: re.Match[str]) -> str:
            at = int(match[0][1:]) - 1
            above = level if at == depth else self._level(one, abstract_id, at)
            if above is None or at > depth:
                return ""
            value = self._counts[abstract_id].get(at, above.start)
            return printed(value, "decimal" if level.legal else _COUNTINGS.get(above.kind, "decimal"))

        number = _BARE.sub(shown, level.template).strip()
        return f"{number}." if _BARE.fullmatch(level.template.strip()) else number


def _integer(text: str, default: int) -> int:
    return int(text) if _INTEGER.fullmatch(text) else default


def _named(properties: Element | None) -> tuple[str, str]:
    """The list and the level in paragraph properties, each "" where not given."""
    own = properties.find(W + "numPr") if properties is not None else None
    return value_of(own, "numId"), value_of(own, "ilvl")


def _at(elements: object, depth: int) -> Element | None:
    """The element of a level among those of a list."""
    return next((one for one in elements if one.get(W + "ilvl") == str(depth)), None)  # type: ignore[attr-defined]
