"""Who may sign in, and who is signed in. Passwords are kept as argon2 hashes, the token of a session as its hash."""

from __future__ import annotations

import hashlib
import secrets
import threading
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import datetime, timedelta
from functools import cached_property
from typing import Any, Literal, cast, get_args

from argon2 import PasswordHasher
from argon2.exceptions import VerificationError
from sqlalchemy import delete, or_, select
from sqlalchemy.orm import Session

from bot import texts
from bot.clock import now
from bot.conversations.database import Database
from bot.conversations.tables import AccountRow, AttemptRow, SessionRow
from bot.errors import BadInput, LockedOut, NotSignedIn, UnknownAccount

Role = Literal["reader", "editor", "admin"]
ROLES: tuple[Role, ...] = get_args(Role)
"""From what may least to what may most."""
SHORTEST_PASSWORD = 12
LONGEST_PASSWORD = 256
LONGEST_NAME = 64
ATTEMPTS = 5
"""Failed attempts at one name from one address after which that address waits."""
ATTEMPTS_ANYWHERE = 50
"""Failed attempts at one name from all addresses together after which everybody waits."""
LOCKED = timedelta(minutes=15)
AT_ONCE = 4
"""How many may be signing in at the same time."""
BUSY_S = 5


@dataclass(frozen=True, slots=True)
class Account:
    """A member of staff."""

    name: str
    role: Role
    created_at: datetime


@dataclass(frozen=True, slots=True)
class Member:
    """Somebody who is signed in. A changing request must carry `csrf`."""

    name: str
    role: Role
    csrf: str

    def may(self, role: Role) -> bool:
        """Whether this member has at least this role."""
        return ROLES.index(self.role) >= ROLES.index(role)


class Accounts:
    """The accounts and sessions in one database."""

    def __init__(self, database: Database, *, session_length: timedelta, clock: Callable[[], datetime] = now) -> None:
        self._database = database
        self._session_length = session_length
        self._clock = clock
        # 7 MiB a time, one at a time: memory is what the server is short of. Source: OWASP Password Storage Cheat Sheet.
        self._hasher = PasswordHasher(time_cost=5, memory_cost=7 * 1024, parallelism=1)
        self._hashing = threading.RLock()
        self._turns = threading.BoundedSemaphore(AT_ONCE)

    def add(self, name: str, password: str, role: Role) -> None:
        """Let somebody sign in. Raises: BadInput for a name that is taken, or a password that is too short."""
        _check_name(name)
        _check_password(password)
        with self._database.write() as session:
            if session.get(AccountRow, name):
                raise BadInput(texts.get("accounts.taken", name=name))
            row = AccountRow(name=name, role=role, password_hash=self._hash(password), created_at=self._clock())
            session.add(row)

    def set_password(self, name: str, password: str) -> None:
        """Give somebody a new password, end their sessions and their lock-out. Raises: UnknownAccount, BadInput."""
        _check_password(password)
        with self._database.write() as session:
            _get_account(session, name).password_hash = self._hash(password)
            session.execute(delete(SessionRow).where(SessionRow.account == name))
            _forget_attempts(session, name)

    def remove(self, name: str) -> None:
        """Let somebody sign in no longer, from now on. Raises: UnknownAccount."""
        with self._database.write() as session:
            session.delete(_get_account(session, name))
            session.execute(delete(SessionRow).where(SessionRow.account == name))

    def list(self) -> tuple[Account, ...]:
        """All accounts by name."""
        with self._database.read() as session:
            rows = session.scalars(select(AccountRow).order_by(AccountRow.name)).all()
        return tuple(Account(row.name, cast("Role", row.role), row.created_at) for row in rows)

    def sign_in(self, name: str, password: str, *, address: str = "") -> str:
        """The token of a new session, for who asks from this address.

        Raises: NotSignedIn when name and password don't fit; LockedOut after five times from one address or fifty from all of
        them, or while others are signing in.
        """
        at = self._clock()
        with self._turn():
            with self._database.write() as session:
                _count_attempt(session, name[:LONGEST_NAME], address, at)
                account = session.get(AccountRow, name)
                stored = account.password_hash if account else self._nobody
            if not self._fits(stored, password) or account is None:
                raise NotSignedIn(texts.get("accounts.wrong"))
        token = secrets.token_urlsafe(32)
        with self._database.write() as session:
            _forget_attempts(session, name)
            session.execute(delete(SessionRow).where(SessionRow.ends_at < at))
            ends_at = at + self._session_length
            session.add(SessionRow(token_hash=_hash_token(token), account=name, csrf=secrets.token_urlsafe(32), ends_at=ends_at))
        return token

    def find_member(self, token: str | None) -> Member | None:
        """Who is signed in with this token, or None."""
        if not token:
            return None
        query = select(AccountRow, SessionRow).join(SessionRow, SessionRow.account == AccountRow.name)
        known = SessionRow.token_hash == _hash_token(token), SessionRow.ends_at > self._clock()
        with self._database.read() as session:
            found = session.execute(query.where(*known)).one_or_none()
        return Member(found[0].name, cast("Role", found[0].role), found[1].csrf) if found else None

    def sign_out(self, token: str) -> None:
        """End a session."""
        with self._database.write() as session:
            session.execute(delete(SessionRow).where(SessionRow.token_hash == _hash_token(token)))

    def erase_older_than(self, days: int) -> int:
        """Forget sessions that ended and attempts to sign in of more than so many days ago; how many they were."""
        before = self._clock() - timedelta(days=days)
        with self._database.write() as session:
            ended: Any = session.execute(delete(SessionRow).where(SessionRow.ends_at < before))
            tried: Any = session.execute(delete(AttemptRow).where(AttemptRow.last_at < before))
        return int(ended.rowcount) + int(tried.rowcount)

    @contextmanager
    def _turn(self) -> Iterator[None]:
        """A place among the few that may sign in at the same time: more would hold up customers. Raises: LockedOut."""
        if not self._turns.acquire(blocking=False):
            raise LockedOut(texts.get("accounts.busy"), seconds=BUSY_S)
        try:
            yield
        finally:
            self._turns.release()

    @cached_property
    def _nobody(self) -> str:
        """What is checked where there is no such account, so that it takes as long."""
        return self._hash(secrets.token_urlsafe())

    def _hash(self, password: str) -> str:
        with self._hashing:
            return self._hasher.hash(password)

    def _fits(self, stored: str, password: str) -> bool:
        try:
            with self._hashing:
                return self._hasher.verify(stored, password)
        except VerificationError:
            return False


