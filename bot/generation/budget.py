"""How many calls of the chat model a company may have on one day, counted in this process or for several together in Redis."""

from __future__ import annotations

import logging
from collections.abc import Callable
from datetime import UTC, date, datetime
from typing import Any

from limits import RateLimitItemPerDay
from limits.errors import StorageError
from limits.storage import MemoryStorage, RedisStorage, Storage
from limits.strategies import FixedWindowRateLimiter

from bot.errors import ChatFailed

log = logging.getLogger(__name__)
PATIENCE_S = 0.3
"""Time that an answer waits at most for Redis."""
NAME = "chat"


def utc_day() -> date:
    """The day on which every process agrees."""
    return datetime.now(UTC).date()


class Budget:
    """Calls per company and day. With Redis away every process counts for itself: nobody gets more than `calls` per process."""

    def __init__(self, calls: int, *, redis_url: str = "", day: Callable[[], date] = utc_day) -> None:
        self._item = RateLimitItemPerDay(calls)
        self._own = FixedWindowRateLimiter(MemoryStorage())
        self._shared = FixedWindowRateLimiter(_redis(redis_url)) if redis_url else self._own
        self._day = day

    def take(self, company: str) -> None:
        """Count one call. Raises: ChatFailed where the day's calls are spent."""
        key = (NAME, company, self._day().isoformat())
        try:
            granted = self._shared.hit(self._item, *key)
        except StorageError as error:
            log.warning("calls of the chat model are counted in this process alone: %s", type(error).__name__)
            granted = self._own.hit(self._item, *key)
        if not granted:
            raise ChatFailed("budget")


def _redis(url: str) -> Storage:
    options: dict[str, Any] = {"socket_timeout": PATIENCE_S, "socket_connect_timeout": PATIENCE_S}
    return RedisStorage(url, wrap_exceptions=True, **options)
