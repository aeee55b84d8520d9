"""Runs as files."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

from bot.errors import BrokenData
from evals.measurements import keep
from evals.outcomes import load_run
from tests.evals.made import outcome, outcomes, run_of


def test_a_run_comes_back_as_it_was_written(tmp_path: Path) -> None:
    run = run_of([outcome(1, rank=None, difficulty=None, reading_ease=None), outcome(2, ms=(20.5, 30.0))])
    keep(run, tmp_path / "new" / "dev.json")
    assert load_run(tmp_path / "new" / "dev.json") == run


def test_the_file_shows_its_figures_and_one_case_a_line(tmp_path: Path) -> None:
    keep(run_of(outcomes(3, 1)), tmp_path / "dev.json")
    text = (tmp_path / "dev.json").read_text(encoding="utf-8")
    assert json.loads(text)["figures"]["correct"][0] == 0.75
    assert sum(line.startswith('  {"id"') for line in text.splitlines()) == 4


def test_a_file_that_is_not_there_says_how_to_make_one(tmp_path: Path) -> None:
    with pytest.raises(BrokenData, match="python -m evals run"):
        load_run(tmp_path / "dev.json")


@pytest.mark.parametrize("text", ["{", "[]", "{}", '{"format": 1, "slices": {}}'])
def test_a_file_of_another_format_says_how_to_make_one(tmp_path: Path, text: str) -> None:
    (tmp_path / "dev.json").write_text(text, encoding="utf-8")
    with pytest.raises(BrokenData, match="python -m evals run"):
        load_run(tmp_path / "dev.json")
