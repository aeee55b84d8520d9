"""Pages for people: a company's terms with an anchor per clause, and the way to the demo."""

from __future__ import annotations

from datetime import date
from pathlib import Path
from typing import Annotated

from fastapi import APIRouter, Query, Request
from fastapi.responses import HTMLResponse, RedirectResponse
from fastapi.templating import Jinja2Templates

from bot import texts
from bot.retrieval.index import ClauseIndex
from bot.web.terms_page import changes_url, version_title, view_terms

TEMPLATES = Jinja2Templates(Path(__file__).parent / "templates")
TEMPLATES.env.globals |= {"text": texts.get, "version_title": version_title, "changes_url": changes_url}
VersionName = Annotated[str | None, Query(max_length=64)]


def make_pages(index: ClauseIndex) -> APIRouter:
    """The pages over this index."""
    router = APIRouter(include_in_schema=False)

    @router.get("/")
    def home() -> RedirectResponse:
        return RedirectResponse("/demo")

    @router.get("/terms/{slug}")
    def terms(request: Request, slug: str, version: VersionName = None, contract_date: date | None = None) -> HTMLResponse:
        entry = index.find_version(slug, version, on=contract_date)
        others = [index.read(other).terms for other in index.versions(slug) if other != entry]
        view = view_terms(index.read(entry).terms, others, in_force=entry == index.find_entry(slug))
        return TEMPLATES.TemplateResponse(request, "terms.html", {"view": view})

    return router