def _count_attempt(session: Session, name: str, address: str, at: datetime) -> None:
    """Count an attempt before it is looked at, so that many at the same time don't get more of them. Raises: LockedOut."""
    session.execute(delete(AttemptRow).where(AttemptRow.last_at < at - LOCKED))
    for counted, most in ((_from_address(name, address), ATTEMPTS), (name, ATTEMPTS_ANYWHERE)):
        attempts = session.get(AttemptRow, counted) or AttemptRow(name=counted, count=0)
        if attempts.count >= most:
            left = attempts.last_at + LOCKED - at
            raise LockedOut(texts.get("accounts.locked", minutes=-(-left.seconds // 60)), seconds=left.seconds + 1)
        attempts.count += 1
        attempts.last_at = at
        session.add(attempts)


def _forget_attempts(session: Session, name: str) -> None:
    """End what counts against this name, from every address."""
    session.execute(delete(AttemptRow).where(or_(AttemptRow.name == name, AttemptRow.name.startswith(_by_name(name)))))


def _from_address(name: str, address: str) -> str:
    """Under what is counted that one address tries one name: no address is kept as it is."""
    return _by_name(name) + hashlib.blake2b(f"{name}\0{address}".encode(), digest_size=16).hexdigest()


def _by_name(name: str) -> str:
    return f"@{hashlib.blake2b(name.encode(), digest_size=12).hexdigest()}:"


def _check_name(name: str) -> None:
    if not name.strip() or name != name.strip() or len(name) > LONGEST_NAME or not name.isprintable():
        raise BadInput(texts.get("accounts.bad_name", limit=LONGEST_NAME))


def _check_password(password: str) -> None:
    if not SHORTEST_PASSWORD <= len(password) <= LONGEST_PASSWORD:
        raise BadInput(texts.get("accounts.bad_password", shortest=SHORTEST_PASSWORD, longest=LONGEST_PASSWORD))


def _get_account(session: Session, name: str) -> AccountRow:
    account = session.get(AccountRow, name)
    if account is None:
        raise UnknownAccount(texts.get("accounts.unknown", name=name))
    return account


def _hash_token(token: str) -> str:
    return hashlib.sha256(token.encode()).hexdigest()
