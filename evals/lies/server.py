"""A server on this machine, OpenAI-compatible and others, that lies: the name of the model that is asked for says how."""

from __future__ import annotations

import gzip
import json
import threading
from collections.abc import Callable, Iterable, Iterator, Mapping
from contextlib import contextmanager
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from typing import Any

from evals.lies.dialects import Dialect, dialect_of
from evals.lies.hearing import Heard, hear, say
from evals.lies.telling import LIES, honest

HANG_S = 30.0
MEGABYTES = 10
STATUSES: Mapping[str, int] = {"status_400": 400, "status_401": 401, "status_429": 429, "status_500": 500, "status_503": 503}
"""Models that are refused, by the status."""


ODD: Mapping[str, Callable[[Heard], Iterable[str]]] = {
    "cut_off": lambda heard: [honest(heard)[:-8]],
    "broken": lambda heard: ["Natuurlijk! " + heard.answer],
    "other_json": lambda heard: [json.dumps({"answer": heard.answer})],
    "no_words": lambda heard: [""],
    "loop": lambda heard: [say(*[(heard.answer, (heard.clause_id,))] * 6)],
    "endless": lambda heard: ['{"sentences": [', *['{"text": "En dan'] * 3000],
}
"""Models that write something else than sentences."""


FAILING = (*STATUSES, *ODD, "slow", "hang", "reset", "huge_line", "huge_events", "redirect", "packed")
"""Models that can't be used at all."""


class LyingServer(ThreadingHTTPServer):
    """Keeps what it was asked, so that tests can look at what was sent. `answer` writes what a model of no known name says."""

    daemon_threads = True
    allow_reuse_address = True

    def __init__(self) -> None:
        super().__init__(("127.0.0.1", 0), Handler)
        self.asked: list[dict[str, Any]] = []
        self.headers: list[Mapping[str, str]] = []
        self.sent = 0
        self.stopping = threading.Event()
        self.answer: Callable[[str], str] = lambda message: honest(hear(message))

    @property
    def root(self) -> str:
        """Its address."""
        return f"http://127.0.0.1:{self.server_address[1]}"

    @property
    def url(self) -> str:
        """Its address as CHAT_BASE_URL takes it where a server is like OpenAI's."""
        return f"{self.root}/v1"

    def handle_error(self, request: Any, client_address: Any) -> None:
        """A caller that hangs up is what many of these modes are about."""


class Handler(BaseHTTPRequestHandler):
    """Answers one request as its model does."""

    server: LyingServer
    protocol_version = "HTTP/1.1"

    def do_POST(self) -> None:  # the name that http.server calls
        """One chat completion."""
        request = json.loads(self.rfile.read(int(self.headers["Content-Length"])))
        self.server.asked.append(request)
        self.server.headers.append(dict(self.headers.items()))
        mode, message = str(request["model"]), str(request["messages"][-1]["content"])
        if mode in STATUSES:
            self._refuse(STATUSES[mode])
        elif mode == "no_schema" and "response_format" in request:
            self._refuse(400)
        elif mode == "redirect":
            self._send(307, b"", {"Location": f"{self.server.url}/chat/completions"})
        elif mode == "packed":
            self._send(200, gzip.compress(bytes(MEGABYTES * 1_000_000)), {"Content-Encoding": "gzip"})
        elif mode == "hang":
            self.server.stopping.wait(HANG_S)
        elif mode == "reset":
            self.close_connection = True
        elif mode == "huge_line":
            self._begin()
            self._huge(b"x" * 1_000_000)
        elif mode == "huge_events":
            self._begin()
            self._huge(self._dialect.piece("x" * 1000) * 1000)
        else:
            self._stream(mode, message)

    def log_message(self, format: str, *args: Any) -> None:  # noqa: A002  # as in http.server
        """Says nothing."""

    @property
    def _dialect(self) -> Dialect:
        return dialect_of(self.path.partition("?")[0])

    def _refuse(self, status: int) -> None:
        body = json.dumps({"error": {"message": "geheim", "type": "none", "code": None}}).encode()
        self._send(status, body, {"Content-Type": "application/json", **({"Retry-After": "1"} if status == 429 else {})})

    def _send(self, status: int, body: bytes, headers: Mapping[str, str]) -> None:
        self.send_response(status)
        for name, value in {**headers, "Content-Length": str(len(body))}.items():
            self.send_header(name, value)
        self.end_headers()
        self.wfile.write(body)

    def _begin(self) -> None:
        self.send_response(200)
        self.send_header("Content-Type", self._dialect.kind)
        self.send_header("Connection", "close")
        self.end_headers()
        self.close_connection = True
        self.wfile.write(self._dialect.head)

    def _huge(self, part: bytes) -> None:
        for _ in range(MEGABYTES):
            self.wfile.write(part)
            self.server.sent += len(part)

    def _stream(self, mode: str, message: str) -> None:
        self._begin()
        for piece in self._pieces(mode, message):
            self.wfile.write(self._dialect.piece(piece))
            self.wfile.flush()
        if mode != "cut_off":
            self.wfile.write(self._dialect.tail)

    def _pieces(self, mode: str, message: str) -> Iterator[str]:
        if mode == "slow":
            for sign in honest(hear(message)):
                if self.server.stopping.wait(0.2):
                    return
                yield sign
        elif mode in ODD:
            yield from ODD[mode](hear(message))
        elif mode in LIES:
            yield from in_pieces(LIES[mode].tell(hear(message)).content)
        else:
            yield from in_pieces(self.server.answer(message))


def in_pieces(content: str, size: int = 7) -> Iterator[str]:
    """The text as a model streams it."""
    return (content[at : at + size] for at in range(0, len(content), size))


@contextmanager
def lying_server() -> Iterator[LyingServer]:
    """A server that runs while it is needed."""
    server = LyingServer()
    thread = threading.Thread(target=server.serve_forever, kwargs={"poll_interval": 0.02}, daemon=True)
    thread.start()
    try:
        yield server
    finally:
        server.stopping.set()
        server.shutdown()
        server.server_close()
        thread.join()
