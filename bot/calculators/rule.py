"""What every rule about a deadline or a fee says, whatever its kind. `data/rules/README.md` explains the fields."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from decimal import Decimal
from functools import cached_property
from typing import TYPE_CHECKING, Annotated, Any, ClassVar, Literal

from pydantic import BaseModel, BeforeValidator, ConfigDict, Field, model_validator

from bot.calculators.conditions import PeriodFrom
from bot.calculators.facts import Choices, FactType

if TYPE_CHECKING:
    from bot.calculators.rules import Variant

Topic = Literal[
    "bedenktijd", "terugbetaling", "betaaltermijn", "rente", "incassokosten", "opzegtermijn", "klachttermijn",
    "aansprakelijkheid", "aanbetaling", "datalek", "bewaartermijn", "levering", "garantie", "annulering", "prijs", "terugzenden",
    "verzuim", "totaal", "overig",
]  # fmt: skip
OneOrMore = Annotated[tuple[str, ...], BeforeValidator(lambda value: [value] if isinstance(value, str) else value)]
Money = Annotated[Decimal, Field(ge=0)]
Percent = Annotated[Decimal, Field(ge=0, le=1000)]
VERDICT_VARIABLES = frozenset({"deadline", "weekday", "days_left", "days_late"})
Known = Callable[[str], bool]


class Model(BaseModel):
    """Frozen, and strict about names: a misspelt key is an error."""

    model_config = ConfigDict(frozen=True, extra="forbid", populate_by_name=True)


class PartPayment(Model):
    """The facts of a debt that was partly paid: what was paid, what is left, and that there was a part payment at all."""

    paid: str = "paid_part"
    left: str = "rest_due"
    told: str = "part_paid"

    @property
    def names(self) -> tuple[str, ...]:
        """The facts, by name."""
        return (self.paid, self.left, self.told)


class Need(Model):
    """What a rule says about a fact that it uses; the shared vocabulary fills in the rest.

    `default`: used when the fact is not given ("reference_date" for the day of the question). `only_if`: the fact matters only
    when other facts have these values. `optional`: never asked for. `instead`: facts that can stand in for it. `derive`: how it
    follows from another date. `difference`: two numbers, of which the first minus the second gives it. `after_payment`: what was
    paid already goes off it. `adds_up`: numbers in its unit that are told one by one count together.
    """

    question: str = ""
    type: FactType | None = None
    label: str = ""
    cues: tuple[str, ...] = ()
    choices: Choices = {}
    default: str | int | Decimal | None = None
    only_if: Mapping[str, OneOrMore] = {}
    optional: bool = False
    instead: OneOrMore = ()
    derive: PeriodFrom | None = None
    difference: Annotated[tuple[str, ...], Field(max_length=2)] = ()
    adds_up: bool = False
    after_payment: Annotated[PartPayment | None, BeforeValidator(lambda value: {} if value is True else value)] = None

    @property
    def related(self) -> tuple[str, ...]:
        """Other facts that this one leans on."""
        start = (self.derive.start,) if self.derive else ()
        return (*self.only_if, *self.instead, *start, *self.difference, *(self.after_payment.names if self.after_payment else ()))


def _needs(value: Any) -> Any:
    """The long form of needs: a list of names, a question as text and an empty entry are allowed."""
    if isinstance(value, list):
        return {name: {} for name in value}
    if not isinstance(value, dict):
        return value
    return {name: {"question": need} if isinstance(need, str) else need or {} for name, need in value.items()}


class Caution(Model):
    """A doubt to pass on, never a verdict: the text says "mogelijk", `basis` names the article."""

    text: str = Field(pattern="(?i)mogelijk")
    basis: str
    audience: Literal["consument", "zakelijk", "iedereen"] = "iedereen"


class RuleBase(Model):
    """What every rule says, whatever its kind."""

    id: str = Field(pattern=r"^[a-z0-9]+\.[a-z0-9_]+$")
    title: str
    topic: Topic
    clause: str = Field(pattern=r"^[a-z0-9]+:.+$")
    also: OneOrMore = ()
    figures: OneOrMore = ()
    hash: Mapping[str, OneOrMore] = {}
    audience: Literal["consument", "zakelijk", "iedereen"] = "iedereen"
    actor: Literal["klant", "bedrijf"] = "klant"
    says: OneOrMore = ()
    reading: str
    needs: Annotated[Mapping[str, Need], BeforeValidator(_needs)] = {}
    general: str
    answer: str
    answer_past: str = ""
    answer_open: str = ""
    answer_given: str = ""
    acted_on: str = ""
    asks: tuple[str, ...] = Field(min_length=6, max_length=12)
    warnings: tuple[Caution, ...] = ()
    legal_basis: OneOrMore = ()
    variants: tuple[Variant, ...] = ()

    result: ClassVar[Literal["deadline", "amount", "nothing"]] = "nothing"

    @model_validator(mode="before")
    @classmethod
    def _expand_variants(cls, data: Any) -> Any:
        if not isinstance(data, dict) or not isinstance(data.get("variants"), list):
            return data
        base = {name: value for name, value in data.items() if name != "variants"}
        return {**base, "variants": [_expand(base, variant) for variant in data["variants"]]}

    @property
    def company(self) -> str:
        """The slug of the company whose rule this is."""
        return self.id.partition(".")[0]

    @property
    def clause_ids(self) -> tuple[str, ...]:
        """The clause that carries the rule, then the further ones."""
        return (self.clause, *self.also)

    @cached_property
    def every_clause_id(self) -> frozenset[str]:
        """The clauses of the rule and of its variants."""
        return frozenset(clause for each in (self, *(variant.rule for variant in self.variants)) for clause in each.clause_ids)

    def used_facts(self) -> tuple[str, ...]:
        """Facts that the sum itself reads, asked for or not."""
        return ()

    def required_facts(self, known: Known) -> tuple[str, ...]:
        """Facts without which there is no result, given which facts are known."""
        return self.used_facts()

    def variables(self) -> frozenset[str]:
        """Names that the answer may fill in, besides the facts."""
        return frozenset({"amount"}) if self.result == "amount" else VERDICT_VARIABLES

    def all_facts(self) -> tuple[str, ...]:
        """Every fact that can play a part, in the order in which it is met."""
        names = [*self.used_facts(), *([self.acted_on] if self.acted_on else [])]
        for name in (*names, *self.needs):
            names.extend(self.needs[name].related if name in self.needs else ())
        for variant in self.variants:
            names.extend([*variant.facts(), *variant.rule.all_facts()])
        return tuple(dict.fromkeys(names))


def _expand(base: Mapping[str, Any], variant: Any) -> Any:
    """The variant as a complete rule: the base with what the variant says instead."""
    if not isinstance(variant, dict) or "rule" in variant or "when" not in variant:
        return variant
    override = {name: value for name, value in variant.items() if name != "when"}
    kind, new_kind = base.get("kind"), override.get("kind", base.get("kind"))
    rule = {name: value for name, value in base.items() if kind == new_kind or name not in (kind, "periods")}
    return {
        "when": variant["when"],
        "rule": {**rule, **{name: _merge(rule.get(name), value) for name, value in override.items()}},
    }


def _merge(old: Any, new: Any) -> Any:
    return {**old, **new} if isinstance(old, dict) and isinstance(new, dict) else new
