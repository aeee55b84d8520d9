"""`python -m ingest check`."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

from ingest.__main__ import main


@pytest.fixture
def file(tmp_path: Path) -> Path:
    file = tmp_path / "winkel.txt"
    file.write_text(
        "Algemene voorwaarden\n\nArtikel 1 Betaling\n1. Zie lid 9.\n2. Indien:\n - a. hij betaalt.\n", encoding="utf-8"
    )
    return file


def test_check_shows_the_tree_the_warnings_and_the_coverage(file: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["check", str(file)]) == 0
    shown = capsys.readouterr().out
    assert "# Betaling" in shown
    assert "    1.2.a  Artikel 1 lid 2 sub a: hij betaalt." in shown
    assert "regel 4: Artikel 1 lid 1 verwijst naar 'lid 9'" in shown
    assert "regel 1: titel: Algemene voorwaarden" in shown
    assert "letters en cijfers hebben een plaats" in shown


def test_check_for_machines_is_a_list_in_reading_order(file: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["check", str(file), "--json"]) == 0
    assert json.loads(capsys.readouterr().out) == [
        {"path": "1.1", "title": "Betaling", "text": "Zie lid 9."},
        {"path": "1.2", "title": "Betaling", "text": "Indien:"},
        {"path": "1.2.a", "title": "Betaling", "text": "hij betaalt."},
    ]


def test_a_bad_file_gives_a_message_and_no_stack_trace(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    (tmp_path / "leeg.txt").touch()
    assert main(["check", str(tmp_path / "leeg.txt")]) == 1
    captured = capsys.readouterr()
    assert captured.out == ""
    assert "bevat geen tekst" in captured.err
