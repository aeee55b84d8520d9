"""The routes under `/api/v1`."""

from __future__ import annotations

import re
from datetime import date

from fastapi import APIRouter, Query

from bot.assistant import Assistant
from bot.clock import today
from bot.knowledge import sentences
from bot.models import Question
from bot.retrieval.search import ClauseSearch, Hit
from bot.web.schemas import (
    ChatRequest,
    ChatResponse,
    ClauseBody,
    ClausesResponse,
    CompaniesResponse,
    CompanyBody,
    SearchHit,
    SearchResponse,
)
from bot.words import Tokenizer, fold

WORD = re.compile(r"\w+")


def make_router(assistant: Assistant, search: ClauseSearch) -> APIRouter:
    """The API of this assistant over this search."""
    router = APIRouter(prefix="/api/v1", tags=["assistent"])
    index = search.index

    @router.post("/chat")
    def chat(request: ChatRequest) -> ChatResponse:
        """Answer one message about a company's terms."""
        return ChatResponse.of(assistant.reply(to_question(request)))

    @router.get("/companies")
    def companies() -> CompaniesResponse:
        """All companies that can be asked about."""
        return CompaniesResponse(companies=[CompanyBody.of(index.get_knowledge(slug).terms.company) for slug in index.slugs])

    @router.get("/companies/{slug}")
    def company(slug: str) -> CompanyBody:
        """One company: name, versions, contact."""
        return CompanyBody.of(index.get_knowledge(slug).terms.company)

    @router.get("/companies/{slug}/clauses")
    def clauses(slug: str, contract_date: date | None = None) -> ClausesResponse:
        """Every clause of a company's terms, in reading order."""
        terms = index.get_knowledge(slug, on=contract_date).terms
        return ClausesResponse(terms_version=terms.version.name, clauses=[ClauseBody.of(clause) for clause in terms.clauses])

    @router.get("/companies/{slug}/clauses/{path}")
    def clause(slug: str, path: str, contract_date: date | None = None) -> ClauseBody:
        """One clause by its path, such as 6.3."""
        return ClauseBody.of(index.get_knowledge(slug, on=contract_date).get_clause(path))

    @router.get("/search")
    def find(
        q: str = Query(min_length=1, max_length=300),
        company: str | None = Query(None, max_length=64),
        limit: int = Query(10, ge=1, le=50),
    ) -> SearchResponse:
        """The clauses that fit a question best, of one company or of all."""
        slugs = [company] if company else list(index.slugs)
        hits = [(slug, hit) for slug in slugs for hit in search.find(slug, q).hits[:limit]]
        hits.sort(key=lambda found: -found[1].similarity if len(slugs) > 1 else -found[1].score)
        return SearchResponse(hits=[search_hit(slug, hit, q) for slug, hit in hits[:limit]])

    return router


def to_question(request: ChatRequest) -> Question:
    """The checked request as a question; today where the caller gave no date."""
    return Question(
        company=request.company,
        message=request.message,
        reference_date=request.reference_date or today(),
        conversation_id=request.conversation_id,
        audience=request.audience,
        contract_date=request.contract_date,
    )


def search_hit(slug: str, hit: Hit, question: str) -> SearchHit:
    """A hit with the sentence that shares most words with the question, and where those words stand in it."""
    tokenize = Tokenizer(())
    wanted = set(tokenize(question))

    def found(sentence: str) -> list[tuple[int, int]]:
        return [(word.start(), word.end()) for word in WORD.finditer(sentence) if wanted & set(tokenize(fold(word.group())))]

    snippet = max(sentences(hit.clause.text), key=lambda sentence: len(found(sentence)), default=hit.clause.text)
    return SearchHit(
        clause_id=hit.clause.clause_id,
        company=slug,
        label=hit.clause.label,
        title=hit.clause.title,
        score=round(hit.score, 4),
        snippet=snippet,
        highlights=found(snippet),
    )
