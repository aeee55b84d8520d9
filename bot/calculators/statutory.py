"""How the Algemene termijnenwet stretches a term that is set by law. Terms that only a contract sets are not covered."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date, timedelta

from bot.calculators.calendar import DAY, is_working_day, next_working_day
from bot.calculators.law import Law

LONGEST: Mapping[str, int] = {"days": 90, "weeks": 12, "months": 3}


def is_extendable(length: int, unit: str) -> bool:
    """Whether a statutory term of this length can move at all. Source: Algemene termijnenwet art. 4."""
    return length <= LONGEST.get(unit, 0)


def extend_by_law(first: date, last: date, *, at_least_two: bool, law: Law) -> date:
    """The last day of a statutory term from `first` to `last`, moved to a day that is no Saturday, Sunday or holiday.

    `at_least_two`: a term of three days or more holds at least two such days.
    Source: Algemene termijnenwet art. 1 lid 1, art. 2 and art. 3 (days equated by royal decree count as holidays).
    """
    end = next_working_day(last, equated_by=law)
    while at_least_two and _ordinary_days(first, end, law) < 2:
        end = next_working_day(end + DAY, equated_by=law)
    return end


def _ordinary_days(first: date, last: date, law: Law) -> int:
    """Ordinary days from `first` to `last`, counted no further than two."""
    found = 0
    for n in range((last - first).days + 1):
        # Years of which the decree is unknown matter only near the end, so counting stops as soon as it can.
        found += is_working_day(last - timedelta(days=n), equated_by=law)
        if found == 2:
            break
    return found
