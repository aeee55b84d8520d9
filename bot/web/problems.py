"""Every error as `application/problem+json` with a Dutch detail (RFC 9457), at the one place where errors are caught."""

from __future__ import annotations

import logging
from collections.abc import Iterable, Mapping, Sequence
from typing import Any

from fastapi import FastAPI, Request, Response
from fastapi.exceptions import RequestValidationError
from fastapi.responses import RedirectResponse
from starlette.exceptions import HTTPException

from bot import texts
from bot.errors import (
    BadInput,
    NotAllowed,
    NotReady,
    NotSignedIn,
    OutsideData,
    TermsBotError,
    TooOften,
    UnknownAccount,
    UnknownChange,
    UnknownClause,
    UnknownCompany,
    UnknownConversation,
    UnknownDraft,
    UnknownMessage,
    UnknownRule,
    UnknownVersion,
)
from bot.web.error_pages import SIGN_IN, refusal, wants_page
from bot.web.places import places

log = logging.getLogger("bot.web")
NOT_FOUND = (
    UnknownAccount,
    UnknownChange,
    UnknownClause,
    UnknownCompany,
    UnknownConversation,
    UnknownDraft,
    UnknownMessage,
    UnknownRule,
    UnknownVersion,
)
RETRY_AFTER_S = 30


def add_problem_handlers(app: FastAPI) -> None:
    """Let the app answer every error with a problem document, and never with a stack trace."""
    app.add_exception_handler(TermsBotError, _own)
    app.add_exception_handler(RequestValidationError, _invalid)
    app.add_exception_handler(HTTPException, _http)
    app.add_exception_handler(Exception, _unexpected)


async def _own(request: Request, error: Exception) -> Response:
    if isinstance(error, NOT_FOUND):
        return refusal(request, 404, str(error))
    if isinstance(error, BadInput | OutsideData):
        return refusal(request, 422, str(error))
    if isinstance(error, NotReady):
        return refusal(request, 503, str(error), headers={"Retry-After": str(RETRY_AFTER_S)})
    if isinstance(error, NotAllowed):
        return _refused(request, error)
    return await _unexpected(request, error)


def _refused(request: Request, error: NotAllowed) -> Response:
    if isinstance(error, NotSignedIn) and request.method == "GET" and wants_page(request):
        return RedirectResponse(SIGN_IN, 303)
    if isinstance(error, TooOften):
        return refusal(request, 429, str(error), headers={"Retry-After": str(error.seconds)})
    return refusal(request, 401 if isinstance(error, NotSignedIn) else 403, str(error))


async def _invalid(request: Request, error: Exception) -> Response:
    errors = error.errors() if isinstance(error, RequestValidationError) else []
    if any(found["type"] == "json_invalid" for found in errors):
        return refusal(request, 400, texts.get("problem.no_json"))
    return refusal(request, 422, told_invalid({**found, "loc": found["loc"][1:]} for found in errors))


def told_invalid(errors: Iterable[Mapping[str, Any]]) -> str:
    """What pydantic found wrong, in Dutch: which fields, and why; never what stood in them."""
    return texts.get("problem.invalid", fields=", ".join(_field(found) for found in errors))


def _field(error: Mapping[str, Any]) -> str:
    name = ".".join(str(part) for part in error["loc"]) or "body"
    return texts.get("problem.field", name=name, reason=_reason(error["type"], error.get("ctx", {})))


def _reason(kind: str, context: Mapping[str, Any]) -> str:
    match kind:
        case "extra_forbidden":
            return texts.get("problem.reason_extra")
        case "missing":
            return texts.get("problem.reason_missing")
        case "string_too_short":
            return texts.get("problem.reason_too_short")
        case "string_too_long":
            return texts.get("problem.reason_too_long", limit=context.get("max_length", ""))
        case "literal_error" | "enum":
            return texts.get("problem.reason_choice", choices=str(context.get("expected", "")).replace(" or ", " of "))
        case _ if kind.startswith("date"):
            return texts.get("problem.reason_date")
    return texts.get("problem.reason_other")


async def _http(request: Request, error: Exception) -> Response:
    status = error.status_code if isinstance(error, HTTPException) else 500
    details: Mapping[int, Sequence[str]] = {400: ["problem.no_json"], 404: ["problem.not_found"], 405: ["problem.not_allowed"]}
    if status in details:
        return refusal(request, status, texts.get(details[status][0]))
    return refusal(request, status if status in (400, 413, 429, 503) else 500, texts.get("problem.unexpected"))


async def _unexpected(request: Request, error: Exception) -> Response:
    log.error("%s failed: %s", request.method, places(error))
    return refusal(request, 500, texts.get("problem.unexpected"))
