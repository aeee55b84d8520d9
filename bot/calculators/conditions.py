"""When a variant of a rule applies: conditions on one fact each."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date
from decimal import Decimal
from typing import Annotated, Any, Self

from pydantic import BaseModel, BeforeValidator, ConfigDict, Field, model_validator

from bot.calculators.facts import FactValue
from bot.calculators.periods import Period


class PeriodFrom(Period):
    """A period that runs from a fact. `pick`: which of several dates counts, where the fact is a list of dates."""

    model_config = ConfigDict(frozen=True, extra="forbid", populate_by_name=True)

    start: str = Field(alias="from")
    pick: str = Field("last", pattern="^(first|last)$")


class Bound(BaseModel):
    """What a fact must be: one of some values, a number within bounds, or a day before or after a deadline."""

    model_config = ConfigDict(frozen=True, extra="forbid")

    one_of: tuple[str, ...] = ()
    above: Decimal | None = None
    at_least: Decimal | None = None
    up_to: Decimal | None = None
    below: Decimal | None = None
    not_after: PeriodFrom | None = None
    after: PeriodFrom | None = None

    @model_validator(mode="after")
    def _check_one_test(self) -> Self:
        numbers = any(bound is not None for bound in (self.above, self.at_least, self.up_to, self.below))
        if [bool(self.one_of), numbers, self.not_after is not None, self.after is not None].count(True) != 1:
            raise ValueError("give exactly one of: a value, a list of values, bounds on a number, not_after, after")
        return self

    @property
    def deadline(self) -> PeriodFrom | None:
        """The period whose end the fact is compared with."""
        return self.not_after or self.after

    def holds(self, value: FactValue, deadline: date | None) -> bool:
        """Whether the value passes; `deadline` is the end of the period in `not_after` or `after`."""
        if self.one_of:
            return value in self.one_of
        if deadline is not None and isinstance(value, date):
            return (value <= deadline) == (self.not_after is not None)
        return isinstance(value, int | Decimal) and self._within(Decimal(value))

    def _within(self, number: Decimal) -> bool:
        return (
            (self.above is None or number > self.above)
            and (self.at_least is None or number >= self.at_least)
            and (self.up_to is None or number <= self.up_to)
            and (self.below is None or number < self.below)
        )


def _bound(value: Any) -> Any:
    """The long form of a condition, which may be written as one value or a list of values."""
    if isinstance(value, str):
        return {"one_of": [value]}
    return {"one_of": value} if isinstance(value, list) else value


Conditions = Mapping[str, Annotated[Bound, BeforeValidator(_bound)]]
