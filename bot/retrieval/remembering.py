"""What was worked out stays in memory, as long as it is in use and there is room."""

from __future__ import annotations

import threading
from collections import OrderedDict
from collections.abc import Callable, Hashable
from typing import Generic, TypeVar

Key = TypeVar("Key", bound=Hashable)
Value = TypeVar("Value")


class Remembered(Generic[Key, Value]):
    """What `make` gives for a key, made once for each of the `most` keys that were asked for last.

    Safe to call from several threads; two that ask for the same new key at once may both make it.
    """

    def __init__(self, make: Callable[[Key], Value], *, most: int) -> None:
        self._make = make
        self._most = most
        self._made: OrderedDict[Key, Value] = OrderedDict()
        self._lock = threading.Lock()

    def __call__(self, key: Key) -> Value:
        with self._lock:
            if key in self._made:
                self._made.move_to_end(key)
                return self._made[key]
        made = self._make(key)
        with self._lock:
            self._made[key] = made
            self._made.move_to_end(key)
            while len(self._made) > self._most:
                self._made.popitem(last=False)
        return made

    def __contains__(self, key: Key) -> bool:
        return key in self._made

    def keep(self, wanted: Callable[[Key], bool]) -> None:
        """Forget what is not wanted any more."""
        with self._lock:
            for key in [key for key in self._made if not wanted(key)]:
                del self._made[key]
