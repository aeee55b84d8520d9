"""What nobody foresaw: told in one place, inside what every reply carries, so that a website can read that there was an error."""

from __future__ import annotations

import logging

from starlette.requests import Request
from starlette.types import ASGIApp, Message, Receive, Scope, Send

from bot import texts
from bot.web.error_pages import refusal
from bot.web.places import places

log = logging.getLogger("bot.web")


class Unfailing:
    """Answers with a problem document where the application failed; a reply that had begun is broken off.

    The log tells where it failed, and not the words of the error: these may hold what a customer sent.
    """

    def __init__(self, app: ASGIApp) -> None:
        self._app = app

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        if scope["type"] != "http":
            await self._app(scope, receive, send)
            return
        started = False

        async def send_noted(message: Message) -> None:
            nonlocal started
            started = started or message["type"] == "http.response.start"
            await send(message)

        try:
            await self._app(scope, receive, send_noted)
        except Exception as error:  # noqa: BLE001  # told in the log, without its words
            log.error("%s failed: %s", scope["method"], places(error))
            if not started:
                await refusal(Request(scope), 500, texts.get("problem.unexpected"))(scope, receive, send)
