"""The shapes of the API: what comes in is checked here, what goes out is made here."""

from __future__ import annotations

import re
from datetime import date
from typing import Annotated, Self

from pydantic import BaseModel, BeforeValidator, ConfigDict, Field, StringConstraints
from pydantic_core import PydanticCustomError

from bot.models import Audience, Calculation, Citation, Clause, Company, Contact, Reply, Status

LONGEST_MESSAGE = 2000
ISO_DATE = re.compile(r"\d{4}-\d\d-\d\d", re.ASCII)


def _iso(value: object) -> object:
    """Only a day as it is written in ISO 8601: a number would be taken for seconds since 1970."""
    if isinstance(value, date) or (isinstance(value, str) and ISO_DATE.fullmatch(value)):
        return value
    raise PydanticCustomError("date_format", "no date as 2026-03-16")


IsoDate = Annotated[date, BeforeValidator(_iso)]
Message = Annotated[str, StringConstraints(strip_whitespace=True, min_length=1, max_length=LONGEST_MESSAGE)]


class ChatRequest(BaseModel):
    """A customer's message."""

    model_config = ConfigDict(extra="forbid")

    company: str = Field(max_length=64, description="Slug of the company.")
    message: Message
    conversation_id: str | None = Field(None, max_length=64, description="Null starts a conversation.")
    audience: Audience | None = Field(None, description="What the site knows of the visitor.")
    reference_date: IsoDate | None = Field(None, description="Null means today in Europe/Amsterdam.")
    contract_date: IsoDate | None = Field(None, description="Picks the version of the terms in force on that day.")


class ResultBody(BaseModel):
    """What was asked for: a date or an amount."""

    date: str | None
    amount: str | None
    currency: str


class CalculationBody(BaseModel):
    """A deadline or fee with its derivation. Amounts are decimal strings, dates ISO."""

    rule_id: str
    kind: str
    result: ResultBody
    inputs: dict[str, str]
    steps: list[str]
    clause_ids: list[str]
    legal_basis: list[str]
    warnings: list[str]

    @classmethod
    def of(cls, calculation: Calculation) -> Self:
        """The body of a calculation."""
        result = calculation.result
        return cls(
            rule_id=calculation.rule_id,
            kind=calculation.kind,
            result=ResultBody(
                date=result.date.isoformat() if result.date else None,
                amount=str(result.amount) if result.amount is not None else None,
                currency=result.currency,
            ),
            inputs=dict(calculation.inputs),
            steps=list(calculation.steps),
            clause_ids=list(calculation.clause_ids),
            legal_basis=list(calculation.legal_basis),
            warnings=list(calculation.warnings),
        )


class CitationBody(BaseModel):
    """A clause that carries an answer, with a literal part of it."""

    model_config = ConfigDict(from_attributes=True)

    clause_id: str
    label: str
    title: str
    quote: str
    terms_version: str
    url: str

    @classmethod
    def of(cls, citation: Citation) -> Self:
        """The body of a citation."""
        return cls.model_validate(citation)


class MissingBody(BaseModel):
    """A fact that the answer depends on, and how to ask for it."""

    model_config = ConfigDict(from_attributes=True)

    name: str
    question: str
    choices: list[str]


class ContactBody(BaseModel):
    """How to reach the company."""

    model_config = ConfigDict(from_attributes=True)

    email: str | None
    phone: str | None

    @classmethod
    def of(cls, contact: Contact) -> Self:
        """The body of a contact."""
        return cls.model_validate(contact)


class ChatResponse(BaseModel):
    """The answer to a message."""

    conversation_id: str
    message_id: str
    status: Status
    answer: str
    citations: list[CitationBody]
    calculation: CalculationBody | None
    missing: list[MissingBody]
    suggestions: list[str]
    confidence: float
    contact: ContactBody

    @classmethod
    def of(cls, reply: Reply) -> Self:
        """The body of a reply."""
        return cls(
            conversation_id=reply.conversation_id,
            message_id=reply.message_id,
            status=reply.status,
            answer=reply.answer,
            citations=[CitationBody.of(citation) for citation in reply.citations],
            calculation=CalculationBody.of(reply.calculation) if reply.calculation else None,
            missing=[MissingBody(name=fact.name, question=fact.question, choices=list(fact.choices)) for fact in reply.missing],
            suggestions=list(reply.suggestions),
            confidence=round(reply.confidence, 3),
            contact=ContactBody.of(reply.contact),
        )


class VersionBody(BaseModel):
    """One version of a company's terms."""

    name: str
    starts_on: date | None


class CompanyBody(BaseModel):
    """A company whose terms can be asked about."""

    slug: str
    name: str
    legal_form: str
    versions: list[VersionBody]
    contact: ContactBody

    @classmethod
    def of(cls, company: Company) -> Self:
        """The body of a company."""
        versions = [VersionBody(name=version.name, starts_on=version.starts_on) for version in company.versions]
        return cls(
            slug=company.slug,
            name=company.name,
            legal_form=company.legal_form,
            versions=versions,
            contact=ContactBody.of(company.contact),
        )


class CompaniesResponse(BaseModel):
    """All companies, by slug."""

    companies: list[CompanyBody]


class ReferenceBody(BaseModel):
    """A mention of another clause; `target` is null where that clause does not exist."""

    text: str
    target: str | None


class ClauseBody(BaseModel):
    """A clause as it stands in the terms."""

    clause_id: str
    label: str
    title: str
    heading: str
    text: str
    parent_id: str | None
    references: list[ReferenceBody]

    @classmethod
    def of(cls, clause: Clause) -> Self:
        """The body of a clause."""
        return cls(
            clause_id=clause.clause_id,
            label=clause.label,
            title=clause.title,
            heading=clause.heading,
            text=clause.text,
            parent_id=clause.parent_id,
            references=[ReferenceBody(text=reference.text, target=reference.target) for reference in clause.references],
        )


class ClausesResponse(BaseModel):
    """All clauses of a company, in reading order."""

    terms_version: str
    clauses: list[ClauseBody]


class SearchHit(BaseModel):
    """A clause that a search found. `snippet` is literal text with the found words between `[` and `]` marks apart."""

    clause_id: str
    company: str
    terms_version: str
    label: str
    title: str
    score: float
    snippet: str
    highlights: list[tuple[int, int]]


class SearchResponse(BaseModel):
    """Ranked clauses. `notice` says in Dutch what is not as usual: while vectors are away, only words count."""

    hits: list[SearchHit]
    notice: str | None = None
