"""Changes annotations from a running server, in a process of its own: what checking them takes leaves memory again."""

from __future__ import annotations

import logging
import subprocess
import sys
import threading
from pathlib import Path

from pydantic import TypeAdapter

from bot.conversations.changes import Change
from bot.errors import BadInput
from ingest.wording import say

log = logging.getLogger(__name__)
ROOT = Path(__file__).resolve().parent.parent
CHANGE = TypeAdapter(Change)
PATIENCE_S = 60
REFUSED = 1


class AnnotationProcess:
    """The annotation files of this project, by way of `python -m ingest annotations change`."""

    def problems(self, change: Change) -> tuple[str, ...]:
        """What would be wrong with the file after this change."""
        done = self._run(change, "--check")
        return tuple(done.stderr.strip().splitlines()) if done.returncode else ()

    def apply(self, change: Change) -> None:
        """Write the change, and start to build the index again. Raises: BadInput."""
        done = self._run(change)
        if done.returncode:
            raise BadInput(done.stderr.strip())
        threading.Thread(target=build_again, name="build", daemon=True).start()

    def _run(self, change: Change, *options: str) -> subprocess.CompletedProcess[str]:
        command = [sys.executable, "-m", "ingest", "annotations", "change", *options]
        try:
            sent = CHANGE.dump_json(change).decode()
            done = subprocess.run(command, cwd=ROOT, input=sent, capture_output=True, text=True, check=False, timeout=PATIENCE_S)
        except subprocess.TimeoutExpired as error:
            raise BadInput(say("change_took_long", seconds=PATIENCE_S)) from error
        if done.returncode not in (0, REFUSED):
            log.error("changing an annotation failed: %s", done.stderr)
            raise BadInput(say("change_failed"))
        return done


def build_again() -> None:
    """Build the index with the lowest priority; the server takes it by itself when it is done."""
    command = ["nice", "-n", "19", sys.executable, "-m", "ingest", "build"]
    built = subprocess.run(command, cwd=ROOT, capture_output=True, text=True, check=False)
    log.log(logging.ERROR if built.returncode else logging.INFO, "the index was built again: %s", built.stderr or built.stdout)
