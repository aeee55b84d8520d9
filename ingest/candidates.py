"""Lines that could open an article, each with what speaks for it: the word "Artikel", a title, its lettering, what follows."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from typing import Literal

from ingest import headings
from ingest.blocks import Line
from ingest.headings import ArticleHeading
from ingest.numbering import Marker, read_bare, read_capitals, read_markers

Kind = Literal["named", "chapter", "number", "bare", "roman", "capital", "above", "sentence"]

HEADING_WORDS = 14
_RUN_IN_WORDS = 5
_NAMED, _NAMED_DECIMAL, _NAMED_OTHER, _NAMED_TEXT, _NAMED_SHORT_TEXT = 3.0, 2.5, 2.8, 1.0, 2.0
_LEAST_OTHER = 3
_CHAPTER = 2.0
_WITH_DECIMALS = 3.0
_ABOVE_DECIMALS = 2.0
_TITLE, _BARE_TITLE, _LETTER_TITLE, _SENTENCE = 1.0, 0.7, 1.0, 0.35
_STYLE = {"heading": 1.5, "bold": 1.0, "italic": 0.3, "": 0.0}
_CAPITALS = 0.6
_RUN_OF_ITEMS = 0.8
_IN_LIST = 0.5
_LEAST_CAPITALS = 4


@dataclass(frozen=True, slots=True)
class Candidate:
    """A line that could open an article; `weight` is what speaks for it, about 1 for a numbered title and 3 for "Artikel 1"."""

    index: int
    heading: ArticleHeading
    kind: Kind
    style: str
    weight: float


def find_candidates(lines: Sequence[Line]) -> list[Candidate]:
    """Every reading of a line as the heading of an article, in order."""
    following = _decimals_below(lines)
    found = [found for index in range(len(lines)) for found in _readings(lines, index, following[index])]
    return sorted([*found, *_other_words(lines)], key=lambda candidate: candidate.index)


def _other_words(lines: Sequence[Line]) -> Iterator[Candidate]:
    """Headings with another word than "Artikel", where the document counts them from 1 all along."""
    read = [(index, heading) for index, line in enumerate(lines) if (heading := headings.read_other(line))]
    numbers: dict[str, set[int]] = {}
    for _, heading in read:
        numbers.setdefault(heading.name, set()).add(heading.number)
    used = {name for name, values in numbers.items() if values >= set(range(1, _LEAST_OTHER + 1))}
    for index, heading in read:
        if heading.name in used:
            yield Candidate(index, heading, "named", lines[index].style, _NAMED_OTHER - _run_on(lines, index, heading.number))


def is_title(text: str) -> bool:
    """Whether a text could be a title: a few words that start with a capital and don't end like a sentence."""
    return len(text.split()) <= HEADING_WORDS and text[:1].isupper() and not text.endswith((".", ";", ":", ","))


def is_capitals(text: str) -> bool:
    """Whether a text is set in capitals."""
    letters = [character for character in text if character.isalpha()]
    return len(letters) >= _LEAST_CAPITALS and all(character.isupper() for character in letters)


def _decimals_below(lines: Sequence[Line]) -> list[tuple[int, ...]]:
    """For every line the first number on the lines below it, if that is a decimal one."""
    found: list[tuple[int, ...]] = [()] * len(lines)
    values: tuple[int, ...] = ()
    for index in range(len(lines) - 1, -1, -1):
        found[index] = values
        marker = next(iter(read_markers(lines[index].text)), None)
        if marker is not None:
            values = marker.values
        elif headings.read_article(lines[index]) is not None:
            values = ()
    return found


def _readings(lines: Sequence[Line], index: int, below: tuple[int, ...]) -> Iterator[Candidate]:
    line = lines[index]
    named, stated = headings.read_article(line), headings.read_article_text(line)
    if stated is not None:
        yield Candidate(index, stated, "named", line.style, _NAMED_TEXT if named is None else _NAMED_SHORT_TEXT)
        return
    if named is not None:
        weight = _NAMED_DECIMAL if named.above else _NAMED
        yield Candidate(index, named, "named", line.style, weight - _run_on(lines, index, named.number))
        return
    chapter = headings.read_chapter(line)
    if chapter is not None:
        yield Candidate(index, chapter, "chapter", line.style, _CHAPTER - _run_on(lines, index, chapter.number))
    elif not line.bullet:
        yield from _numbered(lines, index, below)


