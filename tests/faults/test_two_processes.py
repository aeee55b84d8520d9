"""Two processes of the server over one PostgreSQL, one Chroma server and one Redis: whoever answers, it is the same service."""

from __future__ import annotations

import json
from collections.abc import Iterator
from contextlib import ExitStack
from dataclasses import dataclass
from datetime import timedelta
from itertools import cycle

import httpx
import pytest

from bot.conversations.accounts import Accounts
from bot.conversations.database import open_database
from bot.conversations.records import Records
from tests.faults.places import Answer, Place, Site, make_place
from tests.faults.stores import servers_in

PASSWORD = "vier losse woorden hier"
RATE = 8


@dataclass(frozen=True)
class Pair:
    """Two processes that are asked in turn."""

    place: Place
    sites: tuple[Site, Site]
    records: Records
    accounts: Accounts

    def ask_in_turn(self, *messages: str, **more: object) -> list[Answer]:
        """One conversation, every message in the other process."""
        answers: list[Answer] = []
        conversation: dict[str, object] = {}
        for site, message in zip(cycle(self.sites), messages, strict=False):
            answers.append(site.ask(message, **conversation, **more))  # type: ignore[arg-type]
            conversation = {"conversation_id": answers[-1].body["conversation_id"]}
        return answers


@pytest.fixture(scope="module")
def pair(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Pair]:
    folder = tmp_path_factory.mktemp("pair")
    with servers_in(tmp_path_factory.mktemp("servers")) as servers, ExitStack() as running:
        place = make_place(folder).with_settings(**servers.settings("pair"), RATE_PER_ADDRESS=f"{RATE}/minute")
        built = place.build()
        assert built.returncode == 0, built.stderr
        sites = (running.enter_context(place.serving()), running.enter_context(place.serving()))
        database = open_database(place.environment["DATABASE_URL"])
        yield Pair(place, sites, Records(database), Accounts(database, session_length=timedelta(hours=1)))
        database.engine.dispose()


def test_a_conversation_goes_on_whoever_answers(pair: Pair) -> None:
    asked, told, again = pair.ask_in_turn(
        "Wat kost het als ik te laat annuleer?", "De huur was 80 euro.", "En als de huur 100 euro was?"
    )
    assert len({answer.body["conversation_id"] for answer in (asked, told, again)}) == 1
    assert "40" in told.body["answer"]
    assert "50" in again.body["answer"]


def test_an_address_is_counted_by_both(pair: Pair) -> None:
    statuses = [
        site.ask("Annuleren?", address="203.0.113.9").status for site, _ in zip(cycle(pair.sites), range(RATE + 2), strict=False)
    ]
    assert statuses == [200] * RATE + [429] * 2


def test_feedback_reaches_an_answer_of_the_other(pair: Pair) -> None:
    one, other = pair.sites
    message_id = one.ask("Tot wanneer kan ik annuleren?").body["message_id"]
    assert send(other, "/api/v1/feedback", {"message_id": message_id, "rating": "up"}).status_code == 204
    feedback = pair.records.get(message_id).feedback
    assert feedback
    assert feedback.rating == "up"


def test_what_one_erases_is_gone_for_the_other(pair: Pair) -> None:
    one, other = pair.sites
    asked = one.ask("Wat kost het als ik te laat annuleer?").body
    assert httpx.delete(f"{other.address}/api/v1/conversations/{asked['conversation_id']}").status_code == 204
    again = one.ask("De huur was 80 euro.", conversation_id=asked["conversation_id"]).body
    assert again["conversation_id"] != asked["conversation_id"]
    assert pair.records.conversation(asked["conversation_id"]) == ()
    assert send(one, "/api/v1/feedback", {"message_id": asked["message_id"], "rating": "up"}).status_code == 404


def test_who_signs_in_with_one_is_known_to_the_other(pair: Pair) -> None:
    pair.accounts.add("els", PASSWORD, "reader")
    one, other = pair.sites
    entered = httpx.post(f"{one.address}/support/sign-in", data={"name": "els", "password": PASSWORD})
    assert entered.status_code == 303
    cookies = dict(entered.cookies)
    assert httpx.get(f"{other.address}/support", cookies=cookies).status_code == 200
    member = pair.accounts.find_member(next(iter(cookies.values())))
    assert member
    httpx.post(f"{other.address}/support/sign-out", cookies=cookies, data={"csrf": member.csrf})
    assert httpx.get(f"{one.address}/support", cookies=cookies).status_code != 200


def test_failed_attempts_to_sign_in_are_counted_by_both(pair: Pair) -> None:
    wrong = {"name": "niemand", "password": "verkeerd wachtwoord"}
    tried = zip(cycle(pair.sites), range(6), strict=False)
    statuses = [httpx.post(f"{site.address}/support/sign-in", data=wrong, timeout=30).status_code for site, _ in tried]
    assert statuses[:5] == [401] * 5
    assert statuses[5] == 429


def test_both_follow_a_new_index(pair: Pair) -> None:
    pair.place.write_terms("bootdeplas", "Bootverhuur", {"1.1": ("Artikel 1 lid 1", "Varen", "U vaart alleen met een zwemvest.")})
    built = pair.place.build()
    assert built.returncode == 0, built.stderr
    for site in pair.sites:
        found = httpx.get(f"{site.address}/api/v1/search", params={"q": "zwemvest", "company": "bootdeplas"}, timeout=30).json()
        assert (found["hits"][0]["clause_id"], found["notice"]) == ("bootdeplas:1.1", None)


def send(site: Site, path: str, body: object) -> httpx.Response:
    return httpx.post(site.address + path, content=json.dumps(body), headers={"Content-Type": "application/json"}, timeout=30)
