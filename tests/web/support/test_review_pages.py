"""Conversations, the work list, eval cases and changes, as staff see them."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from pathlib import Path

import pytest
from fastapi.testclient import TestClient

from bot.assembly import Parts
from bot.conversations.changes import Change
from bot.conversations.keeping import Store, open_store
from bot.errors import BadInput
from bot.settings import Settings
from bot.web.support import conversations
from evals.cases import load_cases
from tests.backend import database_in
from tests.conversations.made import keep
from tests.hostile import HOSTILE
from tests.web.staff import make_client, sign_in


class Files:
    """Annotation files that refuse what they are told to, and remember the rest."""

    def __init__(self) -> None:
        self.wrong: tuple[str, ...] = ()
        self.applied: list[Change] = []

    def problems(self, _change: Change) -> tuple[str, ...]:
        return self.wrong

    def apply(self, change: Change) -> None:
        if self.wrong:
            raise BadInput("\n".join(self.wrong))
        self.applied.append(change)


@pytest.fixture(scope="module")
def settings(small_settings: Settings, tmp_path_factory: pytest.TempPathFactory) -> Settings:
    return small_settings.model_copy(update={"review_dir": tmp_path_factory.mktemp("review") / "cases"})


@pytest.fixture
def store(tmp_path: Path) -> Store:
    return open_store(Settings(database_url=database_in(tmp_path)))


@pytest.fixture
def files() -> Files:
    return Files()


@pytest.fixture
def client(small: Parts, settings: Settings, store: Store, files: Files) -> Iterator[TestClient]:
    with make_client(small, settings, store, files) as client:
        yield client


def ask(client: TestClient, message: str = "Geven jullie korting aan studenten?", **more: object) -> dict[str, str]:
    body: dict[str, str] = client.post("/api/v1/chat", json={"company": "leenfiets", "message": message, **more}).json()
    return body


def rate(client: TestClient, message_id: str, comment: str = "") -> None:
    body = {"message_id": message_id, "rating": "down", "comment": comment}
    assert client.post("/api/v1/feedback", json=body).status_code == 204


def questions_on(page: str) -> list[str]:
    return re.findall(r"<h2>(?:<a [^>]*>)?([^<]+)", page)


def test_a_conversation_is_found_by_words_and_shows_how_its_answer_came_about(client: TestClient, store: Store) -> None:
    given = ask(client, "Ik heb de fiets gisteren ingeleverd, tot wanneer kan ik klagen?", reference_date="2026-03-16")
    rate(client, given["message_id"], "Ik snap het niet, mail els@voorbeeld.nl")
    ask(client)
    sign_in(client, store)
    found = client.get("/support/conversations", params={"q": "snap het niet"}).text
    assert questions_on(found) == ["Ik heb de fiets gisteren ingeleverd, tot wanneer kan ik klagen?"]
    page = client.get(f"/support/conversations/{given['conversation_id']}").text
    for part in (
        "Artikel 4 lid 1",
        "<strong>22 maart 2026</strong>",
        "leenfiets.klacht",
        "Hielp niet",
        "mail [e-mailadres]",
        "Klachttermijn",
    ):
        assert part in page, part
    assert 'href="/support/clauses/leenfiets/4.1?version=2024-05-01"' in page
    assert "worklist/case" not in page  # for who may write it


def test_older_conversations_stand_on_further_pages(client: TestClient, store: Store, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(conversations, "SHOWN", 2)
    for number in range(5):
        ask(client, f"Vraag {number}: mag ik gratis afzeggen?")
    sign_in(client, store)
    address, pages = "/support/conversations?q=afzeggen&company=leenfiets", []
    while address:
        page = client.get(address).text
        pages.append([question[:7] for question in questions_on(page)])
        older = re.search(r'rel="next" href="([^"]+)"', page)
        address = older[1].replace("&amp;", "&") if older else ""
    assert pages == [["Vraag 4", "Vraag 3"], ["Vraag 2", "Vraag 1"], ["Vraag 0"]]
    assert 'rel="prev" href="/support/conversations?q=afzeggen&amp;company=leenfiets&amp;page=2"' in page
    assert client.get("/support/conversations?page=0").status_code == 422


def test_an_editor_saves_all_that_is_kept_of_a_conversation(client: TestClient, store: Store) -> None:
    conversation = ask(client)["conversation_id"]
    address = f"/support/conversations/{conversation}/export"
    sign_in(client, store)
    assert client.get(address).status_code == 403
    assert address not in client.get(f"/support/conversations/{conversation}").text
    sign_in(client, store, "editor")
    assert address in client.get(f"/support/conversations/{conversation}").text
    saved = client.get(address)
    assert saved.headers["Content-Disposition"] == f'attachment; filename="gesprek-{conversation}.json"'
    assert [kept["question"] for kept in saved.json()["exchanges"]] == ["Geven jullie korting aan studenten?"]
    assert client.get("/support/conversations/onbekend/export").status_code == 404


def test_a_conversation_that_is_not_kept_is_said(client: TestClient, store: Store) -> None:
    sign_in(client, store)
    reply = client.get("/support/conversations/onbekend")
    assert (reply.status_code, "niet (meer) bewaard" in reply.text) == (404, True)


def test_an_editor_erases_a_conversation_and_a_reader_does_not(client: TestClient, store: Store) -> None:
    conversation = ask(client)["conversation_id"]
    address = f"/support/conversations/{conversation}/erase"
    assert client.post(address, data={"csrf": sign_in(client, store)}).status_code == 403
    client.post(address, data={"csrf": sign_in(client, store, "editor")})
    assert store.records.conversation(conversation) == ()


def test_the_work_list_groups_what_asks_the_same_until_it_is_settled(client: TestClient, store: Store) -> None:
    for message in ("Geven jullie korting aan studenten?", "krijg ik als student korting", "Wat voor weer wordt het morgen?"):
        ask(client, message)
    rate(client, ask(client, "mag ik de fiets gratis afzeggen?")["message_id"], "Te vaag")
    csrf = sign_in(client, store, "editor")
    page = client.get("/support/worklist").text
    assert questions_on(page)[0] == "krijg ik als student korting"
    assert len(questions_on(page)) == 3
    assert "2 keer gevraagd" in page
    assert "Te vaag" in page
    settled = re.findall(r'name="message_id" value="(\w+)"', page.split('<li class="card group">')[1])
    client.post("/support/worklist/done", data={"csrf": csrf, "message_id": settled})
    assert "korting" not in client.get("/support/worklist").text
    assert questions_on(client.get("/support/worklist", params={"company": "taarthuis"}).text) == []


def test_a_question_becomes_an_eval_case_for_review(client: TestClient, store: Store, settings: Settings) -> None:
    given, same = ask(client, "Is er studentenkorting?"), ask(client, "studentenkorting?")
    csrf = sign_in(client, store, "editor")
    form = client.get("/support/worklist/case", params={"message_id": given["message_id"], "also": same["message_id"]}).text
    assert "Is er studentenkorting?" in form
    assert f'<option value="{given["status"]}" selected>' in form
    sent = {
        "csrf": csrf, "message_id": given["message_id"], "also": same["message_id"], "kind": "clause",
        "expected_status": "answered", "audience": "consument",
        "gold_clauses": "2.1, 2.2", "must_include": "24 uur\n gratis \n", "expected_amount": "12.50",
        "expected_date": "", "difficulty": "", "why": "Staat in 2.1",
    }  # fmt: skip
    wrong = client.post("/support/worklist/case", data={**sent, "gold_clauses": "9.9"})
    assert (wrong.status_code, "geen bepaling met nummer" in wrong.text) == (422, True)
    assert "leenfiets.jsonl" in client.post("/support/worklist/case", data=sent).text
    (case,) = load_cases(["leenfiets"], folder=settings.review_dir)
    assert (case.turns, case.expected_status, case.gold_clauses) == (("Is er studentenkorting?",), "answered", ("2.1", "2.2"))
    assert (case.must_include, str(case.expected_amount), case.audience) == (("24 uur", "gratis"), "12.50", "consument")
    assert store.work.open() == ()


def propose(client: TestClient, csrf: str, message_id: str = "", **said: str) -> str:
    sent = {
        "csrf": csrf,
        "clause": "leenfiets:2.1",
        "kern": "U annuleert gratis.",
        "vragen": "een\ntwee",
        "message_id": message_id,
    }
    return client.post("/support/changes", data={**sent, **said}).text


def test_a_better_explanation_is_proposed_and_approved_by_somebody_else(client: TestClient, store: Store, files: Files) -> None:
    given = ask(client)
    csrf = sign_in(client, store, "editor")
    form = client.get("/support/changes/new", params={"clause": "leenfiets:2.1", "message_id": given["message_id"]}).text
    assert "U annuleert gratis tot 24 uur voordat u de fiets ophaalt." in form
    assert "laten vervallen\nGeven jullie korting aan studenten?</textarea>" in form
    page = propose(client, csrf, given["message_id"])
    assert "Voorgesteld door editor" in page
    assert "/approve" not in page
    assert store.work.open() == ()
    assert client.post("/support/changes/1/approve", data={"csrf": csrf}).status_code == 403
    assert files.applied == []
    other = sign_in(client, store, "editor", name="els")
    page = client.post("/support/changes/1/approve", data={"csrf": other}).text
    assert "De index wordt nu opnieuw gebouwd" in page
    assert "Goedgekeurd door els" in page
    assert "nog niet in gebruik" in page
    (change,) = files.applied
    assert (change.clause_id, change.after.vragen, change.before.kern[:11]) == ("leenfiets:2.1", ("een", "twee"), "U annuleert")


@pytest.mark.usefixtures("files")
def test_what_is_wrong_with_a_change_is_said_before_it_is_kept(client: TestClient, store: Store, files: Files) -> None:
    csrf = sign_in(client, store, "editor")
    files.wrong = ("2.1: kern noemt 45, de bepaling niet",)
    page = propose(client, csrf, kern="U hebt 45 dagen.")
    assert "kern noemt 45" in page
    assert "U hebt 45 dagen.</textarea>" in page
    assert store.changes.list() == ()


def test_a_change_is_rejected(client: TestClient, store: Store, files: Files) -> None:
    csrf = sign_in(client, store, "editor")
    propose(client, csrf)
    assert "Afgewezen door editor" in client.post("/support/changes/1/reject", data={"csrf": csrf}).text
    assert "al beslist" in client.post("/support/changes/1/reject", data={"csrf": csrf}).text
    assert files.applied == []


@pytest.mark.parametrize("number", ["0", "99999999999999999999999"])
def test_a_number_that_no_change_can_have_is_refused(client: TestClient, store: Store, number: str) -> None:
    csrf = sign_in(client, store, "editor")
    assert client.post(f"/support/changes/{number}/approve", data={"csrf": csrf}).status_code == 422


def test_control_characters_do_not_reach_a_change(client: TestClient, store: Store) -> None:
    csrf = sign_in(client, store, "editor")
    propose(client, csrf, kern="U annuleert\x07 gratis\x00 tot 24 uur\x7f vooraf.")
    (proposal,) = store.changes.list()
    assert proposal.change.after.kern == "U annuleert gratis tot 24 uur vooraf."


def test_who_may_change_an_explanation_can_start_from_its_clause(client: TestClient, store: Store) -> None:
    for role, links in (("reader", 0), ("editor", 1)):
        sign_in(client, store, role)  # type: ignore[arg-type]
        page = client.get("/support/clauses/leenfiets/2.1").text
        assert page.count('href="/support/changes/new?clause=leenfiets%3A2.1"') == links
    assert client.get("/support/changes/new?clause=leenfiets%3A2.1").status_code == 200


def test_a_reader_changes_nothing(client: TestClient, store: Store) -> None:
    csrf = sign_in(client, store)
    for address in ("/support/changes", "/support/changes/1/approve", "/support/worklist/done", "/support/worklist/case"):
        assert client.post(address, data={"csrf": csrf}).status_code == 403


def unescaped(page: str, texts: Sequence[str]) -> list[str]:
    return [text for text in texts if re.search(r"[<>\"']", text) and text in page]


def test_what_a_customer_wrote_stands_on_every_page_as_text_alone(client: TestClient, store: Store) -> None:
    csrf = sign_in(client, store, "editor")
    for number, text in enumerate(HOSTILE):
        keep(store.records, f"m{number}", text, company="leenfiets", answer=text)
        store.records.rate(f"m{number}", "down", text)
    propose(client, csrf, kern=HOSTILE[0], vragen="\n".join(HOSTILE), buiten=HOSTILE[1])
    for address in (
        "/support/worklist", "/support/conversations", "/support/changes", "/support/conversations/c1",
        "/support/worklist/case?message_id=m0", "/support/changes/new?clause=leenfiets:2.1&message_id=m0",
    ):  # fmt: skip
        page = client.get(address)
        assert page.status_code == 200, address
        assert unescaped(page.text, HOSTILE) == [], address
        assert len(re.findall(r"<script\b", page.text)) == 1, address
