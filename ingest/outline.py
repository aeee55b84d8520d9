"""What every line of a document is: title, table of contents, page furniture, heading, or body."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from typing import Literal

from ingest import headings
from ingest.blocks import Line, letters
from ingest.candidates import HEADING_WORDS, Candidate, find_candidates, is_title
from ingest.headings import AnnexHeading, ArticleHeading
from ingest.numbering import read_bare, read_markers
from ingest.row import Link, best_row
from ingest.sections import find_sections, lettered_parts
from ingest.unheaded import find_unheaded, line_before

Role = Literal[
    "title",
    "contents",
    "furniture",
    "document",
    "division",
    "chapter",
    "article",
    "section",
    "annex",
    "closing",
    "preamble",
    "body",
]

_RUNNING_HEADER_TIMES = 3
# Less than this is no row of articles: one with a word or decimal leden, two with a style, three titles or sentences.
_LEAST_SCORE, _LEAST_SENTENCES = 1.6, 1.0
_LEADER = re.compile(r"(?:\s*[.…·_]{3,}|\s*(?:\.\s){3,}\.?)\s*\d{0,3}$")
_LONGEST_HEADING = 400
_PAGE_AT_END = re.compile(r"\s+\d{1,3}$")


@dataclass(frozen=True, slots=True)
class Element:
    """A line with its role; `article` and `annex` are given where the line opens one. `restarts` says that the numbers of the
    articles start again here."""

    role: Role
    line: Line
    article: ArticleHeading | None = None
    annex: AnnexHeading | None = None
    restarts: bool = False


def outline(lines: Sequence[Line]) -> tuple[Element, ...]:
    """Every line with its role, in reading order."""
    elements = tuple(_Reading(lines).elements())
    unheaded = {} if any(element.role in ("article", "section") for element in elements) else find_unheaded(lines)
    return tuple(_with_articles(elements, unheaded)) if unheaded else elements


def _with_articles(elements: Sequence[Element], unheaded: Mapping[int, ArticleHeading]) -> Iterator[Element]:
    """The elements with an article before each first lid, and what follows as the text of those articles."""
    begun = False
    for index, element in enumerate(elements):
        if index in unheaded:
            begun = True
            yield Element("article", line_before(element.line), article=unheaded[index])
        body = begun and element.role in ("title", "preamble")
        yield replace(element, role="body") if body else element


class _Reading:
    """The headings of a document, chosen all together, and then one pass over the lines."""

    def __init__(self, lines: Sequence[Line]) -> None:
        self.lines = lines
        self.running = _running_headers(lines)
        self.dotted = frozenset(index for index, line in enumerate(lines) if _is_dotted(line.text))
        self.lettered = lettered_parts(lines)
        row = self._row()
        self.sections = find_sections(lines, row)
        self.row = {} if self.sections else {link.candidate.index: link for link in row}
        self.titles = _titles_above(lines, {index: link.candidate.heading for index, link in self.row.items()})
        self.contents = self._contents()
        self.opened_by = self._restarts()
        self.openers = frozenset(self.opened_by.values())
        self.in_front = True

    def _row(self) -> list[Link]:
        """The headings, without what stands in a table of contents."""
        found = [candidate for candidate in find_candidates(self.lines) if candidate.index not in self.dotted]
        boundaries = [index for index, line in enumerate(self.lines) if _is_boundary(line) or index in self.lettered]
        titles = frozenset(index for index, line in enumerate(self.lines) if _could_be_title(line))
        found = _without_repeats(found, self.lines)
        by_chapter = [[candidate for candidate in found if (candidate.kind == "chapter") is wanted] for wanted in (False, True)]
        score, row = max((best_row(some, boundaries, titles) for some in by_chapter), key=lambda way: way[0])
        if len(row) == 1 and row[0].candidate.kind == "above" and find_unheaded(self.lines):
            return []
        sentences = all(link.candidate.kind == "sentence" for link in row)
        return row if score >= (_LEAST_SENTENCES if sentences else _LEAST_SCORE) else []

    def _contents(self) -> frozenset[int]:
        """The lines of a table of contents: what says the same as a heading further on, and chapters and annexes in between."""
        parts = (index for index, line in enumerate(self.lines) if headings.read_chapter(line) or headings.read_annex(line))
        last = {_same(self.lines[index].text): index for index in sorted({*self.row, *self.sections, *parts})}
        found = {index for index, line in enumerate(self.lines) if last.get(_same(line.text), -1) > index} - {*self.row}
        repeated = {index for index in found if not _has_text_below(self.lines, index)} | self.dotted
        for index in range(min(repeated, default=0), max(repeated, default=-1)):
            line = self.lines[index]
            if index not in self.row and (headings.read_chapter(line) or headings.read_annex(line) or is_title(line.text)):
                repeated.add(index)
        return frozenset(repeated | {index for index, line in enumerate(self.lines) if headings.is_contents(line)})

    def _restarts(self) -> dict[int, int]:
        """For every heading that starts the numbers again: the line that explains it, or the heading itself."""
        found: dict[int, int] = {}
        before = -1
        for index, link in self.row.items():
            if link.restarts:
                between = range(index - 1, before, -1)
                above = next((at for at in between if _is_boundary(self.lines[at]) or at in self.lettered), None)
                if above is None:
                    above = index - 1 if _could_be_title(self.lines[index - 1]) else index
                found[index] = above
            before = index
        return found

    def elements(self) -> Iterator[Element]:
        front = min([*self.row, *self.titles, *self.sections], default=len(self.lines))
        before = [line for index, line in enumerate(self.lines[:front]) if index not in self.contents]
        keeps_preamble = any(_is_prose(line) or headings.opens_recitals(line) for line in before)
        divided = self._is_divided()
        for index, line in enumerate(self.lines):
            chapter = self._chapter(index)
            if index in self.contents:
                yield Element("contents", line)
            elif chapter is not None and divided:
                self.in_front = False
                yield Element("division", line, article=chapter)
            elif index < front:
                named = headings.is_document_title(line) or chapter
                yield Element("preamble" if keeps_preamble and not named else "title", line)
            else:
                yield self._element(index, line)

    def _chapter(self, index: int) -> ArticleHeading | None:
        """The chapter that a line opens: with its word, or with a letter where that begins the numbers again."""
        if index in self.contents or index in self.row:
            return None
        named = headings.read_chapter(self.lines[index])
        return named or (self.lettered.get(index) if self._restarts_below_letters() else None)

    def _restarts_below_letters(self) -> bool:
        return any(above in self.lettered and not headings.read_chapter(self.lines[above]) for above in self.opened_by.values())

    def _is_divided(self) -> bool:
        """Whether the articles start again at 1 in every chapter."""
        return any(self._chapter(above) is not None for above in self.opened_by.values())

    def _element(self, index: int, line: Line) -> Element:
        link = self.row.get(index)
        if link is not None:
            self.in_front = False
            article = link.candidate.heading
            title = self.lines[index - 1].text if index - 1 in self.titles else article.title
            return Element("article", line, article=replace(article, title=title), restarts=link.restarts)
        if index in self.titles:
            return Element("chapter", line)
        if index in self.sections:
            self.in_front = False
            return Element("section", line)
        annex = headings.read_annex(line)
        if annex is not None and not (index and headings.read_annex(self.lines[index - 1])):
            return Element("annex", line, annex=annex)
        if headings.is_closing(line):
            return Element("closing", line)
        if index in self.openers:
            self.in_front = True
            return Element("document", line)
        if self._is_chapter(index):
            return Element("chapter", line)
        above = self.row.get(index - 1)
        if above is not None and not above.candidate.heading.title and not above.candidate.heading.text:
            return Element("body", line)
        if line.text in self.running or headings.is_page_number(line) or headings.is_document_title(line):
            return Element("furniture", line)
        return Element("preamble" if self.in_front else "body", line)

    def _is_chapter(self, index: int) -> bool:
        """Whether the line is a chapter, or a title without an article right above an article."""
        line = self.lines[index]
        if headings.read_chapter(line):
            return True
        if index + 1 not in self.row or not _could_be_title(line) or self.row.get(index - 1):
            return False
        above = headings.read_chapter(self.lines[index - 1]) if index else None
        set_apart = line.style in ("heading", "bold") or line.text.isupper()
        return (above is not None and not above.title) or set_apart


def _without_repeats(candidates: list[Candidate], lines: Sequence[Line]) -> list[Candidate]:
    """The candidates without those of a table of contents, and without page headers that repeat the heading above."""
    last = {_same(lines[candidate.index].text): candidate.index for candidate in candidates}
    kept: list[Candidate] = []
    for candidate in candidates:
        text = lines[candidate.index].text
        if last[_same(text)] > candidate.index and not _has_text_below(lines, candidate.index):
            continue
        header = kept and candidate.kind == "named" and lines[kept[-1].index].text == text and kept[-1].index != candidate.index
        if not header:
            kept.append(candidate)
    return kept


def _has_text_below(lines: Sequence[Line], index: int) -> bool:
    """Whether more than the next heading stands below a line."""
    below = lines[index + 1] if index + 1 < len(lines) else None
    if below is None or headings.read_article(below) or _is_boundary(below) or headings.is_contents(below):
        return False
    marker = next((marker for marker in read_markers(below.text) if marker.kind != "letter"), read_bare(below.text))
    return not is_title(marker.rest if marker else below.text)


def _is_boundary(line: Line) -> bool:
    """Whether the numbers of articles may start again behind this line."""
    return bool(headings.read_annex(line) or headings.read_chapter(line) or headings.is_document_title(line))


def _could_be_title(line: Line) -> bool:
    return not line.bullet and is_title(line.text) and not read_markers(line.text) and headings.read_article(line) is None


def _is_dotted(text: str) -> bool:
    """Whether dots lead to the number of a page. A long line is no line of a table of contents, and takes long to search."""
    return len(text) <= _LONGEST_HEADING and _LEADER.search(text) is not None


def _same(text: str) -> str:
    """A heading as it can be compared with its line in a table of contents, which may end with the number of a page."""
    if len(text) > _LONGEST_HEADING:
        return letters(text).lower()
    bare = _LEADER.sub("", text)
    without_page = _PAGE_AT_END.sub("", bare)
    return letters(without_page if re.search(r"[^\W\d_]{2}.*\d.*[^\W\d_]{2}|^\W*\d.*[^\W\d_]{2}", without_page) else bare).lower()


def _running_headers(lines: Sequence[Line]) -> frozenset[str]:
    """Short lines that come back so often, without a number or a sentence, that they must be page headers or footers."""
    counts = Counter(line.text for line in lines if not line.bullet and len(line.text.split()) <= HEADING_WORDS)
    return frozenset(
        text
        for text, times in counts.items()
        if times >= _RUNNING_HEADER_TIMES and not text.endswith((".", ";", ":")) and not read_markers(text)
    )


def _titles_above(lines: Sequence[Line], found: Mapping[int, ArticleHeading]) -> frozenset[int]:
    """The lines that hold the title of the article below them, in a document that sets all its titles so."""
    bare = [index for index, heading in found.items() if not heading.title and not heading.text]
    above = [index - 1 for index in bare if index and index - 1 not in found and _stands_alone(lines[index - 1])]
    below = [index for index in bare if index + 1 < len(lines) and _stands_alone(lines[index + 1])]
    return frozenset(above) if len(bare) > 1 and len(above) == len(bare) and not below else frozenset()


def _stands_alone(line: Line) -> bool:
    """Whether the line could be the title of an article, and not of a document."""
    named = headings.is_document_title(line) or headings.is_page_number(line) or headings.read_chapter(line)
    return not named and _could_be_title(line)


def _is_prose(line: Line) -> bool:
    """Whether a line before the first article says something, more than a name or a date."""
    words = len(line.text.split())
    return words >= 12 or (words >= 8 and line.text.endswith("."))
