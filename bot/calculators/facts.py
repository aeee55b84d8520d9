"""Facts that a calculation needs: their types, how they are asked for, and checking what a customer or caller gave."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from datetime import date, datetime
from decimal import Decimal, InvalidOperation
from pathlib import Path
from typing import Annotated, Any, Literal, cast

import yaml
from pydantic import BaseModel, BeforeValidator, ConfigDict, TypeAdapter, ValidationError

from bot import texts
from bot.calculators.money import check_amount
from bot.calculators.periods import AMSTERDAM
from bot.dutch import join_words
from bot.errors import BadInput, BrokenData

FactType = Literal[
    "date", "dates", "datetime", "amount", "amounts", "count", "duration_months", "duration_days", "percentage", "choice",
    "audience",
]  # fmt: skip
FactValue = date | Decimal | int | str | tuple[Decimal, ...] | tuple[date, ...]
AUDIENCES = ("consument", "zakelijk")
FIRST_YEAR, LAST_YEAR = 1990, 2099


def _choice(value: Any) -> Any:
    """The long form of a choice, which may be written as its label or as its label followed by synonyms."""
    if isinstance(value, str):
        return {"label": value}
    return {"label": value[0], "synonyms": value[1:]} if isinstance(value, list) and value else value


class ChoiceLabel(BaseModel):
    """How a possible answer is shown, and the other words for it."""

    model_config = ConfigDict(frozen=True, extra="forbid")

    label: str
    synonyms: tuple[str, ...] = ()


Choices = Mapping[str, Annotated[ChoiceLabel, BeforeValidator(_choice)]]


class Fact(BaseModel):
    """A fact of the shared vocabulary. `cues` are words that tie a date or amount in a message to it; `label` names it."""

    model_config = ConfigDict(frozen=True, extra="forbid")

    type: FactType
    question: str
    label: str = ""
    cues: tuple[str, ...] = ()
    choices: Choices = {}


Vocabulary = Mapping[str, Fact]
_VOCABULARY = TypeAdapter(dict[str, Fact])


def load_vocabulary(path: Path) -> Vocabulary:
    """The shared facts by name. Raises: BrokenData."""
    try:
        return _VOCABULARY.validate_python(yaml.load(path.read_text(encoding="utf-8"), Loader=yaml.CSafeLoader))
    except (OSError, yaml.YAMLError, ValidationError) as error:
        raise BrokenData(f"{path.name} kan niet worden gelezen: {error}") from error


def check_value(kind: FactType, value: FactValue, choices: Choices) -> FactValue:
    """The value as its type wants it: one amount becomes a list where a list is asked for, and so on.

    Raises: BadInput with a Dutch message.
    """
    match kind:
        case "date":
            return _check_date(value, keep_time=False)
        case "datetime":
            return _check_date(value, keep_time=True)
        case "dates":
            return tuple(_check_date(day, keep_time=False) for day in _items(value))
        case "amount":
            return sum((_number(item, "calculators.facts.bad_amount") for item in _items(value)), Decimal(0))
        case "amounts":
            return tuple(_number(item, "calculators.facts.bad_amount") for item in _items(value))
        case "count" | "duration_months" | "duration_days":
            return _number(value, "calculators.facts.bad_count")
        case "percentage":
            return _percentage(value)
        case "choice" | "audience":
            return _check_choice(value, choices if kind == "choice" else {name: ChoiceLabel(label=name) for name in AUDIENCES})


def _items(value: FactValue) -> Sequence[FactValue]:
    items = value if isinstance(value, tuple) else (value,)
    if not items:
        raise BadInput(texts.get("calculators.facts.bad_list"))
    return items


def _check_date(value: FactValue, *, keep_time: bool) -> date:
    if not isinstance(value, date) or not FIRST_YEAR <= value.year <= LAST_YEAR:
        raise BadInput(texts.get("calculators.facts.bad_date", value=value))
    if not isinstance(value, datetime):
        return value
    if not keep_time:
        return value.date()
    # Customers name the time on the clock where they live.
    return value if value.tzinfo else value.replace(tzinfo=AMSTERDAM)


def _number(value: FactValue, message: str) -> Decimal:
    if isinstance(value, bool) or not isinstance(value, int | Decimal):
        raise BadInput(texts.get(message, value=value))
    number = Decimal(value)
    if not number.is_finite() or number < 0:
        raise BadInput(texts.get(message, value=value))
    return check_amount(number)


def _percentage(value: FactValue) -> Decimal:
    number = _number(value, "calculators.facts.bad_percentage")
    if number > 100:
        raise BadInput(texts.get("calculators.facts.bad_percentage", value=value))
    return number


def _check_choice(value: FactValue, choices: Choices) -> str:
    said = str(value).strip().casefold()
    for name, choice in choices.items():
        if said in {word.casefold() for word in (name, choice.label, *choice.synonyms)}:
            return name
    labels = join_words([choice.label for choice in choices.values()], "of")
    raise BadInput(texts.get("calculators.facts.bad_choice", value=value, choices=labels))


def parse_value(kind: FactType, raw: object, choices: Choices) -> FactValue:
    """The fact in a text, number or list as JSON carries it: ISO dates, amounts with a decimal point.

    Raises: BadInput with a Dutch message.
    """
    if isinstance(raw, list):
        items = tuple(_parse_one(kind, item) for item in raw)
        return check_value(kind, cast("tuple[Decimal, ...] | tuple[date, ...]", items), choices)
    return check_value(kind, _parse_one(kind, raw), choices)


def _parse_one(kind: FactType, raw: object) -> date | Decimal | str:
    if kind in ("choice", "audience"):
        return str(raw)
    if kind in ("date", "dates", "datetime"):
        return _parse_date(raw)
    message = "calculators.facts.bad_amount" if kind in ("amount", "amounts") else "calculators.facts.bad_count"
    if isinstance(raw, bool):
        raise BadInput(texts.get(message, value=raw))
    try:
        return Decimal(str(raw))
    except InvalidOperation as error:
        raise BadInput(texts.get(message, value=raw)) from error


def _parse_date(raw: object) -> date:
    if isinstance(raw, date):
        return raw
    text = str(raw)
    try:
        return datetime.fromisoformat(text) if "T" in text else date.fromisoformat(text)
    except ValueError as error:
        raise BadInput(texts.get("calculators.facts.bad_date", value=text)) from error