def _numbered(lines: Sequence[Line], index: int, below: tuple[int, ...]) -> Iterator[Candidate]:
    line = lines[index]
    marker = next((marker for marker in read_markers(line.text) if marker.kind == "number" and not marker.suffix), None)
    bare = None if marker else read_bare(line.text)
    if marker is not None or bare is not None:
        yield from _with_number(lines, index, marker or bare, below, bare is not None)  # type: ignore[arg-type]
    elif below[1:] == (1,) and is_title(line.text) and index + 1 < len(lines) and _opens(lines[index + 1], below):
        weight = _ABOVE_DECIMALS + _shown(line, line.text)
        yield Candidate(index, ArticleHeading(below[0], line.text), "above", line.style, weight)
    for letter in read_capitals(line.text):
        if is_title(letter.rest):
            kind: Kind = "roman" if letter.kind == "upper_roman" else "capital"
            heading = ArticleHeading(letter.value, letter.rest, shown=letter.printed)
            weight = _LETTER_TITLE + _shown(line, letter.rest) - _run_on(lines, index, letter.value)
            yield Candidate(index, heading, kind, line.style, weight)


def _with_number(lines: Sequence[Line], index: int, marker: Marker, below: tuple[int, ...], bare: bool) -> Iterator[Candidate]:
    line = lines[index]
    headed = below == (marker.value, 1)
    if is_title(marker.rest) or (_is_run_in(marker.rest) and (headed or line.style in ("heading", "bold"))):
        kind: Kind = "bare" if bare else "number"
        weight = _WITH_DECIMALS if headed else (_BARE_TITLE if bare else _TITLE) - _run_on(lines, index, marker.value)
        heading = ArticleHeading(marker.value, marker.rest)
        yield Candidate(index, heading, kind, line.style, weight + _shown(line, marker.rest) - _in_list(lines, index))
    elif not bare:
        weight = _ABOVE_DECIMALS if headed and marker.rest.endswith(":") else _SENTENCE
        yield Candidate(index, ArticleHeading(marker.value, "", text=marker.rest), "sentence", "", weight)


def _opens(line: Line, values: tuple[int, ...]) -> bool:
    return any(marker.values == values for marker in read_markers(line.text))


def _is_run_in(text: str) -> bool:
    """Whether a title ends with a dot: "1. Definities." """
    return text.endswith(".") and len(text.split()) <= _RUN_IN_WORDS and is_title(text.rstrip("."))


def _shown(line: Line, title: str) -> float:
    """What the lettering of a line says for a heading."""
    return _STYLE[line.style] + (_CAPITALS if is_capitals(title) else 0.0)


def _run_on(lines: Sequence[Line], index: int, number: int) -> float:
    """What speaks against a heading between the numbers before and after it: an item of a list, or of a table of contents."""
    below = _counted_titles(lines, index + 1) if index + 1 < len(lines) else set()
    above = _counted_titles(lines, index - 1) if index else set()
    return _RUN_OF_ITEMS * ((number + 1 in below) + (number - 1 in above))


def _counted_titles(lines: Sequence[Line], index: int) -> set[int]:
    """The numbers of a line that could be a title."""
    line = lines[index]
    article = headings.read_article(line) or headings.read_chapter(line)
    if article is not None:
        return {article.number}
    found = [*read_markers(line.text), *read_capitals(line.text)] or [marker for marker in [read_bare(line.text)] if marker]
    return {marker.value for marker in found if marker.kind != "decimal" and is_title(marker.rest)}


def _in_list(lines: Sequence[Line], index: int) -> float:
    return _IN_LIST if index and lines[index - 1].text.endswith(":") else 0.0
