"""One writer at a time: whoever changes terms or index holds the lock of the index folder, and the next one waits.

With a Redis there is a second lock, which several machines share. It ends some seconds after its process does. While Redis is
away nobody may write: two machines that publish at the same time could each undo what the other did.
"""

from __future__ import annotations

import fcntl
import logging
import threading
from collections.abc import Callable, Iterator
from contextlib import contextmanager, nullcontext, suppress
from pathlib import Path
from typing import TYPE_CHECKING

from bot.errors import LockAway
from ingest.wording import say

if TYPE_CHECKING:
    from redis.lock import Lock

log = logging.getLogger(__name__)
FILE = ".lock"
NAME = "voorwaardenbot:writing"
HELD_S = 30
"""Time after which the lock of a process that was killed is free again."""
PATIENCE_S = 5


@contextmanager
def alone(index_dir: Path, tell: Callable[[str], None], redis_url: str = "") -> Iterator[None]:
    """Lets one writer at a time go through; who must wait for another is told so. A lock ends with its process.

    Raises: LockAway where there is a Redis that can't be reached.
    """
    with _alone_here(index_dir, tell), _alone_everywhere(redis_url, tell) if redis_url else nullcontext():
        yield


@contextmanager
def _alone_here(index_dir: Path, tell: Callable[[str], None]) -> Iterator[None]:
    index_dir.mkdir(parents=True, exist_ok=True)
    with (index_dir / FILE).open("w") as file:
        try:
            fcntl.flock(file, fcntl.LOCK_EX | fcntl.LOCK_NB)
        except BlockingIOError:
            tell(say("waiting"))
            fcntl.flock(file, fcntl.LOCK_EX)
        yield


@contextmanager
def _alone_everywhere(url: str, tell: Callable[[str], None]) -> Iterator[None]:
    from redis import Redis  # only where there is one
    from redis.exceptions import RedisError

    done = threading.Event()
    try:
        redis = Redis.from_url(url, socket_timeout=PATIENCE_S, socket_connect_timeout=PATIENCE_S)
        lock = redis.lock(NAME, timeout=HELD_S, sleep=0.5, thread_local=False)
        if not lock.acquire(blocking=False):
            tell(say("waiting"))
            lock.acquire()
    except RedisError as error:
        raise LockAway(say("lock_away")) from error
    keeping = threading.Thread(target=_keep, args=(lock, done), name="lock", daemon=True)
    keeping.start()
    try:
        yield
    finally:
        done.set()
        keeping.join()
        with suppress(RedisError):  # it ends by itself
            lock.release()
        redis.close()


def _keep(lock: Lock, done: threading.Event) -> None:
    """Hold the lock for as long as the work takes; while Redis is away the lock of the folder is left."""
    from redis.exceptions import RedisError

    while not done.wait(HELD_S / 3):
        try:
            lock.reacquire()
        except RedisError as error:
            log.warning("the lock in Redis was not renewed: %s", error)
