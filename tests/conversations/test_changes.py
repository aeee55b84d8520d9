"""A change to an annotation is made by two people."""

from __future__ import annotations

import pytest

from bot.conversations.accounts import Member
from bot.conversations.changes import Change, Changes, NoFiles
from bot.conversations.database import Database
from bot.errors import BadInput, NotAllowed, UnknownChange
from bot.knowledge import Annotation
from tests.conversations.conftest import Clock

CHANGE = Change("kge", "6.3", Annotation(hash="a"), Annotation(hash="a", kern="U hebt 30 dagen.", vragen=("Hoe lang?",)))
ELS, JAN = Member("els", "editor", "x"), Member("jan", "editor", "x")


class Files:
    """Remembers what was applied."""

    def __init__(self, refused: str = "") -> None:
        self.applied: list[Change] = []
        self._refused = refused

    def problems(self, _change: Change) -> tuple[str, ...]:
        return ()

    def apply(self, change: Change) -> None:
        if self._refused:
            raise BadInput(self._refused)
        self.applied.append(change)


@pytest.fixture
def changes(database: Database, clock: Clock) -> Changes:
    return Changes(database, clock=clock)


def test_somebody_else_approves_and_both_are_remembered(changes: Changes, clock: Clock) -> None:
    files, proposed_at = Files(), clock()
    number = changes.propose(CHANGE, "els")
    clock.move(hours=1)
    changes.approve(number, JAN, files)
    found = changes.get(number)
    assert files.applied == [found.change] == [CHANGE]
    assert (found.state, found.proposed_by, found.proposed_at) == ("approved", "els", proposed_at)
    assert (found.decided_by, found.decided_at) == ("jan", clock())


def test_nobody_approves_their_own_change(changes: Changes) -> None:
    files = Files()
    number = changes.propose(CHANGE, "els")
    with pytest.raises(NotAllowed, match="iemand anders"):
        changes.approve(number, Member("els", "admin", "x"), files)
    assert files.applied == []
    assert changes.get(number).state == "proposed"


def test_a_change_is_decided_once(changes: Changes) -> None:
    number = changes.propose(CHANGE, "els")
    changes.reject(number, JAN)
    files = Files()
    with pytest.raises(BadInput, match="jan al beslist"):
        changes.approve(number, JAN, files)
    assert files.applied == []


@pytest.mark.parametrize("files", [Files(refused="kern ontbreekt"), NoFiles()])
def test_what_cannot_be_written_still_waits(changes: Changes, files: Files | NoFiles) -> None:
    number = changes.propose(CHANGE, "els")
    with pytest.raises(BadInput):
        changes.approve(number, JAN, files)
    assert changes.get(number).state == "proposed"


def test_a_change_that_changes_nothing_and_an_unknown_one_are_refused(changes: Changes) -> None:
    with pytest.raises(BadInput, match="niets gewijzigd"):
        changes.propose(Change("kge", "6.3", CHANGE.after, CHANGE.after), "els")
    with pytest.raises(UnknownChange):
        changes.approve(7, ELS, Files())


def test_what_waits_stands_first(changes: Changes) -> None:
    numbers = [changes.propose(CHANGE, "els") for _ in range(3)]
    changes.reject(numbers[2], JAN)
    assert [found.number for found in changes.list()] == [numbers[1], numbers[0], numbers[2]]
