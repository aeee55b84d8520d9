"""PDF documents with a text layer, in reading order. A scan is refused: it must go through text recognition first."""

from __future__ import annotations

import re
import struct
import time
import unicodedata
from collections.abc import Iterator, Sequence
from itertools import islice
from typing import TYPE_CHECKING, Any

from bot.errors import UnreadableTerms
from ingest.blocks import LeftOut, Source, letters
from ingest.readers.drafts import compose
from ingest.readers.furniture import without_furniture
from ingest.readers.joining import join_rows
from ingest.readers.layout import Word, read_pages
from ingest.wording import say

if TYPE_CHECKING:
    from pdfplumber.page import Page
    from pdfplumber.pdf import PDF

MOST_PAGES = 300
MOST_SECONDS = 120
_HEAD = 1024
_LEAST_LETTERS_PER_PAGE = 15
_MOST_UNREADABLE = 0.05
_UNREADABLE = re.compile(r"\(cid:\d+\)|\ufffd|[\ue000-\uf8ff]")
_LIGATURE = re.compile("[\ufb00-\ufb06]")
# Some programs print an accent as a sign of its own before its letter.
_ACCENTS = {"¨": "\u0308", "´": "\u0301", "ˆ": "\u0302"}
_LOOSE_ACCENT = re.compile(r"([¨´ˆ])\s?([aeiouAEIOUıy])")
_PICTURE_SHARE = 0.4
_COVERED = 0.05


def read_pdf(name: str, data: bytes) -> Source:
    """The lines of a PDF document without page headers, footers and numbers; words cut at the end of a row are whole.

    Raises: UnreadableTerms where the file is encrypted, damaged, too long, a scan, or has letters that can't be read.
    """
    if b"%PDF-" not in data[:_HEAD]:
        raise UnreadableTerms(say("file_damaged", file=name))
    pages, heights, aslant = _read(name, data)
    words = [word for page in pages for word in page]
    _check_readable(name, words, len(pages))
    rows, edges = without_furniture(read_pages(pages), heights)
    return compose(name, join_rows(rows), [*(LeftOut("page_edge", row.text) for row in edges), *aslant])


def _read(name: str, data: bytes) -> tuple[list[list[Word]], list[float], list[LeftOut]]:
    """The words and the height of every page, and what is printed aslant or upright on them."""
    from pdfminer.pdfdocument import PDFPasswordIncorrect
    from pdfminer.pdfexceptions import PDFException
    from pdfminer.psexceptions import PSException
    from pdfplumber.utils.exceptions import MalformedPDFException, PdfminerException

    from ingest.readers.metering import TooMuch, open_metered  # loads pdfminer

    broken = (ArithmeticError, AssertionError, AttributeError, LookupError, OSError, RuntimeError, TypeError, ValueError)
    try:
        with open_metered(data) as document:
            return _pages(name, document)
    except PdfminerException as error:
        causes = error.args
        encrypted = any(isinstance(cause, PDFPasswordIncorrect) for cause in causes)
        large = any(isinstance(cause, TooMuch) for cause in causes)
        key = "file_encrypted" if encrypted else "file_costly" if large else "file_damaged"
        raise UnreadableTerms(say(key, file=name)) from error
    except TooMuch as error:
        raise UnreadableTerms(say("file_costly", file=name)) from error
    except (PDFException, PSException, MalformedPDFException, struct.error, *broken) as error:
        raise UnreadableTerms(say("file_damaged", file=name)) from error


def _pages(name: str, document: PDF) -> tuple[list[list[Word]], list[float], list[LeftOut]]:
    begun = time.process_time()  # what other programs take meanwhile does not count
    pages: list[list[Word]] = []
    heights: list[float] = []
    pictures: list[int] = []
    aslant: list[LeftOut] = []
    for page in _opened(name, document):
        if time.process_time() - begun > MOST_SECONDS:
            raise UnreadableTerms(say("file_slow", file=name, page=page.page_number))
        pages.append([*_words(page)])
        heights.append(float(page.height))
        aslant.append(LeftOut("aslant", "".join(str(sign["text"]) for sign in page.chars if not sign["upright"])))
        if not pages[-1] and _is_picture(page):
            pictures.append(page.page_number)
        page.close()
    inside = [number for number in pictures if 1 < number < len(pages)]
    if inside and any(pages):
        raise UnreadableTerms(say("page_scanned", file=name, page=inside[0]))
    return pages, heights, aslant


