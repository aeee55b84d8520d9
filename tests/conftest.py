"""What holds for every test: nothing leaves this machine."""

from __future__ import annotations

import ipaddress
import os
import sys
from collections.abc import Iterator
from tempfile import TemporaryDirectory
from typing import Any

import pytest

from bot.offline import stay_offline

pytest_plugins = ["tests.backend", "tests.small_company"]

stay_offline()
_state = TemporaryDirectory(prefix="state")  # what these tests keep; gone when they end
os.environ["DATABASE_URL"] = f"sqlite:///{_state.name}/kept.sqlite"
os.environ.setdefault("OMP_WAIT_POLICY", "PASSIVE")  # before a test module imports torch: see load_embedder

_CONNECTING = {"socket.connect", "socket.sendto", "socket.sendmsg"}
_LOOKING_UP = {"socket.getaddrinfo", "socket.gethostbyname"}
_attempts: list[str] = []


class OutsideConnection(Exception):
    """A test, or a library on its behalf, reached for another machine."""


def _is_here(host: object) -> bool:
    if host in (None, "", b"", "localhost", b"localhost"):
        return True
    try:
        return ipaddress.ip_address(host.decode() if isinstance(host, bytes) else str(host)).is_loopback
    except ValueError:
        return False


def _guard(event: str, arguments: tuple[Any, ...]) -> None:
    if event in _CONNECTING:
        address = arguments[1]
        host = address[0] if isinstance(address, tuple) else None  # a Unix socket has a path, and stays here
    elif event in _LOOKING_UP:
        host = arguments[0]
    else:
        return
    if not _is_here(host):
        _attempts.append(f"{event} {host}")
        raise OutsideConnection(f"{event} {host}: tests may only talk to this machine")


sys.addaudithook(_guard)  # sees every socket of the interpreter, whichever library opened it


@pytest.fixture(autouse=True)
def _no_outside_connection() -> Iterator[None]:
    """Fails a test that reached for another machine, also where a library swallowed the error."""
    _attempts.clear()
    yield
    assert not _attempts, f"reached outside: {_attempts}"
