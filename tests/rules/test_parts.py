"""What an amount is made of, over every case of every rule."""

from __future__ import annotations

from pathlib import Path

import pytest

from bot.calculators.loading import load_rules
from bot.calculators.outcomes import Computed
from bot.calculators.parts import counted
from tests.rules.trying import DATA, HERE, read_cases, try_case

RULES = {rule.id: rule for rule in load_rules(DATA)}
COMPANIES = sorted(path.stem for path in Path(HERE).glob("*.yaml"))


@pytest.mark.parametrize("company", COMPANIES)
def test_the_parts_of_an_amount_add_up_to_it(company: str) -> None:
    seen = 0
    for case in read_cases(company):
        outcome = try_case(RULES[case["rule"]], case).outcome
        if isinstance(outcome, Computed) and outcome.calculation.parts:
            seen += 1
            assert counted(outcome.calculation.parts) == outcome.calculation.result.amount, case
            assert all(part.amount > 0 for part in outcome.calculation.parts if not part.counts), case
            assert all(part.name for part in outcome.calculation.parts), case
    assert seen
