"""The real server in a process of its own, with what it uses of memory and processor."""

from __future__ import annotations

import os
import subprocess
import sys
import time
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from urllib.error import URLError
from urllib.request import urlopen

from tests.servers import free_port

ROOT = Path(__file__).parents[2]
START_S = 600
END_S = 60
_MEGABYTE = 1_000_000
_TICK = os.sysconf("SC_CLK_TCK")


@dataclass(frozen=True)
class Running:
    """A server that answers."""

    url: str
    process: subprocess.Popen[bytes]
    started_in: float

    @property
    def memory_mb(self) -> float:
        """What it holds of memory now."""
        pages = int(Path(f"/proc/{self.process.pid}/statm").read_text().split()[1])
        return pages * os.sysconf("SC_PAGE_SIZE") / _MEGABYTE

    @property
    def processor_s(self) -> float:
        """The processor time that it took so far, in seconds."""
        fields = Path(f"/proc/{self.process.pid}/stat").read_text().rpartition(")")[2].split()
        return (int(fields[11]) + int(fields[12])) / _TICK

    @property
    def is_live(self) -> bool:
        """Whether the process says so itself."""
        return self.process.poll() is None and _answers(f"{self.url}/api/v1/health/live")


@contextmanager
def server(folder: Path, environment: Mapping[str, str]) -> Iterator[Running]:
    """A server on loopback that keeps its answers in this folder; `environment` is added to ours."""
    port = free_port()
    own = {"DATABASE_URL": f"sqlite:///{folder / 'load.sqlite'}", "REVIEW_DIR": str(folder / "review"), "DRAIN_SECONDS": "0"}
    inherited = {name: value for name, value in os.environ.items() if name != "PYTHONDONTWRITEBYTECODE"}
    url, began = f"http://127.0.0.1:{port}", time.monotonic()
    with (folder / "server.log").open("wb") as log:
        command = [sys.executable, "app.py", "--host", "127.0.0.1", "--port", str(port)]
        process = subprocess.Popen(command, cwd=ROOT, env={**inherited, **own, **environment}, stdout=log, stderr=log)
    try:
        while not _answers(f"{url}/api/v1/health/ready"):
            if process.poll() is not None or time.monotonic() - began > START_S:
                raise RuntimeError(f"the server did not start: {(folder / 'server.log').read_text()[-2000:]}")
            time.sleep(0.1)
        yield Running(url, process, time.monotonic() - began)
    finally:
        process.terminate()
        try:
            process.wait(END_S)
        except subprocess.TimeoutExpired:
            process.kill()
            process.wait()


def _answers(url: str) -> bool:
    try:
        with urlopen(url, timeout=5) as answer:
            return bool(answer.status == 200)
    except (URLError, TimeoutError, ConnectionError):
        return False
