"""Elements to a tree of articles, leden and sub-items."""

from __future__ import annotations

from collections.abc import Sequence

from ingest import headings, labels
from ingest.blocks import Line
from ingest.headings import ArticleHeading
from ingest.nodes import Document, Level, Node
from ingest.numbering import Marker, read_markers
from ingest.outline import Element
from ingest.report import Doubt
from ingest.sequence import Place, find_place
from ingest.wording import say

_HEADING_WORDS = 8


class Tree:
    """The parts of a document in reading order (`roots`), lines that only name them (`names`), and doubtful places."""

    def __init__(self, elements: Sequence[Element]) -> None:
        self.roots: list[Node] = []
        self.names: list[Line] = []
        self.markers: list[str] = []
        self.doubts: list[Doubt] = []
        self._elements = elements
        self._document = Document()
        self._deepest: Node | None = None
        self._subheading = ""
        for index, element in enumerate(elements):
            self._take(index, element)

    def nodes(self) -> list[Node]:
        """Every node, in reading order."""
        return [node for root in self.roots for node in root.walk()]

    def _take(self, index: int, element: Element) -> None:
        """Give one element its place."""
        match element.role:
            case "article" | "section" | "annex" | "closing":
                self._open_part(element)
            case "document":
                self._open_document(element.line)
            case "chapter":
                self._subheading = ""
                self.names.append(element.line)
            case "preamble":
                self._preamble(element.line)
            case "body":
                self._body(index, element.line)

    def _open_document(self, line: Line) -> None:
        prefix = headings.document_prefix(line.text)
        taken = {node.document.prefix for node in self.roots}
        if prefix in taken:
            prefix += str(sum(1 for other in taken if other.startswith(prefix)) + 1)
        self._document = Document(prefix, labels.document_name(line.text))
        self._deepest = None
        self.names.append(line)

    def _open_part(self, element: Element) -> None:
        self.names.append(element.line)
        if element.article is not None:
            self._open_article(element)
        elif element.annex is not None:
            self._open_root("annex", element.annex.path, element.annex.label, element.annex.title)
        else:
            self._open_root("closing", labels.plain_key(element.line.text), element.line.text, element.line.text)

    def _open_article(self, element: Element) -> None:
        article = element.article
        assert article is not None
        top = self.roots[-1] if self.roots else None
        holder = top if top is not None and top.level == "annex" and top.document is self._document else None
        previous = holder.last if holder else next((n for n in reversed(self.roots) if n.document is self._document), None)
        self._check_article(element.line, article, previous)
        if holder is not None:
            node = self._open_child(holder, Marker("number", (article.number,), article.printed, ""), element.line)
            node.title = article.title
        else:
            node = self._open_root("article", self._free_path(article.printed), article.printed, article.title)
        node.numbering, node.value = "number", article.number

    def _free_path(self, path: str) -> str:
        """The path, or with a number behind it where an article of this document has it already."""
        prefix = f"{self._document.prefix}:" if self._document.prefix else ""
        times = sum(1 for root in self.roots if root.path.split("-")[0] == prefix + path)
        return f"{path}-{times + 1}" if times else path

    def _check_article(self, line: Line, article: ArticleHeading, previous: Node | None) -> None:
        before = previous.value if previous is not None and previous.numbering == "number" else 0
        inserted = article.suffix and article.number == before
        if article.number == before and not inserted:
            self._doubt(line, "double", label=say("label_article", number=article.printed))
            return
        if article.number != before + 1 and not inserted:
            self._doubt(line, "article_gap", number=article.printed, before=before)

    def _open_root(self, level: Level, path: str, printed: str, title: str) -> Node:
        prefix = f"{self._document.prefix}:" if self._document.prefix else ""
        node = Node(level, prefix + path, printed, title, self._document)
        self.roots.append(node)
        self._deepest, self._subheading = node, ""
        return node

    def _preamble(self, line: Line) -> None:
        """Text before the first article: one part, called recitals where it holds the considerations of a contract."""
        node = self._deepest
        if node is None or node.level not in ("preamble", "recitals"):
            node = self._open_root("preamble", "preambule", "", "")
        if headings.opens_recitals(line):
            node.level, node.path = "recitals", node.path.replace("preambule", "overwegingen")
        node.lines.append(line)

    def _body(self, index: int, line: Line) -> None:
        deepest = self._deepest
        assert deepest is not None
        readings = () if self._ends_in_reference(deepest) else read_markers(line.text)
        place = find_place(deepest, readings, line.indent, self._later(index)) if readings else None
        if place is not None:
            self._open_item(index, line, place)
        elif self._names_article(deepest, line):
            deepest.title = line.text
            self.names.append(line)
        elif self._is_subheading(line, deepest):
            self._subheading = line.text.rstrip(":")
            self._deepest = list(deepest.ancestors())[-1]
            self.names.append(line)
        else:
            self._add_text(deepest, line, readings)

    def _open_item(self, index: int, line: Line, place: Place) -> None:
        """A new lid or sub-item, with the rest of its line as heading or as text."""
        node = self._open_child(place.parent, place.marker, line)
        if place.doubt:
            self._doubt(line, place.doubt, label=labels.label(node))
        self.markers.append(line.text[: len(line.text) - len(place.marker.rest)])
        rest = _with_text(line, place.marker.rest)
        if self._heads_text(index, rest):
            node.heading = rest.text.rstrip(":")
            self.names.append(rest)
        else:
            node.lines.append(rest)

    def _open_child(self, parent: Node, marker: Marker, line: Line) -> Node:
        own = labels.own_path(parent, marker)
        top = parent.level in ("article", "annex")
        node = Node("lid" if top else "sub", f"{parent.path}.{own}", marker.printed, parent.title, parent.document, parent)
        node.numbering, node.value, node.indent = marker.kind, marker.value, line.indent
        node.heading = self._subheading if top else ""
        parent.children.append(node)
        self._deepest = node
        return node

    def _heads_text(self, index: int, rest: Line) -> bool:
        """Whether the words behind a number are a heading: a few words without an end, and a sentence without number below."""
        following = self._elements[index + 1] if index + 1 < len(self._elements) else None
        if following is None or following.role != "body" or following.line.bullet or read_markers(following.line.text):
            return False
        short = len(rest.text.split()) <= _HEADING_WORDS and not rest.text.endswith((".", ";", ":", ","))
        below = following.line.text
        return short and rest.text[:1].isupper() and below[:1].isupper() and len(below) > len(rest.text)

    def _ends_in_reference(self, deepest: Node) -> bool:
        """Whether the text so far stops at "artikel" or "lid": the number on the next line is what it refers to."""
        return bool(deepest.lines) and headings.ends_in_reference(deepest.lines[-1])

    def _names_article(self, deepest: Node, line: Line) -> bool:
        """Whether the line is the title of an article whose number stood on a line of its own."""
        empty = deepest.level == "article" and not deepest.title and not deepest.lines
        return empty and len(line.text.split()) <= _HEADING_WORDS + 4 and not line.text.endswith((".", ";", ":"))

    def _is_subheading(self, line: Line, deepest: Node) -> bool:
        """Whether a line set as a heading names the leden below it. In an annex it is text, unless it repeats the title."""
        top = list(deepest.ancestors())[-1]
        if not line.style or line.bullet:
            return False
        if top.level != "article":
            return not top.lines and line.text == top.title
        return len(line.text.split()) <= 2 * _HEADING_WORDS + 8 and not line.text.endswith((".", ";"))

    def _add_text(self, deepest: Node, line: Line, readings: Sequence[Marker]) -> None:
        if readings and not line.bullet:
            self._doubt(line, "number_as_text", text=line.text[:40], label=labels.label(deepest))
        if headings.read_article(line) is not None:
            self._doubt(line, "article_as_text", text=line.text[:40], label=labels.label(deepest))
        deepest.lines.append(line)

    def _later(self, index: int) -> list[Marker]:
        """The numbers at line starts up to the next heading."""
        found: list[Marker] = []
        for element in self._elements[index + 1 :]:
            if element.role in ("article", "section", "annex", "closing", "document"):
                break
            found += read_markers(element.line.text)
        return found

    def _doubt(self, line: Line, key: str, **values: object) -> None:
        self.doubts.append(Doubt(line.number, say(key, **values)))


def _with_text(line: Line, text: str) -> Line:
    """The line without its number; the bullet that stood before the number goes with it."""
    return Line(line.number, line.start, line.end, text, line.indent, False, line.after_blank, line.hard_break, line.style)
