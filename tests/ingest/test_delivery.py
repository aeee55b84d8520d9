"""What is taken from a file that somebody hands in: its bytes and its suffix, where the two agree."""

from __future__ import annotations

from pathlib import Path

import pytest

from bot.errors import UnreadableTerms
from ingest.delivery import deliver, deliver_file, shown_name

TEXT = b"Artikel 1 Betaling\nU betaalt."
PDF = b"%PDF-1.7\n1 0 obj\n"
ZIP = b"PK\x03\x04 archive PK\x05\x06"


@pytest.mark.parametrize(
    ("name", "shown"),
    [
        ("voorwaarden.pdf", "voorwaarden.pdf"),
        ("../../etc/passwd.txt", "passwd.txt"),
        (r"C:\Users\Jan\Algemene voorwaarden (2024).docx", "Algemene voorwaarden (2024).docx"),
        ("a\x00\x1b[31m\n.md", "a 31m .md"),
        ("..md", "md"),
        ("Coöperatie's & co.html", "Coöperatie's & co.html"),
        (f"{'x' * 300}.txt", f"{'x' * 76}.txt"),
    ],
)
def test_the_name_is_only_shown(name: str, shown: str) -> None:
    assert shown_name(name) == shown


@pytest.mark.parametrize(
    ("data", "name"),
    [
        (TEXT, "a.TXT"),
        (b"\xef\xbb\xbf" + TEXT, "a.md"),
        (b"<!DOCTYPE html><p>x", "a.html"),
        (b"<p>zonder kop</p>", "a.htm"),
        (PDF, "a.pdf"),
        (b"\r\n" + PDF, "a.pdf"),
        (b"X-Printer: 1\n" + PDF, "a.pdf"),
        (ZIP, "a.docx"),
    ],
)
def test_a_file_that_is_what_it_says_is_taken(data: bytes, name: str) -> None:
    assert deliver(data, name).suffix == Path(name).suffix.lower()


@pytest.mark.parametrize(
    ("data", "name", "message"),
    [
        (TEXT, "a.exe", "heeft een formaat dat hier niet gelezen wordt"),
        (TEXT, "pdf", "heeft een formaat dat hier niet gelezen wordt"),
        (b" \n", "a.txt", "bevat geen tekst"),
        (b"x" * 25_000_001, "a.txt", "groter dan 25 megabyte"),
        (PDF, "a.docx", r"eindigt op \.docx, maar is een PDF"),
        (PDF, "a.txt", r"eindigt op \.txt, maar is een PDF"),
        (ZIP, "a.pdf", r"eindigt op \.pdf, maar is een zipbestand"),
        (TEXT, "a.pdf", r"eindigt op \.pdf, maar is platte tekst"),
        (b"<html><p>x", "a.md", r"eindigt op \.md, maar is een webpagina"),
        (b"{\\rtf1 x}", "a.docx", "maar is een RTF-bestand"),
        (b"\xd0\xcf\x11\xe0\xa1", "a.docx", "maar is een oud Office-bestand"),
        (b"\x89PNG\r\n", "a.txt", "maar is een afbeelding"),
        (b"#!/bin/sh\n", "a.md", "maar is een programma"),
        (b"PK\x03\x04%PDF-1.4", "a.docx", "twee soorten bestand tegelijk"),
        (b"<!doctype html>%PDF-1.4", "a.html", "twee soorten bestand tegelijk"),
        (PDF + ZIP, "a.pdf", "twee soorten bestand tegelijk"),
    ],
)
def test_anything_else_is_refused_with_what_to_do(data: bytes, name: str, message: str) -> None:
    with pytest.raises(UnreadableTerms, match=message):
        deliver(data, name)


def test_a_file_that_is_not_there_is_named(tmp_path: Path) -> None:
    with pytest.raises(UnreadableTerms, match=r"weg\.txt, maar dat bestaat niet"):
        deliver_file(tmp_path / "weg.txt")
