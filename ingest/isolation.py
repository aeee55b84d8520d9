"""Reads a document that nobody here has seen in a process of its own, held to limits of memory, time and disk.

A reader that breaks, hangs or grows takes only that process with it. What comes back is a value, or an UnreadableTerms that says
what to do.
"""

from __future__ import annotations

import json
import logging
import os
import secrets
import signal
import subprocess
import sys
from collections.abc import Sequence
from dataclasses import asdict, dataclass
from pathlib import Path
from tempfile import TemporaryDirectory, TemporaryFile
from typing import IO

from pydantic import TypeAdapter, ValidationError

from bot.errors import UnreadableTerms
from ingest.blocks import Source
from ingest.clauses import Parsed
from ingest.corrections import NO_CORRECTIONS, Corrections
from ingest.delivery import Delivery
from ingest.reading_process import REFUSED, TOO_MUCH_MEMORY
from ingest.wording import say

log = logging.getLogger(__name__)
ROOT = Path(__file__).resolve().parent.parent
MEGABYTE = 1_000_000
_TOLD = 4000


@dataclass(frozen=True, slots=True)
class Limits:
    """What reading one document may take. A hundred pages take some ten seconds and a fifth of the memory."""

    memory_bytes: int = 1000 * MEGABYTE
    cpu_s: int = 150
    wall_s: float = 300
    written_bytes: int = 100 * MEGABYTE


@dataclass(frozen=True, slots=True)
class ReadDocument:
    """A document as it was read: its lines, its clauses, and what a person must know about them."""

    source: Source
    parsed: Parsed


_DOCUMENT = TypeAdapter(ReadDocument)
_USUAL = Limits()


def read_isolated(
    delivery: Delivery, slug: str, *, corrections: Corrections = NO_CORRECTIONS, limits: Limits = _USUAL
) -> ReadDocument:
    """The document in these bytes, with clause ids that start with `slug`. Raises: UnreadableTerms, whatever goes wrong."""
    with TemporaryDirectory(prefix="terms-") as folder, TemporaryFile() as output, TemporaryFile() as errors:
        path = Path(folder) / f"{secrets.token_hex(8)}{delivery.suffix}"
        path.write_bytes(delivery.data)
        status = _run(_command(path, slug, corrections, limits), output, errors, wall_s=limits.wall_s, name=delivery.name)
        said, told = _content(output), _content(errors)[-_TOLD:].replace(path.name, delivery.name)
        if status == REFUSED:
            raise UnreadableTerms(said.strip().replace(path.name, delivery.name))
        if status != 0:
            log.error("reading a document ended with %s: %s", status, told)
            raise UnreadableTerms(_why(status, delivery.name, limits))
    return _document(said, delivery.name, placeholder=path.name)


def _command(path: Path, slug: str, corrections: Corrections, limits: Limits) -> Sequence[str]:
    held = {"memory_bytes": limits.memory_bytes, "cpu_s": limits.cpu_s, "written_bytes": limits.written_bytes}
    request = {"path": str(path), "slug": slug, "corrections": asdict(corrections), "limits": held}
    return [sys.executable, "-m", "ingest.reading_process", json.dumps(request)]


def _run(command: Sequence[str], output: IO[bytes], errors: IO[bytes], *, wall_s: float, name: str) -> int:
    """The exit status, negative for a signal. Whatever the process started ends with it."""
    with subprocess.Popen(
        command,
        cwd=ROOT,
        env={"LANG": "C.UTF-8", "PYTHONUTF8": "1", "PYTHONHASHSEED": "0"},
        stdin=subprocess.DEVNULL,
        stdout=output,
        stderr=errors,
        start_new_session=True,
    ) as process:
        try:
            return process.wait(timeout=wall_s)
        except subprocess.TimeoutExpired as error:
            raise UnreadableTerms(say("reading_slow", file=name, seconds=round(wall_s))) from error
        finally:
            _end(process.pid)


def _end(group: int) -> None:
    try:
        os.killpg(group, signal.SIGKILL)
    except (ProcessLookupError, PermissionError):  # nothing of it is left; macOS says so of a group that has ended
        return


def _why(status: int, name: str, limits: Limits) -> str:
    if status == TOO_MUCH_MEMORY:
        return say("reading_memory", file=name, megabytes=limits.memory_bytes // MEGABYTE)
    if status in (-signal.SIGXCPU, -signal.SIGKILL):
        return say("reading_slow", file=name, seconds=limits.cpu_s)
    return say("reading_failed", file=name)


def _content(file: IO[bytes]) -> str:
    file.seek(0)
    return file.read().decode(errors="replace")


def _document(said: str, name: str, *, placeholder: str) -> ReadDocument:
    try:
        document = _DOCUMENT.validate_json(said)
    except ValidationError as error:
        log.error("what a reader gave back can't be read: %s", error)
        raise UnreadableTerms(say("reading_failed", file=name)) from error
    assert document.source.name == placeholder
    return ReadDocument(Source(name, document.source.text, document.source.lines), document.parsed)
