"""What counts as a drop."""

from __future__ import annotations

from pathlib import Path

import pytest

from bot.errors import BrokenData
from evals.__main__ import main
from evals.comparison import Comparison
from evals.measurements import keep
from evals.outcomes import Outcome
from evals.tables import comparison_table
from tests.evals.made import outcome, outcomes, run_of


def names(before: tuple[Outcome, ...], after: tuple[Outcome, ...]) -> list[str]:
    return [change.figure.name for change in Comparison(run_of(before), run_of(after)).drops]


def test_a_clear_drop_is_found() -> None:
    assert names(outcomes(70, 10), outcomes(60, 20)) == ["correct", "content"]


def test_a_loss_within_noise_is_none() -> None:
    assert names(outcomes(70, 10), outcomes(69, 11)) == []


def test_a_gain_is_no_drop() -> None:
    found = Comparison(run_of(outcomes(60, 20)), run_of(outcomes(70, 10)))
    assert found.drops == ()
    assert {change.figure.name for change in found.changes if change.verdict == "better"} >= {"correct", "content"}


def test_more_false_refusals_are_a_drop() -> None:
    refusing = tuple(outcome(number, status="not_in_terms" if number < 20 else "answered") for number in range(80))
    assert names(outcomes(80, 0), refusing) == ["false refusals"]


def test_as_many_losses_as_gains_are_no_drop_and_all_of_them_are_named() -> None:
    before, after = (outcome(1, correct=False), outcome(2)), (outcome(1), outcome(2, correct=False))
    found = Comparison(run_of(before), run_of(after))
    assert (found.lost, found.gained, found.drops) == (("x-2",), ("x-1",), ())
    assert "lost 1: x-2" in comparison_table(found)


def test_held_out_cases_are_counted_and_never_named() -> None:
    shown = comparison_table(
        Comparison(run_of([outcome(1)], name="held_out"), run_of([outcome(1, correct=False)], name="held_out"))
    )
    assert "lost 1" in shown
    assert "x-1" not in shown


def test_only_cases_of_both_runs_are_compared() -> None:
    found = Comparison(run_of(outcomes(5, 0)), run_of([*outcomes(4, 0), outcome(77, correct=False)]))
    assert (len(found.pairs), found.unpaired, found.lost) == (4, 2, ())


def test_what_differs_between_the_runs_is_said() -> None:
    found = Comparison(run_of(outcomes(5, 0)), run_of(outcomes(5, 0), data="other"))
    assert found.origins == {"data": ("d", "other")}


def test_runs_without_a_common_case_can_not_be_compared() -> None:
    with pytest.raises(BrokenData, match="no case in common"):
        _ = Comparison(run_of([outcome(1)]), run_of([outcome(2)])).pairs


@pytest.mark.parametrize(("right", "code"), [(70, 0), (60, 1)])
def test_the_exit_code_tells_a_drop(tmp_path: Path, right: int, code: int, capsys: pytest.CaptureFixture[str]) -> None:
    keep(run_of(outcomes(70, 10)), tmp_path / "before.json")
    keep(run_of(outcomes(right, 80 - right)), tmp_path / "now.json")
    assert main(["compare", str(tmp_path / "before.json"), "--run", str(tmp_path / "now.json")]) == code
    assert ("DROP beyond noise: correct" in capsys.readouterr().out) == bool(code)


def test_a_missing_run_is_told_apart_from_a_drop(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["compare", str(tmp_path / "nothing.json")]) == 2
    assert "There is no run" in capsys.readouterr().err
