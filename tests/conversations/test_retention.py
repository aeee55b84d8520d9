"""Answers are erased when their time has come."""

from __future__ import annotations

import logging
import threading
from concurrent.futures import ThreadPoolExecutor
from datetime import timedelta

import pytest
from sqlalchemy import text

from bot.conversations.accounts import Accounts
from bot.conversations.database import Database
from bot.conversations.records import Records
from bot.conversations.retention import erase_daily, erase_once, tidy_often, tidy_once
from bot.errors import NotSignedIn, StoreAway
from tests.conversations.conftest import Clock
from tests.conversations.made import keep


def test_what_is_too_old_is_erased_at_the_start_and_later_on(database: Database, clock: Clock) -> None:
    records = Records(database, clock=clock)
    keep(records, "m1", "oud")
    clock.move(days=31)
    keep(records, "m2", "nieuw")
    stopped = threading.Event()
    thread = erase_daily(records, days=30, every_s=0.01, stopped=stopped)
    _until(lambda: [found.message_id for found in records.find()] == ["m2"])
    clock.move(days=31)
    _until(lambda: records.find() == ())
    stopped.set()
    thread.join(5)
    assert not thread.is_alive()


def test_a_database_that_is_away_is_logged(database: Database, caplog: pytest.LogCaptureFixture) -> None:
    with database.engine.begin() as connection:
        connection.exec_driver_sql("ALTER TABLE exchanges RENAME TO elsewhere")
    with caplog.at_level(logging.ERROR):
        erase_once(Records(database), days=30)
    assert "records could not be erased" in caplog.text


class Mess:
    """Something that is tidied up, or can't be."""

    def __init__(self) -> None:
        self.tidied = 0
        self.away = False

    def tidy(self) -> int:
        if self.away:
            raise StoreAway("weg")
        self.tidied += 1
        return 1


def test_conversations_are_tidied_up_again_and_again(caplog: pytest.LogCaptureFixture) -> None:
    mess, stopped = Mess(), threading.Event()
    thread = tidy_often(mess, every_s=0.01, stopped=stopped)
    _until(lambda: mess.tidied > 2)
    stopped.set()
    thread.join(5)
    mess.away = True
    tidy_once(mess)
    assert "mess could not be tidied up" in caplog.text


def _until(holds: object) -> None:
    assert callable(holds)
    for _ in range(500):
        if holds():
            return
        threading.Event().wait(0.01)
    raise AssertionError("did not come about")


def test_several_processes_erase_at_once_without_harm(database: Database, clock: Clock) -> None:
    records = Records(database, clock=clock)
    for number in range(200):
        keep(records, f"m{number}", "oud", conversation=f"c{number}")
        records.rate(f"m{number}", "down", "x")
    clock.move(days=800)
    keep(records, "nieuw", "nieuw")
    with ThreadPoolExecutor(6) as processes:
        erased = sum(processes.map(lambda _: records.erase_older_than(90), range(6)))
        audits = sum(processes.map(lambda _: records.audits.erase_older_than(730), range(6)))
    assert (erased, audits) == (200, 200)
    assert [found.message_id for found in records.find()] == ["nieuw"]
    with database.read() as session:
        counts = {
            name: session.execute(text(f"SELECT count(*) FROM {name}")).scalar() for name in ("feedback", "reviews", "audits")
        }
    assert counts == {"feedback": 0, "reviews": 0, "audits": 1}


def test_sessions_that_ended_and_attempts_to_sign_in_go_too(database: Database, clock: Clock) -> None:
    accounts = Accounts(database, session_length=timedelta(hours=1), clock=clock)
    accounts.add("els", "vier losse woorden", "reader")
    accounts.sign_in("els", "vier losse woorden")
    with pytest.raises(NotSignedIn):
        accounts.sign_in("Anneke de Vries", "mis")
    assert accounts.erase_older_than(1) == 0
    clock.move(days=2)
    assert accounts.erase_older_than(1) == 3  # the session, and the attempt as counted for its address and for the name
