"""Where a number belongs. A number counts only if it goes on where an open list stopped, or starts a new one at 1."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from ingest.nodes import Node
from ingest.numbering import Kind, Marker

_LARGEST_GAP = 2


@dataclass(frozen=True, slots=True)
class Place:
    """The node under which a marker opens a new one. `doubt` is a key of `texts.yaml` where the place is uncertain."""

    parent: Node
    marker: Marker
    doubt: str = ""


def find_place(deepest: Node, readings: Sequence[Marker], indent: int, later: Sequence[Marker]) -> Place | None:
    """Where the number at the start of a line belongs, or None where it is part of the text.

    `readings` are all readings of that number, `later` the numbers of the lines up to the next heading.
    """
    for marker in readings:
        if marker.kind == "decimal" and marker.rest[:1].islower() and any(other.values == marker.values for other in later):
            continue
        if marker.kind == "decimal" and (place := _decimal_place(deepest, marker) or _renumbered(deepest, marker, later)):
            return place
    continued = [place for marker in readings if marker.kind != "decimal" for place in _continued(deepest, marker)]
    if continued:
        return _choose(continued, indent, later)
    if again := next((place for marker in readings if (place := _again(deepest, marker, indent, later))), None):
        return again
    for marker in readings:
        if marker.kind != "decimal" and marker.value == 1:
            return Place(deepest, marker, _start_doubt(deepest))
    return next((place for marker in readings for place in _with_gap(deepest, marker, indent)), None)


def _decimal_place(deepest: Node, marker: Marker) -> Place | None:
    """3.7.2 belongs under 3.7, 3.7 under article 3; a number that doesn't count on from its sister is text."""
    top = _article_of(deepest, marker)
    if top.numbering is not None and top.value != marker.values[0]:
        return None
    parent = top
    for depth in range(2, len(marker.values)):
        below = parent.last
        if below is None or below.numbering != "decimal" or below.value != marker.values[depth - 1]:
            return None
        parent = below
    sister = _last_of(parent, "decimal")
    step = marker.value - (sister.value if sister else 0)
    if step < 1 or step > 1 + _LARGEST_GAP:
        return None
    return Place(parent, marker, "" if step == 1 else "gap")


def _article_of(deepest: Node, marker: Marker) -> Node:
    """The article around a node; in an annex with articles of its own, the last one if the number is one of its."""
    top = list(deepest.ancestors())[-1]
    inner = top.last
    if top.level == "annex" and inner is not None and inner.numbering == "number" and inner.value == marker.values[0]:
        return inner
    return top


def _renumbered(deepest: Node, marker: Marker, later: Sequence[Marker]) -> Place | None:
    """1.1 in article 2, where no lid has the number of its article: the article got another number and its leden did not."""
    top = list(deepest.ancestors())[-1]
    if top.level != "article" or top.numbering is None or len(marker.values) != 2 or not marker.rest[:1].isupper():
        return None
    last = _last_of(top, "decimal")
    if marker.value != (last.value + 1 if last else 1) or any(_is_lid_of(top, other) for other in later):
        return None
    if last is None and top.lines and not top.lines[-1].text.endswith((":", ".")):
        return None
    renamed = Marker("decimal", (top.value, marker.value), f"{top.value}.{marker.value}", marker.rest)
    return Place(top, renamed, "other_article")


def _is_lid_of(article: Node, marker: Marker) -> bool:
    return marker.kind == "decimal" and marker.values[0] == article.value


def _again(deepest: Node, marker: Marker, indent: int, later: Sequence[Marker]) -> Place | None:
    """A number that came before: printed twice by mistake ("2. 2. 3."), or all along ("1. 1. 1.")."""
    if marker.kind == "decimal":
        return None
    node = next((node for node in _open(deepest) if node.numbering == marker.kind and node.indent == indent), None)
    if node is None or node.parent is None:
        return None
    following = next((other.value for other in later if other.kind == marker.kind), None)
    if marker.value == node.value > 1 and following == marker.value + 1:
        return Place(node.parent, marker, "double")
    if marker.kind == "number" and marker.value == 1 and following in (None, 1) and _start_doubt(deepest):
        value = node.value + 1
        return Place(node.parent, Marker("number", (value,), str(value), marker.rest), "same_number")
    return None


def _open(deepest: Node) -> list[Node]:
    """The last items of the open lists, innermost first; under a subheading the list above it is still open."""
    return [*([deepest.last] if deepest.last else []), *deepest.ancestors()]


def _continued(deepest: Node, marker: Marker) -> list[Place]:
    """Every open list that this number goes on, the innermost first."""
    return [
        Place(node.parent, marker)
        for node in _open(deepest)
        if node.parent is not None and node.numbering == marker.kind and node.value + 1 == marker.value
    ]


def _choose(places: list[Place], indent: int, later: Sequence[Marker]) -> Place:
    """The right list of several: the one with this indent; else the inner one if the number comes again, the outer if not."""
    if len(places) == 1:
        return places[0]
    same = [place for place in places if place.parent.last is not None and place.parent.last.indent == indent]
    if len(same) == 1:
        return same[0]
    marker = places[0].marker
    again = any(other.kind == marker.kind and other.value == marker.value for other in later)
    chosen = places[0] if again else places[-1]
    return Place(chosen.parent, chosen.marker, "two_lists")


def _start_doubt(deepest: Node) -> str:
    """A list starts under a heading or a lead-in; anywhere else it is doubtful."""
    if not deepest.lines or deepest.numbering is None or deepest.level in ("article", "annex"):
        return ""
    return "" if deepest.lines[-1].text.endswith((":", "als", "indien", "of", "en")) else "list_without_lead_in"


def _with_gap(deepest: Node, marker: Marker, indent: int) -> list[Place]:
    """The open list that this number goes on if one or two numbers are missing; it must stand as deep as that list."""
    if marker.kind == "decimal":
        return []
    return [
        Place(node.parent, marker, "gap")
        for node in _open(deepest)
        if node.parent is not None
        and node.numbering == marker.kind
        and node.indent == indent
        and 1 < marker.value - node.value <= 1 + _LARGEST_GAP
    ]


def _last_of(parent: Node, kind: Kind) -> Node | None:
    return next((child for child in reversed(parent.children) if child.numbering == kind), None)
