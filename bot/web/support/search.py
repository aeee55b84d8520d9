"""The page on which staff search, and what it asks for with every key that is pressed."""

from __future__ import annotations

import time
from typing import Annotated

from fastapi import APIRouter, Query, Request
from fastapi.responses import HTMLResponse

from bot.retrieval.search import ClauseSearch
from bot.web.staff import Reader
from bot.web.support.searching import Filters, search_clauses
from bot.web.support.shapes import Choices, CompanyChoice, SearchBody, VersionBody
from bot.web.support.shell import page

Short = Query(max_length=64)


def make_search(search: ClauseSearch) -> APIRouter:
    """The routes of the search page."""
    router = APIRouter(prefix="/support", include_in_schema=False)
    index = search.index

    @router.get("")
    def form(request: Request, account: Reader) -> HTMLResponse:
        companies = [index.get_knowledge(slug).terms.company for slug in index.slugs]
        return page(request, "search", {"account": account, "section": "search", "companies": companies})

    @router.get("/api/search")
    def find(
        _: Reader,
        q: Annotated[str, Query(max_length=300)] = "",
        company: Annotated[str, Short] = "",
        document: Annotated[str | None, Short] = None,
        article: Annotated[str, Short] = "",
        version: Annotated[str, Short] = "",
        limit: Annotated[int, Query(ge=1, le=50)] = 20,
    ) -> SearchBody:
        """The clauses that fit best."""
        began = time.perf_counter()
        filters = Filters(company, document, article, version)
        found = search_clauses(search, q, filters, limit=limit)
        names = {slug: index.get_knowledge(slug).terms.company.name for slug in index.slugs}
        body = SearchBody.of(found, names, 0)
        return body.model_copy(update={"took_ms": round(1000 * (time.perf_counter() - began), 1)})

    @router.get("/api/filters")
    def filters(_: Reader) -> Choices:
        """What the filters offer."""
        return Choices(companies=[company_choice(slug) for slug in index.slugs])

    def company_choice(slug: str) -> CompanyChoice:
        now = index.find_entry(slug)
        others = [entry for entry in reversed(index.versions(slug)) if entry != now]
        versions = [VersionBody.of(index.read(entry)) for entry in (now, *others)]
        return CompanyChoice(slug=slug, name=index.get_knowledge(slug).terms.company.name, versions=versions)

    return router
