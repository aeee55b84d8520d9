"""The commands that anybody uses, run from here: measuring knows nothing of how terms are read or models are made."""

from __future__ import annotations

import os
import subprocess
import sys
from collections.abc import Sequence

from bot.errors import NotReady
from bot.settings import ROOT


def run_ingest(arguments: Sequence[str], **settings: str) -> None:
    """Runs `python -m ingest` with these settings in its environment. Raises: NotReady with what the command said."""
    command = [sys.executable, "-m", "ingest", *arguments]
    done = subprocess.run(command, cwd=ROOT, env=os.environ | settings, capture_output=True, text=True, check=False)
    if done.returncode:
        raise NotReady(done.stderr.strip())
