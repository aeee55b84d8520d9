"""A change to one annotation leaves the rest of its file as it was, and is refused where it does not hold."""

from __future__ import annotations

import difflib
import io
from pathlib import Path

import pytest
from pydantic import TypeAdapter

from bot.conversations.changes import Change
from bot.errors import BadInput
from bot.knowledge import Annotation, load_annotations
from bot.models import Terms
from bot.settings import ROOT
from ingest.__main__ import main
from ingest.changing import apply_change, changed_text, new_problems
from ingest.terms import load_terms
from tests.hostile import HOSTILE

ORIGINAL = ROOT / "data" / "annotations" / "kge.yaml"


@pytest.fixture(scope="module")
def terms() -> Terms:
    return load_terms(ROOT / "data" / "terms" / "kge")[0]


@pytest.fixture
def path(tmp_path: Path) -> Path:
    copy = tmp_path / "annotations" / "kge.yaml"
    copy.parent.mkdir()
    copy.write_bytes(ORIGINAL.read_bytes())
    return copy


def changed(path: str = "6.3", **update: object) -> Change:
    before = load_annotations(ORIGINAL).clauses[path]
    return Change("kge", path, before, before.model_copy(update=update))


def more_questions(*questions: str) -> Change:
    return changed(vragen=(*load_annotations(ORIGINAL).clauses["6.3"].vragen, *questions))


def difference(path: Path) -> list[str]:
    old, new = (file.read_text(encoding="utf-8").splitlines() for file in (ORIGINAL, path))
    return [
        line for line in difflib.unified_diff(old, new, lineterm="", n=0) if line[:3] not in ("---", "+++") and line[0] != "@"
    ]


def test_a_new_question_is_one_new_line(path: Path, terms: Terms) -> None:
    apply_change(path.parent, [terms], more_questions("Tot welke dag kan ik deze aankoop ongedaan maken?"))
    assert difference(path) == ["+      - Tot welke dag kan ik deze aankoop ongedaan maken?"]


def test_a_new_explanation_is_folded_like_the_others(path: Path, terms: Terms) -> None:
    kern = "U kunt een aankoop binnen 30 dagen herroepen. " * 3
    apply_change(path.parent, [terms], changed(kern=kern.strip()))
    added = [line[1:] for line in difference(path) if line[0] == "+"]
    assert all(line.startswith("      ") for line in added)
    assert max(map(len, added)) <= 120
    assert load_annotations(path).clauses["6.3"].kern == kern.strip()


QUESTIONS = (
    "Klopt het: 30 dagen?", "'t is al laat # kan het nog?", 'Zei u "ja"?', "- lijst?", "{a: b}", "yes", "12", "a\\nb",
    "nul: 'x' \"y\" é €", "Eindigt op dubbele punt:", "@thuis", "Wat is *dit*, % en & dan?",
)  # fmt: skip


def test_any_text_comes_back_as_it_was(path: Path) -> None:
    questions = (*QUESTIONS, *(text for text in HOSTILE if text.isprintable()))
    path.write_text(changed_text(ORIGINAL.read_text(encoding="utf-8"), more_questions(*questions), ["6.3"]), encoding="utf-8")
    assert load_annotations(path).clauses["6.3"].vragen[-len(questions) :] == questions


def test_an_unchanged_file_stays_the_same_to_the_letter() -> None:
    text = ORIGINAL.read_text(encoding="utf-8")
    for path, annotation in load_annotations(ORIGINAL).clauses.items():
        assert changed_text(text, Change("kge", path, annotation, annotation), []) == text


def test_an_annotation_that_was_not_there_gets_its_place_in_reading_order(path: Path, terms: Terms) -> None:
    whole = load_annotations(path)
    change = Change("kge", "6.3", Annotation(), whole.clauses["6.3"])
    order = [clause.path for clause in terms.clauses]
    text = path.read_text(encoding="utf-8")
    start = text.index('  "6.3":')
    without = text[:start] + text[text.index('\n  "', start) + 1 :]
    path.write_text(without, encoding="utf-8")
    apply_change(path.parent, [terms], change)
    assert [key for key in load_annotations(path).clauses if key in order] == list(whole.clauses)
    assert load_annotations(path) == whole


@pytest.mark.parametrize(
    ("change", "problem"),
    [
        (changed(kern="U hebt 45 dagen."), "45"),
        (changed(kern=""), "kern ontbreekt"),
        (changed(kern="Je hebt 30 dagen."), "in plaats van 'u'"),
        (changed(vragen=("Een vraag?",)), "minstens 8"),
        (more_questions("wat voor soort bedrijf zijn jullie eigenlijk"), "2 keer in het bestand"),
        (changed(hash="0123456789ab", kern="x"), "intussen gewijzigd"),
        (Change("kge", "99.9", Annotation(), Annotation(hash="x")), "intussen gewijzigd"),
        (
            Change("kge", "6.3", Annotation(kern="iets anders"), changed().after.model_copy(update={"kern": "x"})),
            "intussen gewijzigd",
        ),
    ],
)
def test_what_does_not_hold_is_refused_and_nothing_is_written(path: Path, terms: Terms, change: Change, problem: str) -> None:
    assert any(problem in found for found in new_problems(path.parent, [terms], change))
    with pytest.raises(BadInput, match=problem):
        apply_change(path.parent, [terms], change)
    assert difference(path) == []
    assert list(path.parent.iterdir()) == [path]


def test_a_change_that_is_there_already_is_no_error(path: Path, terms: Terms) -> None:
    change = more_questions("Tot welke dag kan ik deze aankoop ongedaan maken?")
    for _ in range(2):
        apply_change(path.parent, [terms], change)
    assert len(difference(path)) == 1


def test_the_command_changes_checks_and_refuses(
    path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    (path.parents[1] / "terms").symlink_to(ROOT / "data" / "terms")
    monkeypatch.setenv("DATA_DIR", str(path.parents[1]))

    def send(change: Change, *options: str) -> int:
        sent = io.TextIOWrapper(io.BytesIO(TypeAdapter(Change).dump_json(change)))
        monkeypatch.setattr("sys.stdin", sent)
        return main(["annotations", "change", *options])

    good = more_questions("Tot welke dag kan ik deze aankoop ongedaan maken?")
    assert send(changed(kern="U hebt 45 dagen."), "--check") == 1
    assert "kern noemt 45" in capsys.readouterr().err
    assert send(good, "--check") == 0
    assert difference(path) == []
    assert send(good) == 0
    assert "python -m ingest build" in capsys.readouterr().out
    assert len(difference(path)) == 1
