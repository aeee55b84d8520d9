"""A running server changes annotations in a process of its own, and has the index built after it."""

from __future__ import annotations

import threading
from pathlib import Path

import pytest

from bot.conversations.changes import Change
from bot.errors import BadInput
from bot.knowledge import load_annotations
from bot.settings import ROOT
from ingest import process


@pytest.fixture
def path(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    copy = tmp_path / "annotations" / "kge.yaml"
    copy.parent.mkdir()
    copy.write_bytes((ROOT / "data" / "annotations" / "kge.yaml").read_bytes())
    (tmp_path / "terms").symlink_to(ROOT / "data" / "terms")
    monkeypatch.setenv("DATA_DIR", str(tmp_path))
    return copy


def test_a_good_change_is_written_and_built_a_bad_one_is_not(path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    built = threading.Event()
    monkeypatch.setattr(process, "build_again", built.set)
    files = process.AnnotationProcess()
    before = load_annotations(path).clauses["6.3"]
    wrong = Change("kge", "6.3", before, before.model_copy(update={"kern": "U hebt 45 dagen."}))
    assert files.problems(wrong) == ("6.3: kern noemt 45, de bepaling niet",)
    with pytest.raises(BadInput, match="kern noemt 45"):
        files.apply(wrong)
    assert not built.is_set()
    question = "Tot welke dag kan ik deze aankoop ongedaan maken?"
    files.apply(Change("kge", "6.3", before, before.model_copy(update={"vragen": (*before.vragen, question)})))
    assert load_annotations(path).clauses["6.3"].vragen[-1] == question
    assert built.wait(5)


def test_what_breaks_is_said_without_its_details(path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(process, "REFUSED", 99)
    before = load_annotations(path).clauses["6.3"]
    with pytest.raises(BadInput, match="In het logboek van de server"):
        process.AnnotationProcess().apply(Change("onbekend", "6.3", before, before.model_copy(update={"kern": "x"})))
