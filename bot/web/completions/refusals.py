"""Every error under `/v1/` in OpenAI's shape, so that its clients raise what they raise for OpenAI's own errors."""

from __future__ import annotations

import json
from typing import Any, Final

from fastapi import FastAPI, Request
from fastapi.responses import JSONResponse
from starlette.datastructures import MutableHeaders
from starlette.types import ASGIApp, Message, Receive, Scope, Send

from bot.web.completions.asked import Unsupported

PREFIX = "/v1/"
PROBLEM = "application/problem+json"
INVALID = "invalid_request_error"
KINDS: Final[dict[int, tuple[str, str | None]]] = {
    401: ("authentication_error", "invalid_api_key"),
    403: ("permission_error", "key_not_allowed"),
    404: (INVALID, "not_found"),
    408: (INVALID, "too_slow"),
    413: (INVALID, "request_too_large"),
    429: ("rate_limit_error", "rate_limit_exceeded"),
    500: ("server_error", None),
    503: ("server_error", "not_available"),
}
"""What an error of this status is called; any other is `invalid_request_error`."""
NO_MODEL = "model_not_found"
"""What is not found at an address that there is: the company."""
SCHEMA = {
    "title": "OpenAIError",
    "description": "An error in OpenAI's shape; the message is Dutch.",
    "type": "object",
    "properties": {
        "error": {
            "type": "object",
            "properties": {
                "message": {"type": "string"},
                "type": {"type": "string"},
                "param": {"type": ["string", "null"]},
                "code": {"type": ["string", "null"]},
            },
            "required": ["message", "type", "param", "code"],
            "additionalProperties": False,
        }
    },
    "required": ["error"],
    "additionalProperties": False,
}


def error_body(status: int, message: str, *, param: str | None = None, code: str | None = None) -> dict[str, Any]:
    """An error in OpenAI's shape."""
    kind, usual = KINDS.get(status, (INVALID, None))
    return {"error": {"message": message, "type": kind, "param": param, "code": code or usual}}


def add_unsupported_handler(app: FastAPI) -> None:
    """Let the app tell which field asks for what is not given."""
    app.add_exception_handler(Unsupported, _unsupported)


async def _unsupported(_: Request, error: Exception) -> JSONResponse:
    param = error.param if isinstance(error, Unsupported) else None
    return JSONResponse(error_body(400, str(error), param=param, code="unsupported_value"), 400)


class OpenAiErrors:
    """Turns the problem document of whatever refused a request under `/v1/` into an error of OpenAI's; 422 becomes 400."""

    def __init__(self, app: ASGIApp) -> None:
        self._app = app

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        if scope["type"] != "http" or not scope["path"].startswith(PREFIX):
            await self._app(scope, receive, send)
            return
        held: Message | None = None
        body = b""

        async def send_turned(message: Message) -> None:
            nonlocal held, body
            if message["type"] == "http.response.start" and MutableHeaders(scope=message).get("content-type") == PROBLEM:
                held = message
            elif held is None:
                await send(message)
            else:
                body += message.get("body", b"")
                if not message.get("more_body", False):
                    await self._turn(held, body, send, known=scope.get("route") is not None)

        await self._app(scope, receive, send_turned)

    async def _turn(self, start: Message, body: bytes, send: Send, *, known: bool) -> None:
        status = 400 if start["status"] == 422 else start["status"]
        told = json.loads(body)["detail"] if body else ""
        code = NO_MODEL if status == 404 and known else None
        turned = json.dumps(error_body(status, told, code=code), ensure_ascii=False).encode()
        headers = MutableHeaders(scope=start)
        headers["content-type"] = "application/json"
        headers["content-length"] = str(len(turned))
        await send({**start, "status": status})
        await send({"type": "http.response.body", "body": turned if body else b""})
