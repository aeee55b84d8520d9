"""Bytes to text: the encoding that a file declares, UTF-8, or that of old Windows programs."""

from __future__ import annotations

import codecs
import re

# The mark of UTF-32 starts like that of UTF-16, and goes first.
_MARKS = (
    (codecs.BOM_UTF8, "utf-8-sig"),
    (codecs.BOM_UTF32_LE, "utf-32"),
    (codecs.BOM_UTF32_BE, "utf-32"),
    (codecs.BOM_UTF16_LE, "utf-16"),
    (codecs.BOM_UTF16_BE, "utf-16"),
)
_DECLARED = re.compile(rb"""(?:charset|encoding)\s*=\s*["']?\s*([\w.:-]+)""", re.IGNORECASE)
_HEAD = 4096
# Most letters of a Dutch text have an empty byte beside them in UTF-16.
_EMPTY_SHARE = 0.4
# What calls itself Latin-1 on the web is Windows-1252.
_LATIN = frozenset({"iso8859-1", "ascii", "utf-7", "utf-16", "utf-16-le", "utf-16-be", "utf-32"})


def decode_text(data: bytes) -> str:
    """The text of a file that declares nothing. What is no UTF-8 is read as Windows-1252, be it the whole file or a word."""
    wide = _marked(data) or _wide(data)
    if wide is not None:
        try:
            return data.decode(wide)
        except UnicodeDecodeError:
            pass
    return data.decode("utf-8", errors=_MIXED)


def _marked(data: bytes) -> str | None:
    return next((name for mark, name in _MARKS if data.startswith(mark)), None)


def _wide(data: bytes) -> str | None:
    """UTF-16 without a mark, known by the empty bytes that it has in every second place."""
    half = len(data) // 2
    if half and data[1::2].count(0) > _EMPTY_SHARE * half and data[::2].count(0) == 0:
        return "utf-16-le"
    if half and data[::2].count(0) > _EMPTY_SHARE * half and data[1::2].count(0) == 0:
        return "utf-16-be"
    return None


def _as_windows(error: UnicodeError) -> tuple[str, int]:
    """The characters that old Windows programs meant by bytes that are no UTF-8."""
    assert isinstance(error, UnicodeDecodeError)
    return error.object[error.start : error.end].decode("cp1252", errors="replace"), error.end


_MIXED = "terms-mixed"
codecs.register_error(_MIXED, _as_windows)


def decode_web(data: bytes) -> str:
    """The text of a page. UTF-8 goes before what the page declares: text that fits it is hardly ever something else."""
    for encoding in (_marked(data) or _wide(data), "utf-8", _declared(data)):
        if encoding is not None:
            try:
                return data.decode(encoding)
            except (UnicodeDecodeError, LookupError):
                continue
    return data.decode("cp1252", errors="replace")


def _declared(data: bytes) -> str | None:
    """The encoding named in the head of a page, if it is one for text that can be read as it is."""
    match = _DECLARED.search(data[:_HEAD])
    if match is None:
        return None
    try:
        found = codecs.lookup(match[1].decode("ascii", errors="replace"))
    except LookupError:
        return None
    return None if found.name in _LATIN or not found._is_text_encoding else found.name
