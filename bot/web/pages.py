"""Pages for people: a company's terms with an anchor per clause, and the way to the demo."""

from __future__ import annotations

from datetime import date
from itertools import groupby
from pathlib import Path

from fastapi import APIRouter, Request
from fastapi.responses import HTMLResponse, RedirectResponse
from fastapi.templating import Jinja2Templates

from bot.retrieval.index import ClauseIndex

TEMPLATES = Jinja2Templates(Path(__file__).parent / "templates")


def make_pages(index: ClauseIndex) -> APIRouter:
    """The pages over this index."""
    router = APIRouter(include_in_schema=False)

    @router.get("/")
    def home() -> RedirectResponse:
        return RedirectResponse("/demo")

    @router.get("/terms/{slug}")
    def terms(request: Request, slug: str, contract_date: date | None = None) -> HTMLResponse:
        found = index.get_knowledge(slug, on=contract_date).terms
        sections = [(title, list(clauses)) for title, clauses in groupby(found.clauses, key=lambda clause: clause.title)]
        return TEMPLATES.TemplateResponse(
            request, "terms.html", {"company": found.company, "version": found.version, "sections": sections}
        )

    return router
