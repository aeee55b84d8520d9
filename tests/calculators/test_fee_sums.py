"""Interest, collection costs and other amounts beyond the published vectors: boundaries and what must hold for any amount."""

from __future__ import annotations

from datetime import date, timedelta
from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.calculators.amounts import Debt, Factor, allocate, lowest, percentage_of, phase_amount, product, proportional
from bot.calculators.collection import statutory_costs, tiered
from bot.calculators.interest import Late, Reading, interest_for_months, monthly_interest, statutory_interest
from bot.calculators.law import Tier, load_law
from bot.errors import BadInput

LAW = load_law()
TODAY = date(2026, 3, 16)
MONEY = st.decimals(min_value=0, max_value=2_000_000, places=2)
FIRST = date(2026, 1, 1)


def monthly(days: int, reading: Reading) -> Decimal:
    return monthly_interest(Decimal(1000), Decimal(1), Late(FIRST, FIRST + timedelta(days=days - 1)), reading=reading).amount


@pytest.mark.parametrize(
    ("days", "full", "started", "pro_rata"),
    [
        (0, "0", "0", "0"),
        (1, "0", "10", "0.32"),
        (30, "0", "10", "9.68"),
        (31, "10", "10", "10"),
        (32, "10", "20", "10.36"),
        (59, "20", "20", "20"),
    ],
)
def test_months_of_interest_by_reading(days: int, full: str, started: str, pro_rata: str) -> None:
    assert monthly(days, "full_months") == Decimal(full)
    assert monthly(days, "started_months") == Decimal(started)
    assert monthly(days, "pro_rata_days") == Decimal(pro_rata)


@given(st.integers(0, 500))
def test_readings_keep_their_order(days: int) -> None:
    assert monthly(days, "full_months") <= monthly(days, "pro_rata_days") <= monthly(days, "started_months")


@pytest.mark.parametrize(("reading", "expected"), [("full_months", "10"), ("started_months", "20"), ("pro_rata_days", "15")])
def test_a_given_number_of_months_follows_the_reading(reading: Reading, expected: str) -> None:
    assert interest_for_months(Decimal(1000), Decimal(1), Decimal("1.5"), reading=reading).amount == Decimal(expected)


@given(MONEY, st.dates(date(2015, 1, 1), date(2026, 1, 1)), st.integers(0, 360))
def test_statutory_interest_grows_with_time(principal: Decimal, first: date, days: int) -> None:
    shorter, longer = (Late(first, first + timedelta(days=days + more)) for more in (0, 1))
    sums = [statutory_interest(principal, late, kind="wettelijke_rente", law=LAW).amount for late in (shorter, longer)]
    assert 0 <= sums[0] <= sums[1]


def test_a_full_year_is_compounded_and_the_steps_say_so() -> None:
    late = Late(date(2024, 3, 15), date(2026, 2, 17))
    found = statutory_interest(Decimal(5000), late, kind="wettelijke_rente", law=LAW)
    assert "Na een vol jaar wordt de rente bij het bedrag geteld; de rente loopt verder over € 5.340,00." in found.steps
    assert found.steps[-1] == "De rente is samen € 624,41."


def test_a_rate_with_one_source_is_flagged() -> None:
    late = Late(date(2020, 1, 1), date(2020, 1, 31))
    found = statutory_interest(Decimal(1000), late, kind="wettelijke_handelsrente_contract_pre_2013-03-16", law=LAW)
    assert "niet door twee bronnen bevestigd" in found.steps[-1]


@given(MONEY, MONEY)
def test_more_principal_never_costs_less(one: Decimal, other: Decimal) -> None:
    low, high = sorted((one, other))
    costs = [statutory_costs([claim], on=TODAY, law=LAW).amount for claim in (low, high)]
    assert 0 <= costs[0] <= costs[1] <= 6775


