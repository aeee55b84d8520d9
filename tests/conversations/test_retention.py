"""Answers are erased when their time has come."""

from __future__ import annotations

import logging
import threading

import pytest

from bot.conversations.database import Database
from bot.conversations.records import Records
from bot.conversations.retention import erase_daily, erase_once
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
        connection.exec_driver_sql("DROP TABLE exchanges")
    with caplog.at_level(logging.ERROR):
        erase_once(Records(database), days=30)
    assert "records could not be erased" in caplog.text


def _until(holds: object) -> None:
    assert callable(holds)
    for _ in range(500):
        if holds():
            return
        threading.Event().wait(0.01)
    raise AssertionError("did not come about")
