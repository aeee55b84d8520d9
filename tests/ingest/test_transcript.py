"""A document as plain lines is read again as the very same lines."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path

import pytest

from bot.settings import ROOT
from ingest.blocks import Line, Source
from ingest.clauses import parse
from ingest.readers import read_source
from ingest.readers.text import read_text
from ingest.transcript import transcribe

DOCUMENTS = sorted((ROOT / "data" / "terms").glob("*/terms.*"))


def placeless(source: Source) -> list[Line]:
    return [replace(line, number=0, start=0, end=0) for line in source.lines]


@pytest.mark.parametrize("path", DOCUMENTS, ids=lambda path: path.parent.name)
def test_real_terms_come_back_line_by_line_and_clause_by_clause(path: Path) -> None:
    source = read_source(path)
    again = read_text("x.md", transcribe(source).encode())
    assert placeless(again) == placeless(source)
    assert parse(again, "x").clauses == parse(source, "x").clauses


@pytest.mark.parametrize(
    "line",
    [
        Line(1, 0, 0, "Artikel 1 *Betaling* en __meer__", style="heading", after_blank=True),
        Line(1, 0, 0, "# geen kop", after_blank=True),
        Line(1, 0, 0, "- geen item", after_blank=True),
        Line(1, 0, 0, "vet_met_streep", style="bold", after_blank=True),
        Line(1, 0, 0, "schuin", style="italic", after_blank=True),
        Line(1, 0, 0, "een \\ streep en `code`", bullet=True, indent=4, after_blank=True),
        Line(1, 0, 0, "einde", hard_break=True, after_blank=True),
        Line(1, 0, 0, "1. <b>nummer</b>", after_blank=True),
        Line(1, 0, 0, "[geen link](https://voorbeeld.example) en ![x](y)", after_blank=True),
        Line(1, 0, 0, "> 18 jaar", after_blank=True),
        Line(1, 0, 0, "| geen | rij |", after_blank=True),
        Line(1, 0, 0, "1 dag | € 10", bullet=True, after_blank=True),
    ],
)
def test_signs_with_a_meaning_come_back_as_signs(line: Line) -> None:
    assert placeless(read_text("x.md", transcribe(Source("x", "", (line,))).encode())) == [
        replace(line, number=0, start=0, end=0)
    ]
