"""A running server reads and publishes documents in processes of their own."""

from __future__ import annotations

import sys
from pathlib import Path

import pytest

from bot.conversations.additions import Document, Wanted
from bot.errors import BadInput
from ingest import publishing_process
from ingest.terms_process import TermsProcess

TERMS = """# Voorwaarden Bootverhuur

Artikel 1 Reserveren
1. U reserveert per e-mail.
2. Zie artikel 9.

Artikel 3 Schade
Schade meldt u
binnen 1 dag.
"""
BOAT = Document(TERMS.encode(), "../map/boot.md")


@pytest.fixture
def files(tmp_path: Path) -> TermsProcess:
    (tmp_path / "data" / "terms").mkdir(parents=True)
    return TermsProcess(tmp_path / "data", tmp_path / "index")


def test_a_document_is_read_with_each_doubt_at_its_clause(files: TermsProcess) -> None:
    reading = files.read(BOAT, Wanted("boot", "Boot"))
    assert [(remark.path, remark.line) for remark in reading.remarks] == [("1.2", 5), ("3", 7)]
    assert [clause.path for clause in reading.clauses] == ["1.1", "1.2", "3"]
    assert files.read(Document(BOAT.data, BOAT.name, reading.text), Wanted("boot", "Boot")).clauses == reading.clauses


def test_what_the_process_refuses_is_said(files: TermsProcess, tmp_path: Path) -> None:
    told: list[str] = []
    with pytest.raises(BadInput, match="Intussen heeft iemand anders iets toegevoegd of weggehaald bij 'boot'"):
        files.publish(BOAT, Wanted("boot", "Boot"), expected=["een", "twee"], tell=told.append)
    assert told[0] == "Het toevoegen begint."
    assert list((tmp_path / "data" / "terms").iterdir()) == []


def test_a_process_that_breaks_is_said_without_its_details(
    files: TermsProcess, monkeypatch: pytest.MonkeyPatch, caplog: pytest.LogCaptureFixture
) -> None:
    monkeypatch.setattr(
        publishing_process, "COMMAND", (sys.executable, "-c", "print('geen JSON'); print(7); raise ValueError('x')")
    )
    with pytest.raises(BadInput, match="Het toevoegen is mislukt en er is niets veranderd"):
        files.publish(BOAT, Wanted("boot", "Boot"), expected=["een"], tell=lambda _: None)
    assert "ValueError: x" in caplog.text


def test_while_the_process_is_silent_what_it_told_last_is_repeated(files: TermsProcess, monkeypatch: pytest.MonkeyPatch) -> None:
    script = "import json, time; print(json.dumps({'told': 'Half.'}), flush=True); time.sleep(1); print('{\"done\": true}')"
    monkeypatch.setattr(publishing_process, "COMMAND", (sys.executable, "-c", script))
    monkeypatch.setattr(publishing_process, "BEAT_S", 0.2)
    told: list[str] = []
    files.publish(BOAT, Wanted("boot", "Boot"), expected=["een"], tell=told.append)
    assert told.count("Half.") >= 3
