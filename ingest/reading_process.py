"""`python -m ingest.reading_process REQUEST` reads one document under limits and prints it as JSON; `isolation` starts it."""

from __future__ import annotations

import contextlib
import json
import resource
import sys
from dataclasses import asdict
from pathlib import Path
from typing import Any

from bot.errors import UnreadableTerms
from ingest.clauses import parse
from ingest.corrections import Corrections, ReferenceCorrection, SpaceCorrection
from ingest.readers import read_source

REFUSED, TOO_MUCH_MEMORY = 3, 4


def main(request: str) -> int:
    """The exit code: 0 with the document on the output, `REFUSED` with the reason on it, or `TOO_MUCH_MEMORY`."""
    asked = json.loads(request)
    _limit(**asked["limits"])
    try:
        print(_read(Path(asked["path"]), asked["slug"], _corrections(asked["corrections"])))
    except UnreadableTerms as error:
        print(error)
        return REFUSED
    except MemoryError:
        return TOO_MUCH_MEMORY
    return 0


def _read(path: Path, slug: str, corrections: Corrections) -> str:
    source = read_source(path)
    parsed = parse(source, slug, corrections)
    return json.dumps({"source": asdict(source), "parsed": asdict(parsed)}, ensure_ascii=False)


def _limit(*, memory_bytes: int, cpu_s: int, written_bytes: int) -> None:
    """Holds this process to its share from here on. macOS does not hold `RLIMIT_AS`: there the limits of time remain."""
    resource.setrlimit(resource.RLIMIT_CORE, (0, 0))
    resource.setrlimit(resource.RLIMIT_CPU, (cpu_s, cpu_s + 1))
    resource.setrlimit(resource.RLIMIT_FSIZE, (written_bytes, written_bytes))
    with contextlib.suppress(ValueError, OSError):
        resource.setrlimit(resource.RLIMIT_AS, (memory_bytes, memory_bytes))


def _corrections(asked: dict[str, Any]) -> Corrections:
    return Corrections(
        references=tuple(ReferenceCorrection(**correction) for correction in asked["references"]),
        spaces=tuple(SpaceCorrection(**correction) for correction in asked["spaces"]),
    )


if __name__ == "__main__":
    sys.exit(main(sys.argv[1]))
