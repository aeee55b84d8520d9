"""A model that keeps failing is left alone, and tried again by one caller."""

from __future__ import annotations

import pytest

from bot.errors import ChatFailed
from bot.generation.breaker import Breaker


class Clock:
    now = 100.0

    def __call__(self) -> float:
        return self.now


def failing(breaker: Breaker, times: int) -> None:
    for _ in range(times):
        breaker.enter()
        breaker.leave(worked=False)


def test_it_opens_after_failures_in_a_row_only() -> None:
    breaker = Breaker(failures=3, clock=Clock())
    failing(breaker, 2)
    breaker.enter()
    breaker.leave(worked=True)
    failing(breaker, 3)
    with pytest.raises(ChatFailed, match="paused"):
        breaker.enter()


def test_one_caller_tries_after_the_pause_and_closes_it() -> None:
    clock = Clock()
    breaker = Breaker(failures=3, pause=30, clock=clock)
    failing(breaker, 3)
    clock.now += 31
    breaker.enter()
    with pytest.raises(ChatFailed, match="paused"):
        breaker.enter()
    breaker.leave(worked=True)
    breaker.enter()


def test_a_trial_that_fails_opens_it_again_and_one_that_was_not_sent_frees_it() -> None:
    clock = Clock()
    breaker = Breaker(failures=3, pause=30, clock=clock)
    failing(breaker, 3)
    clock.now += 31
    breaker.enter()
    breaker.leave(worked=None)
    breaker.enter()
    breaker.leave(worked=False)
    with pytest.raises(ChatFailed, match="paused"):
        breaker.enter()
