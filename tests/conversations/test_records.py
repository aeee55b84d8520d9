"""What is kept of an answer, who can find it, and how it is erased."""

from __future__ import annotations

import threading
from collections.abc import Iterator
from datetime import date
from decimal import Decimal

import pytest

from bot.conversations.database import Database
from bot.conversations.records import Records
from bot.errors import StoreAway, UnknownMessage
from bot.models import Calculation, CalculationResult, Citation, MissingFact, Question, ReadFact, Reply, Trace
from tests.conversations.conftest import Clock
from tests.conversations.made import erase, record

CITATION = Citation("kge:6.3", "Artikel 6 lid 3", "Bedenktijd", "30 dagen", "2018-10-12", "/terms/kge#6.3")
SUM = Calculation(
    "kge.rente", "amount", CalculationResult(amount=Decimal("12.50")), {"due_on": "2026-03-03"}, ("Een stap.",), ("kge:7.1",)
)


@pytest.fixture
def records(database: Database, clock: Clock) -> Records:
    return Records(database, clock=clock)


def keep(
    records: Records, message_id: str, message: str = "Hoe lang?", *, conversation: str = "c1", company: str = "kge"
) -> None:
    reply = Reply(
        "answered", "Dertig dagen.", 0.9, (CITATION,), SUM, (MissingFact("due_on", "Wanneer?"),),
        conversation_id=conversation, message_id=message_id, trace=Trace(message, (ReadFact("Dag", "3 maart"),)),
    )  # fmt: skip
    question = Question(company, message, date(2026, 3, 16), audience="consument")
    record(records, question, reply, terms_version="2018-10-12")


def test_an_answer_comes_back_as_it_was_given(records: Records, clock: Clock) -> None:
    keep(records, "m1")
    found = records.get("m1")
    assert (found.citations, found.calculation, found.missing) == ((CITATION,), SUM, (MissingFact("due_on", "Wanneer?"),))
    assert (found.status, found.answer, found.confidence, found.asked_at) == ("answered", "Dertig dagen.", 0.9, clock())
    assert (found.reference_date, found.contract_date, found.audience) == (date(2026, 3, 16), None, "consument")
    assert (found.terms_version, found.feedback) == ("2018-10-12", None)
    assert found.trace == Trace("Hoe lang?", (ReadFact("Dag", "3 maart"),))


def test_questions_and_comments_are_masked(records: Records) -> None:
    keep(records, "m1", "Mail jan@voorbeeld.nl, mijn bestelling?")
    records.rate("m1", "down", "Bel 06-12345678")
    found = records.get("m1")
    assert found.question == "Mail [e-mailadres], mijn bestelling?"
    assert found.trace is not None
    assert found.trace.question == found.question
    assert found.feedback is not None
    assert found.feedback.comment == "Bel [telefoonnummer]"


def test_the_last_feedback_counts(records: Records, clock: Clock) -> None:
    keep(records, "m1")
    records.rate("m1", "down", "fout")
    clock.move(minutes=1)
    records.rate("m1", "up")
    feedback = records.get("m1").feedback
    assert feedback is not None
    assert (feedback.rating, feedback.comment, feedback.given_at) == ("up", "", clock())


def test_feedback_on_an_unknown_answer_is_refused(records: Records) -> None:
    with pytest.raises(UnknownMessage):
        records.rate("m9", "up")


def test_a_conversation_is_read_in_order_and_erased_with_its_feedback(records: Records) -> None:
    for message_id, conversation in (("m1", "c1"), ("m2", "c2"), ("m3", "c1")):
        keep(records, message_id, conversation=conversation)
    records.rate("m1", "up")
    assert [found.message_id for found in records.conversation("c1")] == ["m1", "m3"]
    erase(records, "c1")
    erase(records, "c1")
    assert records.conversation("c1") == ()
    assert [found.message_id for found in records.find()] == ["m2"]
    keep(records, "m1")
    assert records.get("m1").feedback is None


@pytest.mark.parametrize(
    ("wanted", "company", "ids"),
    [
        ("", None, ["m3", "m2", "m1"]),
        ("m2", None, ["m2"]),
        ("c1", None, ["m3", "m1"]),
        ("RETOUR", None, ["m2"]),
        ("snapte het", None, ["m1"]),
        ("100%", None, ["m3"]),
        ("_", None, []),
        ("", "tenrok", ["m2"]),
        ("retour", "kge", []),
    ],
)
def test_answers_are_found_by_id_or_words_latest_first(
    records: Records, wanted: str, company: str | None, ids: list[str]
) -> None:
    keep(records, "m1", "Hoe lang?")
    keep(records, "m2", "Mag het retour?", conversation="c2", company="tenrok")
    keep(records, "m3", "Klopt 100% rente?")
    records.rate("m1", "down", "Ik snapte het niet")
    assert [found.message_id for found in records.find(wanted, company=company)] == ids


def test_what_is_older_than_the_days_that_it_is_kept_goes(records: Records, clock: Clock) -> None:
    keep(records, "m1")
    clock.move(days=20)
    keep(records, "m2")
    clock.move(days=20)
    assert records.erase_older_than(30) == 1
    assert [found.message_id for found in records.find()] == ["m2"]


def test_an_answer_that_cannot_be_kept_is_an_error_that_tells_nothing_of_it(records: Records, database: Database) -> None:
    with database.engine.begin() as connection:
        connection.exec_driver_sql("ALTER TABLE exchanges RENAME TO elsewhere")
    with pytest.raises(StoreAway) as refused:
        keep(records, "m1", "geheim")
    assert "geheim" not in f"{refused.value} {refused.value.__cause__}"
    with pytest.raises(StoreAway):
        erase(records, "c1")


@pytest.fixture
def no_thread_fails(monkeypatch: pytest.MonkeyPatch) -> Iterator[None]:
    failed: list[object] = []
    monkeypatch.setattr(threading, "excepthook", failed.append)
    yield
    assert failed == []


@pytest.mark.usefixtures("no_thread_fails")
def test_many_at_once_are_all_kept(records: Records) -> None:
    def work(number: int) -> None:
        for turn in range(10):
            keep(records, f"m{number}-{turn}", conversation=f"c{number}")
            records.rate(f"m{number}-{turn}", "up")

    threads = [threading.Thread(target=work, args=(number,)) for number in range(6)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    found = records.find(limit=100)
    assert len(found) == 60
    assert all(exchange.feedback for exchange in found)
