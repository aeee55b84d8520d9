"""Where an error came from, for the log: without its words, which may hold what a customer sent."""

from __future__ import annotations

import traceback
from collections.abc import Iterator

FRAMES = 8
"""Most frames of each error that are told."""


def places(error: BaseException) -> str:
    """What kind of error it was and where it came from, innermost first; then the same of what caused it."""
    return " <- ".join(_places(error))


def _places(error: BaseException | None) -> Iterator[str]:
    while error is not None:
        frames = reversed(traceback.extract_tb(error.__traceback__)[-FRAMES:])
        yield f"{type(error).__name__} at " + ", ".join(f"{frame.filename}:{frame.lineno} {frame.name}" for frame in frames)
        error = error.__cause__ or error.__context__
