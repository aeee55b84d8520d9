"""One writer at a time, also over several machines that share a Redis."""

from __future__ import annotations

import os
import signal
import subprocess
import sys
import threading
import time
from collections.abc import Iterator
from pathlib import Path

import pytest

from bot.errors import LockAway
from ingest import alone as locking
from ingest.alone import alone
from tests.servers import free_port, redis_on

HOLDER = """
import sys, time
from pathlib import Path
from ingest import alone as locking
locking.HELD_S = float(sys.argv[3])
with locking.alone(Path(sys.argv[1]), print, sys.argv[2]):
    print("held", flush=True)
    time.sleep(60)
"""


@pytest.fixture(scope="module")
def redis(tmp_path_factory: pytest.TempPathFactory) -> Iterator[str]:
    port = free_port()
    with redis_on(port, tmp_path_factory.mktemp("redis")):
        yield f"redis://127.0.0.1:{port}/0"


def holder(folder: Path, redis: str, held_s: float) -> subprocess.Popen[str]:
    """Another process that has the lock."""
    command = [sys.executable, "-c", HOLDER, str(folder), redis, str(held_s)]
    process = subprocess.Popen(command, stdout=subprocess.PIPE, text=True)
    assert process.stdout
    with process.stdout as said:
        assert said.readline() == "held\n"
    return process


def test_another_machine_waits_until_the_first_is_done(redis: str, tmp_path: Path) -> None:
    order: list[str] = []

    def other() -> None:
        with alone(tmp_path / "other", order.append, redis):
            order.append("other")

    with alone(tmp_path / "one", order.append, redis):
        waiting = threading.Thread(target=other)
        waiting.start()
        time.sleep(1)
        order.append("one")
    waiting.join(10)
    assert order == ["Er wordt al aan de voorwaarden of de index gewerkt. Er wordt gewacht tot dat klaar is.", "one", "other"]


def test_a_lock_is_kept_as_long_as_the_work_takes(redis: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(locking, "HELD_S", 1)
    told: list[str] = []
    process = holder(tmp_path / "one", redis, 1)
    threading.Timer(2.5, process.terminate).start()
    began = time.monotonic()
    with alone(tmp_path / "other", told.append, redis):
        assert time.monotonic() - began > 2
    process.wait(10)
    assert len(told) == 1


def test_the_lock_of_a_process_that_was_killed_ends(redis: str, tmp_path: Path) -> None:
    process = holder(tmp_path / "one", redis, 1.5)
    os.kill(process.pid, signal.SIGKILL)
    process.wait(10)
    began = time.monotonic()
    with alone(tmp_path / "other", print, redis):
        assert time.monotonic() - began < 5


def test_without_its_redis_nobody_writes(tmp_path: Path) -> None:
    with pytest.raises(LockAway, match="Er is niets gewijzigd"), alone(tmp_path, print, f"redis://127.0.0.1:{free_port()}/0"):
        raise AssertionError("went through")
