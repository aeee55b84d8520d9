"""The database behind everything that is kept: SQLite in a file, or any server that SQLAlchemy knows, by its address."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import AbstractContextManager, contextmanager
from pathlib import Path
from typing import Any

from sqlalchemy import Connection, Engine, create_engine, event, make_url
from sqlalchemy.exc import OperationalError, SQLAlchemyError
from sqlalchemy.orm import Session, sessionmaker

from bot import texts
from bot.errors import StoreAway

BUSY_MS = 5000
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
        """A session that is committed at the end, and rolled back on an error. Raises: StoreAway."""
        return self._transaction(self._writers)

    def close(self) -> None:
        """End all connections; the next session opens one again."""
        self.engine.dispose()

    @contextmanager
    def _transaction(self, sessions: sessionmaker[Session]) -> Iterator[Session]:
        try:
            with sessions.begin() as session:
                yield session
        except OperationalError as error:
            raise StoreAway(texts.get("problem.store_away")) from error


def open_database(url: str) -> Database:
    """The database at this address, with the tables of today. Raises: StoreAway where it can't be reached or written."""
    try:
        engine = make_engine(url)
        migrate(engine)
    except (SQLAlchemyError, OSError) as error:
        raise StoreAway(texts.get("problem.store_unopened", reason=_cause(error))) from error
    return Database(engine)


def make_engine(url: str) -> Engine:
    """An engine; for SQLite its folder is made, readers don't wait for a writer, and a writer waits its turn."""
    address = make_url(url)
    if address.get_backend_name() != "sqlite":
        return create_engine(address, pool_pre_ping=True, hide_parameters=True)
    if address.database:
        Path(address.database).parent.mkdir(parents=True, exist_ok=True)
    engine = create_engine(address, hide_parameters=True)
    event.listen(engine, "connect", _prepare_sqlite)
    event.listen(engine, "begin", _begin)
    return engine


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
        config.attributes["connection"] = connection
        command.upgrade(config, "head")


HEAD = "0003"
"""The last step of `migrations/versions`; a test holds it."""


def _revision(connection: Connection) -> str:
    return str(connection.exec_driver_sql("SELECT version_num FROM alembic_version").scalar())


def _prepare_sqlite(connection: Any, _: object) -> None:
    connection.isolation_level = None  # the driver would begin transactions late, and end them before a table is made
    for pragma in ("journal_mode=WAL", "synchronous=NORMAL", "foreign_keys=ON", f"busy_timeout={BUSY_MS}"):
        connection.execute(f"PRAGMA {pragma}")


def _begin(connection: Connection) -> None:
    immediate = connection.get_execution_options().get("immediate", False)
    connection.exec_driver_sql("BEGIN IMMEDIATE" if immediate else "BEGIN")


def _cause(error: BaseException) -> str:
    return str(getattr(error, "orig", None) or error)
