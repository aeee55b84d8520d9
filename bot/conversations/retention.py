"""Answers are erased when their time has come, by a thread beside the server."""

from __future__ import annotations

import logging
import threading

from bot.conversations.records import Records
from bot.errors import StoreAway

log = logging.getLogger(__name__)
DAY_S = 24 * 60 * 60


def erase_daily(
    records: Records, *, days: int, every_s: float = DAY_S, stopped: threading.Event | None = None
) -> threading.Thread:
    """A thread that erases what is older than so many days, now and every day, until it is stopped."""
    stop = stopped or threading.Event()

    def run() -> None:
        while True:
            erase_once(records, days=days)
            if stop.wait(every_s):
                return

    thread = threading.Thread(target=run, name="retention", daemon=True)
    thread.start()
    return thread


def erase_once(records: Records, *, days: int) -> None:
    """Erase what is older than so many days; a database that is away is tried again the next time."""
    try:
        erased = records.erase_older_than(days)
    except StoreAway as error:
        log.error("answers could not be erased: %s", error)
    else:
        log.info("erased %s answers of more than %s days ago", erased, days)
