"""The published vectors: every row, by the convention that the row itself names."""

from __future__ import annotations

import csv
import re
from collections.abc import Callable
from datetime import date, datetime, timedelta
from decimal import Decimal
from pathlib import Path

import pytest

from bot.calculators.collection import collection_costs, statutory_costs
from bot.calculators.interest import (
    Late,
    due_without_agreement,
    late_period,
    monthly_interest,
    statutory_interest,
    statutory_segments,
)
from bot.calculators.law import load_law
from bot.calculators.periods import Period, period_end, period_moment
from bot.calculators.results import Amount
from bot.calculators.withdrawal import withdrawal_end

VECTORS = Path(__file__).parent / "vectors"
LAW = load_law()
TODAY = date(2026, 11, 21)
FORTNIGHT = Period(length=14, unit="days", last_day="by_law")


def rows(name: str) -> list[dict[str, str]]:
    with (VECTORS / name).open(encoding="utf-8", newline="") as file:
        return list(csv.DictReader(file))


def row_id(row: dict[str, str]) -> str:
    return row["id"]


# Collection costs


@pytest.mark.parametrize("row", rows("bik_vectors.csv"), ids=row_id)
def test_collection_costs(row: dict[str, str]) -> None:
    claims = tuple(Decimal(claim) for claim in row["claims"].split(";"))
    scale = LAW.get_scale(TODAY)
    clause = collection_costs(claims, scale.tiers[:3], minimum=scale.minimum, maximum=None)
    assert sum(claims) == Decimal(row["principal_total"])
    assert statutory_costs(claims, on=TODAY, law=LAW).amount == Decimal(row["expected_fee_excl_vat"])
    assert statutory_costs(claims, on=TODAY, law=LAW, with_vat=True).amount == Decimal(row["expected_fee_incl_21pct_vat"])
    assert clause.amount == Decimal(row["fee_if_clause_stops_at_10000_no_tier_above"])


# Interest


def interest_days(row: dict[str, str]) -> Late:
    due = row["last_day_of_payment"]
    received = re.search(r"invoice received (\S+)\)", due)
    due_on = due_without_agreement(date.fromisoformat(received[1])) if received else date.fromisoformat(due)
    return late_period(due_on=due_on, paid_on=date.fromisoformat(row["payment_day_inclusive"]))


def interest(row: dict[str, str], late: Late) -> Amount:
    principal, kind = Decimal(row["principal"]), row["kind"]
    match kind.removeprefix("contract_"):
        case "12pct_per_year_daily":
            return monthly_interest(principal, Decimal(1), late, reading="annual_365")
        case "1pct_month_full_months_only":
            return monthly_interest(principal, Decimal(1), late, reading="full_months")
        case "1pct_month_part_month_counts_full":
            return monthly_interest(principal, Decimal(1), late, reading="started_months")
        case "1pct_month_pro_rata_days":
            return monthly_interest(principal, Decimal(1), late, reading="pro_rata_days")
        case "1pct_month_compound_part_full":
            return monthly_interest(principal, Decimal(1), late, reading="started_months", compound=True)
        case _:
            return statutory_interest(principal, late, kind=kind, law=LAW)


@pytest.mark.parametrize("row", rows("interest_vectors.csv"), ids=row_id)
def test_interest(row: dict[str, str]) -> None:
    late = interest_days(row)
    assert late.first.isoformat() == row["first_interest_day"]
    assert late.days == int(row["days"])
    worked = interest(row, late).amount
    assert worked == Decimal(row["expected_interest"])
    assert worked + Decimal(row["principal"]) == Decimal(row["expected_total"])


STATUTORY = [row for row in rows("interest_vectors.csv") if row["kind"].startswith("wettelijke")]


@pytest.mark.parametrize("row", STATUTORY, ids=row_id)
def test_interest_without_compounding(row: dict[str, str]) -> None:
    worked = statutory_interest(Decimal(row["principal"]), interest_days(row), kind=row["kind"], law=LAW, compound=False)
    assert worked.amount == Decimal(row["alt_simple_no_compounding"])


