"""What is counted as a boundary of a rule, on small rules, and that a case further off does not count."""

from __future__ import annotations

from typing import Any

import pytest

from bot.calculators.facts import load_vocabulary
from bot.calculators.loading import parse_rule
from bot.calculators.rules import Rule
from tests.rules.boundaries import open_sides, sides_of
from tests.rules.trying import DATA, try_case

ALWAYS = {"a question or a refusal", "asked by: consument", "asked by: zakelijk", "itself: reached"}


def rule(**fields: Any) -> Rule:
    content = {
        "id": "voorbeeld.regel", "title": "Voorbeeld", "topic": "overig", "clause": "voorbeeld:1", "reading": "-", "general": "-",
        "answer": "-", "asks": [f"vraag {number}" for number in range(6)],
    }  # fmt: skip
    return parse_rule({**content, **fields}, load_vocabulary(DATA / "facts.yaml"))


PAYING = {"kind": "period", "period": {"from": "invoice_on", "length": 14, "unit": "days"}, "acted_on": "paid_on"}
HALF = {"kind": "percentage", "percentage": {"percent": 50, "of": "price"}}


@pytest.mark.parametrize(
    ("fields", "places"),
    [
        (
            PAYING,
            {
                "itself: paid_on on the last day",
                "itself: paid_on the day after the last day",
                "itself: a last day that is no working day stays",
            },
        ),
        (
            {"kind": "period", "period": {"from": "received_on", "length": 3, "unit": "months", "last_day": "by_law"}},
            {
                "itself: asked on the last day",
                "itself: asked the day after the last day",
                "itself: a last day that is no working day moves",
                "itself: a last day that is a working day",
                "itself: a month that is too short",
            },
        ),
        (
            {"kind": "percentage", "percentage": {"percent": 15, "of": "price", "minimum": 250, "maximum": 3000}},
            {
                "itself: minimum: at 1666.67",
                "itself: minimum: just above 1666.67",
                "itself: maximum: at 20000.00",
                "itself: maximum: just above 20000.00",
            },
        ),
        (
            {
                "kind": "tiers",
                "tiers": {"of": "principal", "scale": [{"up_to": 2500, "percent": 15}, {"percent": 10}], "minimum": 40},
            },
            {
                "itself: tier: at 2500.00",
                "itself: tier: just above 2500.00",
                "itself: minimum: at 266.67",
                "itself: minimum: just above 266.67",
                "itself: nothing due",
            },
        ),
        (
            HALF | {"variants": [{"when": {"contract_months": {"up_to": 6}}, "percentage": {"percent": 25}}]},
            {
                "contract_months up_to 6: reached",
                "contract_months up_to 6: contract_months = 6",
                "contract_months up_to 6: contract_months just past 6",
            },
        ),
        (
            HALF | {"variants": [{"when": {"audience": "zakelijk"}, "percentage": {"percent": 100}}]},
            {
                "asked by: unknown",
                "audience zakelijk: reached",
                "audience zakelijk: audience = zakelijk",
                "audience zakelijk: audience = another value",
            },
        ),
        (
            {"kind": "cap", "cap": {"of": ["damage", "price"], "maxima": [500]}},
            {
                "itself: damage is the lowest",
                "itself: price is the lowest",
                "itself: fixed maximum: at 500.00",
                "itself: fixed maximum: just above 500.00",
            },
        ),
    ],
    ids=["period", "months", "percentage", "tiers", "number", "audience", "cap"],
)
def test_a_rule_has_the_boundaries_of_its_own_data(fields: dict[str, Any], places: set[str]) -> None:
    assert {side.place for side in sides_of(rule(**fields))} == ALWAYS | places


def test_variants_that_leave_nothing_of_the_rule_itself_do_not_ask_for_a_case_of_it() -> None:
    variants = [
        {"when": {"audience": who}, "percentage": {"percent": number}} for number, who in ((10, "consument"), (20, "zakelijk"))
    ]
    assert "itself: reached" not in {side.place for side in sides_of(rule(**HALF, variants=variants))}


@pytest.mark.parametrize(
    ("paid_on", "side", "open_"),
    [
        ("2026-03-17", "itself: paid_on on the last day", False),
        ("2026-03-18", "itself: paid_on on the last day", True),
        ("2026-03-18", "itself: paid_on the day after the last day", False),
        ("2026-03-19", "itself: paid_on the day after the last day", True),
    ],
)
def test_only_the_day_itself_counts(paid_on: str, side: str, *, open_: bool) -> None:
    paying = rule(**PAYING)
    case = {"facts": {"invoice_on": "2026-03-03", "paid_on": paid_on}, "audience": None, "today": "2026-04-01"}
    assert (side in open_sides(paying, [try_case(paying, case)])) is open_


@pytest.mark.parametrize(("amount", "open_"), [("2500", True), ("2500.01", False), ("2501", False), ("2501.01", True)])
def test_only_at_most_one_euro_past_an_edge_counts(amount: str, *, open_: bool) -> None:
    costs = rule(kind="tiers", tiers={"of": "principal", "scale": [{"up_to": 2500, "percent": 15}, {"percent": 10}]})
    case = {"facts": {"principal": amount}, "audience": None, "today": "2026-04-01"}
    assert ("itself: tier: just above 2500.00" in open_sides(costs, [try_case(costs, case)])) is open_
