"""A real server with a chat model that fails: answers come in time, and it stops when it is told to."""

from __future__ import annotations

import signal
import time
from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor

import pytest

from evals.lies.server import LyingServer, lying_server
from tests.faults.places import Place, Site

QUESTION = "Ik heb de fiets gisteren ingeleverd, tot wanneer kan ik klagen?"
KEY = "sleutel-die-niemand-ziet"


@pytest.fixture
def model() -> Iterator[LyingServer]:
    with lying_server() as server:
        yield server


def fallbacks(site: Site, reason: str) -> float:
    return site.metric(f'answers_worded_total{{fallback="{reason}"}}')


def test_answers_come_in_time_and_the_model_is_left_alone(place: Place, model: LyingServer) -> None:
    own = {"CHAT_MODEL": "hang", "CHAT_BASE_URL": model.url, "CHAT_API_KEY": KEY, "CHAT_SECONDS": "0.6"}
    with place.serving(**own) as site:
        for _ in range(5):
            began = time.monotonic()
            answer = site.ask(QUESTION)
            assert time.monotonic() - began < 2
            assert answer.body["status"] == "answered"
            assert answer.body["calculation"]
        asked, began = len(model.asked), time.monotonic()
        assert site.ask(QUESTION, stream=True).text.rstrip().rpartition("event: ")[2].startswith("done")
        assert time.monotonic() - began < 0.6
        assert len(model.asked) == asked
        assert fallbacks(site, "timeout") == 5
        assert fallbacks(site, "paused") == 1
        assert KEY not in site.log.read_text(encoding="utf-8")


def test_a_server_that_stops_does_not_wait_for_the_model(place: Place, model: LyingServer) -> None:
    own = {"CHAT_MODEL": "hang", "CHAT_BASE_URL": model.url, "CHAT_SECONDS": "3"}
    with place.serving(**own) as site, ThreadPoolExecutor(2) as customers:
        asked = [customers.submit(site.ask, QUESTION, stream=stream) for stream in (False, True)]
        until = time.monotonic() + 20
        while len(model.asked) < 2 and time.monotonic() < until:
            time.sleep(0.02)
        began = time.monotonic()
        site.process.send_signal(signal.SIGTERM)
        answers = [each.result() for each in asked]
        assert site.process.wait(20) == 0
        assert time.monotonic() - began < 8
    assert [answer.status for answer in answers] == [200, 200]
    assert "Artikel 4 lid 1" in answers[0].text
    assert answers[1].text.rstrip().rpartition("event: ")[2].startswith("done")


@pytest.mark.parametrize(
    ("own", "said"),
    [
        ({"CHAT_MODEL": "cohere:command", "CHAT_API_KEY": KEY}, "ontbreekt het pakket langchain-cohere"),
        ({"CHAT_BASE_URL": f"http://{KEY}@127.0.0.1:1/v1"}, "maar geen model"),
        ({"CHAT_MODEL": "zomaar", "CHAT_API_KEY": KEY}, "is geen aanbieder met een model"),
    ],
)
def test_half_a_configuration_keeps_every_program_from_starting(place: Place, own: dict[str, str], said: str) -> None:
    ended = place.run("app", **own)
    assert ended.returncode == 2
    assert said in ended.stderr
    assert KEY not in f"{ended.stdout}{ended.stderr}"
