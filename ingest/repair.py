"""Give back the spaces that a document lost where its lines were broken, and take out the hyphens of those breaks.

Some converters glue the last word of a line to the first of the next ("vast te stellen dewerking"), and leave a hyphen inside a
word. Three kinds of evidence together decide, none alone: a document is touched only if glued words are common in it; a place
only if the glued form is not a word, or a much rarer one than its two halves; and in a document whose breaks come at a steady
width only a place where a line must have ended. Nothing but white space and such a hyphen ever changes.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace

from ingest.blocks import Line, Source
from ingest.breaks import Candidate, candidates
from ingest.lexicon import Lexicon, dutch
from ingest.report import Repair
from ingest.widths import Width, chain, estimate_width

# A document with fewer sure losses per 1000 words has typing errors, not lost line ends.
_LEAST_RATE = 3.0
_LEAST_COUNT = 5
_MOST_SHOWN = 60


@dataclass(frozen=True, slots=True)
class _Place:
    line: Line
    found: tuple[Candidate, ...]


def restore_spaces(source: Source, lexicon: Lexicon | None = None) -> tuple[Source, tuple[Repair, ...]]:
    """The document with its lost spaces, and every change for a person to review; the same document where it lost none."""
    words = lexicon or dutch()
    places = [_Place(line, candidates(line.text, words)) for line in source.lines]
    if not _has_losses(places, source.text):
        return source, ()
    width = estimate_width([[place.at for place in found.found if place.sure] for found in places])
    lines: list[Line] = []
    repairs: list[Repair] = []
    for place in places:
        chosen = _chosen(place, width)
        lines.append(replace(place.line, text=_applied(place.line.text, chosen)))
        repairs += [_described(place.line, candidate) for candidate in chosen]
    return replace(source, lines=tuple(lines)), tuple(repairs)


def _has_losses(places: Sequence[_Place], text: str) -> bool:
    sure = sum(candidate.sure for place in places for candidate in place.found)
    return sure >= _LEAST_COUNT and sure * 1000 >= _LEAST_RATE * len(text.split())


def _chosen(place: _Place, width: Width | None) -> tuple[Candidate, ...]:
    """The places in a line that are repaired: those that fit the width, or the sure ones where breaks have no steady width."""
    if width is None:
        return tuple(candidate for candidate in place.found if candidate.sure)
    return chain(place.line.text, place.line.indent, place.found, width)


def _applied(text: str, chosen: Sequence[Candidate]) -> str:
    parts, begin = [], 0
    for candidate in sorted(chosen, key=lambda candidate: candidate.at):
        parts += [text[begin : candidate.at], "" if candidate.hyphen else " "]
        begin = candidate.at + candidate.hyphen
    return "".join([*parts, text[begin:]])


def _described(line: Line, candidate: Candidate) -> Repair:
    """The change as a reviewer sees it: the word before, the words after, without their neighbours."""
    first, last = max(0, candidate.at - _MOST_SHOWN), candidate.at + _MOST_SHOWN
    start = line.text.rfind(" ", first, candidate.at) + 1 or first
    end = line.text.find(" ", candidate.at + 1, last)
    word = line.text[start : end if end > 0 else last]
    shifted = replace(candidate, at=candidate.at - start)
    return Repair(line.number, word, _applied(word, [shifted]))
