"""A circuit breaker: a model that keeps failing is left alone for a while, and then tried by one caller."""

from __future__ import annotations

import threading
import time
from collections.abc import Callable

from bot.errors import ChatFailed

FAILURES = 5
"""Failures in a row after which nobody calls."""
PAUSE_S = 30.0


class Breaker:
    """Counts failures in a row. Who `enter`s must `leave`."""

    def __init__(self, *, failures: int = FAILURES, pause: float = PAUSE_S, clock: Callable[[], float] = time.monotonic) -> None:
        self._most = failures
        self._pause = pause
        self._clock = clock
        self._failed = 0
        self._open_until = 0.0
        self._trying = False
        self._lock = threading.Lock()

    def enter(self) -> None:
        """Returns where the model may be called. Raises: ChatFailed while it is left alone, but for one caller after that."""
        with self._lock:
            if self._failed < self._most:
                return
            if self._trying or self._clock() < self._open_until:
                raise ChatFailed("paused")
            self._trying = True

    def leave(self, *, worked: bool | None) -> None:
        """Count how a call went; None where nothing was sent after all."""
        with self._lock:
            self._trying = False
            if worked is None:
                return
            self._failed = 0 if worked else self._failed + 1
            if self._failed >= self._most:
                self._open_until = self._clock() + self._pause
