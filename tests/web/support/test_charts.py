"""Where bars stand, and how high."""

from __future__ import annotations

from itertools import pairwise

import pytest

from bot.web.support.charts import HEIGHT, share, stack, step_for


@pytest.mark.parametrize(
    ("largest", "step"), [(0, 1), (1, 1), (4, 1), (5, 2), (8, 2), (9, 5), (20, 5), (21, 10), (41, 20), (81, 50), (201, 100)]
)
def test_four_lines_hold_the_largest_bar(largest: int, step: int) -> None:
    assert step_for(largest) == step


def test_parts_stand_on_each_other_without_gaps() -> None:
    bar = stack([("1", "week 1", {"a": 3, "b": 0, "c": 5})]).bars[0]
    assert [(part.kind, part.count) for part in bar.parts] == [("a", 3), ("c", 5)]
    lower, upper = bar.parts
    assert lower.top + lower.height == HEIGHT
    assert upper.top + upper.height == lower.top
    assert upper.height / lower.height == pytest.approx(5 / 3)


def test_bars_stay_within_the_chart_and_apart() -> None:
    bars = stack([(str(week), "", {"a": week}) for week in range(52)]).bars
    assert bars[0].left > 0
    assert bars[-1].left + bars[-1].width < 100
    assert all(one.left + one.width < other.left for one, other in pairwise(bars))


def test_there_are_no_more_labels_than_fit_and_the_last_week_has_one() -> None:
    labels = [bar.label for bar in stack([(str(week), "", {}) for week in range(1, 53)]).bars]
    assert 10 <= len([label for label in labels if label]) <= 14
    assert labels[-1] == "52"


def test_nothing_gives_an_empty_chart() -> None:
    chart = stack([("1", "", {"a": 0})])
    assert chart.bars[0].parts == ()
    assert [line.count for line in chart.lines] == [0, 1, 2, 3, 4]


@pytest.mark.parametrize(("part", "whole", "percent"), [(1, 4, 25.0), (0, 4, 0.0), (0, 0, 0.0)])
def test_a_share_of_nothing_is_nothing(part: int, whole: int, percent: float) -> None:
    assert share(part, whole) == percent
