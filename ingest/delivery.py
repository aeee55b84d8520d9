"""A file that somebody hands in: its bytes and the name it came with, of which only the suffix counts.

Its first bytes must say the same as its suffix, so that no file is one thing for us and another for who opens it later.
"""

from __future__ import annotations

import hashlib
import re
from dataclasses import dataclass
from pathlib import Path

from bot.errors import UnreadableTerms
from ingest.readers import MOST_MEGABYTES, READERS
from ingest.wording import say

_HEAD = 1024
_ZIP_END = 66_000
_PDF = b"%PDF-"
_SIGNS: tuple[tuple[bytes, str], ...] = (
    (_PDF, "pdf"),
    (b"PK\x03\x04", "zip"),
    (b"\xd0\xcf\x11\xe0", "old_office"),
    (b"{\\rtf", "rtf"),
    (b"\x89PNG", "picture"),
    (b"\xff\xd8\xff", "picture"),
    (b"GIF8", "picture"),
    (b"II*\x00", "picture"),
    (b"MM\x00*", "picture"),
    (b"MZ\x90", "program"),
    (b"\x7fELF", "program"),
    (b"#!", "program"),
    (b"\x1f\x8b", "archive"),
    (b"7z\xbc\xaf", "archive"),
    (b"Rar!", "archive"),
)
_WEB = re.compile(rb"\s*(?:<\?xml[^>]*>\s*)?<(?:!doctype\s+html|html[\s>])", re.IGNORECASE)
_OPENS_WITH = {".pdf": "pdf", ".docx": "zip"}
_NAME_LENGTH = 80
_UNPRINTABLE = re.compile(r"[^\w .,()+&'-]+")


@dataclass(frozen=True, slots=True)
class Delivery:
    """The bytes of a document, its suffix in small letters, and a name to show to people (never a path).

    `original` is the document as it came in, where a person corrected its lines and these bytes are what they made of it.
    """

    data: bytes
    suffix: str
    name: str
    original: Delivery | None = None

    @property
    def digest(self) -> str:
        """Tells these very bytes from all others."""
        return hashlib.sha256(self.data).hexdigest()


def deliver_file(path: Path) -> Delivery:
    """The file at a path that whoever runs the program gave. Raises: UnreadableTerms, as `deliver`."""
    if not path.is_file():
        raise UnreadableTerms(say("file_missing", file=path.name))
    if path.stat().st_size > MOST_MEGABYTES * 1_000_000:
        raise UnreadableTerms(say("file_too_large", file=path.name, most=MOST_MEGABYTES))
    return deliver(path.read_bytes(), path.name)


def deliver(data: bytes, file_name: str) -> Delivery:
    """These bytes as a document of the format that the name ends with.

    Raises: UnreadableTerms where no reader knows the suffix, the file is too large or empty, or is something else than its suffix
    says.
    """
    name = shown_name(file_name)
    suffix = Path(name).suffix.lower()
    if suffix not in READERS:
        raise UnreadableTerms(say("format_unknown", file=name, formats=", ".join(sorted(READERS))))
    if len(data) > MOST_MEGABYTES * 1_000_000:
        raise UnreadableTerms(say("file_too_large", file=name, most=MOST_MEGABYTES))
    if not data.strip():
        raise UnreadableTerms(say("file_empty", file=name))
    _check_kind(data, suffix, name)
    return Delivery(data, suffix, name)


def shown_name(file_name: str) -> str:
    """The last part of a file name, short and without signs that do something in a terminal, a page or a path."""
    last = re.split(r"[/\\]", file_name)[-1]
    plain = " ".join(_UNPRINTABLE.sub(" ", last).split()).lstrip(". ")
    suffix = Path(plain).suffix
    return plain if len(plain) <= _NAME_LENGTH else plain[: _NAME_LENGTH - len(suffix)] + suffix


def _check_kind(data: bytes, suffix: str, name: str) -> None:
    """Nothing, for bytes that are what the suffix says and nothing else beside it. Raises: UnreadableTerms."""
    found, wanted = _kind(data), _OPENS_WITH.get(suffix, "text")
    late = suffix == ".pdf" and found == "text" and _PDF in data[:_HEAD]  # some programs put a line in front
    page = suffix in (".htm", ".html") and found == "web"
    if found != wanted and not late and not page:
        raise UnreadableTerms(say("kind_differs", file=name, suffix=suffix, kind=say(f"kind_{found}")))
    if (suffix != ".pdf" and _PDF in data[:_HEAD]) or (suffix == ".pdf" and b"PK\x05\x06" in data[-_ZIP_END:]):
        raise UnreadableTerms(say("kind_double", file=name))


def _kind(data: bytes) -> str:
    """What the first bytes say: white space and a byte order mark may go before them."""
    start = data[:_HEAD].removeprefix(b"\xef\xbb\xbf").lstrip()
    if _WEB.match(start):
        return "web"
    return next((kind for sign, kind in _SIGNS if start.startswith(sign)), "text")
