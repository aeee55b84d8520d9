"""The problem documents in the API document: which errors every route can give, and what they look like."""

from __future__ import annotations

from copy import deepcopy
from typing import Any

from fastapi import FastAPI

from bot import texts
from bot.web.callers import HEADER
from bot.web.completions.refusals import PREFIX as OPENAI
from bot.web.completions.refusals import SCHEMA as OPENAI_SCHEMA

PROBLEM = {"application/problem+json": {"schema": {"$ref": "#/components/schemas/Problem"}}}
OPENAI_ERROR = {"application/json": {"schema": {"$ref": "#/components/schemas/OpenAIError"}}}
SCHEMA = {
    "title": "Problem",
    "description": "An error (RFC 9457), in Dutch.",
    "type": "object",
    "properties": {
        "type": {"type": "string"},
        "title": {"type": "string"},
        "status": {"type": "integer"},
        "detail": {"type": "string"},
    },
    "required": ["type", "title", "status", "detail"],
    "additionalProperties": False,
}
RETRY = {
    "Retry-After": {"description": "Seconds until it makes sense to try again.", "schema": {"type": "integer", "minimum": 0}}
}
WHENEVER = (401, 403, 408, 413, 429, 500, 503)
"""Whatever is asked: a key that is wrong, too much, too slow, too often, a failure, or not ready."""
WITH_BODY = (400,)
LATER = (429, 503)
FREE = "/api/v1/health/"
KEY = {"type": "apiKey", "in": "header", "name": HEADER, "description": "The key of a website, for one company; optional."}
BEARER = {"type": "http", "scheme": "bearer", "description": "The same key, where OpenAI's clients put theirs; optional."}


def describe_problems(app: FastAPI) -> None:
    """Let the API document tell every error of every route, in its shape, and the key that may be sent."""
    plain = app.openapi

    def document() -> dict[str, Any]:
        described = deepcopy(plain())
        components = described.setdefault("components", {})
        components.setdefault("schemas", {}).update({"Problem": SCHEMA, "OpenAIError": OPENAI_SCHEMA})
        components["securitySchemes"] = {"SiteKey": KEY, "Bearer": BEARER}
        for name in ("HTTPValidationError", "ValidationError"):
            components["schemas"].pop(name, None)
        for path, methods in described["paths"].items():
            for operation in methods.values():
                _describe(operation, path)
        return described

    app.openapi = document  # type: ignore[method-assign]  # the way that FastAPI documents


def _describe(operation: dict[str, Any], path: str) -> None:
    responses = operation.setdefault("responses", {})
    takes_key = not path.startswith(FREE)
    statuses = {*(WHENEVER if takes_key else (408, 413, 500, 503))}
    statuses |= {*WITH_BODY} if "requestBody" in operation else set()
    statuses |= {404, 422} if takes_key and (operation.get("parameters") or "requestBody" in operation) else set()
    responses.pop("422", None)
    openai = path.startswith(OPENAI)
    for status in sorted({400 if status == 422 and openai else status for status in statuses}):
        responses[str(status)] = _response(status, OPENAI_ERROR if openai else PROBLEM)
    if takes_key:
        operation["security"] = [{}, {"Bearer" if openai else "SiteKey": []}]


def _response(status: int, content: dict[str, Any]) -> dict[str, Any]:
    return {
        "description": texts.get(f"problem.title_{status}"),
        "content": content,
        **({"headers": RETRY} if status in LATER else {}),
    }
