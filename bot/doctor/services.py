"""What runs beside this program: the database and, where they are set, Redis and a Chroma server. No address is shown."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

from sqlalchemy import text
from sqlalchemy.exc import SQLAlchemyError

from bot.conversations.database import HEAD, make_engine, read_address
from bot.doctor.finding import Finding, failed, fine, warning
from bot.errors import NotReady
from bot.settings import Settings

PATIENCE_S = 3.0


def check_database(settings: Settings) -> Iterator[Finding]:
    """Whether it can be reached, and its tables are those of this program. Nothing is made."""
    try:
        address = read_address(settings.database_url)
        kind = address.get_backend_name()
        if kind == "sqlite" and address.database and not Path(address.database).exists():
            yield warning("database", "no_database")
            return
        engine = make_engine(settings.database_url)
        with engine.connect() as connection:
            there = engine.dialect.has_table(connection, "alembic_version")
            revision = str(connection.execute(text("SELECT version_num FROM alembic_version")).scalar()) if there else ""
        engine.dispose()
    except (SQLAlchemyError, ImportError) as error:
        yield failed("database", "database_away", kind=type(error).__name__)
        return
    if revision == HEAD:
        yield fine("database", "database", kind=kind, revision=revision)
    else:
        yield warning("database", "database_old", revision=revision or "-", head=HEAD)


def check_chroma(settings: Settings) -> Iterator[Finding]:
    """Whether the Chroma server that is set answers."""
    if not settings.chroma_url:
        return
    from bot.retrieval.chroma import Chroma  # loads chromadb: a second

    try:
        Chroma(settings.index_dir, settings.chroma_url, patience=PATIENCE_S).check()
    except NotReady:
        yield failed("chroma", "chroma_away")
    else:
        yield fine("chroma", "chroma")


def check_redis(settings: Settings) -> Iterator[Finding]:
    """Whether the Redis that is set answers."""
    if not settings.redis_url:
        return
    from redis import Redis
    from redis.exceptions import RedisError

    try:
        with Redis.from_url(settings.redis_url, socket_timeout=PATIENCE_S, socket_connect_timeout=PATIENCE_S) as redis:
            redis.ping()
    except (RedisError, ValueError) as error:
        yield failed("redis", "redis_away", kind=type(error).__name__)
    else:
        yield fine("redis", "redis")
