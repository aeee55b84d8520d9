"""How an error is told: as a page to a browser that asks for one of the pages for staff, else as a problem document."""

from __future__ import annotations

from collections.abc import Mapping

from fastapi import Request, Response
from fastapi.responses import JSONResponse

from bot import texts
from bot.web.support.shell import page

STAFF = "/support"
SIGN_IN = "/support/sign-in"
"""Where a page sends who is not signed in."""


def problem(status: int, detail: str, *, headers: Mapping[str, str] | None = None) -> JSONResponse:
    """A problem document with this status and Dutch detail."""
    body = {"type": "about:blank", "title": texts.get(f"problem.title_{status}"), "status": status, "detail": detail}
    return JSONResponse(body, status, media_type="application/problem+json", headers=dict(headers or {}))


def refusal(request: Request, status: int, detail: str, *, headers: Mapping[str, str] | None = None) -> Response:
    """The page or the problem document with this status and Dutch detail."""
    if not wants_page(request):
        return problem(status, detail, headers=headers)
    shown = {"title": texts.get(f"problem.title_{status}"), "detail": detail, "sign_in": SIGN_IN if status == 401 else ""}
    told = page(request, "error", shown, status=status)
    told.headers.update(headers or {})
    return told


def wants_page(request: Request) -> bool:
    """Whether a browser shows what comes back to a member of staff; their scripts ask for anything and read problems."""
    return request.url.path.startswith(STAFF) and "text/html" in request.headers.get("Accept", "")
