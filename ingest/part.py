"""The lines below one heading to leden, sub-items and text."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

from ingest import headings, labels
from ingest.blocks import Line
from ingest.moves import Around, Numbered, Step
from ingest.nodes import Node
from ingest.numbering import Marker, read_bare, read_capitals, read_markers
from ingest.report import Doubt
from ingest.sequence import read_numbers
from ingest.wording import say

_HEADING_WORDS = 8
_LEAD_INS = (":", "als", "indien", "of", "en", "dat", "en/of")
_ENDS = (".", ";", ":", "!", "?", ")")


class Part:
    """Fills `top` with its lines. `names` are lines that only name something, `markers` the numbers that were taken off.

    `before` is the number of the last lid of the article above; `last` the one of the last lid here.
    """

    def __init__(self, top: Node, lines: Sequence[Line], before: Marker | None = None) -> None:
        self.names: list[Line] = []
        self.markers: list[str] = []
        self.doubts: list[Doubt] = []
        self._top = top
        self._lines = lines
        self._items: list[Node] = []
        self._at_top = True
        self._subheading = ""
        begin = 1 if _names_article(top, lines) else 0
        if begin:
            top.title = lines[0].text
            self.names.append(lines[0])
        numbered = [self._numbered(index, index == begin) for index in range(begin, len(lines))]
        self.last = before
        for index, step in enumerate(read_numbers(numbered, Around(top.values or None, before)), start=begin):
            self._place(index, step)
            self.last = step.marker if step is not None and step.depth == 0 else self.last

    def _numbered(self, index: int, first: bool) -> Numbered:
        """What the number of a line is judged by."""
        line = self._lines[index]
        before = self._lines[index - 1].text if not first else ""
        above = self._lines[index - 1] if not first else (self._top.lines[-1] if self._top.lines else None)
        text = above.text if above is not None else ""
        readings = () if line.is_row else read_markers(line.text)
        return Numbered(
            readings=(*readings, *(read_capitals(line.text) if not line.bullet else ())),
            bare=None if readings or line.bullet else read_bare(line.text),
            indent=line.indent,
            lead_in=text.endswith(":") or text.rsplit(" ", 1)[-1] in _LEAD_INS,
            fresh=first and not self._top.lines,
            refers=above is not None and headings.ends_in_reference(above),
            finished=not before or before.endswith(_ENDS) or above is None or above.hard_break,
            subheading=self._is_subheading(line),
        )

    def _place(self, index: int, step: Step | None) -> None:
        line = self._lines[index]
        if step is not None:
            self._open_item(index, line, step)
        elif self._is_subheading(line):
            self._subheading = line.text.rstrip(":")
            self._at_top = True
            self.names.append(line)
        else:
            self._add_text(line)

    def _open_item(self, index: int, line: Line, step: Step) -> None:
        """A new lid or sub-item, with the rest of its line as heading or as text."""
        node = self._open_child(step, line)
        if step.doubt:
            self.doubts.append(Doubt(line.number, say(step.doubt, label=labels.label(node))))
        self.markers.append(line.text[: len(line.text) - len(step.marker.rest)])
        rest = replace(line, text=step.marker.rest, bullet=False)
        if self._heads_text(index, rest):
            node.heading = rest.text.rstrip(":")
            self.names.append(rest)
        else:
            node.lines.append(rest)

    def _open_child(self, step: Step, line: Line) -> Node:
        del self._items[step.depth :]
        parent = self._items[-1] if self._items else self._top
        top = parent.level in ("article", "annex")
        path = f"{parent.path}.{labels.own_path(parent, step.marker)}"
        node = Node("lid" if top else "sub", path, step.marker.printed, parent.title, parent.document, parent)
        node.numbering, node.value = step.marker.kind, step.marker.value
        node.heading = self._subheading if top else ""
        parent.children.append(node)
        self._items.append(node)
        self._at_top = False
        return node

    def _heads_text(self, index: int, rest: Line) -> bool:
        """Whether the words behind a number are a heading: a few words without an end, and a sentence without number below."""
        following = self._lines[index + 1] if index + 1 < len(self._lines) else None
        if following is None or following.bullet or read_markers(following.text):
            return False
        short = len(rest.text.split()) <= _HEADING_WORDS and not rest.text.endswith((".", ";", ":", ","))
        below = following.text
        return short and rest.text[:1].isupper() and below[:1].isupper() and len(below) > len(rest.text)

    def _is_subheading(self, line: Line) -> bool:
        """Whether a line set as a heading names the leden below it. In an annex it is text, unless it repeats the title."""
        top = list(self._top.ancestors())[-1]
        if not line.style or line.bullet:
            return False
        if top.level != "article":
            return not top.lines and line.text == top.title
        return len(line.text.split()) <= 2 * _HEADING_WORDS + 8 and not line.text.endswith((".", ";"))

    def _add_text(self, line: Line) -> None:
        node = self._top if self._at_top or not self._items else self._items[-1]
        refers = bool(node.lines) and headings.ends_in_reference(node.lines[-1])
        if not line.bullet and not refers and read_markers(line.text):
            self.doubts.append(Doubt(line.number, say("number_as_text", text=line.text[:40], label=labels.label(node))))
        if headings.read_article(line) is not None:
            self.doubts.append(Doubt(line.number, say("article_as_text", text=line.text[:40], label=labels.label(node))))
        node.lines.append(line)


def _names_article(top: Node, lines: Sequence[Line]) -> bool:
    """Whether the first line is the title of an article whose number stood on a line of its own."""
    line = lines[0]
    if not top.values or top.title or top.lines or read_markers(line.text):
        return False
    return len(line.text.split()) <= _HEADING_WORDS + 4 and not line.text.endswith((".", ";", ":"))
