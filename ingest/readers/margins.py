"""What a Word document holds beside its text: page headers and footers, footnotes and endnotes."""

from __future__ import annotations

from collections.abc import Iterator
from typing import TYPE_CHECKING

from ingest.blocks import LeftOut
from ingest.readers.numbered import W

if TYPE_CHECKING:
    from docx.document import Document

_KINDS = {"header": "page_edge", "footer": "page_edge", "footnotes": "footnote", "endnotes": "footnote"}


def outside_body(document: Document) -> Iterator[LeftOut]:
    """Every header and footer as a whole, and every note, in the order of the file."""
    from docx.oxml import parse_xml

    for relation in document.part.rels.values():
        kind = _KINDS.get(relation.reltype.rpartition("/")[2])
        if kind is None or relation.is_external:
            continue
        root = parse_xml(relation.target_part.blob)
        for part in root if kind == "footnote" else [root]:
            paragraphs = ("".join(sign.text or "" for sign in line.iter(W + "t")) for line in part.iter(W + "p"))
            yield LeftOut(kind, " ".join(paragraphs))
