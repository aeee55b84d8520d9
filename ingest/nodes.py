"""A part of a document while its tree is being built."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, field
from typing import Literal

from ingest.blocks import Line
from ingest.numbering import Kind

Level = Literal["article", "lid", "sub", "annex", "closing", "preamble", "recitals"]


@dataclass(slots=True, eq=False)
class Document:
    """One of the documents in a file, or one of its chapters where each counts its own articles: the first document has no
    prefix and no name. The prefix ends with its sign ("vo:", "A.")."""

    prefix: str = ""
    name: str = ""


@dataclass(slots=True, eq=False)
class Node:
    """An article, lid, sub-item, annex or loose part. `lines` are its own, without its number and without its children.

    `numbering` and `value` say how its own number is printed; `values` are all its parts and `word` what stands
    before it where that is not "artikel", for an article.
    """

    level: Level
    path: str
    printed: str
    title: str
    document: Document
    parent: Node | None = None
    numbering: Kind | None = None
    value: int = 0
    values: tuple[int, ...] = ()
    heading: str = ""
    word: str = ""
    lines: list[Line] = field(default_factory=list)
    children: list[Node] = field(default_factory=list)

    @property
    def last(self) -> Node | None:
        """The child that was opened last."""
        return self.children[-1] if self.children else None

    def walk(self) -> Iterator[Node]:
        """This node and all below it, in reading order."""
        yield self
        for child in self.children:
            yield from child.walk()

    def ancestors(self) -> Iterator[Node]:
        """This node, its parent, and so on up to the article or annex."""
        node: Node | None = self
        while node is not None:
            yield node
            node = node.parent
