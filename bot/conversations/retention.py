"""What is kept is erased when its time has come, by a thread beside the server."""

from __future__ import annotations

import logging
import threading
from collections.abc import Callable
from typing import Protocol

from sqlalchemy.exc import SQLAlchemyError

from bot.errors import StoreAway

log = logging.getLogger(__name__)
DAY_S = 24 * 60 * 60
MINUTE_S = 60


class Aging(Protocol):
    """What is kept for some days."""

    def erase_older_than(self, days: int) -> int:
        """Erase what is older, and return how much that was. Raises: StoreAway."""
        ...


class Tidied(Protocol):
    """What is kept for some minutes."""

    def tidy(self) -> int:
        """Erase what is kept no longer, and return how much that was. Raises: StoreAway."""
        ...


def erase_daily(kept: Aging, *, days: int, every_s: float = DAY_S, stopped: threading.Event | None = None) -> threading.Thread:
    """A thread that erases what is older than so many days, now and every day, until it is stopped."""
    return _repeat(lambda: erase_once(kept, days=days), every_s, stopped)


def tidy_often(kept: Tidied, *, every_s: float = MINUTE_S, stopped: threading.Event | None = None) -> threading.Thread:
    """A thread that tidies up, now and every minute, until it is stopped."""
    return _repeat(lambda: tidy_once(kept), every_s, stopped)


def _repeat(work: Callable[[], None], every_s: float, stopped: threading.Event | None) -> threading.Thread:
    stop = stopped or threading.Event()

    def run() -> None:
        while True:
            work()
            if stop.wait(every_s):
                return

    thread = threading.Thread(target=run, name="retention", daemon=True)
    thread.start()
    return thread


def erase_once(kept: Aging, *, days: int) -> None:
    """Erase what is older than so many days; a database that is away is tried again the next time."""
    try:
        erased = kept.erase_older_than(days)
    except (StoreAway, SQLAlchemyError) as error:
        log.error("%s could not be erased: %s", _what(kept), type(error).__name__)
    else:
        log.info("erased %s %s of more than %s days ago", erased, _what(kept), days)


def tidy_once(kept: Tidied) -> None:
    """Erase what is kept no longer; a database that is away is tried again the next time."""
    try:
        erased = kept.tidy()
    except StoreAway as error:
        log.error("%s could not be tidied up: %s", _what(kept), error)
    else:
        log.debug("forgot %s %s", erased, _what(kept))


def _what(kept: Aging | Tidied) -> str:
    return type(kept).__name__.lower()
