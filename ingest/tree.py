"""Elements to a tree of articles, leden and sub-items."""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence

from ingest import headings, labels
from ingest.blocks import Line
from ingest.headings import ArticleHeading
from ingest.nodes import Document, Level, Node
from ingest.numbering import Marker
from ingest.outline import Element
from ingest.part import Part
from ingest.report import Doubt
from ingest.wording import say


class Tree:
    """The parts of a document in reading order (`roots`), lines that only name them (`names`), and doubtful places."""

    def __init__(self, elements: Sequence[Element]) -> None:
        self.roots: list[Node] = []
        self.names: list[Line] = []
        self.markers: list[str] = []
        self.doubts: list[Doubt] = []
        self._document = Document()
        self._part: Node | None = None
        self._waiting: list[Line] = []
        self._chapter = ""
        self._last_lid: Marker | None = None
        self._taken: Counter[str] = Counter()
        for element in elements:
            self._take(element)
        self._fill()

    def nodes(self) -> list[Node]:
        """Every node, in reading order."""
        return [node for root in self.roots for node in root.walk()]

    def _take(self, element: Element) -> None:
        """Give one element its place."""
        match element.role:
            case "body":
                self._waiting.append(element.line)
            case "preamble":
                self._fill()
                self._preamble(element.line)
            case "chapter":
                self._chapter = "" if headings.read_chapter(element.line) else element.line.text
                self.names.append(element.line)
            case "article" | "section" | "annex" | "closing":
                self._fill()
                self._open_part(element)
            case "document" | "division":
                self._fill()
                self._open_document(element)

    def _fill(self) -> None:
        """Give the part that was opened last the lines that stand in it."""
        if not self._waiting:
            return
        part = Part(self._part or self._open_root("preamble", "preambule", "", ""), self._waiting, self._last_lid)
        self._last_lid = part.last
        self.names += part.names
        self.markers += part.markers
        self.doubts += part.doubts
        self._waiting = []

    def _open_document(self, element: Element) -> None:
        taken = {node.document.prefix for node in self.roots}
        if element.article is not None:
            prefix, name = f"{element.article.printed}.", f"{element.article.name} {element.article.printed}"
        else:
            prefix, name = f"{headings.document_prefix(element.line.text)}:", labels.document_name(element.line.text)
        if prefix in taken:
            same = sum(1 for other in taken if other.startswith(prefix[:-1]))
            prefix = f"{prefix[:-1]}{'-' if element.article else ''}{same + 1}{prefix[-1]}"
        self._document, self._part, self._chapter = Document(prefix, name), None, ""
        self.names.append(element.line)

    def _open_part(self, element: Element) -> None:
        if element.article is not None:
            self._open_article(element, element.article)
            return
        self.names.append(element.line)
        if element.annex is not None:
            self._open_root("annex", element.annex.path, element.annex.label, element.annex.title)
        else:
            self._open_root("closing", labels.plain_key(element.line.text), element.line.text, element.line.text)

    def _open_article(self, element: Element, article: ArticleHeading) -> None:
        holder = self._annex_around(element)
        previous = holder.last if holder else self._previous()
        self._check_article(element.line, article, previous)
        if holder is not None:
            node = Node("lid", f"{holder.path}.{article.printed}", article.printed, article.title, holder.document, holder)
            holder.children.append(node)
            self._part = node
        else:
            node = self._open_root("article", self._free_path(article.printed), article.printed, article.title)
        node.numbering, node.value, node.values, node.word = "number", article.number, article.values, article.name
        if article.text:
            node.title = self._chapter
            self._state(node, element.line, article.text)
        else:
            self.names.append(element.line)

    def _state(self, node: Node, line: Line, text: str) -> None:
        """An article whose text stands behind its number."""
        self.markers.append(line.text[: len(line.text) - len(text)])
        node.lines.append(Line(line.number, line.start, line.end, text, line.indent, False, line.after_blank, line.hard_break))

    def _annex_around(self, element: Element) -> Node | None:
        """The annex that an article belongs to: the last part, if the numbers started again in it."""
        top = self.roots[-1] if self.roots else None
        if top is None or top.level != "annex" or top.document is not self._document:
            return None
        counted = any(child.values for child in top.children)
        return top if element.restarts or counted or self._previous() is None else None

    def _previous(self) -> Node | None:
        """The last article of this document."""
        return next((root for root in reversed(self.roots) if root.document is self._document and root.values), None)

    def _free_path(self, path: str) -> str:
        """The path, or with a number behind it where an article of this document has it already."""
        times = self._taken[self._document.prefix + path]
        return f"{path}-{times + 1}" if times else path

    def _check_article(self, line: Line, article: ArticleHeading, previous: Node | None) -> None:
        before = previous.values if previous is not None else (*article.above, 0)
        if article.values == before and not article.suffix:
            self._doubt(line, "double", label=say("label_article", number=article.printed))
            return
        goes_on = before[:-1] == article.above and article.number == before[-1] + 1
        goes_up = len(before) == len(article.values) > 1 and article.number == 1 and article.above[-1] == before[-2] + 1
        if not (goes_on or goes_up or (article.suffix and article.values == before)):
            self._doubt(line, "article_gap", number=article.printed, before=previous.printed if previous else "0")

    def _open_root(self, level: Level, path: str, printed: str, title: str) -> Node:
        node = Node(level, self._document.prefix + path, printed, title, self._document)
        self.roots.append(node)
        self._taken[node.path.split("-")[0]] += 1
        self._part = node
        return node

    def _preamble(self, line: Line) -> None:
        """Text before the first article: one part, called recitals where it holds the considerations of a contract."""
        node = self._part
        if node is None or node.level not in ("preamble", "recitals"):
            node = self._open_root("preamble", "preambule", "", "")
        if headings.opens_recitals(line):
            node.level, node.path = "recitals", node.path.replace("preambule", "overwegingen")
        node.lines.append(line)

    def _doubt(self, line: Line, key: str, **values: object) -> None:
        self.doubts.append(Doubt(line.number, say(key, **values)))
