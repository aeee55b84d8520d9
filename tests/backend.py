"""Where tests keep things: in files, or with `--backend=servers` in PostgreSQL, a Chroma server and Redis, started for them."""

from __future__ import annotations

import hashlib
import os
from contextlib import ExitStack
from functools import cache
from pathlib import Path
from tempfile import TemporaryDirectory

import pytest
from sqlalchemy import create_engine, text

from bot.conversations.database import open_database, read_address
from tests.servers import Postgres, chroma_on, free_port, postgres, redis_on

READY = "ready"
"""A database with all tables, of which others are copies."""
LEFT_OPEN = "BaseConnection.__del__"
_servers: list[Postgres] = []
_redis: list[str] = []
_running = ExitStack()


def pytest_addoption(parser: pytest.Parser) -> None:
    parser.addoption("--backend", choices=("files", "servers"), default="files", help="where tests keep things")


def pytest_configure(config: pytest.Config) -> None:
    distributes = bool(getattr(config.option, "numprocesses", None)) and not hasattr(config, "workerinput")
    if config.getoption("--backend") == "servers" and not distributes and not _servers:
        # Tests leave their stores to the garbage collector, which is no news of the code that they test.
        config.addinivalue_line("filterwarnings", f"ignore:.*{LEFT_OPEN}:pytest.PytestUnraisableExceptionWarning")
        _start()


def pytest_unconfigure() -> None:
    _running.close()  # here, as a process of pytest-xdist does not get round to what is done at its exit
    _servers.clear()


def pytest_report_header(config: pytest.Config) -> str:
    chosen = config.getoption("--backend")
    kept = "PostgreSQL, a Chroma server and Redis" if chosen == "servers" else "SQLite, embedded Chroma and locks in files"
    return f"backend: {chosen} ({kept})"


def _start() -> None:
    running = _running
    folder = Path(running.enter_context(TemporaryDirectory(prefix="servers")))
    redis, chroma = free_port(), free_port()
    running.enter_context(redis_on(redis, folder))
    running.enter_context(chroma_on(chroma, folder / "chroma"))
    _servers.append(running.enter_context(postgres()))
    _redis.append(f"redis://127.0.0.1:{redis}/0")
    os.environ["CHROMA_URL"] = f"http://127.0.0.1:{chroma}"
    os.environ["DATABASE_URL"] = database_in(folder)


def database_in(folder: Path, name: str = "kept") -> str:
    """The address of the database of this name that belongs to a folder; its tables are there or come at the first use."""
    if not _servers:
        return f"sqlite:///{folder}/{name}.sqlite"
    made = f"t{hashlib.sha256(f'{folder}/{name}'.encode()).hexdigest()[:20]}"
    _make(made, template=_template())
    return _servers[0].url(made)


def redis_url() -> str:
    """The address of the Redis for locks; empty where they are files.

    Not in the environment: clients of tests change their event loop with every request, which connections don't survive.
    """
    return _redis[0] if _redis else ""


@cache
def _template() -> str:
    _make(READY, template="template0")
    open_database(_servers[0].url(READY)).engine.dispose()
    return READY


@cache
def _make(name: str, *, template: str) -> None:
    engine = create_engine(read_address(_servers[0].url()), isolation_level="AUTOCOMMIT")
    with engine.connect() as connection:
        connection.execute(text(f"CREATE DATABASE {name} TEMPLATE {template}"))
    engine.dispose()
