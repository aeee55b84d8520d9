"""Word documents (.docx): paragraphs, automatic numbers as printed, tables. Deleted and hidden text is left out."""

from __future__ import annotations

import zipfile
from collections.abc import Iterator
from io import BytesIO
from typing import TYPE_CHECKING

from bot.errors import UnreadableTerms
from ingest.blocks import LeftOut, Source, Style
from ingest.readers.archives import check_archive
from ingest.readers.drafts import Draft, compose
from ingest.readers.margins import outside_body
from ingest.readers.numbered import Numbering, W, value_of
from ingest.readers.tables import Cell, read_table
from ingest.wording import say

if TYPE_CHECKING:
    from docx.document import Document
    from lxml.etree import _Element as Element

_CONTAINERS = frozenset(W + name for name in ("sdt", "sdtContent", "ins", "moveTo", "customXml", "smartTag"))
_GONE = frozenset(
    [W + name for name in ("del", "moveFrom", "instrText", "pPr", "txbxContent")]
    + ["{http://schemas.openxmlformats.org/markup-compatibility/2006}Fallback"]
)
_SIGNS = {W + "tab": "\t", W + "br": "\n", W + "cr": "\n", W + "noBreakHyphen": "-"}
_CONTENTS = ("toc ", "inhopg")
_HEADINGS = ("heading", "kop ", "title", "titel")
_OFF = ("0", "false", "none")
_MOST_DEPTH = 30
_MOST_IN_BOXES = 0.3


def read_docx(name: str, data: bytes) -> Source:
    """The lines of a Word document; its own table of contents, page headers and footers left out.

    Raises: UnreadableTerms where the file is encrypted, damaged or no Word document.
    """
    check_archive(name, data)
    import docx  # loads lxml
    from docx.opc.exceptions import OpcError
    from lxml.etree import LxmlError

    try:
        document = docx.Document(BytesIO(data))
        reading = _Reading(name, document)
        return compose(name, reading.body(document.element.body, 0), reading.left_out)
    except (OpcError, LxmlError, zipfile.BadZipFile, KeyError, ValueError, AttributeError, TypeError, RecursionError) as error:
        raise UnreadableTerms(say("file_damaged", file=name)) from error


class _Reading:
    """One pass over a document; the numbers count on while it goes."""

    def __init__(self, name: str, document: Document) -> None:
        self._name = name
        self._numbering = Numbering(document)
        self._styles = {str(style.style_id): style for style in document.styles}
        self._boxes_hold_terms = _boxes_hold_much(document.element.body)
        self.left_out = [*outside_body(document)]

    def body(self, container: Element, depth: int) -> Iterator[Draft]:
        """The lines of everything in a body, a cell or a text box."""
        if depth > _MOST_DEPTH:
            raise UnreadableTerms(say("file_nested", file=self._name))
        for child in container:
            if child.tag == W + "p":
                yield from self._paragraph(child)
                for box in _boxes(child):
                    yield from self._box(box, depth)
            elif child.tag == W + "tbl":
                yield from read_table([*self._rows(child, depth)])
            elif child.tag in _CONTAINERS:
                yield from self.body(child, depth + 1)

    def _box(self, box: Element, depth: int) -> Iterator[Draft]:
        """The lines of a text box, or none where the boxes are only small parts beside the text."""
        if self._boxes_hold_terms:
            yield from self.body(box, depth + 1)
        else:
            self.left_out.append(LeftOut("text_box", " ".join("".join(_text(line)) for line in box.iter(W + "p"))))

    def _rows(self, table: Element, depth: int) -> Iterator[list[Cell]]:
        for row in table.iterfind(W + "tr"):
            cells = [cell for cell in row.iterfind(W + "tc") if not _goes_on(cell)]
            yield [tuple(self.body(cell, depth + 1)) for cell in cells]

    def _paragraph(self, paragraph: Element) -> Iterator[Draft]:
        properties = paragraph.find(W + "pPr")
        name = self._style_name(value_of(properties, "pStyle"))
        text = "".join(_text(paragraph))
        if name.startswith(_CONTENTS):
            self.left_out.append(LeftOut("generated_contents", text))
            return
        if not text.strip():
            yield Draft("")
            return
        item = self._numbering.item(properties)
        style: Style = "heading" if name.startswith(_HEADINGS) else _emphasis(paragraph)
        lines = [line for line in text.split("\n") if line.strip()]
        for at, line in enumerate(lines):
            number = f"{item.number} " if item and not at else ""
            yield Draft(
                number + line,
                indent=item.depth if item else 0,
                bullet=item is not None and item.bullet and not at,
                hard_break=at < len(lines) - 1,
                style=style,
            )

    def _style_name(self, style_id: str) -> str:
        style = self._styles.get(style_id)
        return str(style.name or "").lower() if style is not None else ""


def _text(element: Element) -> Iterator[str]:
    """The text that a reader of the paragraph sees."""
    for child in element:
        if child.tag == W + "t":
            yield child.text or ""
        elif child.tag in _SIGNS:
            yield _SIGNS[child.tag]
        elif child.tag not in _GONE and isinstance(child.tag, str) and not _is_hidden(child):
            yield from _text(child)


def _is_hidden(run: Element) -> bool:
    return _is_on(run.find(W + "rPr"), "vanish")


def _is_on(properties: Element | None, name: str) -> bool:
    sign = properties.find(W + name) if properties is not None else None
    return sign is not None and sign.get(W + "val", "1") not in _OFF


def _emphasis(paragraph: Element) -> Style:
    """How the whole paragraph is set, or nothing."""
    runs = [run for run in paragraph.iter(W + "r") if "".join(_text(run)).strip()]
    signs: tuple[tuple[str, Style], ...] = (("b", "bold"), ("i", "italic"))
    return next((style for sign, style in signs if runs and all(_is_on(run.find(W + "rPr"), sign) for run in runs)), "")


def _boxes(paragraph: Element) -> Iterator[Element]:
    """The text boxes that hang on a paragraph, each once."""
    for box in paragraph.iter(W + "txbxContent"):
        if not any(above.tag in _GONE and above.tag != W + "pPr" for above in box.iterancestors()):
            yield box


def _boxes_hold_much(body: Element) -> bool:
    """Whether so much of the text stands in text boxes that the terms must be there."""
    inside = sum(len(sign.text or "") for box in _boxes(body) for sign in box.iter(W + "t"))
    return inside > _MOST_IN_BOXES * sum(len(sign.text or "") for sign in body.iter(W + "t"))


def _goes_on(cell: Element) -> bool:
    """Whether a cell is merged with the one above it."""
    properties = cell.find(W + "tcPr")
    merged = properties.find(W + "vMerge") if properties is not None else None
    return merged is not None and merged.get(W + "val") != "restart"
