"""Real servers that tests start and stop themselves. `python -m tests.servers` sees to it that they are installed."""

from __future__ import annotations

import shutil
import socket
import subprocess
import sys
import time
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from tests.packages import install_package

NEEDED = {"redis-server": "redis-server"}
"""Programs by the Debian package that brings them."""
PATIENCE_S = 30


def free_port() -> int:
    """A port on loopback that nothing listens on."""
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return int(probe.getsockname()[1])


@contextmanager
def redis_on(port: int, folder: Path) -> Iterator[subprocess.Popen[bytes]]:
    """A Redis on this port, which keeps nothing; ended when the block is left, unless it ended before."""
    options = ["--port", str(port), "--bind", "127.0.0.1", "--save", "", "--appendonly", "no", "--dir", str(folder)]
    server = subprocess.Popen([_program("redis-server"), *options], stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL)
    try:
        _wait_for(port)
        yield server
    finally:
        server.terminate()
        server.wait(PATIENCE_S)


def _program(name: str) -> str:
    path = shutil.which(name)
    if path is None:
        raise RuntimeError(f"{name} is needed by these tests. On Debian and Ubuntu: apt-get install {name}")
    return path


def _wait_for(port: int) -> None:
    until = time.monotonic() + PATIENCE_S
    while time.monotonic() < until:
        with socket.socket() as client:
            if client.connect_ex(("127.0.0.1", port)) == 0:
                return
        time.sleep(0.05)
    raise TimeoutError(f"nothing listens on port {port}")


if __name__ == "__main__":
    missing = [package for package, program in NEEDED.items() if shutil.which(program) is None]
    failed = [package for package in missing if not install_package(package)]
    if failed:
        sys.exit(f"Some tests need these packages, and will fail without them: {', '.join(failed)}")
