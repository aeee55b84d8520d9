"""Answers are recorded by the server; customers can rate them and have them erased."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest
from fastapi.testclient import TestClient

from bot.assembly import Parts
from bot.conversations.keeping import Store, open_store
from bot.settings import Settings
from bot.web.app import make_app
from tests.backend import database_in
from tests.web.staff import make_client


@pytest.fixture
def store(tmp_path: Path) -> Store:
    return open_store(Settings(database_url=database_in(tmp_path)))


@pytest.fixture
def client(small: Parts, small_settings: Settings, store: Store) -> Iterator[TestClient]:
    with make_client(small, small_settings, store) as client:
        yield client


AWAY = "De opslag is even niet bereikbaar. Probeer het later opnieuw."


def ask(client: TestClient, message: str = "Tot wanneer mag ik gratis afzeggen?", **more: object) -> dict[str, str]:
    body: dict[str, str] = client.post("/api/v1/chat", json={"company": "leenfiets", "message": message, **more}).json()
    return body


def test_an_answer_is_kept_as_it_was_given(client: TestClient, store: Store) -> None:
    given = ask(client, "Mag ik gratis afzeggen? Mail mij op els@voorbeeld.nl.")
    kept = store.records.get(given["message_id"])
    assert (kept.answer, kept.status, kept.conversation_id) == (given["answer"], given["status"], given["conversation_id"])
    assert (kept.question, kept.terms_version) == ("Mag ik gratis afzeggen? Mail mij op [e-mailadres].", "2024-05-01")


def test_without_conversations_in_the_store_nothing_is_kept(small: Parts, small_settings: Settings, store: Store) -> None:
    with TestClient(make_app(small.assistant, small.search, small_settings, store)) as client:
        ask(client)
    assert store.records.find() == ()


def test_feedback_is_kept_with_its_answer(client: TestClient, store: Store) -> None:
    message_id = ask(client)["message_id"]
    body = {"message_id": message_id, "rating": "down", "comment": "  Dit klopt niet  "}
    reply = client.post("/api/v1/feedback", json=body)
    assert (reply.status_code, reply.content) == (204, b"")
    feedback = store.records.get(message_id).feedback
    assert feedback is not None
    assert (feedback.rating, feedback.comment) == ("down", "Dit klopt niet")


@pytest.mark.parametrize("comment", [None, ""])
def test_a_thumb_needs_no_comment(client: TestClient, comment: str | None) -> None:
    body = {"message_id": ask(client)["message_id"], "rating": "up", "comment": comment}
    assert client.post("/api/v1/feedback", json=body).status_code == 204


@pytest.mark.parametrize(
    ("body", "status"),
    [
        ({"message_id": "onbekend", "rating": "up"}, 404),
        ({"message_id": "x", "rating": "sideways"}, 422),
        ({"rating": "up"}, 422),
        ({"message_id": "x", "rating": "up", "comment": "a" * 2001}, 422),
        ({"message_id": "x", "rating": "up", "extra": 1}, 422),
    ],
)
def test_bad_feedback_is_a_problem(client: TestClient, body: dict[str, object], status: int) -> None:
    reply = client.post("/api/v1/feedback", json=body)
    assert (reply.status_code, reply.headers["Content-Type"]) == (status, "application/problem+json")


def test_erasing_forgets_the_conversation_in_memory_and_on_paper(client: TestClient, store: Store) -> None:
    conversation = ask(client)["conversation_id"]
    other = ask(client)["conversation_id"]
    for _ in range(2):
        assert client.delete(f"/api/v1/conversations/{conversation}").status_code == 204
    assert store.records.conversation(conversation) == ()
    assert ask(client, conversation_id=conversation)["conversation_id"] != conversation
    assert len(store.records.conversation(other)) == 1


def test_while_the_database_is_away_nothing_is_answered_that_would_be_lost(client: TestClient, store: Store) -> None:
    message_id = ask(client)["message_id"]
    with store.database.engine.begin() as connection:
        connection.exec_driver_sql("ALTER TABLE exchanges RENAME TO elsewhere")
    asked = client.post("/api/v1/chat", json={"company": "leenfiets", "message": "Tot wanneer mag ik gratis afzeggen?"})
    feedback = client.post("/api/v1/feedback", json={"message_id": message_id, "rating": "up"})
    for refused in (asked, feedback):
        assert (refused.status_code, refused.json()["detail"]) == (503, AWAY)
        assert int(refused.headers["retry-after"]) > 0
    with store.database.engine.begin() as connection:
        connection.exec_driver_sql("ALTER TABLE elsewhere RENAME TO exchanges")
    assert store.records.get(ask(client)["message_id"])


def test_a_conversation_goes_on_in_another_process(small: Parts, small_settings: Settings, store: Store, tmp_path: Path) -> None:
    settings = small_settings.model_copy(update={"database_url": database_in(tmp_path)})
    clients = [make_client(small, settings, kept) for kept in (store, open_store(settings))]
    asked = ask(clients[0], "Wat kost het als ik te laat annuleer?", audience=None)
    follow_up = ask(clients[1], "De huur was 80 euro", conversation_id=asked["conversation_id"])
    assert follow_up["conversation_id"] == asked["conversation_id"]
    assert "€ 40" in follow_up["answer"]
