"""The tables come by themselves, once, and are those that the code expects."""

from __future__ import annotations

import sqlite3
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

import pytest
from alembic.autogenerate import compare_metadata
from alembic.migration import MigrationContext
from alembic.script import ScriptDirectory
from sqlalchemy import inspect

from bot.conversations.database import HEAD, MIGRATIONS, Database, make_engine, migrate, open_database, read_address
from bot.conversations.tables import Base
from bot.errors import StoreAway


def test_the_migrations_make_exactly_the_tables_of_the_code(database: Database) -> None:
    with database.engine.connect() as connection:
        assert compare_metadata(MigrationContext.configure(connection), Base.metadata) == []


def test_the_last_migration_is_the_one_that_the_start_looks_for() -> None:
    assert ScriptDirectory(str(MIGRATIONS)).get_current_head() == HEAD


def test_a_second_start_changes_nothing(tmp_path: Path) -> None:
    url = f"sqlite:///{tmp_path}/kept.sqlite"
    for _ in range(2):
        open_database(url).engine.dispose()
    with sqlite3.connect(tmp_path / "kept.sqlite") as connection:
        assert connection.execute("SELECT version_num FROM alembic_version").fetchall() == [(HEAD,)]
    connection.close()


def test_processes_that_start_together_migrate_in_turn(tmp_path: Path) -> None:
    engines = [make_engine(f"sqlite:///{tmp_path}/kept.sqlite") for _ in range(4)]
    with ThreadPoolExecutor(4) as pool:
        list(pool.map(migrate, engines))
    assert "exchanges" in inspect(engines[0]).get_table_names()
    for engine in engines:
        engine.dispose()


def test_a_migration_that_fails_leaves_nothing_half_made(tmp_path: Path) -> None:
    engine = make_engine(f"sqlite:///{tmp_path}/kept.sqlite")
    with engine.begin() as connection:
        connection.exec_driver_sql("CREATE TABLE sign_in_attempts (name TEXT)")  # stands in the way of the last table
    with pytest.raises(Exception, match="already exists"):
        migrate(engine)
    assert [table for table in inspect(engine).get_table_names() if table != "sign_in_attempts"] == []
    engine.dispose()


def test_sqlite_writes_ahead_and_checks_keys(tmp_path: Path) -> None:
    engine = make_engine(f"sqlite:///{tmp_path}/kept.sqlite")
    with engine.connect() as connection:
        pragmas = [connection.exec_driver_sql(f"PRAGMA {name}").scalar() for name in ("journal_mode", "foreign_keys")]
    engine.dispose()
    assert pragmas == ["wal", 1]


@pytest.mark.parametrize("given", ["postgresql", "postgres", "postgresql+psycopg"])
def test_an_address_of_postgresql_takes_the_driver_that_is_installed(given: str) -> None:
    assert read_address(f"{given}://jan:geheim@db/kept").drivername == "postgresql+psycopg"


@pytest.mark.parametrize("url", ["sqlite:////proc/nergens/kept.sqlite", "geen-adres", "onbekend://x"])
def test_a_database_that_cannot_be_opened_is_said_in_dutch(url: str) -> None:
    with pytest.raises(StoreAway, match="De database in DATABASE_URL kan niet worden geopend"):
        open_database(url)
