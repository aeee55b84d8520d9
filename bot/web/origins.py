"""Which websites may call the API from their pages. No credentials: what signs people in is never shared with other sites."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from contextlib import suppress
from typing import Any

from starlette.concurrency import run_in_threadpool
from starlette.datastructures import Headers
from starlette.middleware.cors import CORSMiddleware
from starlette.types import ASGIApp, Receive, Scope, Send

from bot.conversations.sites import Sites
from bot.errors import StoreAway
from bot.web.callers import HEADER, key_in, shared_with

SHARED = ("/api/", "/v1/", "/mcp")
OPENAI = ("lang", "package-version", "os", "arch", "runtime", "runtime-version", "retry-count", "timeout")
"""What OpenAI's client for browsers tells of itself, each in a header `X-Stainless-…`."""
MCP = ("MCP-Protocol-Version", "Mcp-Session-Id", "Mcp-Method", "Mcp-Name")
"""What a client of the tools tells of its call."""
DAY_S = 86_400
HOUR_S = 3_600


class SharedApi:
    """Lets pages of these origins read what programs ask of, and nothing else; `*` stands for every origin.

    A question beforehand (preflight) can't tell its key: it is answered for every origin that some key may be used from as well.
    What is asked with a key is shared with those origins, and what is asked without one with these.
    """

    def __init__(self, app: ASGIApp, *, origins: Sequence[str], sites: Sites | None = None) -> None:
        self._app = app
        self._sites = sites
        self._plain = CORSMiddleware(app, allow_origins=origins, max_age=DAY_S, **_shared())
        self._keyed = _Keyed(app, self._is_known, allow_origins=origins, max_age=HOUR_S, **_shared()) if sites else self._plain

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        if scope["type"] != "http" or not scope["path"].startswith(SHARED):
            await self._app(scope, receive, send)
            return
        headers = Headers(scope=scope)
        beforehand = scope["method"] == "OPTIONS" and "access-control-request-method" in headers
        if self._sites and "origin" in headers and self._sites.due:
            with suppress(StoreAway):  # what comes next says so
                await run_in_threadpool(self._sites.refresh)
        await (self._keyed if beforehand or key_in(headers) is not None else self._plain)(scope, receive, send)

    def _is_known(self, origin: str) -> bool:
        return self._sites is not None and shared_with(self._sites.latest, origin)


class _Keyed(CORSMiddleware):
    """Also allows the origins of keys."""

    def __init__(self, app: ASGIApp, is_known: Callable[[str], bool], **options: Any) -> None:
        super().__init__(app, **options)
        self._is_known = is_known

    def is_allowed_origin(self, origin: str) -> bool:
        """Whether pages of this origin may call."""
        return super().is_allowed_origin(origin) or self._is_known(origin)


def _shared() -> dict[str, Any]:
    told = (*(f"X-Stainless-{name}" for name in OPENAI), *MCP)
    return {
        "allow_methods": ["GET", "POST", "DELETE"],
        "allow_headers": ["Content-Type", "Authorization", HEADER, *told],
        "expose_headers": ["Retry-After", "X-Request-ID"],
    }
