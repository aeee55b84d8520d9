"""Clients that keep a server waiting, over real sockets: for a request, for its body, and with an answer that nobody reads."""

from __future__ import annotations

import asyncio
import socket
import threading
import time
from collections.abc import Iterator
from contextlib import contextmanager

import pytest
import uvicorn
from fastapi import FastAPI, Request
from fastapi.responses import Response

from bot.settings import Settings
from bot.web.connections import HEADERS_MOST, make_protocol
from bot.web.gate import Gate
from bot.web.limits import BodyLimit
from bot.web.metrics import Metrics
from tests.servers import free_port

BIG = 32_000_000
ASK = b"POST /api/v1/chat HTTP/1.1\r\nHost: x\r\nContent-Type: application/json\r\nContent-Length: 100\r\n\r\n"
READ = b"GET /api/v1/health/live HTTP/1.1\r\nHost: x\r\n\r\n"


class Server:
    """A real server on loopback with short patience."""

    def __init__(self, *, connections: int = 50) -> None:
        app = FastAPI()

        @app.post("/api/v1/chat")
        async def chat(request: Request) -> int:
            return len(await request.body())

        @app.post("/support/terms/add")
        async def upload(request: Request) -> int:
            return len(await request.body())

        @app.get("/api/v1/health/live")
        async def live() -> str:
            return "ok"

        @app.get("/big")
        async def big() -> Response:
            return Response(b"a" * BIG)

        app.add_middleware(Gate, at_once=1, waiting=0, patience=1, metrics=Metrics())
        app.add_middleware(BodyLimit, limit=1000, uploads=1000, seconds=0.6, upload_seconds=0.6)
        settings = Settings(header_seconds=0.6, write_seconds=0.6, connections=connections)
        self.port = free_port()
        config = uvicorn.Config(
            app, port=self.port, log_level="critical", http=make_protocol(settings), lifespan="off", timeout_keep_alive=1
        )
        self.server = uvicorn.Server(config)

    @property
    def connections(self) -> int:
        return len(self.server.server_state.connections)

    @contextmanager
    def client(self) -> Iterator[socket.socket]:
        with socket.create_connection(("127.0.0.1", self.port), timeout=10) as client:
            yield client

    def wait_until_alone(self) -> None:
        until = time.monotonic() + 10
        while self.connections and time.monotonic() < until:
            time.sleep(0.02)
        assert self.connections == 0


@contextmanager
def running(server: Server) -> Iterator[Server]:
    thread = threading.Thread(target=lambda: asyncio.run(server.server.serve()), daemon=True)
    thread.start()
    while not server.server.started:
        time.sleep(0.02)
    yield server
    server.server.should_exit = True
    thread.join(20)
    assert not thread.is_alive()


@pytest.fixture(scope="module")
def server() -> Iterator[Server]:
    with running(Server()) as made:
        yield made


def all_of(client: socket.socket) -> bytes:
    """What the server says until it closes the connection."""
    said = b""
    try:
        while piece := client.recv(65_536):
            said += piece
    except ConnectionError:
        pass
    return said


def until(client: socket.socket, end: bytes) -> bytes:
    """What the server says until these bytes."""
    said = b""
    while not said.endswith(end):
        said += client.recv(1000)
    return said


def trickle(client: socket.socket, data: bytes, *, every: float = 0.05) -> float:
    """Send a byte at a time until all is sent or the server has had enough; the seconds that took."""
    started = time.monotonic()
    client.settimeout(0.001)
    for at in range(len(data)):
        try:
            client.sendall(data[at : at + 1])
            if client.recv(1, socket.MSG_PEEK) in (b"", b"H"):
                break
        except TimeoutError:
            time.sleep(every)
        except ConnectionError:
            break
    client.settimeout(10)
    return time.monotonic() - started


def test_who_says_nothing_is_left_alone(server: Server) -> None:
    with server.client() as client:
        started = time.monotonic()
        assert all_of(client) == b""
        assert time.monotonic() - started < 3


