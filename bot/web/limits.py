"""Limits on what a client may send, before anything is parsed."""

from __future__ import annotations

from starlette.types import ASGIApp, Message, Receive, Scope, Send

from bot import texts
from bot.web.problems import problem

LIMITED = ("/api/", "/support")


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
            await problem(413, texts.get("problem.too_large", limit=self._limit))(scope, receive, send)
            return
        await self._app(scope, _replay(messages, receive), send)


def _replay(messages: list[Message], receive: Receive) -> Receive:
    waiting = iter(messages)

    async def next_message() -> Message:
        message = next(waiting, None)
        return message if message is not None else await receive()

    return next_message
