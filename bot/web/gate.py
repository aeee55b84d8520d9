"""How much is worked on at the same time: beyond that a request waits for a moment, or is told to come back."""

from __future__ import annotations

import asyncio

from starlette.types import ASGIApp, Receive, Scope, Send

from bot import texts
from bot.web.callers import FREE
from bot.web.error_pages import problem
from bot.web.metrics import Metrics

GUARDED = ("/api/v1/", "/v1/", "/mcp")
COME_BACK_S = 1


class Gate:
    """Lets `at_once` requests to the API through; `waiting` more stand in line for `patience` seconds, the rest is refused."""

    def __init__(self, app: ASGIApp, *, at_once: int, waiting: int, patience: float, metrics: Metrics) -> None:
        self._app = app
        self._turns = asyncio.Semaphore(at_once)
        self._room = at_once + waiting
        self._patience = patience
        self._present = 0
        self._metrics = metrics

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        if scope["type"] != "http" or not scope["path"].startswith(GUARDED) or scope["path"].startswith(FREE):
            await self._app(scope, receive, send)
            return
        if self._present >= self._room:
            await self._refuse(scope, receive, send, "full")
            return
        self._present += 1
        try:
            await self._in_turn(scope, receive, send)
        finally:
            self._present -= 1

    async def _in_turn(self, scope: Scope, receive: Receive, send: Send) -> None:
        try:
            await asyncio.wait_for(self._turns.acquire(), self._patience)
        except TimeoutError:
            await self._refuse(scope, receive, send, "waited")
            return
        try:
            await self._app(scope, receive, send)
        finally:
            self._turns.release()

    async def _refuse(self, scope: Scope, receive: Receive, send: Send, reason: str) -> None:
        self._metrics.refused.labels(reason).inc()
        refusal = problem(503, texts.get("problem.busy"), headers={"Retry-After": str(COME_BACK_S)})
        await refusal(scope, receive, send)