@pytest.mark.parametrize("row", STATUTORY, ids=row_id)
def test_interest_is_split_as_published(row: dict[str, str]) -> None:
    series = LAW.get_series(row["kind"])
    segments = statutory_segments(Decimal(row["principal"]), interest_days(row), series=series, compound=True)
    shown = " | ".join(
        f"{part.days.first}..{part.days.last} {(part.days.last - part.days.first).days + 1}d"
        f" @{part.days.percentage}% on {part.base} = {part.interest}"
        for part in segments
    )
    assert shown == row["periods"]


# Deadlines


def inputs(row: dict[str, str]) -> dict[str, str]:
    return dict(part.split("=", 1) if "=" in part else (part, "") for part in row["input"].split("; "))


def day(row: dict[str, str], name: str) -> date:
    return date.fromisoformat(inputs(row)[name])


def months_after(row: dict[str, str], *, by_law: bool = False) -> date:
    period = Period(length=int(inputs(row)["months"]), unit="months", last_day="by_law" if by_law else "as_is")
    return period_end(period, day(row, "event"), law=LAW).on


def withdrawal(row: dict[str, str]) -> date:
    informed = inputs(row).get("informed")
    if informed is None:
        return withdrawal_end(day(row, "trigger"), law=LAW).on
    if informed == "never":
        return withdrawal_end(day(row, "trigger"), law=LAW, informed="never").on
    return withdrawal_end(day(row, "trigger"), law=LAW, informed="late", informed_on=date.fromisoformat(informed)).on


def by_post(row: dict[str, str]) -> date:
    arrived = period_end(Period(length=2, unit="delivery_days"), day(row, "posted"), law=LAW).on
    return period_end(FORTNIGHT, arrived, law=LAW).on


def fortnight(name: str) -> Callable[[dict[str, str]], date]:
    return lambda row: period_end(FORTNIGHT, day(row, name), law=LAW).on


def five_working_days(row: dict[str, str]) -> date:
    counts_equated = "equated days count as working day" in inputs(row)
    period = Period(length=5, unit="working_days", equated_days_off=not counts_equated)
    return period_end(period, day(row, "event"), law=LAW).on


def seventy_two_hours(row: dict[str, str]) -> datetime | None:
    period = Period(length=72, unit="hours")
    return period_moment(period, datetime.fromisoformat(inputs(row)["aware"])).at


def simple(name: str, length: int, unit: str, last_day: str = "as_is") -> Callable[[dict[str, str]], date]:
    period = Period.model_validate({"length": length, "unit": unit, "last_day": last_day})
    return lambda row: period_end(period, day(row, name), law=LAW).on


RULES: dict[str, Callable[[dict[str, str]], object]] = {
    "herroeping_14d": withdrawal,
    "veertiendagenbrief": fortnight("reminder received"),
    "veertiendagenbrief_by_post": by_post,
    "refund_14d": fortnight("withdrawal statement received"),
    "return_14d": fortnight("withdrawal statement sent"),
    "b2b_30d_no_agreed_date": lambda row: due_without_agreement(day(row, "invoice received")) + timedelta(days=1),
    "b2b_40_euro": lambda row: late_period(due_on=day(row, "agreed last payment day"), paid_on=TODAY).first,
    "month_term": months_after,
    "month_term_atw": lambda row: months_after(row, by_law=True),
    "atw_art2": lambda row: simple("event", int(inputs(row)["days"]), "days", "by_law")(row),
    "contract_days_no_atw": lambda row: simple("event", int(inputs(row)["days"]), "days")(row),
    "werkdagen_5": five_working_days,
    "72_hours": seventy_two_hours,
    "klacht_2_maanden": simple("defect discovered", 2, "months"),
    "verjaring_2_jaar": simple("notice given", 2, "years", "by_law"),
    "wet_van_dam_opzegging": simple("notice given", 1, "months"),
}


@pytest.mark.parametrize("row", rows("deadline_vectors.csv"), ids=row_id)
def test_deadline(row: dict[str, str]) -> None:
    expected = row["expected"]
    worked = RULES[row["rule"]](row)
    assert worked == (datetime.fromisoformat(expected) if "T" in expected else date.fromisoformat(expected))


def test_no_vector_was_lost() -> None:
    assert [len(rows(f"{name}_vectors.csv")) for name in ("bik", "interest", "deadline")] == [30, 21, 36]
