"""The proxy, with our file, in front of a server that notes what reaches it."""

from __future__ import annotations

import os
import subprocess
import threading
import time
import urllib.error
import urllib.request
from collections.abc import Iterator
from dataclasses import dataclass, field
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path

import pytest

from tests.servers import find_program, free_port, listens, wait_until

FILE = Path(__file__).parents[2] / "deploy" / "Caddyfile"
PAUSE_S = 1.0


@dataclass
class Proxy:
    """The address of the proxy, and who it said that asked."""

    address: str
    said: list[str] = field(default_factory=list)

    def get(self, path: str, **headers: str) -> tuple[int, dict[str, str]]:
        request = urllib.request.Request(self.address + path, headers=headers)
        try:
            with urllib.request.urlopen(request, timeout=10) as answer:
                return answer.status, dict(answer.headers)
        except urllib.error.HTTPError as error:
            return error.code, dict(error.headers)


@pytest.fixture(scope="module")
def proxy(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Proxy]:
    """Caddy, for which this machine is outside."""
    made = Proxy(f"http://127.0.0.1:{free_port()}")

    class Behind(BaseHTTPRequestHandler):
        def do_GET(self) -> None:
            made.said.append(self.headers.get("X-Forwarded-For", ""))
            self.send_response(200)
            self.send_header("Content-Type", "text/event-stream")
            self.end_headers()
            for event in ("first", "second"):
                self.wfile.write(f"event: {event}\ndata: {{}}\n\n".encode())
                self.wfile.flush()
                time.sleep(PAUSE_S if self.path.endswith("/stream") else 0)

        def log_message(self, *_: object) -> None:
            """Nothing is logged."""

    behind = ThreadingHTTPServer(("127.0.0.1", 0), Behind)
    threading.Thread(target=behind.serve_forever, daemon=True).start()
    home, admin = tmp_path_factory.mktemp("caddy"), free_port()
    settings = {
        "SITE_ADDRESS": made.address,
        "UPSTREAMS": f"127.0.0.1:{behind.server_port}",
        "INSIDE": "192.0.2.1",
        "CADDY_ADMIN": f"127.0.0.1:{admin}",
        "HOME": str(home),
        "XDG_DATA_HOME": str(home),
        "XDG_CONFIG_HOME": str(home),
    }
    command = [find_program("caddy"), "run", "--config", str(FILE), "--adapter", "caddyfile"]
    with (home / "log").open("w") as log:
        caddy = subprocess.Popen(command, env={**os.environ, **settings}, stdout=log, stderr=subprocess.STDOUT)
        try:
            wait_until(lambda: listens(int(made.address.rpartition(":")[2])), "the proxy does not listen")
            yield made
        finally:
            caddy.terminate()
            caddy.wait(20)
            behind.shutdown()
            behind.server_close()


def test_the_server_hears_who_asks_whatever_the_client_says(proxy: Proxy) -> None:
    status, headers = proxy.get("/api/v1/companies", **{"X-Forwarded-For": "1.2.3.4"})
    assert status == 200
    assert proxy.said[-1] == "127.0.0.1"
    assert headers["Strict-Transport-Security"].startswith("max-age=31536000")


@pytest.mark.parametrize(
    "path", ["/metrics", "/api/v1/metrics", "/support", "/support/terms", "/metrics?x=1", "//metrics", "/Metrics"]
)
def test_figures_and_pages_of_staff_do_not_exist_outside(proxy: Proxy, path: str) -> None:
    assert proxy.get(path)[0] == 404


def test_an_answer_in_pieces_is_passed_on_at_once(proxy: Proxy) -> None:
    with urllib.request.urlopen(proxy.address + "/api/v1/chat/stream", timeout=10) as answer:
        assert answer.readline() == b"event: first\n"
        begun = time.monotonic()
        while answer.readline() != b"event: second\n":
            pass
    assert time.monotonic() - begun > PAUSE_S / 2