@pytest.mark.parametrize("sent", [READ[:-2] + b"X-A: " + b"a" * 200, b"\r\n" * 200, b"GET /" + b"a" * 200])
def test_headers_a_byte_at_a_time_come_to_an_end(server: Server, sent: bytes) -> None:
    with server.client() as client:
        assert trickle(client, sent) < 3
        assert all_of(client) == b""


def test_the_clock_runs_for_every_request_of_a_connection(server: Server) -> None:
    with server.client() as client:
        client.sendall(READ)
        assert until(client, b'"ok"').startswith(b"HTTP/1.1 200 ")
        assert trickle(client, READ[:-2] + b"X-A: " + b"a" * 200) < 3
        assert all_of(client) == b""


def test_headers_without_end_are_refused(server: Server) -> None:
    with server.client() as client:
        client.sendall(READ[:-2] + b"X-A: " + b"a" * (HEADERS_MOST + 300_000))
        said = all_of(client)
    assert said.startswith(b"HTTP/1.1 431 ") or said == b""  # what is still on its way may break the connection
    server.wait_until_alone()


def test_a_body_a_byte_at_a_time_is_told_that_it_came_too_late(server: Server) -> None:
    with server.client() as client:
        client.sendall(ASK)
        assert trickle(client, b"a" * 99) < 3
        said = all_of(client)
    assert said.startswith(b"HTTP/1.1 408 ")
    assert b"kwam niet op tijd binnen" in said
    assert b"connection: close" in said.lower()


def test_a_document_that_never_comes_is_too_late_as_well(server: Server) -> None:
    with server.client() as client:
        client.sendall(ASK.replace(b"/api/v1/chat", b"/support/terms/add"))
        assert all_of(client).startswith(b"HTTP/1.1 408 ")


def test_slow_bodies_take_no_place_of_others(server: Server) -> None:
    with server.client() as slow, server.client() as quick:
        slow.sendall(ASK)
        time.sleep(0.1)
        quick.sendall(ASK + b"a" * 100)
        assert quick.recv(1000).startswith(b"HTTP/1.1 200 ")


def test_an_answer_that_nobody_reads_is_given_up(server: Server) -> None:
    with socket.socket() as client:
        client.setsockopt(socket.SOL_SOCKET, socket.SO_RCVBUF, 4096)
        client.connect(("127.0.0.1", server.port))
        client.sendall(b"GET /big HTTP/1.1\r\nHost: x\r\nConnection: close\r\n\r\n")
        server.wait_until_alone()
    with socket.socket() as client:
        client.setsockopt(socket.SOL_SOCKET, socket.SO_RCVBUF, 4096)
        client.connect(("127.0.0.1", server.port))
        client.sendall(b"GET /big HTTP/1.1\r\nHost: x\r\n\r\n")
        server.wait_until_alone()


def test_a_slow_reader_who_goes_on_gets_it_all(server: Server) -> None:
    with server.client() as client:
        client.sendall(b"GET /big HTTP/1.1\r\nHost: x\r\nConnection: close\r\n\r\n")
        size = 0
        while piece := client.recv(500_000):
            size += len(piece)
            time.sleep(0.02)
    assert size > BIG


def test_a_connection_without_work_is_closed(server: Server) -> None:
    with server.client() as client:
        client.sendall(READ)
        started = time.monotonic()
        assert b"200 OK" in all_of(client)
        assert 0.5 < time.monotonic() - started < 5


def test_too_many_connections_are_told_to_come_back_and_far_too_many_are_closed() -> None:
    with running(Server(connections=2)) as small:
        clients = [socket.create_connection(("127.0.0.1", small.port), timeout=10) for _ in range(4)]
        time.sleep(0.2)
        clients[0].sendall(READ)
        said = all_of(clients[0])
        assert said.startswith(b"HTTP/1.1 503 ")
        assert b"retry-after: 5" in said.lower()
        assert b"erg druk" in said
        extra = [socket.create_connection(("127.0.0.1", small.port), timeout=10) for _ in range(2)]
        started = time.monotonic()
        assert all_of(extra[-1]) == b""
        assert time.monotonic() - started < 0.5
        for client in [*clients, *extra]:
            client.close()
        small.wait_until_alone()
        with small.client() as client:
            client.sendall(READ)
            assert client.recv(1000).startswith(b"HTTP/1.1 200 ")
