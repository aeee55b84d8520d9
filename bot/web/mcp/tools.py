"""The tools: what each takes, what it gives and what does it. They know nothing of the protocol that they are called by."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from typing import Any

from pydantic import BaseModel, ConfigDict, Field

from bot import texts
from bot.assistant import Assistant
from bot.retrieval.search import ClauseSearch
from bot.web.api import find_clauses, list_companies, read_clause, to_question
from bot.web.calculators import CalculationRequest, CalculatorsResponse, calculation, list_calculators
from bot.web.schemas import (
    LONGEST_MESSAGE,
    CalculationBody,
    ChatRequest,
    ChatResponse,
    ClauseBody,
    CompaniesResponse,
    IsoDate,
    SearchResponse,
)


class Nothing(BaseModel):
    """No input at all."""

    model_config = ConfigDict(extra="forbid")


class WhatToFind(BaseModel):
    """A question, and in whose terms to look."""

    model_config = ConfigDict(extra="forbid")

    query: str = Field(min_length=1, max_length=300)
    company: str | None = Field(None, max_length=64)
    limit: int = Field(10, ge=1, le=50)
    contract_date: IsoDate | None = None


class WhichClause(BaseModel):
    """A clause by its id, such as `kge:6.3`, as a search or an answer names it."""

    model_config = ConfigDict(extra="forbid")

    clause_id: str = Field(min_length=3, max_length=128, pattern=r"^[^:]+:.+$")
    version: str | None = Field(None, max_length=64)
    contract_date: IsoDate | None = None


class WhoseRules(BaseModel):
    """A company."""

    model_config = ConfigDict(extra="forbid")

    company: str = Field(min_length=1, max_length=64)
    contract_date: IsoDate | None = None


class WhatToCompute(CalculationRequest):
    """A rule by its id, and what its sum needs."""

    rule_id: str = Field(min_length=1, max_length=128)


@dataclass(frozen=True, slots=True)
class Tool:
    """One tool, by the name under which it is called."""

    name: str
    takes: type[BaseModel]
    gives: type[BaseModel]
    run: Callable[[Any], BaseModel]

    @property
    def title(self) -> str:
        """What it is called among people."""
        return texts.get(f"mcp.title_{self.name}")

    @property
    def description(self) -> str:
        """What it does, for who chooses between tools."""
        return texts.get(f"mcp.tool_{self.name}")

    @property
    def input_schema(self) -> dict[str, Any]:
        """What it takes as a JSON schema, each input described in Dutch."""
        schema = self.takes.model_json_schema()
        for name, described in schema["properties"].items():
            described["description"] = texts.get(f"mcp.input_{name}")
            described.pop("title", None)
        return {"type": "object", "properties": {}, **{name: part for name, part in schema.items() if name not in ABOUT}}

    @property
    def output_schema(self) -> dict[str, Any]:
        """What it gives as a JSON schema."""
        return self.gives.model_json_schema(mode="serialization")


ABOUT = ("title", "description")
"""Parts of a schema that tell of our classes."""


def make_tools(assistant: Assistant, search: ClauseSearch, *, message_limit: int = LONGEST_MESSAGE) -> tuple[Tool, ...]:
    """All tools over this assistant; each asks on behalf of the present caller."""
    index = search.index

    def find(asked: WhatToFind) -> SearchResponse:
        return find_clauses(
            search, asked.query, asked.company, limit=asked.limit, version=None, contract_date=asked.contract_date
        )

    def read(asked: WhichClause) -> ClauseBody:
        slug, _, path = asked.clause_id.partition(":")
        return read_clause(index, slug, path, version=asked.version, contract_date=asked.contract_date)

    def rules(asked: WhoseRules) -> CalculatorsResponse:
        return list_calculators(index, asked.company, contract_date=asked.contract_date)

    def compute(asked: WhatToCompute) -> CalculationBody:
        return calculation(asked.rule_id, asked, index)

    def answer(asked: ChatRequest) -> ChatResponse:
        return ChatResponse.of(assistant.reply(to_question(asked, message_limit)))

    return (
        Tool("answer", ChatRequest, ChatResponse, answer),
        Tool("list_companies", Nothing, CompaniesResponse, lambda _: list_companies(index)),
        Tool("search_clauses", WhatToFind, SearchResponse, find),
        Tool("read_clause", WhichClause, ClauseBody, read),
        Tool("list_rules", WhoseRules, CalculatorsResponse, rules),
        Tool("calculate", WhatToCompute, CalculationBody, compute),
    )
