"""What reading a PDF may cost. The library that reads it has no limits of its own: here its parts are made to count.

Importing this module puts the counting parts in the place of those of pdfminer, for everything in this process that reads a PDF.
"""

from __future__ import annotations

import logging
import zlib
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from contextvars import ContextVar
from dataclasses import dataclass, field
from io import BytesIO
from typing import Any

import pdfminer.pdffont
import pdfminer.pdfparser
import pdfplumber.pdf
from pdfminer.ascii85 import ascii85decode, asciihexdecode
from pdfminer.cmapdb import CMapBase, CMapParser
from pdfminer.converter import PDFPageAggregator
from pdfminer.layout import LTChar, LTImage, LTItem, LTPage
from pdfminer.lzw import LZWDecoder
from pdfminer.pdfdocument import PDFDocument
from pdfminer.pdfexceptions import PDFException
from pdfminer.pdffont import PDFFont, TrueTypeFont
from pdfminer.pdfinterp import PDFPageInterpreter, PDFResourceManager
from pdfminer.pdfparser import PDFParser
from pdfminer.pdftypes import PDFObjRef, PDFStream, int_value, list_value, resolve1
from pdfminer.psparser import literal_name
from pdfminer.runlength import rldecode
from pdfminer.utils import apply_png_predictor, apply_tiff_predictor
from pdfplumber.page import Page
from pdfplumber.utils.exceptions import PdfminerException

MOST_DECODED = 100_000_000
MOST_IN_STREAM = 20_000_000
MOST_SLOWLY_DECODED = 1_000_000
MOST_IN_ROW = 1_000_000
MOST_REFERENCES = 500_000
MOST_READS = 100_000
MOST_TABLES = 100
MOST_CONTENT = 1_500_000
MOST_SIGNS = 30_000
MOST_STATES = 1_000
MOST_CODES = 200_000
# Starting on a form costs as much as a thousand bytes of it.
_PER_FORM = 1_000
_PER_SHAPE = 2
_KINDS = {LTChar: "char", LTImage: "image"}
_AS_THEY_ARE = ("DCTDecode", "DCT", "JPXDecode", "JBIG2Decode", "CCITTFaxDecode", "CCF")


class TooMuch(PDFException):
    """A PDF takes more than any terms do."""


@dataclass
class _Meter:
    """What one document took so far; `signs` and `content` are of the page that is read now."""

    decoded: int = 0
    references: int = 0
    reads: int = 0
    signs: int = 0
    content: int = 0
    tables: set[int] = field(default_factory=set)

    def count(self, name: str, amount: int, most: int) -> None:
        """Add to one of the counts. Raises: TooMuch."""
        total = getattr(self, name) + amount
        setattr(self, name, total)
        if total > most:
            raise TooMuch(name)


_METER: ContextVar[_Meter] = ContextVar("pdf_meter")


@contextmanager
def open_metered(data: bytes) -> Iterator[pdfplumber.pdf.PDF]:
    """The document, which raises TooMuch (or a PdfminerException with it) as soon as it takes more than it may."""
    token = _METER.set(_Meter())
    try:
        document = pdfplumber.pdf.PDF(_File(data), stream_is_external=True)
        document.rsrcmgr = _Fonts()
        yield document
    finally:
        _METER.reset(token)


class MeteredPage(Page):
    """A page whose marks are counted while they are read."""

    @property
    def layout(self) -> LTPage:
        """Everything on the page. Raises: PdfminerException."""
        if not hasattr(self, "_layout"):
            meter = _METER.get()
            meter.signs = meter.content = 0
            device = _Device(self.pdf.rsrcmgr, pageno=self.page_number, laparams=None)
            try:
                _Interpreter(self.pdf.rsrcmgr, device).process_page(self.page_obj)
            except Exception as error:
                raise PdfminerException(error) from error
            self._layout = device.get_result()
        return self._layout

    def process_object(self, obj: LTItem) -> dict[str, Any]:
        """What is asked of a sign or a picture, without its colours, its tag and all else that takes half of the time."""
        known: dict[str, Any] = {"object_type": _KINDS.get(type(obj), "other"), "page_number": self.page_number}
        if not isinstance(obj, LTChar | LTImage):
            return known
        left, down = self.mediabox[:2]
        top, bottom = self.height - obj.y1 + down, self.height - obj.y0 + down
        known |= {"x0": obj.x0 + left, "x1": obj.x1 + left, "top": top, "bottom": bottom, "doctop": self.initial_doctop + top}
        known |= {"width": obj.width, "height": obj.height}
        if isinstance(obj, LTChar):
            known |= {"text": obj.get_text(), "size": obj.size, "upright": obj.upright, "fontname": str(obj.fontname)}
        return known


