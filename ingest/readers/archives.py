"""Zipped documents: what must be looked at before anything is unzipped."""

from __future__ import annotations

import re
import zipfile
import zlib
from io import BytesIO

from bot.errors import UnreadableTerms
from ingest.readers.sizes import check_markup
from ingest.wording import say

MOST_BYTES = 80_000_000
MOST_PARTS = 3_000
MOST_XML = 20_000_000
_METHODS = (zipfile.ZIP_STORED, zipfile.ZIP_DEFLATED)
_DECLARATIONS = (b"<!DOCTYPE", b"<!ENTITY")
_MACROS = (b"macroEnabled", b"vnd.ms-office.vbaProject")
_ENCODING = re.compile(rb"""^[^<]{0,4}<\?xml[^>]*?encoding\s*=\s*["']([\w.:-]+)""")
_ENCODINGS = frozenset({b"utf-8", b"utf-16", b"us-ascii", b"ascii", b"iso-8859-1", b"windows-1252"})
_OTHERS = (".svg", ".htm", ".html", ".xhtml", ".mht")
_TYPES = "[Content_Types].xml"


def check_archive(name: str, data: bytes) -> None:
    """Nothing, for a Word document that can safely be unzipped.

    Raises: UnreadableTerms where it is encrypted, damaged, has macros, is much larger than it looks, or declares entities.
    """
    try:
        with zipfile.ZipFile(BytesIO(data)) as archive:
            _check_parts(name, archive)
    except (zipfile.BadZipFile, zlib.error, NotImplementedError, RuntimeError, EOFError, OSError, ValueError) as error:
        raise UnreadableTerms(say("file_damaged", file=name)) from error


def _check_parts(name: str, archive: zipfile.ZipFile) -> None:
    parts = archive.infolist()
    if len(parts) > MOST_PARTS or sum(part.file_size for part in parts) > MOST_BYTES:
        raise UnreadableTerms(say("file_bomb", file=name))
    if any(part.flag_bits & 1 for part in parts):
        raise UnreadableTerms(say("file_encrypted", file=name))
    if any(part.compress_type not in _METHODS for part in parts):
        raise UnreadableTerms(say("file_damaged", file=name))
    names = {part.filename for part in parts}
    if _TYPES not in names:
        raise UnreadableTerms(say("file_no_word", file=name))
    if any(part.lower().endswith("vbaproject.bin") for part in names):
        raise UnreadableTerms(say("file_macros", file=name))
    for part in parts:
        content = archive.read(part)
        if part.filename.endswith((".xml", ".rels")) or _looks_like_xml(part.filename, content):
            _check_xml(name, part.filename, content.replace(b"\x00", b""))


def _looks_like_xml(part: str, content: bytes) -> bool:
    """Whether a part under another name would be read as XML. A picture or a page that goes with a document is left alone."""
    return not part.endswith(_OTHERS) and content[:200].replace(b"\x00", b"").lstrip(b"\xef\xbb\xbf\xff\xfe \t\r\n").startswith(
        (b"<?xml", b"<!", b"<w:")
    )


def _check_xml(name: str, part: str, content: bytes) -> None:
    """Nothing, for XML as Word writes it: no document type, no rare encoding, no millions of tags."""
    if part == _TYPES and any(word in content for word in _MACROS):
        raise UnreadableTerms(say("file_macros", file=name))
    if len(content) > MOST_XML:
        raise UnreadableTerms(say("file_bomb", file=name))
    check_markup(name, tags=content.count(b"<"))
    encoding = _ENCODING.match(content[:1000])
    if any(word in content for word in _DECLARATIONS) or (encoding and encoding[1].lower() not in _ENCODINGS):
        raise UnreadableTerms(say("file_entities", file=name))
