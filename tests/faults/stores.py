"""Servers that tests stop and start under a running program, and programs that use all of them."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import ExitStack, contextmanager
from dataclasses import dataclass
from pathlib import Path

from sqlalchemy import create_engine, text

from bot.conversations.database import read_address
from tests.servers import Postgres, chroma_on, free_port, redis_on


class Running:
    """A Redis or a Chroma on a port of its own, that can be stopped and started again."""

    def __init__(self, start: object, folder: Path) -> None:
        self.port = free_port()
        self._begin = start
        self._folder = folder
        self._stack = ExitStack()

    def start(self) -> None:
        """Run."""
        assert callable(self._begin)
        self._stack.enter_context(self._begin(self.port, self._folder))

    def stop(self) -> None:
        """End; once more changes nothing."""
        self._stack.close()


@dataclass(frozen=True)
class Servers:
    """All servers that the program can use."""

    postgres: Postgres
    redis: Running
    chroma: Running

    def settings(self, database: str) -> dict[str, str]:
        """What tells a program to use them, with an empty database of this name."""
        engine = create_engine(read_address(self.postgres.url()), isolation_level="AUTOCOMMIT")
        with engine.connect() as connection:
            connection.execute(text(f"CREATE DATABASE {database}"))
        engine.dispose()
        return {
            "DATABASE_URL": self.postgres.url(database),
            "REDIS_URL": f"redis://127.0.0.1:{self.redis.port}/0",
            "CHROMA_URL": f"http://127.0.0.1:{self.chroma.port}",
        }


@contextmanager
def servers_in(folder: Path) -> Iterator[Servers]:
    """All of them, running."""
    redis, chroma = Running(redis_on, folder), Running(chroma_on, folder / "chroma")
    postgres = Postgres()
    try:
        postgres.start()
        redis.start()
        chroma.start()
        yield Servers(postgres, redis, chroma)
    finally:
        redis.stop()
        chroma.stop()
        postgres.close()
