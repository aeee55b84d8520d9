"""Signing in: only with the right password, not after too many wrong ones, and not for ever."""

from __future__ import annotations

import threading
from datetime import timedelta

import pytest

from bot.conversations.accounts import AT_ONCE, ATTEMPTS, ATTEMPTS_ANYWHERE, Accounts
from bot.conversations.database import Database
from bot.conversations.tables import AccountRow, AttemptRow, SessionRow
from bot.errors import BadInput, LockedOut, NotSignedIn, UnknownAccount
from tests.conversations.conftest import Clock

PASSWORD = "vier losse woorden hier"


@pytest.fixture
def accounts(database: Database, clock: Clock) -> Accounts:
    made = Accounts(database, session_length=timedelta(hours=10), clock=clock)
    made.add("jan", PASSWORD, "editor")
    return made


def fail(accounts: Accounts, times: int, name: str = "jan") -> None:
    for _ in range(times):
        with pytest.raises(NotSignedIn):
            accounts.sign_in(name, "dat is het niet")


def test_the_right_password_opens_a_session_that_knows_who_it_is(accounts: Accounts) -> None:
    member = accounts.find_member(accounts.sign_in("jan", PASSWORD))
    assert member is not None
    assert (member.name, member.role, len(member.csrf) > 30) == ("jan", "editor", True)
    assert [member.may(role) for role in ("reader", "editor", "admin")] == [True, True, False]


def test_neither_password_nor_token_is_stored(accounts: Accounts, database: Database) -> None:
    token = accounts.sign_in("jan", PASSWORD)
    with database.read() as session:
        account, kept = session.query(AccountRow).one(), session.query(SessionRow).one()
    assert account.password_hash.startswith("$argon2id$")
    assert token not in (kept.token_hash, kept.csrf)


@pytest.mark.parametrize("name", ["jan", "piet", "", "a" * 500])
def test_a_wrong_name_and_a_wrong_password_are_told_alike(accounts: Accounts, name: str) -> None:
    with pytest.raises(NotSignedIn, match="Naam en wachtwoord horen niet bij elkaar"):
        accounts.sign_in(name, "dat is het niet")


@pytest.mark.parametrize("name", ["jan", "bestaat niet"])
def test_after_too_many_attempts_even_the_right_password_waits(accounts: Accounts, clock: Clock, name: str) -> None:
    fail(accounts, ATTEMPTS, name)
    clock.move(minutes=5)
    with pytest.raises(LockedOut, match="over 10 minuten") as refused:
        accounts.sign_in(name, PASSWORD)
    assert refused.value.seconds == 601
    clock.move(minutes=10, seconds=1)
    fail(accounts, 1, name)


def test_a_locked_out_name_is_let_in_after_its_time_and_others_at_once(accounts: Accounts, clock: Clock) -> None:
    accounts.add("els", PASSWORD, "reader")
    fail(accounts, ATTEMPTS)
    assert accounts.sign_in("els", PASSWORD)
    clock.move(minutes=15, seconds=1)
    assert accounts.sign_in("jan", PASSWORD)


def test_who_tries_from_elsewhere_locks_nobody_else_out(accounts: Accounts, clock: Clock, database: Database) -> None:
    for _ in range(ATTEMPTS):
        with pytest.raises(NotSignedIn):
            accounts.sign_in("jan", "dat is het niet", address="203.0.113.9")
    with pytest.raises(LockedOut):
        accounts.sign_in("jan", PASSWORD, address="203.0.113.9")
    with database.read() as session:
        assert not any("203" in row.name for row in session.query(AttemptRow))
    assert accounts.sign_in("jan", PASSWORD, address="198.51.100.7")


def test_many_addresses_together_are_slowed_down(accounts: Accounts, clock: Clock) -> None:
    for number in range(ATTEMPTS_ANYWHERE):
        with pytest.raises(NotSignedIn):
            accounts.sign_in("jan", "dat is het niet", address=f"203.0.113.{number}")
    with pytest.raises(LockedOut, match="over 15 minuten"):
        accounts.sign_in("jan", PASSWORD, address="198.51.100.7")
    clock.move(minutes=15, seconds=1)
    assert accounts.sign_in("jan", PASSWORD, address="198.51.100.7")


