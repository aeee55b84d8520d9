"""Servers behind the program that go away and come back, and programs that are killed while they write."""

from __future__ import annotations

import os
import signal
import sqlite3
import subprocess
import sys
import threading
import time
from collections.abc import Iterator
from pathlib import Path

import pytest
from alembic.autogenerate import compare_metadata
from alembic.migration import MigrationContext

from bot.conversations.database import HEAD, make_engine, open_database
from bot.conversations.records import Records
from bot.conversations.tables import Base
from bot.errors import UnknownMessage
from tests.faults.places import ROOT, Place, Site, make_place
from tests.faults.stores import Servers, servers_in

QUESTION = "Ik heb de fiets gisteren ingeleverd, tot wanneer kan ik klagen?"
KILLED_WHILE_MIGRATING = """
import os, signal, sys
from alembic import op
made = op.create_index
def die_at(name, *rest, **more):
    made(name, *rest, **more)
    if name == sys.argv[2]:
        os.kill(os.getpid(), signal.SIGKILL)
op.create_index = die_at
from bot.conversations.database import open_database
open_database(sys.argv[1])
"""


@pytest.fixture(scope="module")
def servers(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Servers]:
    with servers_in(tmp_path_factory.mktemp("servers")) as running:
        yield running


@pytest.fixture(scope="module")
def served(servers: Servers, tmp_path_factory: pytest.TempPathFactory) -> Place:
    """Two small companies, with their vectors on the Chroma server."""
    place = make_place(tmp_path_factory.mktemp("served")).with_settings(**servers.settings("served"))
    built = place.build()
    assert built.returncode == 0, built.stderr
    return place


@pytest.fixture(scope="module")
def site(served: Place) -> Iterator[Site]:
    with served.serving(RATE_PER_ADDRESS="1000/minute") as running:
        yield running


@pytest.fixture(params=["sqlite", "postgresql"])
def database(request: pytest.FixtureRequest, servers: Servers, tmp_path: Path) -> str:
    """The address of an empty database."""
    if request.param == "sqlite":
        return f"sqlite:///{tmp_path}/state/kept.sqlite"
    return servers.settings(f"t{time.monotonic_ns()}")["DATABASE_URL"]


def is_kept(records: Records, message_id: str) -> bool:
    try:
        return records.get(message_id).message_id == message_id
    except UnknownMessage:
        return False


def lost(url: str, message_ids: list[str]) -> list[str]:
    """Those answers that were given and are not in the database."""
    opened = open_database(url)
    try:
        return [each for each in message_ids if not is_kept(Records(opened), each)]
    finally:
        opened.engine.dispose()


class Customers:
    """Customers that keep asking; what they were answered, and with which status."""

    def __init__(self, site: Site, count: int = 4) -> None:
        self.given: list[str] = []
        self.statuses: list[int] = []
        self._site = site
        self._gone = threading.Event()
        self._threads = [threading.Thread(target=self._ask) for _ in range(count)]
        for thread in self._threads:
            thread.start()

    def _ask(self) -> None:
        while not self._gone.is_set():
            answer = self._site.ask(QUESTION)
            self.statuses.append(answer.status)
            if answer.status == 200:
                self.given.append(answer.body["message_id"])

    def await_answers(self, count: int) -> None:
        """Return when so many more were given."""
        wanted, until = len(self.given) + count, time.monotonic() + 60
        while len(self.given) < wanted:
            assert time.monotonic() < until, self.statuses[-20:]
            time.sleep(0.05)

    def leave(self) -> None:
        self._gone.set()
        for thread in self._threads:
            thread.join(60)


@pytest.mark.parametrize("how", ["fast", "immediate"])
def test_while_postgresql_is_away_nothing_is_promised_and_then_it_goes_on(
    served: Place, site: Site, servers: Servers, how: str
) -> None:
    customers = Customers(site)
    customers.await_answers(5)
    servers.postgres.stop(how)
    began = time.monotonic()
    refused = site.ask(QUESTION)
    assert time.monotonic() - began < 10
    assert (refused.status, refused.body["detail"]) == (503, "De opslag is even niet bereikbaar. Probeer het later opnieuw.")
    assert int(refused.headers["retry-after"]) > 0
    assert site.get("/api/v1/health/ready").status == 503
    assert site.get("/api/v1/health/live").status == 200
    assert site.get("/api/v1/search?q=annuleren&company=leenfiets").status == 200
    servers.postgres.start()
    customers.await_answers(5)
    customers.leave()
    assert site.get("/api/v1/health/ready").status == 200
    assert set(customers.statuses) == {200, 503}
    assert lost(served.environment["DATABASE_URL"], customers.given) == []


