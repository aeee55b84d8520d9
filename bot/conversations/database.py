"""The database behind everything that is kept: SQLite in a file, or PostgreSQL by its address."""

from __future__ import annotations

import logging
from collections.abc import Iterator
from contextlib import AbstractContextManager, contextmanager
from pathlib import Path
from typing import Any, Final

from sqlalchemy import URL, Connection, Engine, create_engine, event, make_url, text
from sqlalchemy.exc import DataError, DBAPIError, IntegrityError, SQLAlchemyError
from sqlalchemy.exc import TimeoutError as NoneFree
from sqlalchemy.orm import Session, sessionmaker

from bot import texts
from bot.errors import StoreAway

log = logging.getLogger(__name__)
BUSY_MS = 5000
CONNECTIONS, MORE_CONNECTIONS = 8, 8
"""Connections that one process keeps with PostgreSQL, and how many more it opens while all of these are at work."""
CONNECTION_S = 5
"""Time that a request waits at most for one of them to be free."""
SESSION: Final = {
    "statement_timeout": "10s",
    "lock_timeout": "5s",
    "idle_in_transaction_session_timeout": "60s",
    "timezone": "UTC",
}
REACH: Final = {
    "connect_timeout": 3,
    "keepalives_idle": 20,
    "keepalives_interval": 5,
    "keepalives_count": 3,
    "tcp_user_timeout": 10_000,
}
"""How long PostgreSQL may leave us waiting: seconds, the last one milliseconds."""
MIGRATING, WRITING = 7_206_041_801, 7_206_041_802
"""Numbers of the locks that processes take in turn in PostgreSQL: to change the tables, and to write after reading."""
MIGRATIONS = Path(__file__).parent / "migrations"


class Database:
    """Gives sessions; each is one transaction. An error of the database itself becomes `StoreAway`."""

    def __init__(self, engine: Engine) -> None:
        self.engine = engine
        self._readers = sessionmaker(engine, expire_on_commit=False)
        # SQLite refuses a transaction that reads first and writes later, when another wrote in between.
        self._writers = sessionmaker(engine.execution_options(immediate=True), expire_on_commit=False)

    def read(self) -> AbstractContextManager[Session]:
        """A session that only reads. Raises: StoreAway."""
        return self._transaction(self._readers)

    def write(self) -> AbstractContextManager[Session]:
        """A session that is committed at the end, and rolled back on an error; one at a time over all processes.

        So what it reads is still true when it writes. Raises: StoreAway.
        """
        return self._transaction(self._writers, in_turn=True)

    def add(self) -> AbstractContextManager[Session]:
        """The same beside others where the database can, for what is written whatever stands there. Raises: StoreAway."""
        return self._transaction(self._writers)

    def close(self) -> None:
        """End all connections; the next session opens one again."""
        self.engine.dispose()

    @contextmanager
    def _transaction(self, sessions: sessionmaker[Session], *, in_turn: bool = False) -> Iterator[Session]:
        try:
            with sessions.begin() as session:
                if in_turn and self.engine.dialect.name == "postgresql":
                    _take(session, WRITING)
                yield session
        except (IntegrityError, DataError):
            raise
        except (DBAPIError, NoneFree) as error:
            log.error("the database can't be used: %s", _cause(error))
            raise StoreAway(texts.get("problem.store_away")) from error


def open_database(url: str) -> Database:
    """The database at this address, with the tables of today. Raises: StoreAway where it can't be reached or written."""
    try:
        engine = make_engine(url)
        migrate(engine)
    except (SQLAlchemyError, OSError) as error:
        raise StoreAway(texts.get("problem.store_unopened", reason=_cause(error))) from error
    return Database(engine)


def read_address(url: str) -> URL:
    """The address with the driver that is installed, also as other programs write it. Raises: ArgumentError."""
    address = make_url(url)
    return address.set(drivername="postgresql+psycopg") if address.drivername in ("postgresql", "postgres") else address


def make_engine(url: str) -> Engine:
    """An engine; for SQLite its folder is made, readers don't wait for a writer, and a writer waits its turn."""
    address = read_address(url)
    if address.get_backend_name() == "postgresql":
        return _postgresql(address)
    if address.database:
        Path(address.database).parent.mkdir(parents=True, exist_ok=True)
    engine = create_engine(address, hide_parameters=True)
    event.listen(engine, "connect", _prepare_sqlite)
    event.listen(engine, "begin", _begin)
    return engine


def _postgresql(address: URL) -> Engine:
    """An engine that never waits long, and asks a connection that lay idle whether it still lives."""
    options = " ".join(f"-c {name}={value}" for name, value in SESSION.items())
    return create_engine(
        address,
        connect_args={**REACH, "options": options, "application_name": "voorwaardenbot", **address.query},
        pool_size=CONNECTIONS,
        max_overflow=MORE_CONNECTIONS,
        pool_timeout=CONNECTION_S,
        pool_pre_ping=True,
        pool_recycle=1800,
        hide_parameters=True,
    )


def migrate(engine: Engine) -> None:
    """Bring the tables up to date, all of it in one transaction; processes that start together do so in turn."""
    with engine.connect() as connection:
        if connection.dialect.has_table(connection, "alembic_version") and _revision(connection) == HEAD:
            return
    from alembic import command  # only where there is work: it takes memory
    from alembic.config import Config

    config = Config()
    config.set_main_option("script_location", str(MIGRATIONS))
    with engine.connect().execution_options(immediate=True) as connection, connection.begin():
        if connection.dialect.name == "postgresql":
            connection.execute(text("SET LOCAL statement_timeout = 0; SET LOCAL lock_timeout = 0"))
            _take(connection, MIGRATING)
        config.attributes["connection"] = connection
        command.upgrade(config, "head")


HEAD = "0004"
"""The last step of `migrations/versions`; a test holds it."""


def _revision(connection: Connection) -> str:
    return str(connection.exec_driver_sql("SELECT version_num FROM alembic_version").scalar())


def _take(connection: Connection | Session, lock: int) -> None:
    connection.execute(text("SELECT pg_advisory_xact_lock(:lock)"), {"lock": lock})


def _prepare_sqlite(connection: Any, _: object) -> None:
    connection.isolation_level = None  # the driver would begin transactions late, and end them before a table is made
    for pragma in ("journal_mode=WAL", "synchronous=NORMAL", "foreign_keys=ON", f"busy_timeout={BUSY_MS}"):
        connection.execute(f"PRAGMA {pragma}")


def _begin(connection: Connection) -> None:
    immediate = connection.get_execution_options().get("immediate", False)
    connection.exec_driver_sql("BEGIN IMMEDIATE" if immediate else "BEGIN")


def _cause(error: BaseException) -> str:
    """What went wrong, in one line: what follows may repeat values."""
    return str(getattr(error, "orig", None) or error).strip().partition("\n")[0]
