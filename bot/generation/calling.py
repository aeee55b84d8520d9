"""Calls of the chat model: within the time that is left, the day's budget, and only while it works."""

from __future__ import annotations

import random
import time
from collections.abc import Callable, Generator, Iterator
from typing import TYPE_CHECKING, Literal, Protocol

from bot.errors import ChatFailed
from bot.generation.breaker import Breaker
from bot.generation.prompts import Prompt

if TYPE_CHECKING:
    from bot.generation.budget import Budget

Use = Literal["phrase", "rewrite", "judge"]
"""What a call is for."""
BACKOFF_S = 0.4
"""Time before a second try; up to as much again by chance, so that not all who wait come back at once."""
WORTHWHILE_S = 0.5
"""Time that must be left for a second try."""
UNSENT = frozenset({"budget", "paused"})
"""Reasons why nothing was sent."""
OWN_FAULTS = frozenset({"timeout", "busy", "server_error", "refused", "connection", "cut_off", "empty", "too_long", "error"})
"""Reasons that tell of a model that does not work."""


class Model(Protocol):
    """Whatever writes."""

    @property
    def name(self) -> str:
        """What it is called in records."""
        ...

    def stream(self, prompt: Prompt, until: float) -> Iterator[str]:
        """What it writes, in pieces. Raises: ChatFailed, at the latest when `until` has come (on the clock `time.monotonic`)."""
        ...


class Watch(Protocol):
    """Is told how it goes, in names that are known beforehand."""

    def called(self, use: Use, outcome: str, seconds: float) -> None:
        """A call ended: "ok", or the reason why it failed."""
        ...

    def worded(self, fallback: str) -> None:
        """An answer was worded by the model, or composed for this reason."""
        ...

    def dropped(self, check: str) -> None:
        """A sentence was left out because of this check."""
        ...


class Unwatched:
    """Counts nothing."""

    def called(self, use: Use, outcome: str, seconds: float) -> None:
        """A call ended."""

    def worded(self, fallback: str) -> None:
        """An answer was worded."""

    def dropped(self, check: str) -> None:
        """A sentence was left out."""


class Caller:
    """Calls a model for whatever it is used for."""

    def __init__(
        self,
        model: Model,
        *,
        budget: Budget,
        breaker: Breaker | None = None,
        watch: Watch | None = None,
        seconds: float,
        clock: Callable[[], float] = time.monotonic,
        sleep: Callable[[float], None] = time.sleep,
    ) -> None:
        self.watch = watch or Unwatched()
        self._model = model
        self._budget = budget
        self._breaker = breaker or Breaker()
        self._seconds = seconds
        self._clock = clock
        self._sleep = sleep

    @property
    def name(self) -> str:
        """The name of the model."""
        return self._model.name

    def deadline(self) -> float:
        """The moment until which an answer that is begun now may wait for the model, however often it is called."""
        return self._clock() + self._seconds

    def stream(self, use: Use, prompt: Prompt, *, company: str, until: float) -> Generator[str]:
        """What the model writes, in pieces. Raises: ChatFailed."""
        began, outcome = self._clock(), "ok"
        try:
            self._breaker.enter()
        except ChatFailed as failed:
            self.watch.called(use, failed.reason, 0.0)
            raise
        try:
            yield from self._tries(prompt, company, until)
        except ChatFailed as failed:
            outcome = failed.reason
            raise
        finally:
            self._breaker.leave(worked=None if outcome in UNSENT else outcome not in OWN_FAULTS)
            self.watch.called(use, outcome, self._clock() - began)

    def text(self, use: Use, prompt: Prompt, *, company: str, until: float) -> str:
        """All that the model writes. Raises: ChatFailed."""
        return "".join(self.stream(use, prompt, company=company, until=until))

    def _tries(self, prompt: Prompt, company: str, until: float) -> Iterator[str]:
        """What the model writes at the first try, or at a second one where nothing came and that may help."""
        for is_last in (False, True):
            self._budget.take(company)
            begun = False
            try:
                for piece in self._model.stream(prompt, until):
                    begun = begun or bool(piece)
                    yield piece
                if not begun:
                    raise ChatFailed("empty", again=True)
            except ChatFailed as failed:
                wait = BACKOFF_S * (1 + random.random()) if failed.wait is None else failed.wait
                if is_last or begun or not failed.again or self._clock() + wait + WORTHWHILE_S > until:
                    raise
                self._sleep(wait)
            else:
                return
