"""What every line of a document is: title, table of contents, page furniture, heading, or body."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from typing import Literal

from ingest import headings
from ingest.blocks import Line
from ingest.headings import AnnexHeading, ArticleHeading
from ingest.numbering import Marker, read_markers

Role = Literal[
    "title", "contents", "furniture", "document", "chapter", "article", "section", "annex", "closing", "preamble", "body"
]

_HEADING_WORDS = 14
_CONTENTS_RUN = 3
_RUNNING_HEADER_TIMES = 3
_SECTIONS = 2
# No number comes after this one: an annex has headings of its own.
_NOWHERE = -2
# "1 Definities": a number without any mark, which only what follows can make a heading.
_BARE_NUMBER = re.compile(r"(\d{1,2})\s+(?=[A-ZÀ-Ý])")


@dataclass(frozen=True, slots=True)
class Element:
    """A line with its role; `article` and `annex` are given where the line opens one."""

    role: Role
    line: Line
    article: ArticleHeading | None = None
    annex: AnnexHeading | None = None


def outline(lines: Sequence[Line]) -> tuple[Element, ...]:
    """Every line with its role, in reading order."""
    return tuple(_Reading(lines).elements())


class _Reading:
    """One pass over the lines. `last` is the number of the article that was opened last in this document or annex."""

    def __init__(self, lines: Sequence[Line]) -> None:
        self.lines = lines
        self.contents = _contents(lines)
        self.running = _running_headers(lines)
        self.headings = _article_headings(lines, self.contents)
        self.titles = _titles_above(lines, self.headings)
        self.headings |= {index + 1: replace(self.headings[index + 1], title=lines[index].text) for index in self.titles}
        self.sections = frozenset() if self.headings else _sections(lines)
        self.last = ArticleHeading(0, "")
        self.in_front = True

    def elements(self) -> Iterator[Element]:
        front = self._front_end()
        keeps_preamble = any(_is_prose(line) for line in self.lines[:front])
        for index, line in enumerate(self.lines):
            if index in self.contents:
                yield Element("contents", line)
            elif index < front:
                named = headings.is_document_title(line) or headings.read_chapter(line)
                yield Element("preamble" if keeps_preamble and not named else "title", line)
            else:
                yield self._element(index, line)

    def _element(self, index: int, line: Line) -> Element:
        article = self.headings.get(index)
        if article is not None and (self._counts_on(article) or self._doubles(index, article)):
            self.last, self.in_front = article, False
            return Element("article", line, article=article)
        if index in self.titles:
            return Element("chapter", line)
        if index in self.sections:
            self.in_front = False
            return Element("section", line)
        annex = headings.read_annex(line)
        if annex is not None:
            self.last = ArticleHeading(0, "")
            return Element("annex", line, annex=annex)
        if headings.is_closing(line):
            return Element("closing", line)
        if self._could_name_document(index) and self._opens_document(index):
            self.last, self.in_front = ArticleHeading(0, ""), True
            return Element("document", line)
        if self._is_chapter(index):
            return Element("chapter", line)
        above = self.headings.get(index - 1)
        if above is not None and not above.title:
            return Element("body", line)
        if line.text in self.running or headings.is_page_number(line) or headings.is_document_title(line):
            return Element("furniture", line)
        return Element("preamble" if self.in_front else "body", line)

    def _front_end(self) -> int:
        """The index of the first article, or of the end where there is none."""
        return min([*self.headings, *self.titles, *self.sections], default=len(self.lines))

    def _counts_on(self, article: ArticleHeading) -> bool:
        """Whether an article may follow the last one: the next number, or a gap (a warning for `tree`), never back."""
        return (article.number, article.suffix) > (self.last.number, self.last.suffix)

    def _doubles(self, index: int, article: ArticleHeading) -> bool:
        """Whether an article has the number of the last one by mistake: it has another title, and the next one counts on."""
        following = next((self.headings[later].number for later in sorted(self.headings) if later > index), 0)
        same = article.number == self.last.number and article.suffix == self.last.suffix
        return same and bool(article.title) and article.title != self.last.title and following == article.number + 1

    def _could_name_document(self, index: int) -> bool:
        """Whether the line names a kind of document, is a chapter, or is a title right above the first article of a new row."""
        line, below = self.lines[index], self.headings.get(index + 1)
        if headings.is_document_title(line) or headings.read_chapter(line):
            return True
        return (
            below is not None and below.number == 1 and not line.bullet and not read_markers(line.text) and _is_title(line.text)
        )

    def _is_chapter(self, index: int) -> bool:
        """Whether the line is a chapter, or the title of the chapter on the line above it."""
        if headings.read_chapter(self.lines[index]):
            return True
        above = headings.read_chapter(self.lines[index - 1]) if index else None
        return above is not None and not above.title and index + 1 in self.headings and _is_title(self.lines[index].text)

    def _opens_document(self, index: int) -> bool:
        """Whether the articles start again at 1 behind this line, before any annex."""
        for later in range(index + 1, len(self.lines)):
            if later in self.headings:
                return self.last.number > 0 and self.headings[later].number == 1
            if headings.read_annex(self.lines[later]):
                return False
        return False


def _contents(lines: Sequence[Line]) -> frozenset[int]:
    """The lines of a table of contents: three or more headings in a row whose first number comes back later."""
    found: set[int] = set()
    run: list[int] = []
    for index, line in enumerate(lines):
        if headings.is_contents(line):
            found.add(index)
        if headings.read_article(line):
            run.append(index)
        if headings.read_article(line) or headings.read_chapter(line):
            continue
        found |= _contents_run(lines, run)
        run = []
    return frozenset(found)


def _contents_run(lines: Sequence[Line], run: list[int]) -> set[int]:
    """The part of a run of headings that is a table: all of it up to the number that starts it again."""
    numbers = [heading.number for index in run if (heading := headings.read_article(lines[index]))]
    again = next((place for place in range(1, len(run)) if numbers[place] == numbers[0]), None)
    if again is not None:
        return set(range(run[0], run[again - 1] + 1)) if again >= _CONTENTS_RUN else set()
    if len(run) < _CONTENTS_RUN:
        return set()
    later = (headings.read_article(line) for line in lines[run[-1] + 1 :])
    return set(range(run[0], run[-1] + 1)) if any(heading and heading.number == numbers[0] for heading in later) else set()


def _running_headers(lines: Sequence[Line]) -> frozenset[str]:
    """Short lines that come back so often, without a number or a sentence, that they must be page headers or footers."""
    counts = Counter(line.text for line in lines if not line.bullet and len(line.text.split()) <= _HEADING_WORDS)
    return frozenset(
        text
        for text, times in counts.items()
        if times >= _RUNNING_HEADER_TIMES and not text.endswith((".", ";", ":")) and not read_markers(text)
    )


def _article_headings(lines: Sequence[Line], contents: frozenset[int]) -> dict[int, ArticleHeading]:
    """Every line that could open an article, by index."""
    named = {index: heading for index, line in enumerate(lines) if (heading := headings.read_article(line))}
    numbered = {index: heading for index in range(len(lines)) if (heading := _numbered_heading(lines, index))}
    if not named and numbered:
        numbered |= _styled_headings(lines)
        numbered |= _between(lines, numbered)
    found = {index: heading for index, heading in (named | numbered).items() if index not in contents}
    return dict(sorted(found.items())) or _chapters(lines, contents) or _plain_headings(lines)


def _titles_above(lines: Sequence[Line], found: Mapping[int, ArticleHeading]) -> frozenset[int]:
    """The lines that hold the title of the article below them, in a document that sets all its titles so."""
    bare = [index for index, heading in found.items() if not heading.title]
    above = [index - 1 for index in bare if index and index - 1 not in found and _stands_alone(lines[index - 1])]
    below = [index for index in bare if index + 1 < len(lines) and _stands_alone(lines[index + 1])]
    return frozenset(above) if len(bare) > 1 and len(above) == len(bare) and not below else frozenset()


def _stands_alone(line: Line) -> bool:
    """Whether the line could be the title of an article, and not of a document."""
    named = headings.is_document_title(line) or headings.is_page_number(line) or headings.read_chapter(line)
    return not named and not line.bullet and _is_title(line.text) and not read_markers(line.text)


def _styled_headings(lines: Sequence[Line]) -> dict[int, ArticleHeading]:
    """Numbered titles that are set as headings."""
    read = ((index, _number(line)) for index, line in enumerate(lines) if line.style == "heading")
    return {index: ArticleHeading(marker.value, marker.rest) for index, marker in read if marker and _is_title(marker.rest)}


def _between(lines: Sequence[Line], found: Mapping[int, ArticleHeading]) -> dict[int, ArticleHeading]:
    """Numbered titles without decimal leden between headings that have them; `listed` is the last number of a list there."""
    filled: dict[int, ArticleHeading] = {}
    last, listed = 0, _NOWHERE
    for index, line in enumerate(lines[:-1]):
        marker = _number(line)
        if index in found:
            last, listed = found[index].number, _NOWHERE
        elif headings.read_annex(line):
            last = _NOWHERE
        elif marker and marker.value == last + 1 and listed != last and _is_title(marker.rest) and not _number(lines[index + 1]):
            filled[index] = ArticleHeading(marker.value, marker.rest)
            last, listed = marker.value, _NOWHERE
        else:
            listed = marker.value if marker else listed
    return filled


def _chapters(lines: Sequence[Line], contents: frozenset[int]) -> dict[int, ArticleHeading]:
    """The chapters of a document that has no articles."""
    read = ((index, headings.read_chapter(line)) for index, line in enumerate(lines) if index not in contents)
    return {index: chapter for index, chapter in read if chapter is not None}


def _sections(lines: Sequence[Line]) -> frozenset[int]:
    """Lines set as headings, for a document that has no numbers at all; the title of the document is none."""
    for style in ("heading", "bold"):
        found = [index for index, line in enumerate(lines) if line.style == style and not line.bullet and _is_title(line.text)]
        if found and headings.is_document_title(lines[found[0]]):
            found = found[1:]
        if len(found) >= _SECTIONS:
            return frozenset(found)
    return frozenset()


def _numbered_heading(lines: Sequence[Line], index: int) -> ArticleHeading | None:
    """ "7. Meldplicht" is a heading where the next number is 7.1."""
    marker = _number(lines[index]) or _bare_number(lines[index])
    if marker is None or not _is_title(marker.rest):
        return None
    following = next((found for line in lines[index + 1 :] for found in read_markers(line.text)), None)
    if following is None or following.values != (marker.value, 1):
        return None
    return ArticleHeading(marker.value, marker.rest)


def _plain_headings(lines: Sequence[Line]) -> dict[int, ArticleHeading]:
    """Numbered titles that count up from 1, for a document that has no other headings."""
    for styles in (("heading",), ("bold",), ()):
        found: dict[int, ArticleHeading] = {}
        for index, line in enumerate(lines[:-1]):
            marker = _number(line) or _bare_number(line)
            if marker is None or marker.value != len(found) + 1 or not _is_title(marker.rest):
                continue
            below = _number(lines[index + 1])
            if line.style in styles or not (styles or (below and below.value != 1)):
                found[index] = ArticleHeading(marker.value, marker.rest)
        if len(found) >= _CONTENTS_RUN:
            return found
    return {}


def _number(line: Line) -> Marker | None:
    return next((marker for marker in read_markers(line.text) if marker.kind == "number"), None)


def _bare_number(line: Line) -> Marker | None:
    match = _BARE_NUMBER.match(line.text)
    return Marker("number", (int(match[1]),), match[1], line.text[match.end() :]) if match else None


def _is_title(text: str) -> bool:
    return len(text.split()) <= _HEADING_WORDS and text[:1].isupper() and not text.endswith((".", ";", ":", ","))


def _is_prose(line: Line) -> bool:
    """Whether a line before the first article says something, more than a name or a date."""
    words = len(line.text.split())
    return words >= 12 or (words >= 8 and line.text.endswith("."))
