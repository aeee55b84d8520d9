"""Limits on what a client may send, before anything is parsed."""

from __future__ import annotations

import asyncio
import re
from contextlib import suppress

from fastapi import Request
from starlette.responses import Response
from starlette.types import ASGIApp, Message, Receive, Scope, Send

from bot import texts
from bot.web.error_pages import problem
from bot.web.support.shell import page

LIMITED = ("/api/", "/v1/", "/mcp", "/support", "/demo/")
DEMO = "/demo/"
DEMO_LIMIT = 4_000_000
"""Bytes of a request of the demo page, which sends the conversation along."""
UPLOADS = re.compile(r"/support/terms/(?:add|drafts/\d+/text)")
"""Where staff send a document or all of its lines: more than elsewhere, and handed on while it comes in."""

DRAINED = 16_000_000
"""Bytes of a body that is too large that are read before the connection is closed."""
DRAINED_S = 10
MEGABYTE = 1_000_000
CLOSING = {"Connection": "close"}


class BodyLimit:
    """Refuses a request whose body is larger than `limit` bytes, or `uploads` for a document, whether it says so or not.

    It also refuses a body that is not complete after `seconds`, or `upload_seconds` for a document.
    """

    def __init__(
        self, app: ASGIApp, *, limit: int, uploads: int = 0, seconds: float = 20.0, upload_seconds: float = 300.0
    ) -> None:
        self._app = app
        self._limit = limit
        self._uploads = uploads
        self._seconds = seconds
        self._upload_seconds = upload_seconds

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        if scope["type"] != "http" or not scope["path"].startswith(LIMITED):
            await self._app(scope, receive, send)
        elif scope["method"] == "POST" and UPLOADS.fullmatch(scope["path"]):
            await self._hand_on(scope, receive, send)
        else:
            await self._hold(scope, receive, send)

    async def _hold(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Read the whole body before the application sees any of it."""
        limit = DEMO_LIMIT if scope["path"].startswith(DEMO) else self._limit
        try:
            async with asyncio.timeout(self._seconds):
                messages, size, more = await _read(receive, most=limit)
        except TimeoutError:
            await problem(408, texts.get("problem.too_slow"), headers=CLOSING)(scope, receive, send)
            return
        if size > limit:
            await _drain(receive, more=more, most=DRAINED)
            await problem(413, texts.get("problem.too_large", limit=limit), headers=CLOSING)(scope, receive, send)
            return
        await self._app(scope, _replay(messages, receive), send)

    async def _hand_on(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Hand on what comes in, and stop the application where it is too much: it has not answered yet then."""
        size, more = 0, True
        until = asyncio.get_running_loop().time() + self._upload_seconds

        async def counted() -> Message:
            nonlocal size, more
            if not more:
                return await receive()
            try:
                async with asyncio.timeout_at(until):
                    message = await receive()
            except TimeoutError as error:
                raise _TooSlow from error
            size += len(message.get("body", b""))
            more = message.get("more_body", False)
            if size > self._uploads:
                raise _TooLarge
            return message

        try:
            await self._app(scope, counted, send)
        except _TooLarge:
            await _drain(receive, more=more, most=10 * self._uploads)
            await self._too_large(scope)(scope, receive, send)
        except _TooSlow:
            await problem(408, texts.get("problem.too_slow"), headers=CLOSING)(scope, receive, send)

    def _too_large(self, scope: Scope) -> Response:
        shown = page(Request(scope), "refused", {"most": self._uploads // MEGABYTE}, status=413)
        shown.headers["Connection"] = "close"
        return shown


class _TooLarge(Exception):
    """More came in than may."""


class _TooSlow(Exception):
    """It takes too long to come in."""


async def _read(receive: Receive, *, most: int) -> tuple[list[Message], int, bool]:
    """The messages of a body, their size, and whether there is more; no further than just beyond `most` bytes."""
    messages, size, more = [], 0, True
    while more and size <= most:
        message = await receive()
        messages.append(message)
        size += len(message.get("body", b""))
        more = message.get("more_body", False)
    return messages, size, more


async def _drain(receive: Receive, *, more: bool, most: int) -> None:
    """Reads on and forgets, so that a client that is still sending gets the answer instead of a broken connection."""
    size = 0
    with suppress(TimeoutError):
        async with asyncio.timeout(DRAINED_S):
            while more and size <= most:
                message = await receive()
                size += len(message.get("body", b""))
                more = message.get("more_body", False)


def _replay(messages: list[Message], receive: Receive) -> Receive:
    waiting = iter(messages)

    async def next_message() -> Message:
        message = next(waiting, None)
        return message if message is not None else await receive()

    return next_message