def test_a_new_password_ends_every_lock_out(accounts: Accounts, database: Database) -> None:
    fail(accounts, ATTEMPTS)
    accounts.set_password("jan", PASSWORD)
    assert accounts.sign_in("jan", PASSWORD)
    with database.read() as session:
        assert session.query(AttemptRow).count() == 0


def test_a_right_password_clears_what_went_wrong_before(accounts: Accounts, database: Database) -> None:
    fail(accounts, ATTEMPTS - 1)
    accounts.sign_in("jan", PASSWORD)
    fail(accounts, ATTEMPTS - 1)
    assert accounts.sign_in("jan", PASSWORD)
    with database.read() as session:
        assert session.query(AttemptRow).count() == 0


def test_old_attempts_do_not_pile_up(accounts: Accounts, clock: Clock, database: Database) -> None:
    for number in range(5):
        fail(accounts, 1, f"verzonnen {number}")
    clock.move(hours=1)
    fail(accounts, 1)
    with database.read() as session:
        assert sorted(row.name for row in session.query(AttemptRow))[1:] == ["jan"]


def test_a_session_ends_by_signing_out_by_time_by_a_new_password_and_with_its_account(accounts: Accounts, clock: Clock) -> None:
    def open_session() -> str:
        token = accounts.sign_in("jan", PASSWORD)
        assert accounts.find_member(token)
        return token

    token = open_session()
    accounts.sign_out(token)
    assert accounts.find_member(token) is None
    token = open_session()
    clock.move(hours=10)
    assert accounts.find_member(token) is None
    token = open_session()
    accounts.set_password("jan", PASSWORD)
    assert accounts.find_member(token) is None
    token = open_session()
    accounts.remove("jan")
    assert accounts.find_member(token) is None
    fail(accounts, 1)


@pytest.mark.parametrize("token", [None, "", "verzonnen"])
def test_a_made_up_token_is_nobody(accounts: Accounts, token: str | None) -> None:
    assert accounts.find_member(token) is None


@pytest.mark.parametrize(
    ("name", "password"), [("jan", PASSWORD), ("els", "kort"), (" els", PASSWORD), ("", PASSWORD), ("a\nb", PASSWORD)]
)
def test_an_account_needs_a_new_name_and_a_long_password(accounts: Accounts, name: str, password: str) -> None:
    with pytest.raises(BadInput):
        accounts.add(name, password, "reader")
    assert [account.name for account in accounts.list()] == ["jan"]


def test_an_unknown_account_can_be_neither_changed_nor_removed(accounts: Accounts) -> None:
    with pytest.raises(UnknownAccount):
        accounts.set_password("els", PASSWORD)
    with pytest.raises(UnknownAccount):
        accounts.remove("els")


def test_only_a_few_sign_in_at_the_same_time_and_nobody_waits(accounts: Accounts, monkeypatch: pytest.MonkeyPatch) -> None:
    accounts.add("anna", PASSWORD, "reader")
    inside, done = threading.Barrier(AT_ONCE + 1), threading.Event()

    def check(*_: object) -> bool:
        inside.wait(10)
        done.wait(10)
        return False

    monkeypatch.setattr(accounts, "_fits", check)

    def sign_in(name: str) -> None:
        with pytest.raises(NotSignedIn):
            accounts.sign_in(name, "x")

    busy = [threading.Thread(target=sign_in, args=(f"wie {at}",)) for at in range(AT_ONCE)]
    for thread in busy:
        thread.start()
    inside.wait(10)
    with pytest.raises(LockedOut, match="tegelijk") as refused:
        accounts.sign_in("anna", PASSWORD)
    assert refused.value.seconds > 0
    done.set()
    for thread in busy:
        thread.join(10)
    monkeypatch.undo()
    assert accounts.sign_in("anna", PASSWORD)
