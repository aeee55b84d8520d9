"""A server that is told to stop: what it began it finishes, and nobody is kept waiting for ever."""

from __future__ import annotations

import signal
import time
from concurrent.futures import ThreadPoolExecutor

from tests.faults.places import Answer, Place, Site

QUESTION = "Ik heb de fiets gisteren ingeleverd, tot wanneer kan ik klagen?"


def is_complete(answer: Answer) -> bool:
    ended = answer.text.endswith("\n\n") and "event: done" in answer.text if "text/event" in str(answer.headers) else True
    return answer.status == 200 and "Artikel 4 lid 1" in answer.text and ended


def await_requests(site: Site, count: int) -> None:
    until = time.monotonic() + 30
    while site.metric("requests_in_progress") <= count:  # the request for the figures is one as well
        assert time.monotonic() < until
        time.sleep(0.05)


def test_every_answer_that_was_begun_is_complete(place: Place) -> None:
    with place.serving(ANSWER_SECONDS="0.1", AT_ONCE="2") as site, ThreadPoolExecutor(24) as customers:
        asked = [customers.submit(site.ask, QUESTION, stream=at % 2 == 0) for at in range(24)]
        await_requests(site, 16)
        site.process.send_signal(signal.SIGTERM)
        answers = [each.result() for each in asked]
        assert site.process.wait(20) == 0
        assert site.get("/api/v1/health/live").status == 0
    assert [answer for answer in answers if not is_complete(answer)] == []


def test_before_it_leaves_it_is_not_ready_and_still_answers_and_a_second_signal_ends_it(place: Place) -> None:
    with place.serving(DRAIN_SECONDS="60", RATE_PER_ADDRESS="2/hour") as site:
        site.process.send_signal(signal.SIGTERM)
        refused = site.await_status("/api/v1/health/ready", 503)
        assert "wordt gestopt" in refused.body["detail"]
        assert site.ask(QUESTION).status == 200
        statuses = [site.ask(QUESTION, address=f"203.0.113.{at}").status for at in (7, 7, 7, 8)]
        assert statuses == [200, 200, 429, 200]  # each customer behind the proxy has its own limit
        site.process.send_signal(signal.SIGTERM)
        assert site.process.wait(5) == 128 + signal.SIGTERM


def test_an_answer_that_takes_for_ever_does_not_keep_the_server(place: Place) -> None:
    with place.serving(ANSWER_SECONDS="60", SHUTDOWN_SECONDS="1") as site, ThreadPoolExecutor(1) as customers:
        customers.submit(site.ask, QUESTION)
        await_requests(site, 1)
        begun = time.monotonic()
        site.process.send_signal(signal.SIGTERM)
        site.process.wait(20)
        assert time.monotonic() - begun < 8
