"""Every company measured by models that learned without it."""

from __future__ import annotations

import json
from collections.abc import Sequence
from pathlib import Path

import pytest

from bot.settings import Settings
from evals.cases import Case
from evals.left_out import LEARNED, learn_without, measure_left_out
from evals.measurements import Measurement
from tests.evals.made import outcomes, run_of

Command = tuple[Sequence[str], dict[str, str]]


@pytest.fixture
def commands(monkeypatch: pytest.MonkeyPatch) -> list[Command]:
    """What would have been run; a model leaves a folder."""
    told: list[Command] = []

    def run(arguments: Sequence[str], **settings: str) -> None:
        told.append((arguments, settings))
        if arguments[0] == "tune":
            Path(arguments[arguments.index("--model") + 1]).mkdir(parents=True)

    monkeypatch.setattr("evals.left_out.run_ingest", run)
    return told


def test_models_learn_without_the_company_that_is_asked(
    small_settings: Settings, tmp_path: Path, commands: list[Command]
) -> None:
    taught = learn_without("leenfiets", tmp_path / "leenfiets", small_settings)
    assert [(arguments[0], "leenfiets" in arguments) for arguments, _ in commands] == [
        ("tune", True),
        ("build", False),
        ("calibrate", True),
    ]
    assert all(settings["INDEX_DIR"] == str(taught.index_dir) for _, settings in commands[1:])
    known = {path.name: path.resolve() for path in small_settings.data_dir.iterdir() if path.name not in LEARNED}
    assert {path.name: path.resolve() for path in taught.data_dir.iterdir()} == known
    assert "annotations" in known
    commands.clear()
    assert learn_without("leenfiets", tmp_path / "leenfiets", small_settings) == taught
    assert [arguments[0] for arguments, _ in commands] == ["build", "calibrate"]


@pytest.mark.usefixtures("commands")
def test_the_runs_hold_every_company_under_its_own_models(
    small_settings: Settings, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    base = {"kind": "clause", "turns": ["?"], "expected_status": "answered"}
    held_out = [{"id": f"{slug}-{number}", "company": slug, **base} for slug in ("b", "a") for number in range(8)]
    (tmp_path / "own.jsonl").write_text("\n".join(map(json.dumps, held_out)), encoding="utf-8")
    asked: list[tuple[str, set[str], str, bool]] = []

    def measure(name: str, cases: Sequence[Case], settings: Settings, *, annotated: bool) -> Measurement:
        asked.append((name, {case.company for case in cases}, settings.index_dir.parent.name, annotated))
        return Measurement(run_of(outcomes(len(cases), 0), name=name), ())

    monkeypatch.setattr("evals.left_out.measure_cases", measure)
    runs = list(measure_left_out(tmp_path / "work", small_settings, folder=tmp_path))
    assert asked == [
        ("left_out", {"a"}, "a", True),
        ("left_out", {"b"}, "b", True),
        ("left_out_bare", {"a"}, "a", False),
        ("left_out_bare", {"b"}, "b", False),
    ]
    assert [run.name for run in runs] == ["left_out", "left_out_bare"]
    assert 0 < len(runs[0].outcomes) == len(runs[1].outcomes) < len(held_out)
