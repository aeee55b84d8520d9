"""HEAD on every address that can be read: the same reply without its body."""

from __future__ import annotations

from starlette.types import ASGIApp, Message, Receive, Scope, Send

STREAMED = "/demo/"
"""Where a reply may have no end: Gradio answers HEAD itself."""


class Heads:
    """Asks the application as for GET, and leaves out the body."""

    def __init__(self, app: ASGIApp) -> None:
        self._app = app

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        if scope["type"] != "http" or scope["method"] != "HEAD" or scope["path"].startswith(STREAMED):
            await self._app(scope, receive, send)
            return

        async def send_bare(message: Message) -> None:
            await send({**message, "body": b""} if message["type"] == "http.response.body" else message)

        asked = {**scope, "method": "GET"}
        try:
            await self._app(asked, receive, send_bare)
        finally:
            if "route" in asked:  # what is counted goes by it
                scope["route"] = asked["route"]
