"""The page around the demo in Dutch from its first byte: Gradio writes it in English, and asks the browser for its language."""

from __future__ import annotations

import re

from starlette.types import ASGIApp, Message, Receive, Scope, Send

LANGUAGE = re.compile(r'<html\s+lang="en"')
FOREIGN = re.compile(
    r'\s*(?:<meta\s+(?:property|name)="(?:og|twitter):[^"]*"\s+content="[^"]*"|<link\s+rel="manifest"\s+href="[^"]*")\s*/>'
)
ASKED_OF_BROWSER = (
    '<head><link rel="icon" href="favicon.ico"><script>for (const [name, value] of [["language", "nl"], ["languages", ["nl"]]])'
    " Object.defineProperty(navigator, name, {get: () => value});</script>"
)


def in_dutch(page: str) -> str:
    """The page declared Dutch, with the words of Gradio in Dutch for any browser, without what it says of itself."""
    return FOREIGN.sub("", LANGUAGE.sub('<html lang="nl"', page, count=1)).replace("<head>", ASKED_OF_BROWSER, 1)


class DutchPage:
    """An application whose page at `path` is declared Dutch."""

    def __init__(self, app: ASGIApp, path: str) -> None:
        self._app = app
        self._path = path

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Serve the page in Dutch, and everything else as it is."""
        if scope["type"] != "http" or scope["method"] != "GET" or scope["path"] != self._path:
            await self._app(scope, receive, send)
            return
        # What is changed here must not come compressed.
        headers = [(name, value) for name, value in scope["headers"] if name != b"accept-encoding"]
        await self._app({**scope, "headers": headers}, receive, _Rewriting(send))


class _Rewriting:
    """Sends a page on once it is there as a whole."""

    def __init__(self, send: Send) -> None:
        self._send = send
        self._start: Message = {}
        self._body = b""

    async def __call__(self, message: Message) -> None:
        if message["type"] == "http.response.start":
            self._start = message
            return
        if message["type"] != "http.response.body":
            await self._send(message)
            return
        self._body += message.get("body", b"")
        if message.get("more_body"):
            return
        body = in_dutch(self._body.decode()).encode() if self._start["status"] == 200 else self._body
        headers = [(name, value) for name, value in self._start["headers"] if name != b"content-length"]
        await self._send({**self._start, "headers": [*headers, (b"content-length", str(len(body)).encode())]})
        await self._send({"type": "http.response.body", "body": body})
