"""The machine: room on its disks, memory, the clock and the processor."""

from __future__ import annotations

import os
import shutil
import time
from collections.abc import Iterator
from pathlib import Path

from bot.contradictions import existing
from bot.doctor.finding import Finding, failed, fine, warning
from bot.doctor.installed import SOURCES
from bot.settings import Settings

MEGABYTE = 1_000_000
DISK_LEAST, DISK_GOOD = 200, 1000
MEMORY_LEAST, MEMORY_GOOD = 500, 1500
HOUR_S = 3600
MEMINFO, CGROUP = Path("/proc/meminfo"), Path("/sys/fs/cgroup/memory.max")


def check_disk(settings: Settings) -> Iterator[Finding]:
    """Whether there is room where the index and what is kept grow."""
    folders = {existing(folder) for folder in (settings.index_dir, settings.review_dir, settings.data_dir)}
    room = min(shutil.disk_usage(folder).free for folder in folders if folder) // MEGABYTE
    yield amount("schijf", "disk", room, least=DISK_LEAST, good=DISK_GOOD)


def check_memory(_: Settings) -> Iterator[Finding]:
    """Whether there is memory for the model and the companies that are asked about."""
    if (room := memory_room()) is not None:
        yield amount("geheugen", "memory", room // MEGABYTE, least=MEMORY_LEAST, good=MEMORY_GOOD)


def amount(name: str, key: str, megabytes: int, *, least: int, good: int) -> Finding:
    """A finding on room that is enough, little, or too little."""
    if megabytes >= good:
        return fine(name, key, megabytes=megabytes)
    return (failed if megabytes < least else warning)(name, f"{key}_little", megabytes=megabytes)


def memory_room(meminfo: Path = MEMINFO, limit: Path = CGROUP) -> int | None:
    """Bytes of memory that can be had, or the limit of this container where that is less; None where nobody tells."""
    try:
        lines = dict(line.split(":", 1) for line in meminfo.read_text(encoding="utf-8").splitlines())
        room = int(lines["MemAvailable"].split()[0]) * 1024
    except (OSError, KeyError, ValueError):
        return None
    try:
        return min(room, int(limit.read_text(encoding="utf-8")))
    except (OSError, ValueError):  # no container, or "max"
        return room


def check_clock(settings: Settings) -> Iterator[Finding]:
    """Whether the clock is later than the files that it should be later than."""
    yield clock_finding(settings, time.time())


def clock_finding(settings: Settings, now: float) -> Finding:
    """What can be said of a clock that tells this moment."""
    folders = [settings.data_dir / source for source in SOURCES]
    files = [path for folder in folders if folder.exists() for path in (folder, *folder.rglob("*"))]
    newest = max((path.stat().st_mtime for path in files), default=0.0)
    shown = time.strftime("%Y-%m-%d %H:%M", time.gmtime(now))
    if newest > now + HOUR_S:
        return failed("klok", "clock_behind", now=shown, newest=time.strftime("%Y-%m-%d %H:%M", time.gmtime(newest)))
    return fine("klok", "clock", now=shown)


def check_threads(settings: Settings) -> Iterator[Finding]:
    """Whether the model has as many cores as it may use."""
    cores = len(os.sched_getaffinity(0)) if hasattr(os, "sched_getaffinity") else os.cpu_count() or 1
    if settings.threads > cores:
        yield warning("processor", "threads", threads=settings.threads, cores=cores)
    else:
        yield fine("processor", "cores", threads=settings.threads, cores=cores)
