"""Limits on what a client may send, before anything is parsed."""

from __future__ import annotations

import asyncio
from contextlib import suppress

from starlette.types import ASGIApp, Message, Receive, Scope, Send

from bot import texts
from bot.web.problems import problem

LIMITED = ("/api/", "/support")

DRAINED = 16_000_000
"""Bytes of a body that is too large that are read before the connection is closed."""
DRAINED_S = 10


class BodyLimit:
    """Refuses a request whose body is larger than `limit` bytes, whether it says so beforehand or not."""

    def __init__(self, app: ASGIApp, *, limit: int) -> None:
        self._app = app
        self._limit = limit

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        if scope["type"] != "http" or not scope["path"].startswith(LIMITED):
            await self._app(scope, receive, send)
            return
        messages, size, more = [], 0, True
        while more and size <= self._limit:
            message = await receive()
            messages.append(message)
            size += len(message.get("body", b""))
            more = message.get("more_body", False)
        if size > self._limit:
            await _drain(receive, more=more)
            refusal = problem(413, texts.get("problem.too_large", limit=self._limit), headers={"Connection": "close"})
            await refusal(scope, receive, send)
            return
        await self._app(scope, _replay(messages, receive), send)


async def _drain(receive: Receive, *, more: bool) -> None:
    """Reads on and forgets, so that a client that is still sending gets the answer instead of a broken connection."""
    size = 0
    with suppress(TimeoutError):
        async with asyncio.timeout(DRAINED_S):
            while more and size <= DRAINED:
                message = await receive()
                size += len(message.get("body", b""))
                more = message.get("more_body", False)


def _replay(messages: list[Message], receive: Receive) -> Receive:
    waiting = iter(messages)

    async def next_message() -> Message:
        message = next(waiting, None)
        return message if message is not None else await receive()

    return next_message
