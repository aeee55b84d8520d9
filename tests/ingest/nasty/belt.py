"""Reads one file in a process of its own, to measure what it takes and to survive what it does."""

from __future__ import annotations

import multiprocessing
import os
import resource
import sys
import time
from dataclasses import dataclass
from multiprocessing.connection import Connection
from pathlib import Path

from bot.errors import UnreadableTerms

MOST_SECONDS = 10.0
MOST_MEGABYTES = 700
_PATIENCE = 60.0
_ADDRESS_SPACE = 6_000_000_000
_LOADED = [
    "bs4",
    "docx",
    "lxml.etree",
    "pdfplumber",
    "ingest.clauses",
    "ingest.readers",
    "tests.ingest.nasty.sound",
    "tests.ingest.nasty.warm",
]


@dataclass(frozen=True)
class Outcome:
    """What came of a file: `error` is the refusal, `broken` anything else that went wrong.

    `seconds` are of the processor, `megabytes` at the peak, `written` what was left in the folder for temporary files.
    """

    text: str = ""
    error: str = ""
    broken: str = ""
    seconds: float = 0.0
    megabytes: float = 0.0
    written: tuple[str, ...] = ()


def read_apart(path: Path, scratch: Path) -> Outcome:
    """What comes of reading a file; `scratch` is where a reader that keeps temporary files would leave them."""
    context = multiprocessing.get_context("forkserver")
    context.set_forkserver_preload(_LOADED)
    receiver, sender = context.Pipe(duplex=False)
    process = context.Process(target=_read, args=(path, scratch, sender))
    process.start()
    sender.close()
    try:
        found = receiver.recv() if receiver.poll(_PATIENCE) else Outcome(broken=f"no answer in {_PATIENCE} s")
    except EOFError:
        process.join(5)
        found = Outcome(broken=f"the process ended with {process.exitcode}")
    process.kill()
    process.join()
    process.close()
    receiver.close()
    return found


def _read(path: Path, scratch: Path, sender: Connection) -> None:
    os.environ["TMPDIR"] = str(scratch)
    if sys.platform == "linux":
        resource.setrlimit(resource.RLIMIT_AS, (_ADDRESS_SPACE, _ADDRESS_SPACE))
    text = error = broken = ""
    try:
        text = _checked(path)
    except UnreadableTerms as refused:
        error = str(refused)
    except BaseException as failed:  # noqa: BLE001 - whatever it is, the test must hear of it
        broken = repr(failed)[:500]
    peak = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / (1_000_000 if sys.platform == "darwin" else 1_000)
    written = tuple(found.name for found in scratch.iterdir())
    sender.send(Outcome(text, error, broken, time.process_time(), peak, written))


def _checked(path: Path) -> str:
    """The text of all clauses, of a file that is parsed soundly."""
    from ingest.clauses import parse
    from ingest.readers import read_source
    from tests.ingest.nasty.sound import check_sound

    source = read_source(path)
    parsed = parse(source, "x")
    check_sound(source, parsed)
    return "\n".join(f"{clause.path} {clause.title}\n{clause.text}" for clause in parsed.clauses)[:5_000_000]
