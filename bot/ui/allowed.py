"""What of Gradio can be reached: only what the demo page itself asks for.

Gradio also brings addresses that store any file of anybody, read files, fetch for others, tell about the server or change the
page.
"""

from __future__ import annotations

import re

from starlette.types import ASGIApp, Receive, Scope, Send

from bot import texts
from bot.web.error_pages import problem

ALLOWED = re.compile(
    r"(?!.*(?:\.\.|//))(?:/demo/?|/demo/(?:config|info|theme\.css|favicon\.ico|vergelijk\.csv|robots\.txt)/?"
    r"|/demo/(?:assets|static|svelte)/.*"
    r"|/demo/gradio_api/(?:info|theme\.css|login_check|startup-events|cancel|reset|queue/join|queue/data|app_id)/?"
    r"|/demo/gradio_api/heartbeat/\w+)",
    re.ASCII,
)


class OnlyTheDemo:
    """An application under whose `/demo` nothing can be reached but what is allowed."""

    def __init__(self, app: ASGIApp) -> None:
        self._app = app

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Pass the request on, or say that there is no such address."""
        demo = scope["type"] in ("http", "websocket") and scope["path"].startswith("/demo")
        if demo and not ALLOWED.fullmatch(scope["path"]):
            await problem(404, texts.get("problem.not_found"))(scope, receive, send)
            return
        await self._app(scope, receive, send)
