"""Real servers that tests start and stop themselves. `python -m tests.servers` sees to it that they are installed."""

from __future__ import annotations

import os
import shutil
import signal
import socket
import subprocess
import sys
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager, suppress
from pathlib import Path
from tempfile import mkdtemp
from typing import Any

from tests.packages import install_package

NEEDED = {"redis-server": "redis-server", "postgresql": "initdb", "caddy": "caddy", "systemd": "systemd-analyze"}
"""Programs by the Debian package that brings them."""
PATIENCE_S = 30
NOBODY, NOGROUP = "nobody", "nogroup"


def free_port() -> int:
    """A port on loopback that nothing listens on."""
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return int(probe.getsockname()[1])


@contextmanager
def redis_on(port: int, folder: Path) -> Iterator[subprocess.Popen[bytes]]:
    """A Redis on this port, which keeps nothing; ended when the block is left, unless it ended before."""
    options = ["--port", str(port), "--bind", "127.0.0.1", "--save", "", "--appendonly", "no", "--dir", str(folder)]
    with _running([_program("redis-server"), *options], port) as server:
        yield server


@contextmanager
def chroma_on(port: int, folder: Path) -> Iterator[subprocess.Popen[bytes]]:
    """A Chroma server on this port with its data in this folder; ended when the block is left, unless it ended before."""
    program = str(Path(sys.executable).with_name("chroma"))
    options = ["run", "--path", str(folder), "--host", "127.0.0.1", "--port", str(port)]
    with _running([program, *options], port, env={**os.environ, "ANONYMIZED_TELEMETRY": "FALSE"}) as server:
        yield server


class Postgres:
    """A PostgreSQL on loopback with its data in a folder of its own. It can be stopped and started, and keeps what it was told.

    It refuses to run as root: then it runs as `nobody`, who could not reach the folders that pytest makes.
    """

    def __init__(self) -> None:
        self.port = free_port()
        self._home = Path(mkdtemp(prefix="postgres-"))
        self._folder, self._log = self._home / "data", self._home / "log"
        self._folder.mkdir()
        if _is_root():
            for place in (self._home, self._folder):
                shutil.chown(place, NOBODY, NOGROUP)
        self._run("initdb", "--auth=trust", "--username=postgres", "--no-sync", "--encoding=UTF8", "--locale=C.UTF-8")

    def url(self, database: str = "postgres") -> str:
        """The address of one of its databases."""
        return f"postgresql://postgres@127.0.0.1:{self.port}/{database}"

    def start(self) -> None:
        """Run, and return when it can be asked."""
        # No sync with the disk: a test ends processes, not the machine.
        options = f"-p {self.port} -c listen_addresses=127.0.0.1 -c unix_socket_directories= -c fsync=off -c max_connections=200"
        self._run("pg_ctl", "start", "--wait", f"--log={self._log}", "-o", options)

    def stop(self, how: str = "fast") -> None:
        """Stop: `fast` ends what is going on, `immediate` is as if it crashed."""
        self._run("pg_ctl", "stop", "--wait", f"--mode={how}")

    def close(self) -> None:
        """Stop, running or not, and leave nothing."""
        with suppress(RuntimeError):
            self.stop("immediate")
        shutil.rmtree(self._home)

    def _run(self, program: str, *options: str) -> None:
        command = [_postgres_program(program), f"--pgdata={self._folder}", *options]
        other: dict[str, Any] = {"user": NOBODY, "group": NOGROUP, "extra_groups": []} if _is_root() else {}
        done = subprocess.run(command, stdout=subprocess.DEVNULL, stderr=subprocess.PIPE, cwd="/", check=False, **other)
        if done.returncode:
            raise RuntimeError(f"{program}: {done.stderr.decode()}{self._log.read_text() if self._log.exists() else ''}")


@contextmanager
def postgres() -> Iterator[Postgres]:
    """A running PostgreSQL, gone when the block is left."""
    server = Postgres()
    try:
        server.start()
        yield server
    finally:
        server.close()


@contextmanager
def _running(command: list[str], port: int, **more: Any) -> Iterator[subprocess.Popen[bytes]]:
    quiet: dict[str, Any] = {"stdout": subprocess.DEVNULL, "stderr": subprocess.DEVNULL, **more}
    server: subprocess.Popen[bytes] = subprocess.Popen(command, **quiet)
    try:
        wait_until(lambda: listens(port), f"nothing listens on port {port}")
        yield server
    finally:
        server.send_signal(signal.SIGCONT)  # a stopped process would not hear that it has to end
        server.terminate()
        try:
            server.wait(PATIENCE_S)
        except subprocess.TimeoutExpired:
            server.kill()
            server.wait(PATIENCE_S)


def listens(port: int) -> bool:
    """Whether something on loopback takes connections on this port."""
    with socket.socket() as client:
        return client.connect_ex(("127.0.0.1", port)) == 0


def wait_until(holds: Callable[[], bool], otherwise: str, *, seconds: float = PATIENCE_S) -> None:
    """Return as soon as this holds. Raises: TimeoutError."""
    until = time.monotonic() + seconds
    while time.monotonic() < until:
        if holds():
            return
        time.sleep(0.05)
    raise TimeoutError(otherwise)


def _is_root() -> bool:
    return os.geteuid() == 0


def _postgres_program(name: str) -> str:
    """Debian keeps them beside the path, by version; the newest."""
    found = sorted(Path("/usr/lib/postgresql").glob(f"*/bin/{name}"), key=lambda path: int(path.parts[-3]))
    return str(found[-1]) if found else _program(name)


def _program(name: str) -> str:
    path = shutil.which(name)
    if path is None:
        package = next((package for package, program in NEEDED.items() if program == name), name)
        raise RuntimeError(f"{name} is needed by these tests. On Debian and Ubuntu: apt-get install {package}")
    return path


def find_program(name: str) -> str:
    """Where this program is. Raises: RuntimeError, which says what to install."""
    return _program(name)


def is_there(program: str) -> bool:
    """Whether this program is installed."""
    try:
        _postgres_program(program)
    except RuntimeError:
        return False
    return True


if __name__ == "__main__":
    missing = [package for package, program in NEEDED.items() if not is_there(program)]
    failed = [package for package in missing if not install_package(package)]
    if failed:
        sys.exit(f"Some tests need these packages, and will fail without them: {', '.join(failed)}")
