"""How a clause is called: its path in ids, and its label as a Dutch lawyer writes it."""

from __future__ import annotations

import re

from ingest.headings import kind_words
from ingest.nodes import Node
from ingest.numbering import Marker
from ingest.wording import say


def own_path(parent: Node, marker: Marker) -> str:
    """The last part of a path: "3" for lid 3, "a" for sub a, "ii" for sub ii. In an annex a number keeps all its parts."""
    if marker.kind == "decimal" and not (parent.level == "annex" and not parent.values):
        return marker.printed.rpartition(".")[2]
    return marker.printed


def label(node: Node) -> str:
    """ "Artikel 6 lid 3", "Artikel 10 lid 3 sub a", "Artikel 3.7.2", "Verwerkersovereenkomst artikel 7.1", "Bijlage I"."""
    text = _within_document(node)
    if not node.document.name:
        return text
    return f"{node.document.name} {text[0].lower()}{text[1:]}"


def document_name(title: str) -> str:
    """The name of a second document in labels: the words of its title up to its kind, or the whole title."""
    return " ".join(kind_words(title)) or title


def plain_key(text: str) -> str:
    """A heading as part of a clause id: "Slotbepaling" -> "slotbepaling"."""
    return re.sub(r"\W+", "-", text.lower()).strip("-")


def _within_document(node: Node) -> str:
    match node.level:
        case "preamble":
            return say("label_preamble")
        case "recitals":
            return say("label_recitals")
        case "annex" | "closing":
            return node.printed
        case "article":
            return _article(node, node.printed)
        case _:
            return _numbered(node)


def _numbered(node: Node) -> str:
    """A decimal number stands alone ("Artikel 3.7.2"); others are named after their parent."""
    parent = node.parent
    assert parent is not None
    if node.numbering == "decimal":
        top = list(node.ancestors())[-1]
        return _article(top, node.printed) if top.level == "article" else f"{top.printed} {node.printed}"
    key = "label_lid" if parent.level == "article" and node.numbering == "number" else "label_sub"
    return f"{_within_document(parent)} {say(key, number=node.printed)}"


def _article(node: Node, number: str) -> str:
    return f"{node.word} {number}" if node.word else say("label_article", number=number)
