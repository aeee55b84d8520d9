"""Conversations go on, end, and belong to one company, in memory and in the database alike."""

from __future__ import annotations

from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from dataclasses import replace
from datetime import date, datetime, timedelta
from decimal import Decimal
from typing import Any

import pytest

from bot.clock import AMSTERDAM
from bot.conversations.accounts import Accounts
from bot.conversations.database import Database
from bot.conversations.records import Records
from bot.conversations.shared import SharedConversations
from bot.conversations.store import Answered, Conversation, Conversations, MemoryConversations
from bot.errors import NotAllowed
from bot.models import Question, Reply
from tests.conversations.conftest import Clock

Make = Callable[..., Conversations]
ANSWERED = Answered(Question("kge", "hoe lang?", date(2026, 3, 16)), Reply("answered", "Dertig dagen.", 0.9), "2018-10-12")


def shared(database: Database, clock: Clock, *, limit: int = 10, max_age: float = 60.0) -> SharedConversations:
    kept = Records(database, clock=clock)
    return SharedConversations(database, kept, limit=limit, max_age=timedelta(seconds=max_age), clock=clock)


@pytest.fixture(params=["memory", "database"])
def make(request: pytest.FixtureRequest, database: Database, clock: Clock) -> Make:
    def make_it(*, limit: int = 10, max_age: float = 60.0) -> Conversations:
        if request.param == "database":
            return shared(database, clock, limit=limit, max_age=max_age)
        return MemoryConversations(limit=limit, max_age=max_age, clock=lambda: clock().timestamp())

    return make_it


def begin(store: Conversations, *, company: str = "kge", **known: Any) -> Conversation:
    """A saved conversation."""
    begun = replace(store.open(None, company=company), **{"question": "hoe lang", **known})
    save(store, begun)
    return begun


def save(store: Conversations, conversation: Conversation) -> None:
    reply = replace(ANSWERED.reply, conversation_id=conversation.conversation_id, message_id=f"m{next(NUMBERS)}")
    store.save(conversation, replace(ANSWERED, reply=reply))


NUMBERS = iter(range(1_000_000))


def test_a_saved_conversation_is_found_again_as_it_was(make: Make) -> None:
    store = make()
    facts = {
        "received_on": date(2026, 3, 3),
        "told_at": datetime(2026, 3, 29, 12, 30, tzinfo=AMSTERDAM),
        "price": Decimal("12.50"),
        "invoices": (Decimal("100"), Decimal("0.10")),
        "days": (date(2026, 3, 3), date(2026, 3, 4)),
        "months": 12,
        "audience": "zakelijk",
    }
    begun = begin(store, rule_id="kge.rente", facts=facts, asked=("price",), offered=("kge:6.3",), terms_version="2018-10-12")
    found = store.open(begun.conversation_id, company="kge")
    assert found == begun
    assert [type(value) for value in found.facts.values()] == [type(value) for value in facts.values()]
    assert found.facts["told_at"].tzinfo is AMSTERDAM


def test_an_id_of_another_company_gives_a_new_conversation(make: Make) -> None:
    store = make()
    begun = begin(store, question="geheim")
    found = store.open(begun.conversation_id, company="tenrok")
    assert (found.question, found.conversation_id == begun.conversation_id) == ("", False)


@pytest.mark.parametrize("unknown", ["gekozen-door-klant", "0" * 32, "", "\0", "x" * 64])
def test_an_unknown_id_is_not_taken_over(make: Make, unknown: str) -> None:
    assert make().open(unknown, company="kge").conversation_id != unknown


def test_the_last_one_to_save_a_conversation_wins(make: Make) -> None:
    store = make()
    begun = begin(store)
    save(store, replace(begun, question="eerst", rule_id="kge.rente"))
    save(store, replace(begun, question="later"))
    assert store.open(begun.conversation_id, company="kge") == replace(begun, question="later")


def test_the_oldest_goes_when_there_are_too_many(make: Make, clock: Clock) -> None:
    store = make(limit=2)
    ids = []
    for number in range(3):
        ids.append(begin(store, question=str(number)).conversation_id)
        clock.move(seconds=1)
    tidy(store)
    assert [store.open(i, company="kge").question for i in ids] == ["", "1", "2"]


def test_a_silent_conversation_is_forgotten_and_a_used_one_is_not(make: Make, clock: Clock) -> None:
    store = make(max_age=60)
    silent, used = begin(store), begin(store)
    clock.move(seconds=50)
    save(store, used)
    clock.move(seconds=20)
    assert store.open(silent.conversation_id, company="kge").question == ""
    assert store.open(used.conversation_id, company="kge").question == "hoe lang"


def test_an_erased_conversation_is_gone_and_erasing_twice_is_no_error(make: Make) -> None:
    store = make()
    begun = begin(store)
    store.erase(begun.conversation_id)
    store.erase(begun.conversation_id)
    assert store.open(begun.conversation_id, company="kge").question == ""


def tidy(store: Conversations) -> None:
    if isinstance(store, SharedConversations):
        store.tidy()


def test_another_process_goes_on_with_a_conversation(database: Database, clock: Clock) -> None:
    one, other = shared(database, clock), shared(database, clock)
    begun = begin(one)
    assert other.open(begun.conversation_id, company="kge") == begun


def test_what_a_customer_said_is_masked(database: Database, clock: Clock) -> None:
    store = shared(database, clock)
    begun = begin(store, question="Mail jan@voorbeeld.nl, mijn bestelling?")
    assert store.open(begun.conversation_id, company="kge").question == "Mail [e-mailadres], mijn bestelling?"


def test_the_answer_is_kept_and_erased_with_its_conversation(database: Database, clock: Clock) -> None:
    store, records = shared(database, clock), Records(database)
    begun = begin(store)
    assert [kept.answer for kept in records.conversation(begun.conversation_id)] == ["Dertig dagen."]
    store.erase(begun.conversation_id)
    assert records.conversation(begun.conversation_id) == ()


def test_silent_conversations_leave_the_database_and_their_answers_stay(database: Database, clock: Clock) -> None:
    store = shared(database, clock, max_age=60)
    silent = begin(store)
    clock.move(seconds=50)
    begin(store)
    clock.move(seconds=20)
    assert (store.tidy(), store.tidy(), store.count()) == (1, 0, 1)
    assert len(Records(database).conversation(silent.conversation_id)) == 1


def test_a_fact_of_an_unknown_kind_is_no_silent_loss(database: Database, clock: Clock) -> None:
    with pytest.raises(TypeError, match="float"):
        begin(shared(database, clock), facts={"price": 12.5})


def test_messages_of_one_conversation_at_the_same_moment_are_all_kept(database: Database, clock: Clock) -> None:
    store = shared(database, clock)
    begun = begin(store)
    with ThreadPoolExecutor(6) as pool:
        list(pool.map(lambda number: save(store, replace(begun, question=f"vraag {number}")), range(30)))
    assert len(Records(database).conversation(begun.conversation_id)) == 31
    assert store.open(begun.conversation_id, company="kge").question.startswith("vraag ")


def test_a_name_is_locked_after_as_many_attempts_when_they_come_at_the_same_moment(database: Database, clock: Clock) -> None:
    desks = [Accounts(database, session_length=timedelta(hours=1), clock=clock) for _ in range(3)]

    def attempt(desk: Accounts) -> str:
        try:
            return desk.sign_in("niemand", "verkeerd wachtwoord")
        except NotAllowed as error:
            return type(error).__name__

    with ThreadPoolExecutor(3) as pool:
        said = list(pool.map(attempt, desks * 4))
    assert said.count("NotSignedIn") == 5
