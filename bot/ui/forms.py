"""A rule as a form: a field for every fact that its sum can use, and what was filled in read back."""

from __future__ import annotations

import re
from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass

from bot.calculators.facts import AUDIENCES
from bot.calculators.rule import Need
from bot.calculators.rules import Rule
from bot.understanding.numbers import parse_decimal

SEVERAL = 3
"""Fields for a fact that may have several values."""
LONGEST = 40
"""Characters of one value; longer ones are no date, amount or choice."""
INPUT_TYPES = {"date": "date", "dates": "date", "datetime": "datetime-local"}
LISTS = ("dates", "amounts")
CHOICES = ("choice", "audience")
Values = Mapping[str, Sequence[str]]
_WITH_A_DOT = re.compile(r"\d+\.\d{1,2}")


@dataclass(frozen=True, slots=True)
class Field:
    """What to fill in for one fact. `inputs` are the values so far, one for each box; `options` are those of a choice."""

    name: str
    question: str
    kind: str
    input_type: str
    inputs: tuple[str, ...]
    options: tuple[tuple[str, str], ...]
    required: bool
    missing: bool


@dataclass(frozen=True, slots=True)
class Form:
    """The fields without which there is no result, and those that matter in some cases."""

    rule: Rule
    fields: tuple[Field, ...]
    further: tuple[Field, ...]

    @property
    def open(self) -> bool:
        """Whether something is filled in or missing among the further fields, so that they should be seen."""
        return any(field.missing or any(field.inputs) for field in self.further)


def form_of(rule: Rule, values: Values | None = None, missing: Collection[str] = ()) -> Form:
    """The form of a rule with what was filled in, and the fields marked that are missing still."""
    needs = {name: rule.needs[name] for name in rule.all_facts() if name in rule.needs}
    first = [name for name in needs if is_asked(name, rule)]
    fields = {name: _field(name, need, values or {}, name in first, name in missing) for name, need in needs.items()}
    return Form(rule, tuple(fields[name] for name in first), tuple(fields[name] for name in fields if name not in first))


def is_asked(name: str, rule: Rule) -> bool:
    """Whether there is no result without this fact: it is used, and nothing stands in for it."""
    need = rule.needs[name]
    return name in rule.required_facts(lambda _: False) and not need.optional and need.default is None and need.derive is None


def _field(name: str, need: Need, values: Values, required: bool, missing: bool) -> Field:
    kind = need.type or "date"
    given = tuple(values.get(name, ()))
    boxes = max(SEVERAL, len(given)) if kind in LISTS else 1
    if kind == "audience":
        options = tuple((audience, audience) for audience in AUDIENCES)
    else:
        options = tuple((value, choice.label) for value, choice in need.choices.items())
    inputs = (*given, *[""] * boxes)[:boxes]
    return Field(name, need.question, kind, INPUT_TYPES.get(kind, "text"), inputs, options, required, missing)


def read_form(rule: Rule, filled: object) -> dict[str, list[str]]:
    """What a browser sent for this form: per fact the boxes that are not empty. Whatever does not belong to it is left out."""
    sent = filled if isinstance(filled, dict) else {}
    found: dict[str, list[str]] = {}
    for name in rule.all_facts():
        boxes = sent.get(name) if name in rule.needs else None
        texts = [box.strip()[:LONGEST] for box in boxes if isinstance(box, str)] if isinstance(boxes, list) else []
        if given := [text for text in texts if text]:
            found[name] = given
    return found


def as_inputs(rule: Rule, values: Values) -> dict[str, object]:
    """The values as a calculator takes them: numbers with a decimal point, several values as a list."""
    inputs: dict[str, object] = {}
    for name, given in values.items():
        kind = rule.needs[name].type or "date"
        plain = [text if kind in (*INPUT_TYPES, *CHOICES) else plain_number(text) for text in given]
        inputs[name] = plain if kind in LISTS else plain[0]
    return inputs


def plain_number(text: str) -> str:
    """A number as Dutch people write it, with a decimal point: "1.250,50" gives "1250.50"; else the text itself."""
    bare = text.replace("€", "").replace("%", "").replace(" ", "").replace("\u00a0", "").removesuffix(",-")
    if _WITH_A_DOT.fullmatch(bare):
        return bare
    number = parse_decimal(bare)
    return text if number is None else str(number)
