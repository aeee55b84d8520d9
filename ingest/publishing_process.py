"""Starts `ingest.publishing` and listens to it."""

from __future__ import annotations

import json
import logging
import queue
import subprocess
import sys
import threading
from collections.abc import Mapping
from contextlib import suppress
from dataclasses import dataclass
from pathlib import Path
from tempfile import TemporaryFile
from typing import IO

from bot.conversations.additions import Tell
from ingest.publishing import ORDER, Order
from ingest.wording import say

log = logging.getLogger(__name__)
ROOT = Path(__file__).resolve().parent.parent
BEAT_S = 5.0
LONGEST_S = 3600
COMMAND = ("nice", "-n", "10", sys.executable, "-m", "ingest.publishing")
_LOGGED = 4000


@dataclass(slots=True)
class Said:
    """What the process said last."""

    told: str = ""
    refused: str = ""
    done: bool = False


def run_publishing(order: Order, environment: Mapping[str, str], tell: Tell) -> Said:
    """What the process said when it had ended; it runs with a low priority, for customers go first."""
    pipe = subprocess.PIPE
    with (
        TemporaryFile() as errors,
        subprocess.Popen(COMMAND, cwd=ROOT, env=environment, stdin=pipe, stdout=pipe, stderr=errors, encoding="utf-8") as process,
    ):
        assert process.stdin
        with suppress(BrokenPipeError):  # it ended before it read this, and the log tells why
            process.stdin.write(ORDER.dump_json(order).decode())
            process.stdin.close()
        said = _listen(process, tell)
        process.wait()
        if not said.done and not said.refused:
            errors.seek(0)
            log.error("publishing ended with %s: %s", process.returncode, errors.read().decode(errors="replace")[-_LOGGED:])
    return said


def _listen(process: subprocess.Popen[str], tell: Tell) -> Said:
    """Hands on what the process tells, and while it is silent what it told last; one that is silent for too long is ended."""
    assert process.stdout
    lines: queue.SimpleQueue[str | None] = queue.SimpleQueue()
    threading.Thread(target=_read, args=(process.stdout, lines), daemon=True).start()
    said, silent = Said(told=say("publish_started")), 0.0
    while True:
        tell(said.told)
        try:
            line = lines.get(timeout=BEAT_S)
        except queue.Empty:
            silent += BEAT_S
            if silent > LONGEST_S:
                process.kill()
            continue
        if line is None:
            return said
        silent = 0.0
        _hear(line, said)


def _read(output: IO[str], lines: queue.SimpleQueue[str | None]) -> None:
    for line in output:
        lines.put(line)
    lines.put(None)


def _hear(line: str, said: Said) -> None:
    """Take in one line; what a library printed is no JSON, and nothing that was said."""
    try:
        found = json.loads(line)
    except ValueError:
        return
    if isinstance(found, dict):
        said.told = str(found.get("told", said.told))
        said.refused = str(found.get("refused", said.refused))
        said.done = bool(found.get("done", said.done))
