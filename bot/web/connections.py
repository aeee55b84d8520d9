"""How long a connection may keep the server waiting: for a request to begin and be told, and for an answer to be read.

uvicorn itself waits for ever for the first byte, for the end of the headers, and for a client that does not read; and it keeps
headers of any size. An ASGI application can't help there: it is called once the headers are complete.
"""

from __future__ import annotations

from asyncio import Protocol, TimerHandle, Transport
from typing import Any, cast

from uvicorn.protocols.http.httptools_impl import HttpToolsProtocol

from bot import texts
from bot.settings import Settings
from bot.web.error_pages import problem

HEADERS_MOST = 65_536
"""Bytes of a request line with its headers."""
SLOWEST = 1_024
"""Bytes a second that a client reads at least, while there is something to read."""


class PatientProtocol(HttpToolsProtocol):
    """The protocol of uvicorn with an end to waiting; see `make_protocol` for its limits."""

    header_seconds: float
    write_seconds: float
    most: int

    def __init__(self, *given: Any, **named: Any) -> None:
        super().__init__(*given, **named)
        self._deadline: TimerHandle | None = None
        self._watch: TimerHandle | None = None
        self._unread = 0
        self._headers_size = 0
        self._in_headers = False

    def connection_made(self, transport: Transport) -> None:  # type: ignore[override]  # as in uvicorn
        """Begin to wait for a request; far more connections than may be are closed at once."""
        super().connection_made(transport)
        if len(self.connections) > 2 * self.most:
            transport.abort()
        self._await_headers()

    def connection_lost(self, exc: Exception | None) -> None:
        """Wait for nothing any more."""
        self._stop_deadline()
        self._stop_watch()
        super().connection_lost(exc)

    def data_received(self, data: bytes) -> None:
        """Read on; the clock runs from the first byte of a request until its headers are complete."""
        super().data_received(data)
        if self.transport.is_closing():
            return
        if self._at_work:
            self._stop_deadline()
        else:
            self._await_headers()
        self._headers_size = self._headers_size + len(data) if self._in_headers else 0
        if self._headers_size > HEADERS_MOST:
            self._refuse_headers()

    def on_message_begin(self) -> None:
        """A request begins."""
        super().on_message_begin()
        self._in_headers = True

    def on_headers_complete(self) -> None:
        """Hand the request to the application, or to a refusal where there are too many connections."""
        self._in_headers = False
        self.app = cast("Any", _full) if len(self.connections) > self.most else self.config.loaded_app
        super().on_headers_complete()

    def on_response_complete(self) -> None:
        """The answer was handed over: see to it that it is read."""
        super().on_response_complete()
        self._watch_reading()

    def pause_writing(self) -> None:
        """The client does not keep up: see to it that it reads at all."""
        super().pause_writing()
        self._watch_reading()

    @property
    def _at_work(self) -> bool:
        """Whether the application is busy with a request."""
        return self.cycle is not None and not self.cycle.response_complete

    def _await_headers(self) -> None:
        if self._deadline is None:
            self._deadline = self.loop.call_later(self.header_seconds, self._give_up)

    def _give_up(self) -> None:
        self._deadline = None
        if not self._at_work:
            self.transport.abort()

    def _refuse_headers(self) -> None:
        refusal = problem(431, texts.get("problem.large_headers"))
        head = f"HTTP/1.1 431 Request Header Fields Too Large\r\nContent-Type: {refusal.media_type}\r\n"
        length = f"Content-Length: {len(refusal.body)}\r\nConnection: close\r\n\r\n"
        self.transport.write((head + length).encode() + bytes(refusal.body))
        self.transport.close()
        self._watch_reading()

    def _watch_reading(self) -> None:
        self._stop_watch()
        self._unread = self.transport.get_write_buffer_size()
        if self._unread:
            self._watch = self.loop.call_later(self.write_seconds, self._look_again)

    def _look_again(self) -> None:
        self._watch = None
        left = self.transport.get_write_buffer_size()
        if left and left > self._unread - SLOWEST * self.write_seconds:
            self.transport.abort()
        else:
            self._watch_reading()

    def _stop_deadline(self) -> None:
        if self._deadline is not None:
            self._deadline.cancel()
        self._deadline = None

    def _stop_watch(self) -> None:
        if self._watch is not None:
            self._watch.cancel()
        self._watch = None


def make_protocol(settings: Settings) -> type[Protocol]:
    """The protocol with the limits of these settings."""
    limits = {"header_seconds": settings.header_seconds, "write_seconds": settings.write_seconds, "most": settings.connections}
    return type("Protocol", (PatientProtocol,), limits)


async def _full(scope: Any, receive: Any, send: Any) -> None:
    headers = {"Retry-After": "5", "Connection": "close", "Access-Control-Allow-Origin": "*"}
    await problem(503, texts.get("problem.busy"), headers=headers)(scope, receive, send)
