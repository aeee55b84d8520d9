"""More customers than the server can help: what is answered is right, the rest is told to come back, and then it is over."""

from __future__ import annotations

import asyncio
import time
from collections.abc import Iterator

import pytest

from bot.settings import Settings
from tests.load.asking import ask_all
from tests.load.companies import companies, draw_pool
from tests.load.measuring import measure, recovery, slope_per_hour
from tests.load.questions import Dialogue, again_and_again, dialogues
from tests.load.running import Running, server

ASKED = (
    Dialogue("leenfiets", ("Tot wanneer kan ik mijn reservering gratis annuleren?", "en hoeveel kost het daarna")),
    Dialogue("leenfiets", ("Ik heb de fiets gisteren ingeleverd, hoe lang heb ik om een klacht te sturen?",)),
    Dialogue("taarthuis", ("Kan ik een taart op maat nog annuleren?",)),
    Dialogue("taarthuis", ("Hoeveel dagen van tevoren moet ik een taart bestellen?",)),
)
GENEROUS_MS = 5000


@pytest.fixture(scope="module")
def running(small_settings: Settings, tmp_path_factory: pytest.TempPathFactory) -> Iterator[Running]:
    """A server with two small companies."""
    environment = {"INDEX_DIR": str(small_settings.index_dir)}
    with server(tmp_path_factory.mktemp("load"), environment) as started:
        yield started


def test_eight_clients_are_all_answered(running: Running) -> None:
    figures = asyncio.run(measure(running, again_and_again(ASKED), clients=8, seconds=4))
    assert set(figures.statuses) == {"200"}
    assert figures.per_second > 1
    assert figures.p50 <= figures.p95 <= figures.p99 < GENEROUS_MS


def test_a_crowd_is_answered_or_told_to_come_back_and_then_it_is_over(running: Running) -> None:
    tally = asyncio.run(ask_all(running.url, again_and_again(ASKED), clients=128, seconds=4))
    ended = time.monotonic()
    assert set(tally.statuses) <= {"200", "429", "503"}
    assert tally.statuses["200"] > 0
    assert tally.statuses["503"] > 0
    assert tally.without_retry_after == 0
    assert running.is_live
    assert asyncio.run(recovery(running, again_and_again(ASKED), usual_ms=GENEROUS_MS / 2)) < 5
    assert time.monotonic() - ended < 10


def test_there_are_enough_different_questions() -> None:
    found = dialogues()
    assert len({turn for dialogue in found for turn in dialogue.turns}) >= 500
    assert len({dialogue.company for dialogue in found}) == 5
    assert any(len(dialogue.turns) > 1 for dialogue in found)


def test_companies_are_made_alike_however_many_there_are() -> None:
    pool = draw_pool(300)
    few, more = list(companies(2, pool)), list(companies(5, pool))
    assert few == more[:2]
    assert all(len({clause.clause_id for clause in terms.clauses}) == 150 for terms in more)
    assert len({terms.clauses[0].text for terms in more}) > 1


def test_growing_memory_is_told_from_flat_memory() -> None:
    assert slope_per_hour([(60.0 * minute, 500.0) for minute in range(10)]) == pytest.approx(0)
    assert slope_per_hour([(60.0 * minute, 500.0 + minute) for minute in range(10)]) == pytest.approx(60)
