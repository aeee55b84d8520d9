"""A server that is replaced while customers ask: nobody loses an answer that they got, and conversations go on."""

from __future__ import annotations

import signal
import threading
import time
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass, field

from tests.faults.places import Answer, Place, Site
from tests.servers import free_port

QUESTION = "Ik heb de fiets gisteren ingeleverd, tot wanneer kan ik klagen?"


@dataclass
class Customers:
    """Customers who ask on and on, and try again where the server is away; what they got is kept."""

    site: Site
    answers: list[Answer] = field(default_factory=list)
    stopped: threading.Event = field(default_factory=threading.Event)

    def ask_on(self) -> None:
        while not self.stopped.is_set():
            answer = self.site.ask(QUESTION)
            if answer.status in (0, 503):
                time.sleep(0.1)
                continue
            self.answers.append(answer)


def test_a_restart_under_load_loses_nothing_that_was_answered(place: Place) -> None:
    port = free_port()
    with place.serving(port=port) as first, ThreadPoolExecutor(6) as pool:
        asked_back = first.ask("Tot wanneer kan ik klagen over de fiets?").body
        assert asked_back["missing"][0]["name"] == "returned_on"
        customers = Customers(first)
        asking = [pool.submit(customers.ask_on) for _ in range(6)]
        while len(customers.answers) < 20:
            time.sleep(0.05)
        first.process.send_signal(signal.SIGTERM)
        first.process.wait(30)
        before = len(customers.answers)
        with place.serving(port=port) as second:
            while len(customers.answers) < before + 20:
                time.sleep(0.05)
            customers.stopped.set()
            for each in asking:
                each.result()
            assert {answer.status for answer in customers.answers} == {200}
            kept = [second.rate(answer.body["message_id"]) for answer in customers.answers]
            assert set(kept) <= {200, 201, 204}
            given = second.ask("gisteren", conversation_id=asked_back["conversation_id"]).body
            assert given["calculation"]["rule_id"] == "leenfiets.klacht"