@given(st.lists(MONEY, min_size=1, max_size=5))
def test_adding_claims_never_costs_more_than_each_apart(claims: list[Decimal]) -> None:
    added = statutory_costs(claims, on=TODAY, law=LAW).amount
    assert added <= statutory_costs(claims, on=TODAY, law=LAW, per_claim=True).amount + Decimal("0.01") * len(claims)


@pytest.mark.parametrize(("claim", "costs"), [("0", "0"), ("0.01", "40"), ("260", "40"), ("266.60", "40"), ("267", "40.05")])
def test_the_minimum_holds_just_below_it_too(claim: str, costs: str) -> None:
    assert statutory_costs([Decimal(claim)], on=TODAY, law=LAW).amount == Decimal(costs)


def test_a_scale_that_stops_says_what_it_leaves_out() -> None:
    found = tiered(Decimal(25000), [Tier(Decimal(2500), Decimal(15)), Tier(Decimal(5000), Decimal(10))])
    assert found.amount == 625
    assert "Over het deel boven € 5.000,00 noemt deze staffel niets." in found.steps


@given(st.lists(MONEY, min_size=1, max_size=5))
def test_a_percentage_with_its_remainder_is_the_whole(amounts: list[Decimal]) -> None:
    part = percentage_of(amounts, Decimal(30)).amount
    assert part + percentage_of(amounts, Decimal(30), result="remainder").amount == sum(amounts)


@given(MONEY, st.lists(MONEY, min_size=1, max_size=4))
def test_a_payment_is_used_once(payment: Decimal, debts: list[Decimal]) -> None:
    found = allocate(payment, [Debt("schuld", debt) for debt in debts])
    assert sum(found.left) == max(sum(debts) - payment, 0)
    assert found.surplus == max(payment - sum(debts), 0)


@given(MONEY, st.integers(0, 100))
def test_a_part_and_the_rest_are_the_whole(amount: Decimal, done: int) -> None:
    part = proportional(amount, Decimal(done), Decimal(100)).amount
    rest = proportional(amount, Decimal(100 - done), Decimal(100)).amount
    assert abs(part + rest - amount) <= Decimal("0.01")


def test_the_lowest_amount_is_the_cap() -> None:
    found = lowest({"schade": Decimal(4200), "vast maximum": Decimal(500)})
    assert found.steps == ("schade: € 4.200,00.", "vast maximum: € 500,00.", "Het laagste bedrag geldt: € 500,00.")


@pytest.mark.parametrize("bad", ["-0.01", "NaN", "Infinity", "1000000000001"])
def test_amounts_that_cannot_be_reckoned_with_are_refused(bad: str) -> None:
    with pytest.raises(BadInput, match="kan niet worden gebruikt"):
        statutory_costs([Decimal(bad)], on=TODAY, law=LAW)
    with pytest.raises(BadInput):
        percentage_of([Decimal(bad)], Decimal(10))


def test_a_product_is_rounded_once_at_the_end() -> None:
    third = Factor(Decimal("0.333"), "0,333")
    assert product([third, Factor(Decimal("1.5"), "1,5")]).amount == Decimal("0.50")
    assert product([third], plus=[Decimal("0.003"), Decimal("0.004")]).amount == Decimal("0.34")


def test_nothing_to_cap_and_an_empty_whole_are_refused() -> None:
    with pytest.raises(BadInput):
        lowest({})
    with pytest.raises(BadInput, match="tussen 0 en het geheel"):
        proportional(Decimal(1), Decimal(0), Decimal(0))


def test_a_part_of_a_fee_by_phase_is_no_more_than_the_whole() -> None:
    half = Decimal(50)
    assert phase_amount(Decimal(100), half, second=Decimal(100), second_percentage=half).amount == Decimal(100)
    with pytest.raises(BadInput, match="niet meer zijn dan het geheel"):
        phase_amount(Decimal(100), half, second=Decimal("100.01"), second_percentage=half)