class _File(BytesIO):
    """The file; a loop in it makes that it is read without end."""

    def read(self, size: int | None = -1, /) -> bytes:
        _METER.get().count("reads", 1, MOST_READS)
        return super().read(size)


class _Document(PDFDocument):
    """A document whose tables of objects may point at each other in a circle."""

    def read_xref_from(self, parser: PDFParser, start: int, xrefs: list[Any]) -> None:
        tables = _METER.get().tables
        if start in tables or len(tables) >= MOST_TABLES:
            return
        tables.add(start)
        super().read_xref_from(parser, start, xrefs)


class _Reference(PDFObjRef):
    """A reference, which may be part of a circle, or of a tree in which each branch comes back many times."""

    def resolve(self, default: object = None) -> Any:
        _METER.get().count("references", 1, MOST_REFERENCES)
        return super().resolve(default)


class _Stream(PDFStream):
    """A stream, which may be much larger than it looks."""

    def decode(self) -> None:
        """Unpack the data. Raises: PDFException where it is damaged: half of a page must not pass for the whole."""
        data = self.rawdata or b""
        if self.decipher and self.objid is not None and self.genno is not None:
            data = self.decipher(self.objid, self.genno, data, self.attrs)
        for kind, params in self.get_filters():
            if literal_name(kind) in _AS_THEY_ARE:
                break
            data = _unpacked(literal_name(kind), data)
            if len(data) > MOST_IN_STREAM:
                raise TooMuch("stream")
            if isinstance(params, dict) and "Predictor" in params:
                data = _predicted(params, data)
        _METER.get().count("decoded", len(data), MOST_DECODED)
        self.data, self.rawdata = data, None


