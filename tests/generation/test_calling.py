"""Calls of a model: a second try, the budget, the pause, and what is counted."""

from __future__ import annotations

from collections.abc import Iterator

import pytest

from bot.errors import ChatFailed
from bot.generation.breaker import Breaker
from bot.generation.budget import Budget
from bot.generation.calling import Caller
from bot.generation.prompts import Prompt
from bot.generation.streaming import failure_of, status_of
from tests.generation.lying import Counted, Scripted

PROMPT = Prompt("doe", "iets", {})


class Failing:
    """A model that fails so many times before it says something."""

    def __init__(self, times: int, failed: ChatFailed, *, after: str = "") -> None:
        self.left = times
        self.failed = failed
        self.after = after
        self.tries = 0

    def write(self, _: Prompt) -> Iterator[str]:
        self.tries += 1
        if self.left:
            self.left -= 1
            if self.after:
                yield self.after
            raise self.failed
        yield "goed"


class Clock:
    """Time that only passes by sleeping."""

    def __init__(self) -> None:
        self.now = 1000.0
        self.slept: list[float] = []

    def __call__(self) -> float:
        return self.now

    def sleep(self, seconds: float) -> None:
        self.slept.append(seconds)
        self.now += seconds


def make_caller(failing: Failing, *, clock: Clock, budget: int = 100, breaker: Breaker | None = None) -> tuple[Caller, Counted]:
    watch = Counted()
    model = Scripted(failing.write)
    model.stream = lambda prompt, until: failing.write(prompt)  # type: ignore[method-assign]
    caller = Caller(model, budget=Budget(budget), breaker=breaker, watch=watch, seconds=5, clock=clock, sleep=clock.sleep)
    return caller, watch


def call(caller: Caller) -> str:
    return caller.text("phrase", PROMPT, company="kge", until=caller.deadline())


def test_one_failure_is_tried_again_after_a_while() -> None:
    clock, failing = Clock(), Failing(1, ChatFailed("busy", again=True))
    caller, watch = make_caller(failing, clock=clock)
    assert call(caller) == "goed"
    assert watch.calls == [("phrase", "ok")]
    assert [0.4 <= slept <= 0.8 for slept in clock.slept] == [True]


@pytest.mark.parametrize(
    ("failed", "after", "tries"),
    [
        (ChatFailed("busy", again=True), "", 2),
        (ChatFailed("refused"), "", 1),
        (ChatFailed("cut_off", again=True), "half", 1),
        (ChatFailed("busy", again=True, wait=3.0), "", 2),
        (ChatFailed("busy", again=True, wait=60.0), "", 1),
    ],
)
def test_never_more_than_two_tries_and_never_after_words(failed: ChatFailed, after: str, tries: int) -> None:
    clock, failing = Clock(), Failing(9, failed, after=after)
    caller, watch = make_caller(failing, clock=clock)
    with pytest.raises(ChatFailed, match=failed.reason):
        call(caller)
    assert failing.tries == tries
    assert clock.now - 1000 < 5
    assert watch.calls == [("phrase", failed.reason)]


def test_each_try_counts_for_the_budget() -> None:
    failing = Failing(1, ChatFailed("busy", again=True))
    caller, watch = make_caller(failing, clock=Clock(), budget=2)
    assert call(caller) == "goed"
    with pytest.raises(ChatFailed, match="budget"):
        call(caller)
    assert failing.tries == 2
    assert watch.calls == [("phrase", "ok"), ("phrase", "budget")]


def test_a_model_that_keeps_failing_is_left_alone_and_costs_nothing_then() -> None:
    clock, failing = Clock(), Failing(3, ChatFailed("refused"))
    caller, watch = make_caller(failing, clock=clock, breaker=Breaker(failures=3, pause=30, clock=clock))
    for reason in ("refused", "refused", "refused", "paused", "paused"):
        with pytest.raises(ChatFailed, match=reason):
            call(caller)
    assert failing.tries == 3
    clock.now += 31
    assert call(caller) == "goed"
    assert watch.calls[-2:] == [("phrase", "paused"), ("phrase", "ok")]


def test_a_spent_budget_does_not_pause_the_model() -> None:
    breaker = Breaker(failures=1, clock=Clock())
    caller, _ = make_caller(Failing(0, ChatFailed("busy")), clock=Clock(), budget=1, breaker=breaker)
    call(caller)
    for _ in range(3):
        with pytest.raises(ChatFailed, match="budget"):
            call(caller)
    breaker.enter()


def test_who_stops_reading_has_had_an_answer() -> None:
    caller, watch = make_caller(Failing(0, ChatFailed("busy")), clock=Clock())
    pieces = caller.stream("phrase", PROMPT, company="kge", until=caller.deadline())
    assert next(pieces) == "goed"
    pieces.close()
    assert watch.calls == [("phrase", "ok")]


class FromLibrary(Exception):
    def __init__(self, status_code: int | None = None, headers: dict[str, str] | None = None) -> None:
        self.response = type("Response", (), {"status_code": status_code, "headers": headers or {}})()


class ReadTimeout(Exception):
    pass


class ConnectError(Exception):
    pass


@pytest.mark.parametrize(
    ("error", "begun", "reason", "again"),
    [
        (FromLibrary(429, {"retry-after": "2"}), False, "busy", True),
        (FromLibrary(502), False, "server_error", True),
        (FromLibrary(404), False, "refused", False),
        (ReadTimeout(), False, "timeout", False),
        (ConnectError(), False, "connection", True),
        (ConnectError(), True, "cut_off", False),
        (ValueError("x"), False, "connection", False),
    ],
)
def test_errors_of_any_library_have_a_reason(error: Exception, begun: bool, reason: str, again: bool) -> None:
    failed = failure_of(error, begun=begun)
    assert (failed.reason, failed.again) == (reason, again)
    assert failed.wait == (2.0 if status_of(error) == 429 else None)


def test_the_reason_behind_a_wrapped_error_is_found() -> None:
    with pytest.raises(ConnectError) as caught:
        raise ConnectError from ChatFailed("too_long")
    assert failure_of(caught.value, begun=True).reason == "too_long"
