"""The routes under `/api/v1`."""

from __future__ import annotations

import re
from datetime import date
from typing import Annotated

from fastapi import APIRouter, Query

from bot import texts
from bot.assistant import Assistant
from bot.clock import today
from bot.errors import BadInput, IndexAway
from bot.knowledge import sentences
from bot.models import Question
from bot.retrieval.index import ClauseIndex
from bot.retrieval.search import ClauseSearch, Hit
from bot.web.callers import caller
from bot.web.schemas import (
    LONGEST_MESSAGE,
    ChatRequest,
    ChatResponse,
    ClauseBody,
    ClausesResponse,
    CompaniesResponse,
    CompanyBody,
    IsoDate,
    SearchHit,
    SearchResponse,
)
from bot.words import Tokenizer, fold

WORD = re.compile(r"\w+")
VersionName = Annotated[str | None, Query(max_length=64, description="Name of a version; else the one in force on the day.")]


def make_router(assistant: Assistant, search: ClauseSearch, *, message_limit: int = LONGEST_MESSAGE) -> APIRouter:
    """The API of this assistant over this search."""
    router = APIRouter(prefix="/api/v1", tags=["assistent"])
    index = search.index

    @router.post("/chat")
    def chat(request: ChatRequest) -> ChatResponse:
        """Answer one message about a company's terms."""
        return ChatResponse.of(assistant.reply(to_question(request, message_limit)))

    @router.get("/companies")
    def companies() -> CompaniesResponse:
        """All companies that can be asked about."""
        return list_companies(index)

    @router.get("/companies/{slug}")
    def company(slug: str) -> CompanyBody:
        """One company: name, versions, contact."""
        caller.get().check(slug)
        return CompanyBody.of(index.get_knowledge(slug).terms.company)

    @router.get("/companies/{slug}/clauses")
    def clauses(slug: str, version: VersionName = None, contract_date: IsoDate | None = None) -> ClausesResponse:
        """Every clause of a company's terms, in reading order."""
        caller.get().check(slug)
        terms = index.read(index.find_version(slug, version, on=contract_date)).terms
        return ClausesResponse(terms_version=terms.version.name, clauses=[ClauseBody.of(clause) for clause in terms.clauses])

    @router.get("/companies/{slug}/clauses/{path}")
    def clause(slug: str, path: str, version: VersionName = None, contract_date: IsoDate | None = None) -> ClauseBody:
        """One clause by its path, such as 6.3."""
        return read_clause(index, slug, path, version=version, contract_date=contract_date)

    @router.get("/search")
    def find(
        q: str = Query(min_length=1, max_length=300),
        company: str | None = Query(None, max_length=64),
        limit: int = Query(10, ge=1, le=50),
        version: VersionName = None,
        contract_date: IsoDate | None = None,
    ) -> SearchResponse:
        """The clauses that fit a question best, of one company or of all; a version takes a company."""
        return find_clauses(search, q, company, limit=limit, version=version, contract_date=contract_date)

    return router


def list_companies(index: ClauseIndex) -> CompaniesResponse:
    """The companies that the caller may ask for."""
    return CompaniesResponse(companies=[CompanyBody.of(index.get_knowledge(slug).terms.company) for slug in reachable(index)])


def read_clause(index: ClauseIndex, slug: str, path: str, *, version: str | None, contract_date: date | None) -> ClauseBody:
    """One clause. Raises: NotAllowed, UnknownCompany, UnknownVersion, UnknownClause."""
    caller.get().check(slug)
    return ClauseBody.of(index.read(index.find_version(slug, version, on=contract_date)).get_clause(path))


def find_clauses(
    search: ClauseSearch, question: str, company: str | None, *, limit: int, version: str | None, contract_date: date | None
) -> SearchResponse:
    """The clauses that fit a question best, of one company or of all that the caller may ask for; only by words where need be."""
    if version and not company:
        raise BadInput(texts.get("problem.version_of_whom"))
    if company:
        caller.get().check(company)
    slugs = [company] if company else reachable(search.index)
    entries = {slug: search.index.find_version(slug, version, on=contract_date) for slug in slugs}
    try:
        hits = [(slug, hit) for slug, entry in entries.items() for hit in search.find_in(entry, question).hits[:limit]]
    except IndexAway:
        named = {entry: slug for slug, entry in entries.items()}
        by_words = [(named[entry], hit) for entry, hit in search.find_words([*entries.values()], question)[:limit]]
        found = [search_hit(slug, hit, question, entries[slug].version) for slug, hit in by_words]
        return SearchResponse(hits=found, notice=texts.get("problem.by_words"))
    hits.sort(key=lambda found: -found[1].similarity if len(entries) > 1 else -found[1].score)
    return SearchResponse(hits=[search_hit(slug, hit, question, entries[slug].version) for slug, hit in hits[:limit]])


def reachable(index: ClauseIndex) -> list[str]:
    """The slugs of the companies that the caller may ask for."""
    return [slug for slug in index.slugs if caller.get().may_ask(slug)]


def to_question(request: ChatRequest, message_limit: int) -> Question:
    """The checked request as a question; today where the caller gave no date. Raises: NotAllowed, BadInput."""
    caller.get().check(request.company)
    caller.get().check_length(request.message, limit=message_limit)
    return Question(
        company=request.company,
        message=request.message,
        reference_date=request.reference_date or today(),
        conversation_id=request.conversation_id,
        audience=request.audience,
        contract_date=request.contract_date,
    )


def search_hit(slug: str, hit: Hit, question: str, version: str) -> SearchHit:
    """A hit with the sentence that shares most words with the question, and where those words stand in it."""
    tokenize = Tokenizer(())
    wanted = set(tokenize(question))

    def found(sentence: str) -> list[tuple[int, int]]:
        return [(word.start(), word.end()) for word in WORD.finditer(sentence) if wanted & set(tokenize(fold(word.group())))]

    snippet = max(sentences(hit.clause.text), key=lambda sentence: len(found(sentence)), default=hit.clause.text)
    return SearchHit(
        clause_id=hit.clause.clause_id,
        company=slug,
        terms_version=version,
        label=hit.clause.label,
        title=hit.clause.title,
        score=round(hit.score, 4),
        snippet=snippet,
        highlights=found(snippet),
    )
