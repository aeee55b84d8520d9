"""One line in the log for every request, under an id that the answer carries too, and what is counted of it."""

from __future__ import annotations

import logging
import re
import time
import uuid
from collections.abc import Callable, Collection, Sequence
from contextvars import ContextVar

from starlette.datastructures import Headers, MutableHeaders
from starlette.types import ASGIApp, Message, Receive, Scope, Send

from bot.web.metrics import Metrics

log = logging.getLogger("bot.web.requests")
HEADER = "X-Request-ID"
GIVEN = re.compile(r"[A-Za-z0-9._-]{8,64}")
"""Ids that are taken over from a proxy."""
current_id: ContextVar[str] = ContextVar("request_id", default="")
UNMATCHED = "unmatched"
_asked_about: ContextVar[list[str] | None] = ContextVar("asked_about", default=None)
"""The companies that a request was about; a list, since routes run in a copy of the context."""


class RequestLog:
    """Logs and counts every request by its route: never by its address or body, which may hold what a customer sent."""

    def __init__(self, app: ASGIApp, *, metrics: Metrics, companies: Callable[[], Collection[str]]) -> None:
        self._app = app
        self._metrics = metrics
        self._companies = companies

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        if scope["type"] != "http":
            await self._app(scope, receive, send)
            return
        request_id = find_id(Headers(scope=scope))
        current_id.set(request_id)
        about: list[str] = []
        _asked_about.set(about)
        status = 500

        async def send_noted(message: Message) -> None:
            nonlocal status
            if message["type"] == "http.response.start":
                status = message["status"]
                MutableHeaders(scope=message)[HEADER] = request_id
            await send(message)

        started = time.perf_counter()
        with self._metrics.in_progress.track_inprogress():
            try:
                await self._app(scope, receive, send_noted)
            finally:
                self._note(scope, status, time.perf_counter() - started, about)

    def _note(self, scope: Scope, status: int, seconds: float, about: Sequence[str]) -> None:
        route, method = route_of(scope), scope["method"]
        self._metrics.requests.labels(route, method, str(status)).inc()
        self._metrics.seconds.labels(route).observe(seconds)
        fields = {"route": route, "method": method, "status": status, "ms": round(1000 * seconds, 1)}
        if about and about[-1] in self._companies():  # what is no company may be anything that a stranger wrote
            fields["company"] = about[-1]
        log.info("%s %s %s", method, route, status, extra=fields)


def note_company(slug: str) -> None:
    """Remember for the log line that the request at hand is about this company."""
    about = _asked_about.get()
    if about is not None:
        about.append(slug)


def find_id(headers: Headers) -> str:
    """The id that a proxy gave this request, or a new one."""
    given = headers.get(HEADER, "")
    return given if GIVEN.fullmatch(given) else uuid.uuid4().hex


def route_of(scope: Scope) -> str:
    """The pattern of the route that answered; one word for all that met none, so that strangers can't add to what is counted."""
    route = scope.get("route")
    return str(getattr(route, "path", "")) or UNMATCHED
