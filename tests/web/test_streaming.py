"""Answers as a stream of events."""

from __future__ import annotations

import json
from collections.abc import Iterator

import pytest
from fastapi.testclient import TestClient
from hypothesis import given
from hypothesis import strategies as st

from bot.assembly import Parts
from bot.settings import Settings
from bot.web.app import make_app
from bot.web.streaming import guarded, pieces


@pytest.fixture(scope="module")
def client(small: Parts, small_settings: Settings) -> Iterator[TestClient]:
    with TestClient(make_app(small.assistant, small.search, small_settings), raise_server_exceptions=False) as client:
        yield client


def stream(client: TestClient, message: str, **more: object) -> list[tuple[str, object]]:
    reply = client.post("/api/v1/chat/stream", json={"company": "leenfiets", "message": message, **more})
    assert reply.status_code == 200
    assert reply.headers["content-type"].startswith("text/event-stream")
    return [read_event(block) for block in reply.text.strip().split("\n\n")]


def read_event(block: str) -> tuple[str, object]:
    name, data = block.split("\n", 1)
    return name.removeprefix("event: "), json.loads(data.removeprefix("data: "))


def test_the_clauses_come_before_the_text_and_the_whole_answer_last(client: TestClient) -> None:
    found = stream(
        client, "Ik heb de fiets op 3 mei 2026 ingeleverd, wat is de laatste dag voor een klacht?", reference_date="2026-05-04"
    )
    names = [name for name, _ in found]
    assert names == ["sources", *["delta"] * (len(names) - 3), "calculation", "done"]
    told = dict(found)
    done = told["done"]
    assert "".join(data["text"] for name, data in found if name == "delta") == done["answer"]
    assert told["sources"] == done["citations"]
    assert told["calculation"] == done["calculation"]
    assert done["calculation"]["result"]["date"] == "2026-05-10"


def test_the_last_event_is_what_chat_answers(client: TestClient) -> None:
    body = {"company": "leenfiets", "message": "mag ik de fiets gratis afzeggen?"}
    answer = client.post("/api/v1/chat", json=body).json()
    done = stream(client, body["message"])[-1][1]
    own = {"conversation_id", "message_id"}
    assert {name: value for name, value in done.items() if name not in own} == {
        name: value for name, value in answer.items() if name not in own
    }


def test_a_stream_goes_on_with_its_conversation(client: TestClient) -> None:
    first = stream(client, "wat kost annuleren")[-1][1]["conversation_id"]
    assert stream(client, "en als ik later afzeg?", conversation_id=first)[-1][1]["conversation_id"] == first


@pytest.mark.parametrize(("company", "message", "status"), [("onbekend", "hoi", 404), ("leenfiets", "", 422)])
def test_what_is_wrong_beforehand_is_no_stream(client: TestClient, company: str, message: str, status: int) -> None:
    reply = client.post("/api/v1/chat/stream", json={"company": company, "message": message})
    assert (reply.status_code, reply.headers["content-type"]) == (status, "application/problem+json")


def test_a_stream_that_breaks_off_says_so() -> None:
    def broken() -> Iterator[str]:
        yield "event: sources\ndata: []\n\n"
        raise RuntimeError("geheim")

    first, last = list(guarded(broken()))
    name, told = read_event(last.strip())
    assert first.startswith("event: sources")
    assert (name, told["status"]) == ("error", 500)
    assert "geheim" not in last


@given(st.text(alphabet=st.characters(codec="utf-8") | st.sampled_from("\n .:-*1"), max_size=200))
def test_no_character_is_lost_between_pieces(answer: str) -> None:
    assert "".join(pieces(answer)) == answer


def test_sentences_and_lines_are_pieces() -> None:
    assert pieces("Eén. Twee?\n\n- drie\n- vier") == ["Eén. ", "Twee?\n\n", "- drie\n", "- vier"]
