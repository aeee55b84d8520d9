"""A web shop that shows the chat widget as a website has it, also under a hostile style sheet and a strict policy."""

from __future__ import annotations

import secrets
from typing import Literal

from fastapi import APIRouter, Query, Request
from fastapi.responses import HTMLResponse

from bot.retrieval.index import ClauseIndex
from bot.web.pages import TEMPLATES

POLICY = (
    "default-src 'none'; script-src 'nonce-{nonce}'; style-src 'self' 'nonce-{nonce}'; connect-src 'self'; base-uri 'none'; "
    "form-action 'none'; frame-ancestors 'none'; require-trusted-types-for 'script'; trusted-types 'none'"
)
Host = Literal["plain", "hostile", "strict"]


def make_shop(index: ClauseIndex) -> APIRouter:
    """The demonstration pages. Without a company in the address they show the first."""
    router = APIRouter(include_in_schema=False)

    def page(request: Request, slug: str | None, host: Host) -> HTMLResponse:
        companies = [index.get_knowledge(each).terms.company for each in index.slugs]
        company = index.get_knowledge(slug or index.slugs[0]).terms.company
        nonce = secrets.token_urlsafe(16) if host == "strict" else ""
        values = {
            "company": company,
            "companies": companies,
            "hostile": host == "hostile",
            "nonce": nonce,
            "options": {"color": "#23594b", "theme": "light"} if host == "plain" else {},
        }
        headers = {"Content-Security-Policy": POLICY.format(nonce=nonce)} if nonce else {}
        return TEMPLATES.TemplateResponse(request, "shop.html", values, headers=headers)

    @router.get("/widget-demo")
    def plain(request: Request, company: str | None = Query(None, max_length=64)) -> HTMLResponse:
        return page(request, company, "plain")

    @router.get("/widget-demo/hostile")
    def hostile(request: Request, company: str | None = Query(None, max_length=64)) -> HTMLResponse:
        return page(request, company, "hostile")

    @router.get("/widget-demo/strict")
    def strict(request: Request, company: str | None = Query(None, max_length=64)) -> HTMLResponse:
        return page(request, company, "strict")

    return router
