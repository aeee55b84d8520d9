"""`/mcp`: the tools over HTTP, for programs, and for pages of websites that were named."""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING

from starlette.concurrency import run_in_threadpool
from starlette.datastructures import Headers
from starlette.routing import Route
from starlette.types import Receive, Scope, Send

from bot import texts
from bot.web.callers import caller
from bot.web.error_pages import problem
from bot.web.mcp.tools import Tool

if TYPE_CHECKING:
    from bot.web.mcp.server import ProtocolServer

PATH = "/mcp"
ANY = "*"


class McpEndpoint:
    """Answers each request by itself. The library of the protocol is loaded with the first one.

    A page may call from one of these origins or, with a site key, from one of the key's; `*` names none. What a page's address
    leads to can be changed by who owns it (DNS rebinding), so that a page at our own address is no better than any other.
    """

    path = PATH

    def __init__(self, tools: Sequence[Tool], origins: Sequence[str]) -> None:
        self._tools = tools
        self._origins = frozenset(origin.lower() for origin in origins) - {ANY}
        self._server: ProtocolServer | None = None

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        scope["route"] = self  # what is counted goes by it
        if not self._may_call(Headers(scope=scope).get("Origin")):
            await problem(403, texts.get("mcp.other_origin"))(scope, receive, send)
            return
        if self._server is None:
            self._server = await run_in_threadpool(self._load)
        from bot.web.mcp.server import serve_request

        await serve_request(self._server, scope, receive, send)

    def _may_call(self, origin: str | None) -> bool:
        site = caller.get().site
        return origin is None or origin.lower() in self._origins or (site is not None and origin.lower() in site.origins)

    def _load(self) -> ProtocolServer:
        from bot.web.mcp.server import make_server

        return make_server(self._tools)


def make_mcp(tools: Sequence[Tool], *, origins: Sequence[str]) -> Route:
    """The route of the tools."""
    return Route(PATH, McpEndpoint(tools, origins), methods=["POST"], include_in_schema=False)
