"""A fresh database per test, and a clock that only goes when told."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest

from bot.conversations.database import Database, open_database
from tests.backend import database_in


class Clock:
    """Gives the same moment until it is moved."""

    def __init__(self) -> None:
        self.at = datetime(2026, 3, 16, 9, 0, tzinfo=UTC)

    def __call__(self) -> datetime:
        return self.at

    def move(self, **by: float) -> None:
        self.at += timedelta(**by)


@pytest.fixture
def clock() -> Clock:
    return Clock()


@pytest.fixture
def database(tmp_path: Path) -> Iterator[Database]:
    opened = open_database(database_in(tmp_path / "state"))
    yield opened
    opened.engine.dispose()
