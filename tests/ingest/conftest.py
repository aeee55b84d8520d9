"""Small documents for the parser: written in a test, read like a file."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

import pytest

from ingest.clauses import Parsed, parse
from ingest.readers import read_source

ParseText = Callable[[str], Parsed]


@pytest.fixture
def parse_text(tmp_path: Path) -> ParseText:
    """Parses a text as the file of company "x"."""

    def parse_it(text: str) -> Parsed:
        file = tmp_path / "voorwaarden.txt"
        file.write_text(text, encoding="utf-8")
        return parse(read_source(file), "x")

    return parse_it