def _opened(name: str, document: PDF) -> Iterator[Page]:
    """The pages, each opened when its turn comes."""
    from pdfminer.pdfpage import PDFPage

    from ingest.readers.metering import MeteredPage

    found = [*islice(PDFPage.create_pages(document.doc), MOST_PAGES + 1)]
    if len(found) > MOST_PAGES:
        raise UnreadableTerms(say("too_many_pages", file=name, most=MOST_PAGES))
    for number, page in enumerate(found, 1):
        yield MeteredPage(document, page, page_number=number)


def _words(page: Page) -> Iterator[Word]:
    """The upright words of a page; a watermark across it is left out."""
    once = frozenset(_once(page.chars))
    for word in page.filter(lambda thing: id(thing) in once).extract_words(return_chars=True, keep_blank_chars=False):
        signs: list[dict[str, Any]] = word["chars"]
        fonts = [str(sign.get("fontname", "")).lower() for sign in signs]
        yield Word(
            text=_composed(word["text"]),
            x0=float(word["x0"]),
            x1=float(word["x1"]),
            top=float(word["top"]),
            bottom=float(word["bottom"]),
            size=max(float(signs[0].get("size", 0)), 1.0),
            bold=all(re.search(r"bold|black|heavy|cmbx|semibold", font) is not None for font in fonts),
            italic=all(re.search(r"italic|oblique|cmti", font) is not None for font in fonts),
        )


def _once(signs: Sequence[dict[str, Any]]) -> Iterator[int]:
    """The identity of every upright sign: no second print half a point away to make it bold, no space under the next letter."""
    seen: set[tuple[str, int, int]] = set()
    for sign, following in zip(signs, [*signs[1:], None], strict=False):
        text, across, down = str(sign["text"]), round(2 * sign["x0"]), round(2 * sign["top"])
        near = {(text, across + right, down + below) for right in (-1, 0, 1) for below in (-1, 0, 1)}
        if sign["upright"] and not near & seen and not _is_covered(sign, following):
            seen.add((text, across, down))
            yield id(sign)


def _is_covered(sign: dict[str, Any], following: dict[str, Any] | None) -> bool:
    """Whether a space takes no place: a program put it where a word could have been cut."""
    if following is None or str(sign["text"]).strip() or abs(following["top"] - sign["top"]) > 0.5 * sign["size"]:
        return False
    return bool(abs(following["x0"] - sign["x0"]) < _COVERED * sign["size"])


def _composed(text: str) -> str:
    """The text with ligatures taken apart and loose accents on their letters."""
    text = _LIGATURE.sub(lambda match: unicodedata.normalize("NFKC", match[0]), text)
    text = _LOOSE_ACCENT.sub(lambda match: match[2].replace("ı", "i") + _ACCENTS[match[1]], text)
    return unicodedata.normalize("NFC", text)


def _is_picture(page: Page) -> bool:
    whole = float(page.width) * float(page.height)
    return sum(float(image["width"]) * float(image["height"]) for image in page.images) > _PICTURE_SHARE * whole


def _check_readable(name: str, words: Sequence[Word], pages: int) -> None:
    """Nothing, for a text layer that can be read. Raises: UnreadableTerms."""
    text = " ".join(word.text for word in words)
    if len(letters(text)) < _LEAST_LETTERS_PER_PAGE * pages:
        raise UnreadableTerms(say("file_scanned", file=name))
    if len(_UNREADABLE.findall(text)) > _MOST_UNREADABLE * len(letters(text)):
        raise UnreadableTerms(say("file_fonts", file=name))