def test_without_redis_customers_are_answered_and_nobody_publishes(served: Place, site: Site, servers: Servers) -> None:
    servers.redis.stop()
    began = time.monotonic()
    assert site.ask(QUESTION, address="203.0.113.7").status == 200
    assert time.monotonic() - began < 10
    refused = served.build()
    assert refused.returncode == 1
    assert "Redis in REDIS_URL is niet bereikbaar" in refused.stderr
    servers.redis.start()
    assert served.build().returncode == 0
    assert site.ask(QUESTION, address="203.0.113.7").status == 200


def test_a_start_without_the_chroma_server_searches_words_until_it_is_back(served: Place, servers: Servers) -> None:
    servers.chroma.stop()
    with served.serving() as begun:  # its vectors are in a file too
        assert begun.ask(QUESTION).status == 200
    for kept in (served.folder / "index" / "ready").glob("*.vectors-*"):
        kept.unlink()
    with served.serving(ready=False) as begun:
        found = begun.get("/api/v1/search?q=annuleren&company=leenfiets").body
        assert found["hits"][0]["clause_id"].startswith("leenfiets:2.")
        assert found["notice"] == "De zoekindex is even niet bereikbaar. Er is nu alleen op woorden gezocht."
        refused = begun.ask(QUESTION)
        assert (refused.status, "zoekindex" in refused.body["detail"]) == (503, True)
        assert begun.get("/api/v1/health/ready").status == 503
        servers.chroma.start()
        begun.await_status("/api/v1/health/ready", 200)
        assert begun.ask(QUESTION).status == 200
        assert begun.get("/api/v1/search?q=annuleren&company=leenfiets").body["notice"] is None


def test_companies_in_memory_are_answered_without_the_chroma_server(site: Site, servers: Servers) -> None:
    assert site.ask(QUESTION).status == 200
    servers.chroma.stop()
    assert site.ask(QUESTION).status == 200
    servers.chroma.start()


def test_every_answer_that_was_given_survives_a_kill(served: Place, database: str) -> None:
    with served.serving(DATABASE_URL=database, RATE_PER_ADDRESS="1000/minute") as running:
        customers = Customers(running)
        customers.await_answers(20)
        running.process.kill()
        running.process.wait(20)
        customers.leave()
    assert len(customers.given) >= 20
    assert lost(database, customers.given) == []
    if database.startswith("sqlite"):
        with sqlite3.connect(database.removeprefix("sqlite:///")) as connection:
            assert connection.execute("PRAGMA integrity_check").fetchall() == [("ok",)]
        connection.close()


@pytest.mark.parametrize("at", ["ix_exchanges_company", "ix_drafts_changed_at", "ix_conversations_saved_at"])
def test_a_start_that_is_killed_while_it_makes_tables_is_finished_by_the_next(database: str, at: str) -> None:
    command = [sys.executable, "-c", KILLED_WHILE_MIGRATING, database, at]
    killed = subprocess.run(command, cwd=ROOT, env={**os.environ, "PYTHONPATH": str(ROOT)}, check=False, capture_output=True)
    assert killed.returncode == -signal.SIGKILL, killed.stderr
    engine = make_engine(database)
    with engine.connect() as connection:
        half = [table for table in Base.metadata.tables if connection.dialect.has_table(connection, table)]
    assert half == []
    engine.dispose()
    opened = open_database(database)
    with opened.engine.connect() as connection:
        assert compare_metadata(MigrationContext.configure(connection), Base.metadata) == []
        assert connection.exec_driver_sql("SELECT version_num FROM alembic_version").scalar() == HEAD
    opened.engine.dispose()
