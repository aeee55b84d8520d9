"""The calculators over HTTP: which rules a company has, and their sums, with the inputs of each rule in the API document."""

from __future__ import annotations

import json
from copy import deepcopy
from dataclasses import replace
from datetime import date
from typing import Annotated, Any

from fastapi import APIRouter, FastAPI
from pydantic import AfterValidator, BaseModel, ConfigDict, Field
from pydantic_core import PydanticCustomError

from bot.answering.versions import version_doubt
from bot.calculators.evaluation import evaluate
from bot.calculators.facts import AUDIENCES
from bot.calculators.loading import get_rule, parse_facts
from bot.calculators.outcomes import CannotCompute, Missing
from bot.calculators.rule import Need
from bot.calculators.rules import Rule
from bot.clock import today
from bot.errors import BadInput, NotReady
from bot.models import Audience
from bot.retrieval.index import ClauseIndex
from bot.web.callers import caller
from bot.web.schemas import CalculationBody, IsoDate

JSON_TYPES: dict[str, dict[str, Any]] = {
    "date": {"type": "string", "format": "date"},
    "datetime": {"type": "string", "format": "date-time"},
    "dates": {"type": "array", "items": {"type": "string", "format": "date"}},
    "amount": {"type": "string", "pattern": r"^\d+(\.\d{1,2})?$"},
    "amounts": {"type": "array", "items": {"type": "string", "pattern": r"^\d+(\.\d{1,2})?$"}},
    "count": {"type": "number", "minimum": 0},
    "duration_months": {"type": "number", "minimum": 0},
    "duration_days": {"type": "number", "minimum": 0},
    "percentage": {"type": "number", "minimum": 0, "maximum": 100},
}


class InputBody(BaseModel):
    """One input of a calculator: what to ask for, and how it is written in JSON."""

    name: str
    type: str
    question: str
    choices: dict[str, str]
    required: bool


class CalculatorBody(BaseModel):
    """A rule of a company's terms with the inputs that its sum takes."""

    rule_id: str
    title: str
    topic: str
    kind: str
    clause_ids: list[str]
    audience: str
    figures: list[str]
    reading: str
    inputs: list[InputBody]

    @classmethod
    def of(cls, rule: Rule) -> CalculatorBody:
        """The body of a rule."""
        return cls(
            rule_id=rule.id,
            title=rule.title,
            topic=rule.topic,
            kind=rule.kind,
            clause_ids=list(rule.clause_ids),
            audience=rule.audience,
            figures=list(rule.figures),
            reading=rule.reading,
            inputs=[_input(name, rule.needs[name], rule) for name in rule.all_facts() if name in rule.needs],
        )


class CalculatorsResponse(BaseModel):
    """The calculators of one company, or of all."""

    calculators: list[CalculatorBody]


def _writable(inputs: dict[str, Any]) -> dict[str, Any]:
    """Only what can be written down again: half a character can't."""
    try:
        json.dumps(inputs, ensure_ascii=False).encode()
    except (UnicodeEncodeError, RecursionError) as error:
        raise PydanticCustomError("string_unicode", "no whole characters") from error
    return inputs


class CalculationRequest(BaseModel):
    """Inputs by name, as the calculator lists them."""

    model_config = ConfigDict(extra="forbid")

    inputs: Annotated[dict[str, Any], AfterValidator(_writable)] = Field(default_factory=dict)
    reference_date: IsoDate | None = None
    audience: Audience | None = None
    contract_date: IsoDate | None = Field(None, description="Picks the version of the terms in force on that day.")


def make_calculators(index: ClauseIndex) -> APIRouter:
    """The routes of all calculators."""
    router = APIRouter(prefix="/api/v1/calculators", tags=["rekenen"])

    @router.get("")
    def calculators(company: str | None = None, contract_date: IsoDate | None = None) -> CalculatorsResponse:
        """Every deadline and fee that can be computed, of one company or of all."""
        return list_calculators(index, company, contract_date=contract_date)

    @router.post("/{rule_id}")
    def calculate(rule_id: str, request: CalculationRequest) -> CalculationBody:
        """Compute one deadline or fee."""
        return calculation(rule_id, request, index)

    return router


def list_calculators(index: ClauseIndex, company: str | None, *, contract_date: date | None) -> CalculatorsResponse:
    """The calculators of one company, or of all that the caller may ask for. Raises: NotAllowed, UnknownCompany."""
    if company:
        caller.get().check(company)
    slugs = [company] if company else [slug for slug in index.slugs if caller.get().may_ask(slug)]
    known = [index.get_knowledge(slug, on=contract_date) for slug in slugs]
    return CalculatorsResponse(calculators=[CalculatorBody.of(rule) for each in known for rule in each.rules])


def calculation(rule_id: str, request: CalculationRequest, index: ClauseIndex) -> CalculationBody:
    """The calculation that was asked for. Raises: NotAllowed, UnknownCompany, UnknownRule, BadInput, OutsideData."""
    caller.get().check(rule_id.partition(".")[0])
    day = request.reference_date or today()
    knowledge = index.get_knowledge(rule_id.partition(".")[0], on=request.contract_date or day)
    rule = get_rule(knowledge.rules, rule_id)
    facts = parse_facts(rule, request.inputs)
    outcome = evaluate(rule, facts, audience=request.audience, reference_date=day)
    match outcome:
        case Missing(missing):
            raise BadInput(" ".join(fact.question for fact in missing))
        case CannotCompute(reason):
            raise BadInput(reason)
    doubt = version_doubt(knowledge.terms, request.contract_date) if request.contract_date else ""
    warnings = (*outcome.calculation.warnings, *([doubt] if doubt else []))
    return CalculationBody.of(replace(outcome.calculation, warnings=warnings))


def describe_calculators(app: FastAPI, index: ClauseIndex) -> None:
    """Let the API document name the typed inputs of every rule; while the index is not ready, it does without."""
    plain = app.openapi

    def document() -> dict[str, Any]:
        described = deepcopy(plain())
        try:
            slugs = [slug for slug in index.slugs if caller.get().may_ask(slug)]
            rules = [rule for slug in slugs for rule in index.get_knowledge(slug).rules]
        except NotReady:
            return described
        schemas = described["components"]["schemas"]
        schemas |= {f"Inputs.{rule.id}": input_schema(rule) for rule in rules}
        references = [{"$ref": f"#/components/schemas/Inputs.{rule.id}"} for rule in rules]
        schemas["CalculationRequest"]["properties"]["inputs"] |= {"anyOf": references} if references else {}
        return described

    app.openapi = document  # type: ignore[method-assign]  # the way that FastAPI documents


def input_schema(rule: Rule) -> dict[str, Any]:
    """The inputs of one rule as a JSON schema."""
    needs = {name: rule.needs[name] for name in rule.all_facts() if name in rule.needs}
    properties = {name: {**_json_type(need), "description": need.question} for name, need in needs.items()}
    return {"type": "object", "title": rule.title, "properties": properties, "additionalProperties": False}


def _json_type(need: Need) -> dict[str, Any]:
    if need.type == "audience":
        return {"type": "string", "enum": list(AUDIENCES)}
    if need.type == "choice":
        return {"type": "string", "enum": list(need.choices)}
    return JSON_TYPES[need.type or "date"]


def _input(name: str, need: Need, rule: Rule) -> InputBody:
    required = name in rule.required_facts(lambda _: False) and not need.optional and need.default is None
    labels = {value: choice.label for value, choice in need.choices.items()}
    return InputBody(name=name, type=need.type or "date", question=need.question, choices=labels, required=required)
