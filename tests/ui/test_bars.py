"""An amount as a bar of its parts."""

from __future__ import annotations

from decimal import Decimal

import pytest

from bot.models import AmountPart, Calculation, CalculationResult
from bot.ui.bars import bar_of
from bot.ui.panels import picture_of


def part(name: str, amount: str, *, counts: bool = True) -> AmountPart:
    return AmountPart(name, Decimal(amount), counts)


def test_parts_stand_side_by_side_in_proportion() -> None:
    bar = bar_of([part("kosten", "75.00"), part("rente", "25.00")])
    assert bar is not None
    assert [(segment.at, segment.width) for segment in bar.segments] == [(0.0, 75.0), (75.0, 25.0)]
    assert bar.total == Decimal("100.00")


def test_what_does_not_count_comes_last() -> None:
    bar = bar_of([part("al betaald", "10", counts=False), part("rest", "30")])
    assert bar is not None
    assert [segment.part.name for segment in bar.segments] == ["rest", "al betaald"]


@pytest.mark.parametrize("parts", [[], [part("alles", "10")], [part("alles", "10"), part("niets", "0")]])
def test_one_part_is_no_division(parts: list[AmountPart]) -> None:
    assert bar_of(parts) is None


def test_widths_fill_the_bar() -> None:
    bar = bar_of([part(str(number), "33.33") for number in range(7)])
    assert bar is not None
    assert sum(segment.width for segment in bar.segments) == pytest.approx(100, abs=0.01)
    assert {segment.colour for segment in bar.segments} == {1, 2, 3, 4, 5}


def test_the_picture_says_in_words_what_it_shows() -> None:
    parts = (part("15% van € 200,00", "30.00"), part("aanvulling tot het minimum", "10.00"), part("rest", "160", counts=False))
    made = Calculation("x.regel", "amount", CalculationResult(amount=Decimal("40.00")), {}, (), (), parts=parts)
    shown = picture_of(made, None, today=None, key="k")  # type: ignore[arg-type]  # an amount has no days
    assert "15% van € 200,00: € 30,00. aanvulling tot het minimum: € 10,00. rest: € 160,00." in shown
    assert shown.count('class="part') == 2
    assert 'class="besides"' in shown
    assert "<b>€ 40,00</b>" in shown
