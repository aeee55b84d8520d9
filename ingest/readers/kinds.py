"""What a file is, by its first bytes: a file with the suffix of another format is refused before anything reads it."""

from __future__ import annotations

import re

from bot.errors import UnreadableTerms
from ingest.wording import say

_HEAD = 1024
_TEXT = frozenset({".md", ".markdown", ".txt"})
_WEB = frozenset({".htm", ".html"})
# What a file starts with, how it is called, and the suffix to give it ("" where no reader takes it).
_KINDS = (
    (re.compile(rb"%PDF-"), "PDF", ".pdf"),
    (re.compile(rb"PK(?:\x03\x04|\x05\x06)"), "zip", ".docx"),
    (re.compile(rb"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"), "oud Office", ""),
    (re.compile(rb"\{\\rtf"), "RTF", ""),
    (re.compile(rb"\s*(?:<!doctype\s+html|<html[\s>])", re.IGNORECASE), "HTML", ".html"),
)


def check_kind(name: str, suffix: str, data: bytes) -> None:
    """Nothing, for a file that is what its suffix says or shows no sign of its kind.

    Raises: UnreadableTerms where it is old, closed or another format, with the suffix that it should have.
    """
    kind, own = next(((kind, own) for sign, kind, own in _KINDS if sign.match(data[:_HEAD])), ("", suffix))
    if kind == "oud Office":
        raise UnreadableTerms(say("file_old_office", file=name))
    if kind == "RTF":
        raise UnreadableTerms(say("file_rtf", file=name))
    # A page may stand in a text file, and a PDF or an archive may have something in front.
    if own != suffix and suffix in _TEXT | _WEB and not (suffix in _WEB and own in _WEB):
        raise UnreadableTerms(say("file_other_kind", file=name, kind=kind, suffix=own))
