"""Keys with which the pages of companies' websites ask: for one company, from these origins, with limits of their own."""

from __future__ import annotations

import logging
import re
import secrets
import threading
import time
from collections.abc import Callable, Sequence
from dataclasses import dataclass, field
from datetime import datetime
from functools import cached_property

from sqlalchemy import delete, select

from bot import texts
from bot.clock import now
from bot.conversations.database import Database
from bot.conversations.tables import SiteKeyRow
from bot.errors import BadInput, StoreAway

log = logging.getLogger(__name__)
PREFIX = "pk_"
SHAPE = re.compile(r"pk_[A-Za-z0-9_-]{32}")
ORIGIN = re.compile(r"https?://[a-z0-9]([a-z0-9.-]*[a-z0-9])?(:\d{1,5})?")
RATE = re.compile(r"|[1-9]\d{0,8}/(second|minute|hour|day)")
FRESH_S = 5.0
"""Seconds after which a new or removed key is noticed."""
RETRY_S = 1.0


@dataclass(frozen=True, slots=True)
class SiteKey:
    """A key: whose it is, from which origins it may be used (none: from any), and what it may do."""

    key: str
    company: str
    origins: tuple[str, ...] = ()
    rate: str = ""
    message_limit: int | None = None
    required: bool = False
    created_at: datetime | None = None


@dataclass(frozen=True)
class Keyring:
    """All keys as they are."""

    keys: tuple[SiteKey, ...] = ()

    @cached_property
    def by_key(self) -> dict[str, SiteKey]:
        """The keys by their text."""
        return {site.key: site for site in self.keys}

    @cached_property
    def required(self) -> frozenset[str]:
        """The companies for which pages of other sites need a key."""
        return frozenset(site.company for site in self.keys if site.required)

    @cached_property
    def origins(self) -> frozenset[str]:
        """Every origin that some key may be used from; "*" where some key may be used from any."""
        return frozenset(origin for site in self.keys for origin in (site.origins or ("*",)))


@dataclass
class Sites:
    """The keys in one database, looked up again every few seconds; while the database is away the last ones count."""

    database: Database
    fresh_s: float = FRESH_S
    clock: Callable[[], datetime] = now
    _kept: Keyring = field(default_factory=Keyring, init=False)
    _known: bool = field(default=False, init=False)
    _until: float = field(default=0.0, init=False)
    _lock: threading.Lock = field(default_factory=threading.Lock, init=False)

    def add(self, site: SiteKey) -> SiteKey:
        """Make a key with what this one says, and return it. Raises: BadInput for what can't be."""
        checked = _checked(site)
        made = SiteKey(
            key=PREFIX + secrets.token_urlsafe(24),
            company=checked.company,
            origins=checked.origins,
            rate=checked.rate,
            message_limit=checked.message_limit,
            required=checked.required,
            created_at=self.clock(),
        )
        with self.database.write() as session:
            session.add(SiteKeyRow(**{name: getattr(made, name) for name in SiteKey.__slots__} | {"origins": list(made.origins)}))
        self._until = 0.0
        return made

    def remove(self, key: str) -> None:
        """Let a key be used no longer. Raises: BadInput where there is no such key."""
        with self.database.write() as session:
            result = session.execute(delete(SiteKeyRow).where(SiteKeyRow.key == key))
        if not getattr(result, "rowcount", 0):
            raise BadInput(texts.get("sites.unknown", key=key))
        self._until = 0.0

    def list(self) -> tuple[SiteKey, ...]:
        """All keys, by company and age. Raises: StoreAway."""
        with self.database.read() as session:
            rows = session.scalars(select(SiteKeyRow).order_by(SiteKeyRow.company, SiteKeyRow.created_at)).all()
        return tuple(_site(row) for row in rows)

    @property
    def due(self) -> bool:
        """Whether the keys are to be looked up again."""
        return time.monotonic() >= self._until

    @property
    def latest(self) -> Keyring:
        """The keys as they were looked up last."""
        return self._kept

    def refresh(self) -> Keyring:
        """The keys, looked up again where that is due. Raises: StoreAway where they were never looked up."""
        if not self._lock.acquire(blocking=not self._known):
            return self._kept  # another thread is at it
        try:
            if self.due:
                self._look_up()
        finally:
            self._lock.release()
        return self._kept

    def _look_up(self) -> None:
        try:
            self._kept = Keyring(self.list())
        except StoreAway as error:
            if not self._known:
                raise
            log.warning("site keys are those of before: %s", error)
            self._until = time.monotonic() + RETRY_S
        else:
            self._known, self._until = True, time.monotonic() + self.fresh_s


def _checked(site: SiteKey) -> SiteKey:
    origins = tuple(dict.fromkeys(origin.strip().rstrip("/").lower() for origin in site.origins))
    for origin in origins:
        if not ORIGIN.fullmatch(origin):
            raise BadInput(texts.get("sites.bad_origin", origin=origin))
    if not RATE.fullmatch(site.rate):
        raise BadInput(texts.get("sites.bad_rate", rate=site.rate))
    if site.message_limit is not None and not 1 <= site.message_limit <= 2000:
        raise BadInput(texts.get("sites.bad_limit"))
    return SiteKey("", site.company, origins, site.rate, site.message_limit, site.required)


def _site(row: SiteKeyRow) -> SiteKey:
    return SiteKey(row.key, row.company, tuple(row.origins), row.rate, row.message_limit, row.required, row.created_at)


def allows(origins: Sequence[str], origin: str) -> bool:
    """Whether a page of this origin may use a key that was given these."""
    return not origins or origin.lower() in origins
