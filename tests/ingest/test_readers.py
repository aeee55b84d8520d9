"""Files to lines."""

from __future__ import annotations

from pathlib import Path

import pytest

from bot.errors import UnreadableTerms
from ingest.clauses import parse
from ingest.readers import read_source
from ingest.readers.text import clean


@pytest.mark.parametrize(
    ("marked", "plain"),
    [
        ("**Bedenktijd:** de termijn", "Bedenktijd: de termijn"),
        ("een *schuin* en __vet__ woord", "een schuin en vet woord"),
        ("***beide***", "beide"),
        (r"deel/delen\* u mee\*", "deel/delen* u mee*"),
        (r"Artikel 1\. Doel", "Artikel 1. Doel"),
        ("naam_van_bestand en 2 * 3 * 4", "naam_van_bestand en 2 * 3 * 4"),
        ("zich\u00a0 gebonden\u200b acht", "zich gebonden acht"),
    ],
)
def test_marks_are_taken_out(marked: str, plain: str) -> None:
    assert clean(marked) == plain


def test_a_line_keeps_its_place_and_its_style(tmp_path: Path) -> None:
    file = tmp_path / "a.md"
    file.write_text("## **Kop**\n\n  - a. punt  \n_alles schuin_\n", encoding="utf-8")
    source = read_source(file)
    heading, item, italic = source.lines
    assert (heading.text, heading.style, heading.number) == ("Kop", "heading", 1)
    assert (item.text, item.bullet, item.indent, item.hard_break, item.after_blank) == ("a. punt", True, 2, True, True)
    assert (italic.text, italic.style) == ("alles schuin", "italic")
    assert source.text[item.start : item.end] == "  - a. punt  "


@pytest.mark.parametrize(
    ("name", "content", "words"),
    [
        ("leeg.txt", b"", "bevat geen tekst"),
        ("wit.txt", b" \n\n \t\n", "bevat geen tekst"),
        ("plaatje.txt", b"\x89PNG\r\n\x00\x01\x02", "geen tekstbestand"),
        ("ruis.txt", bytes(range(1, 256)) * 20, "geen tekstbestand"),
        ("voorwaarden.xyz", b"Artikel 1 X\n1. Een.", "formaat"),
        ("brief.txt", b"Beste klant,\n\nHierbij de foto's.\n", "geen artikelen"),
    ],
)
def test_a_bad_file_is_refused_with_what_was_found_and_what_to_do(tmp_path: Path, name: str, content: bytes, words: str) -> None:
    file = tmp_path / name
    file.write_bytes(content)
    with pytest.raises(UnreadableTerms, match=words) as refused:
        parse(read_source(file), "x")
    assert name in str(refused.value)


def test_a_missing_file_is_refused(tmp_path: Path) -> None:
    with pytest.raises(UnreadableTerms, match="bestaat niet"):
        read_source(tmp_path / "weg.txt")


def test_an_old_windows_file_is_read(tmp_path: Path) -> None:
    file = tmp_path / "oud.txt"
    file.write_bytes("Artikel 1 Coöperatie\n1. Eén.\n".encode("cp1252"))
    assert [line.text for line in read_source(file).lines] == ["Artikel 1 Coöperatie", "1. Eén."]
