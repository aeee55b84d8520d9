"""Pages for people: a company's terms with an anchor per clause, and the way to the demo."""

from __future__ import annotations

from collections.abc import Sequence
from functools import lru_cache
from pathlib import Path
from typing import Annotated

from fastapi import APIRouter, Query, Request
from fastapi.responses import FileResponse, HTMLResponse, RedirectResponse
from fastapi.templating import Jinja2Templates

from bot import texts
from bot.retrieval.index import ClauseIndex
from bot.retrieval.manifest import Entry
from bot.web.changes_page import ChangesPage, view_changes
from bot.web.schemas import IsoDate
from bot.web.terms_page import changes_url, version_title, view_terms

TEMPLATES = Jinja2Templates(Path(__file__).parent / "templates")
TEMPLATES.env.globals |= {"text": texts.get, "version_title": version_title, "changes_url": changes_url}
ICON = Path(__file__).parent / "static" / "support" / "icon.svg"
COMPARISONS_IN_MEMORY = 32
VersionName = Annotated[str | None, Query(max_length=64)]


def make_pages(index: ClauseIndex) -> APIRouter:
    """The pages over this index."""
    router = APIRouter(include_in_schema=False)

    @router.get("/")
    def home() -> RedirectResponse:
        return RedirectResponse("/demo")

    @router.get("/favicon.ico")
    def icon() -> FileResponse:
        return FileResponse(ICON, media_type="image/svg+xml", headers={"Cache-Control": "public, max-age=86400"})

    @router.get("/terms/{slug}")
    def terms(request: Request, slug: str, version: VersionName = None, contract_date: IsoDate | None = None) -> HTMLResponse:
        entry = index.find_version(slug, version, on=contract_date)
        others = [index.read(other).terms for other in index.versions(slug) if other != entry]
        view = view_terms(index.read(entry).terms, others, in_force=entry == index.find_entry(slug))
        return TEMPLATES.TemplateResponse(request, "terms.html", {"view": view})

    @router.get("/terms/{slug}/changes")
    def changes(request: Request, slug: str, old: VersionName = None, new: VersionName = None) -> HTMLResponse:
        after = index.find_version(slug, new)
        before = index.find_version(slug, old) if old else previous_version(index.versions(slug), after)
        return TEMPLATES.TemplateResponse(request, "changes.html", {"view": compared(before, after)})

    @lru_cache(maxsize=COMPARISONS_IN_MEMORY)
    def compared(before: Entry, after: Entry) -> ChangesPage:
        return view_changes(index.read(before).terms, index.read(after).terms)

    return router


def previous_version(entries: Sequence[Entry], entry: Entry) -> Entry:
    """The version before this one; the first one itself."""
    return entries[max(entries.index(entry) - 1, 0)]
