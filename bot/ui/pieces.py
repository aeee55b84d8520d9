"""A text cut into pieces that are marked, or that link to another clause. Together the pieces are the text."""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from itertools import pairwise

from bot.models import Reference
from bot.understanding.folding import fold

Span = tuple[int, int]


@dataclass(frozen=True, slots=True)
class Piece:
    """Part of a text. `target` is the path of the clause that it links to, or empty."""

    text: str
    marked: bool = False
    target: str = ""


def cut(text: str, marks: Iterable[Span] = (), references: Sequence[Reference] = ()) -> tuple[Piece, ...]:
    """The text in pieces, with these spans marked and its mentions of other clauses linked."""
    marked, links = list(marks), _links(text, references)
    inner = {edge for span in (*marked, *(link[:2] for link in links)) for edge in span}
    edges = sorted({0, len(text)} | inner)
    return tuple(Piece(text[first:last], _inside(first, marked), _target(first, links)) for first, last in pairwise(edges))


def _target(at: int, links: Iterable[tuple[int, int, str]]) -> str:
    return next((target for first, last, target in links if first <= at < last), "")


def _links(text: str, references: Sequence[Reference]) -> list[tuple[int, int, str]]:
    """Where the text mentions other clauses, and the path of each; of mentions that overlap, the longest."""
    found: list[tuple[int, int, str]] = []
    for reference in sorted(references, key=lambda reference: -len(reference.text)):
        start = text.find(reference.text) if reference.target and reference.text else -1
        end = start + len(reference.text)
        if start >= 0 and not any(first < end and start < last for first, last, _ in found):
            found.append((start, end, str(reference.target).partition(":")[2]))
    return found


def _inside(at: int, spans: Iterable[Span]) -> bool:
    return any(first <= at < last for first, last in spans)


def spans_of_quote(text: str, quote: str) -> list[Span]:
    """Where the quote stands in the text; nothing where it does not."""
    at = text.find(quote) if quote else -1
    return [(at, at + len(quote))] if at >= 0 else []


def spans_of_words(text: str, wanted: Sequence[str]) -> list[Span]:
    """Where words begin with one of the wanted ones, whatever their accents and capitals; each up to the end of the word."""
    return [word.span() for word in re.finditer(r"\w+", fold(text)) if word.group().startswith(tuple(wanted))] if wanted else []
