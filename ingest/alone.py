"""One writer at a time: whoever changes terms or index holds the lock of the index folder, and the next one waits."""

from __future__ import annotations

import fcntl
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path

from ingest.wording import say

FILE = ".lock"


@contextmanager
def alone(index_dir: Path, tell: Callable[[str], None]) -> Iterator[None]:
    """Lets one writer at a time go through; who must wait for another is told so. A lock ends with its process."""
    index_dir.mkdir(parents=True, exist_ok=True)
    with (index_dir / FILE).open("w") as file:
        try:
            fcntl.flock(file, fcntl.LOCK_EX | fcntl.LOCK_NB)
        except BlockingIOError:
            tell(say("waiting"))
            fcntl.flock(file, fcntl.LOCK_EX)
        yield
