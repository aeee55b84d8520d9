"""Answers are erased when their time has come."""

from __future__ import annotations

import logging
import threading

import pytest

from bot.conversations.database import Database
from bot.conversations.records import Records
from bot.conversations.retention import erase_daily, erase_once, tidy_often, tidy_once
from bot.errors import StoreAway
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
