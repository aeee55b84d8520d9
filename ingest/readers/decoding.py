"""Bytes to text: the encoding that a file declares, UTF-8, or that of old Windows programs."""

from __future__ import annotations

import codecs
import re

_MARKS = ((codecs.BOM_UTF8, "utf-8-sig"), (codecs.BOM_UTF16_LE, "utf-16"), (codecs.BOM_UTF16_BE, "utf-16"))
_DECLARED = re.compile(rb"""(?:charset|encoding)\s*=\s*["']?\s*([\w.:-]+)""", re.IGNORECASE)
_HEAD = 4096
# What calls itself Latin-1 on the web is Windows-1252.
_LATIN = frozenset({"iso8859-1", "ascii", "utf-7", "utf-16", "utf-16-le", "utf-16-be", "utf-32"})


def decode_web(data: bytes) -> str:
    """The text of a page. UTF-8 goes before what the page declares: text that fits it is hardly ever something else."""
    marked = next((name for mark, name in _MARKS if data.startswith(mark)), None)
    for encoding in (marked, "utf-8", _declared(data)):
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
