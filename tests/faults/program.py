"""The real programs over a small model of our own, which starts in no time: `python -m tests.faults.program app --port 8000`.

Only the demo page and, without REAL_MODEL, the embedding model are replaced. In the environment:

- ANSWER_SECONDS makes every question take so long;
- DIE_AT ends a build with SIGKILL at the first thing that it tells and that holds this text;
- HOLD_AT lets a build wait there until its input is closed;
- FILE_MOST is a disk on which no file can grow beyond so many bytes;
- CLOCK_FILE holds the days by which the clock is wrong;
- with OBEYS_MODES also root may only write what its modes allow.
"""

from __future__ import annotations

import ctypes
import os
import resource
import signal
import sys
import time
import types
import zlib
from collections.abc import Sequence
from datetime import datetime, timedelta, tzinfo
from pathlib import Path

import numpy as np

import bot.clock
from bot.retrieval.embeddings import Embedder, Vectors
from bot.words import WORD, fold

DIMENSIONS = 64
PR_CAPBSET_DROP, OVERRIDING = 24, (1, 2, 3)
"""Of prctl(2) and capabilities(7): to write any file, to read any, and to act as its owner."""


class WordEmbedder:
    """A text is the sum of its words, each a dimension of its own, more or less."""

    fingerprint = "words"
    dimensions = DIMENSIONS

    def __init__(self, seconds: float = 0.0) -> None:
        self._seconds = seconds

    def embed_queries(self, texts: Sequence[str]) -> Vectors:
        """Vectors of what customers ask, after the time that it takes."""
        time.sleep(0 if "opwarmen" in texts else self._seconds)
        return self.embed_passages(texts)

    def embed_passages(self, texts: Sequence[str]) -> Vectors:
        """Vectors of what can be found."""
        return np.stack([_vector(text) for text in texts]) if texts else np.empty((0, DIMENSIONS), dtype=np.float32)


def _vector(text: str) -> Vectors:
    vector = np.full(DIMENSIONS, 0.01, dtype=np.float32)
    for word in WORD.findall(fold(text)):
        vector[zlib.crc32(word.encode()) % DIMENSIONS] += 1
    return np.asarray(vector / np.linalg.norm(vector), dtype=np.float32)


def replace_model() -> None:
    """Let every program of this process use the small model."""
    import bot.retrieval.embeddings

    def make(*_: object, **__: object) -> Embedder:
        return WordEmbedder(float(os.environ.get("ANSWER_SECONDS", "0")))

    bot.retrieval.embeddings.make_embedder = make  # before a program imports it


def shift_clock(file: Path) -> None:
    """Let the clock of this process be wrong by the days in this file; what measures how long something took is not."""
    real = time.time

    def days() -> int:
        return int(file.read_text(encoding="utf-8") or 0)

    class Shifted(datetime):
        @classmethod
        def now(cls, tz: tzinfo | None = None) -> datetime:  # type: ignore[override]
            return datetime.now(tz) + timedelta(days=days())

    bot.clock.datetime = Shifted  # type: ignore[attr-defined, misc]
    time.time = lambda: real() + 86400 * days()


def serve(arguments: Sequence[str]) -> int:
    """The server, without its demo page."""
    page = types.ModuleType("bot.ui.demo")
    page.mount_demo = lambda app, *_: app  # type: ignore[attr-defined]
    sys.modules["bot.ui.demo"] = page
    from app import main

    return main(arguments)


def ingest(arguments: Sequence[str]) -> int:
    """A command of `ingest`."""
    import builtins

    from ingest.__main__ import main

    told, last, pause = builtins.print, os.environ.get("DIE_AT"), os.environ.get("HOLD_AT")

    def tell(*said: object, **how: object) -> None:
        told(*said, **{**how, "flush": True})  # type: ignore[call-overload]
        if pause and any(pause in str(part) for part in said):
            sys.stdin.read()
        if last and any(last in str(part) for part in said):
            os.kill(os.getpid(), signal.SIGKILL)

    builtins.print = tell
    return main(arguments)


def give_up_override() -> None:
    """Start again as somebody who can't write what may not be written: root can, otherwise."""
    libc = ctypes.CDLL(None)
    for capability in OVERRIDING:
        libc.prctl(PR_CAPBSET_DROP, capability, 0, 0, 0)  # refused where this is not root, who needs none of it
    os.execv(sys.executable, [sys.executable, "-m", "tests.faults.program", *sys.argv[1:]])


if __name__ == "__main__":
    if os.environ.pop("OBEYS_MODES", ""):
        give_up_override()
    if most := os.environ.get("FILE_MOST"):
        resource.setrlimit(resource.RLIMIT_FSIZE, (int(most), resource.RLIM_INFINITY))
    if clock := os.environ.get("CLOCK_FILE"):
        shift_clock(Path(clock))
    if not os.environ.get("REAL_MODEL"):
        replace_model()
    sys.exit({"app": serve, "ingest": ingest}[sys.argv[1]](sys.argv[2:]))