def _unpacked(kind: str, data: bytes) -> bytes:
    match kind:
        case "FlateDecode" | "Fl":
            return _inflated(data)
        case "ASCII85Decode" | "A85":
            return ascii85decode(data)
        case "ASCIIHexDecode" | "AHx":
            return asciihexdecode(data)
        case "LZWDecode" | "LZW":
            return _lengthened(_slow(data))
        case "RunLengthDecode" | "RL":
            return rldecode(_slow(data)[: MOST_IN_STREAM // 64])
        case _:
            raise PDFException(f"unknown filter {kind}")


def _inflated(data: bytes) -> bytes:
    inflater = zlib.decompressobj()
    try:
        plain = inflater.decompress(data, MOST_IN_STREAM)
    except zlib.error as error:
        return _without_check(data, error)
    if inflater.unconsumed_tail:
        raise TooMuch("stream")
    return plain


def _without_check(data: bytes, error: zlib.error) -> bytes:
    """The data of a stream of which only the check at its end is wrong."""
    inflater = zlib.decompressobj(-zlib.MAX_WBITS)
    try:
        plain = inflater.decompress(data[2:], MOST_IN_STREAM)
    except zlib.error:
        raise PDFException("damaged stream") from error
    return plain


def _slow(data: bytes) -> bytes:
    if len(data) > MOST_SLOWLY_DECODED:
        raise TooMuch("stream")
    return data


def _lengthened(data: bytes) -> bytes:
    parts, total = [], 0
    for part in LZWDecoder(BytesIO(data)).run():
        total += len(part)
        if total > MOST_IN_STREAM:
            raise TooMuch("stream")
        parts.append(part)
    return b"".join(parts)


def _predicted(params: dict[str, Any], data: bytes) -> bytes:
    kind, colors, columns = (int_value(params.get(key, 1)) for key in ("Predictor", "Colors", "Columns"))
    bits = int_value(params.get("BitsPerComponent", 8))
    if kind == 1:
        return data
    if min(colors, columns, bits) < 1 or colors * columns * bits > 8 * MOST_IN_ROW:
        raise TooMuch("row")
    if kind == 2:
        return apply_tiff_predictor(colors, columns, bits, _slow(data))
    return apply_png_predictor(kind, colors, columns, bits, _slow(data))


class _Device(PDFPageAggregator):
    """Keeps what is on a page, as long as it isn't too much."""

    def render_char(self, *args: Any, **options: Any) -> float:
        _METER.get().count("signs", 1, MOST_SIGNS)
        return super().render_char(*args, **options)

    def paint_path(self, *args: Any, **options: Any) -> None:
        _METER.get().count("signs", _PER_SHAPE, MOST_SIGNS)
        super().paint_path(*args, **options)

    def render_image(self, *args: Any, **options: Any) -> None:
        _METER.get().count("signs", _PER_SHAPE, MOST_SIGNS)
        super().render_image(*args, **options)


class _Interpreter(PDFPageInterpreter):
    """Reads the marks of a page, and of the forms in it, which may hold each other many times over."""

    def execute(self, streams: Sequence[object]) -> None:
        for found in streams:
            stream = resolve1(found)
            if not isinstance(stream, PDFStream):
                raise PDFException("a part of the page is missing")
            _METER.get().count("content", len(stream.get_data()) + _PER_FORM, MOST_CONTENT)
        super().execute(streams)

    def do_q(self) -> None:
        if len(self.gstack) >= MOST_STATES:
            raise TooMuch("states")
        super().do_q()


class _Fonts(PDFResourceManager):
    """Fonts that give a width and a letter to as many codes as there can be, and not to billions."""

    def get_font(self, objid: object, spec: Any) -> PDFFont:
        known = resolve1(spec)
        to_unicode = resolve1(known.get("ToUnicode"))
        if isinstance(to_unicode, PDFStream):
            CMapParser(_Codes(), BytesIO(_slow(to_unicode.get_data()))).run()
        _check_widths(known.get("W"), 3)
        _check_widths(known.get("W2"), 5)
        return super().get_font(objid, spec)


class _Codes(CMapBase):
    def __init__(self) -> None:
        super().__init__()
        self._count = 0

    def add_cid2unichr(self, cid: int, code: object) -> None:
        self._count += 1
        if self._count > MOST_CODES:
            raise TooMuch("codes")


def _check_widths(widths: object, together: int) -> None:
    """Nothing, for widths of a list of codes, or of ranges that are no longer than a font is large."""
    numbers: list[float] = []
    for width in list_value(widths):
        value = resolve1(width)
        numbers = [*numbers, value] if isinstance(value, int | float) else []
        if len(numbers) == together:
            if numbers[1] - numbers[0] > MOST_CODES:
                raise TooMuch("codes")
            numbers = []


class _TrueType(TrueTypeFont):
    """A font file; its tables give ranges of codes, each of which may hold them all."""

    def parse_cmap_format_4(self, fp: Any, char2gid: dict[int, int]) -> None:
        super().parse_cmap_format_4(fp, found := _Limited())
        char2gid.update(found)

    def parse_cmap_format_12(self, fp: Any, char2gid: dict[int, int]) -> None:
        super().parse_cmap_format_12(fp, found := _Limited())
        char2gid.update(found)


class _Limited(dict[int, int]):
    """A table that is written to no more often than there are codes."""

    writes = 0

    def __setitem__(self, key: int, value: int) -> None:
        self.writes += 1
        if self.writes > MOST_CODES:
            raise TooMuch("codes")
        super().__setitem__(key, value)


# What a file does wrong is told in Dutch, and not line by line in a log.
for _library in ("pdfminer", "pdfplumber"):
    logging.getLogger(_library).setLevel(logging.CRITICAL)
# A line for the log at every step of a page, of which none is kept, takes a tenth of the time.
for _steps in ("pdfminer.psparser", "pdfminer.pdfinterp"):
    setattr(logging.getLogger(_steps), "debug", lambda *_, **__: None)  # noqa: B010
# The library makes these by the names that it imported them under.
for _module, _part in (
    (pdfminer.pdfparser, _Stream),
    (pdfminer.pdfparser, _Reference),
    (pdfminer.pdffont, _TrueType),
    (pdfplumber.pdf, _Document),
):
    setattr(_module, _part.__bases__[0].__name__, _part)
