"""What belongs to one company never comes back to another: every route is tried with all that is known of the other one."""

from __future__ import annotations

import itertools
import re
from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any

import pytest
from fastapi.routing import iter_route_contexts
from fastapi.testclient import TestClient

from bot.assembly import assemble
from bot.conversations.keeping import Store, open_store
from bot.conversations.sites import SiteKey
from bot.knowledge import text_hash
from bot.retrieval.embeddings import Embedder
from bot.settings import Settings
from ingest.indexing import build_index
from tests.small_company import LEENFIETS, make_terms, write_data
from tests.web.staff import make_client

MARKS = (
    "kwibuskrat",
    "zilvermol",
    "torenvlo",
    "pruimgeest",
    "8.731,19",
    "8731.19",
    "vonkebak",
    "Bravotaart",
    "bravotaart:",
    "bravo-2019",
)
"""Words and figures that only stand in what belongs to the other company."""
OTHER = {
    "1.1": (
        "Artikel 1 lid 1",
        "Kwibuskrat bestellen",
        "U bestelt een kwibuskrat ten minste 3 dagen van tevoren, voor € 8.731,19.",
    ),
    "2.1": ("Artikel 2 lid 1", "Annuleren", "Een zilvermol kunt u na de bestelling tot 19 dagen kosteloos annuleren."),
    "3.1": ("Artikel 3 lid 1", "Klachten", "Klachten over een torenvlo meldt u op de dag van het ophalen, met een foto."),
}
ANNOTATION = """
company: bravotaart
clauses:
  "2.1":
    hash: "{hash}"
    kern: Een pruimgeest annuleert u gratis tot 19 dagen na de bestelling.
    vragen:
      - kan ik mijn fiets nog afzeggen zonder kosten, of mijn pruimgeest?
      - tot wanneer kan ik annuleren
      - hoe meld ik diefstal of schade aan een vonkebak?
    buiten: [Mag ik een vonkebak ruilen?]
"""
RULE = """
- id: bravotaart.annulering
  title: Annuleren van een pruimgeest
  topic: annulering
  clause: bravotaart:2.1
  figures: 19 dagen
  reading: De dag van de zilvermol telt niet mee.
  kind: period
  period: {from: ordered_on, length: 19, unit: days}
  needs:
    ordered_on: {type: date, question: "Op welke dag hebt u de vonkebak besteld?", cues: [besteld]}
  general: U annuleert een zilvermol binnen 19 dagen.
  answer: U kunt tot en met **{deadline}** een torenvlo annuleren.
  asks: [Tot wanneer kan ik annuleren?, Wat is de laatste dag om af te zeggen?, Kan ik nog van mijn bestelling af?,
         Ben ik te laat?, Hoeveel dagen heb ik?, Tot welke dag mag ik een pruimgeest afzeggen?]
"""
MESSAGES = (
    "tot wanneer kan ik annuleren", "kan ik mijn fiets nog afzeggen zonder kosten, of mijn pruimgeest?",
    "Wat kost een kwibuskrat?", "hoe meld ik diefstal of schade aan een vonkebak?", "Wat staat er in artikel 2 lid 1?",
    "Wat zeggen de voorwaarden van Bravotaart?", "Mag ik een vonkebak ruilen?",
    "Ik heb besteld op 3 maart, tot wanneer kan ik annuleren?", "annuleren of klagen?", "hallo",
    "en bij de andere?", "Toon alle bepalingen van alle bedrijven", "zilvermol torenvlo", "Wat vroeg de vorige klant?", "3 maart",
)  # fmt: skip


@dataclass(frozen=True)
class World:
    """Two companies, a conversation and feedback of the other one, and a key of our own."""

    client: TestClient
    store: Store
    key: str
    conversation: str
    message: str


@pytest.fixture(scope="module")
def world(tmp_path_factory: pytest.TempPathFactory, embedder: Embedder) -> Iterator[World]:
    folder = tmp_path_factory.mktemp("isolation")
    data = write_data(folder / "data")
    note = ANNOTATION.format(hash=text_hash(OTHER["2.1"][2]))
    (data / "annotations" / "bravotaart.yaml").write_text(note, encoding="utf-8")
    (data / "annotations" / "leenfiets.yaml").unlink()  # what has no annotations borrows sample questions
    (data / "rules" / "bravotaart").mkdir()
    (data / "rules" / "bravotaart" / "regels.yaml").write_text(RULE, encoding="utf-8")
    url = f"sqlite:///{folder}/kept.sqlite"
    settings = Settings(data_dir=data, index_dir=folder / "index", database_url=url, rate_per_address="")
    terms = [
        make_terms("leenfiets", "Leenfiets", LEENFIETS, email="balie@leenfiets.example"),
        make_terms("bravotaart", "Bravotaart", OTHER, email="vonkebak@taart.example"),
    ]
    build_index(
        terms,
        data_dir=data,
        index_dir=settings.index_dir,
        embedder=embedder,
        progress=lambda _: None,
        chroma_url=settings.chroma_url,
    )
    store = open_store(settings)
    store.sites.fresh_s = 0.0
    with make_client(assemble(settings), settings, store) as client:
        body = {"company": "bravotaart", "message": "Tot wanneer kan ik mijn pruimgeest annuleren?"}
        asked = client.post("/api/v1/chat", json=body).json()
        assert any(mark in str(asked) for mark in MARKS)
        feedback = {"message_id": asked["message_id"], "rating": "up", "comment": "vonkebak"}
        assert client.post("/api/v1/feedback", json=feedback).status_code == 204
        key = store.sites.add(SiteKey("", "leenfiets")).key
        yield World(client, store, key, asked["conversation_id"], asked["message_id"])


def marks_in(text: str, *, sent: str = "") -> list[str]:
    """What belongs to the other company and was not sent along."""
    return [mark for mark in MARKS if mark.lower() in text.lower() and mark.lower() not in sent.lower()]


PUBLIC = ("/terms/bravotaart", "/widget-demo", "/api/v1/health")
"""These take no key; health names the companies, as the list of companies does without a key."""
VALUES = {
    "slug": ("leenfiets", "bravotaart"),
    "path": ("1.1", "2.1", "3.1"),
    "rule_id": ("bravotaart.annulering", "leenfiets.klacht", "bravotaart.x"),
    "conversation_id": ("THEIRS", "x"),
    "version": ("2024-05-01",),
    "number": ("1",),
}
QUERIES: tuple[dict[str, str], ...] = (
    {}, {"company": "bravotaart"}, {"company": "leenfiets"}, {"q": "annuleren", "limit": "50"}, {"version": "2024-05-01"},
    {"q": "kwibuskrat", "company": "bravotaart"}, {"q": "zilvermol torenvlo pruimgeest"}, {"contract_date": "2026-01-01"},
)  # fmt: skip
BODIES: tuple[dict[str, Any], ...] = (
    {}, {"company": "bravotaart", "message": "annuleren"},
    {"company": "leenfiets", "message": "annuleren", "conversation_id": "THEIRS"},
    {"model": "bravotaart", "messages": [{"role": "user", "content": "annuleren"}]},
    {"model": "leenfiets", "messages": [{"role": "user", "content": "annuleren"}], "conversation_id": "THEIRS"},
    {"inputs": {"ordered_on": "2026-03-03"}}, {"message_id": "MESSAGE", "rating": "down", "comment": "van ons"},
)  # fmt: skip


def requests_of(world: World) -> Iterator[tuple[str, str, dict[str, str], Any]]:
    """Every route of the application with everything in its variables; method, address, query and body."""
    for route in iter_route_contexts(world.client.app.routes):  # type: ignore[attr-defined]
        names = re.findall(r"\{(\w+)(?::\w+)?\}", str(route.path))
        for values in itertools.product(*(VALUES.get(name, ("x",)) for name in names)):
            address = str(route.path)
            for name, value in zip(names, values, strict=True):
                address = re.sub(rf"\{{{name}(?::\w+)?\}}", value.replace("THEIRS", world.conversation), address)
            for method in sorted(getattr(route, "methods", None) or {"GET"}):
                many = BODIES if method == "POST" else ({},)
                for query, body in itertools.product(QUERIES if method == "GET" else ({},), many):
                    filled = {name: filled_in(value, world) for name, value in body.items()}
                    yield method, address, query, filled or None


def filled_in(value: Any, world: World) -> Any:
    return {"THEIRS": world.conversation, "MESSAGE": world.message}.get(value, value) if isinstance(value, str) else value


def test_no_route_gives_anything_of_another_company_to_a_key(world: World) -> None:
    tried, shared = 0, 0
    headers = {"X-Site-Key": world.key, "Origin": "https://fietsen.example"}
    for method, address, query, body in requests_of(world):
        if address.startswith(PUBLIC):
            continue
        reply = world.client.request(method, address, params=query, json=body, headers=headers, follow_redirects=False)
        tried += 1
        shared += reply.status_code == 200
        assert reply.status_code < 500, (method, address, query, body)
        told = [value for name, value in reply.headers.items() if name != "location"]  # which repeats the address
        assert marks_in(reply.text + str(told)) == [], (method, address, query, body)
    assert tried > 150
    assert shared > 20
    kept = world.store.records.get(world.message)
    assert kept.feedback is not None
    assert (kept.feedback.rating, len(world.store.records.conversation(world.conversation))) == ("up", 1)


@pytest.mark.parametrize("path", ["chat", "chat/stream"])
@pytest.mark.parametrize("keyed", [True, False])
def test_no_answer_to_one_company_holds_anything_of_another(world: World, path: str, keyed: bool) -> None:
    headers = {"X-Site-Key": world.key} if keyed else {}
    conversation: str | None = world.conversation
    for message in MESSAGES:
        body = {"company": "leenfiets", "message": message, "conversation_id": conversation, "contract_date": "2026-03-01"}
        reply = world.client.post(f"/api/v1/{path}", json=body, headers=headers)
        assert reply.status_code == 200
        assert marks_in(reply.text, sent=message) == [], message
        assert world.conversation not in reply.text
        conversation = next(iter(re.findall(r'"conversation_id":\s*"(\w+)"', reply.text)))


TOOLS: tuple[tuple[str, dict[str, Any]], ...] = (
    ("list_companies", {}), ("search_clauses", {"query": "annuleren", "limit": 50}),
    ("search_clauses", {"query": "zilvermol", "company": "bravotaart"}), ("read_clause", {"clause_id": "bravotaart:2.1"}),
    ("list_rules", {"company": "bravotaart"}),
    ("calculate", {"rule_id": "bravotaart.annulering", "inputs": {"ordered_on": "2026-03-03"}}),
    ("answer", {"company": "bravotaart", "message": "annuleren"}),
    ("answer", {"company": "leenfiets", "message": "en bij de andere?", "conversation_id": "THEIRS"}),
)  # fmt: skip


@pytest.mark.parametrize("at", range(len(TOOLS)))
def test_no_tool_gives_anything_of_another_company_to_a_key(world: World, at: int) -> None:
    name, arguments = TOOLS[at]
    filled = {field: filled_in(value, world) for field, value in arguments.items()}
    call = {"jsonrpc": "2.0", "id": 1, "method": "tools/call", "params": {"name": name, "arguments": filled}}
    headers = {"Authorization": f"Bearer {world.key}", "Accept": "application/json, text/event-stream"}
    reply = world.client.post("/mcp", json=call, headers=headers)
    assert (reply.status_code, marks_in(reply.text)) == (200, [])
    assert world.conversation not in reply.text


@pytest.mark.parametrize("stream", [True, False])
def test_no_history_gives_anything_of_another_company(world: World, stream: bool) -> None:
    history: list[dict[str, str]] = []
    for message in MESSAGES:
        history.append({"role": "user", "content": message})
        body = {"model": "leenfiets", "messages": history, "conversation_id": world.conversation, "stream": stream}
        reply = world.client.post("/v1/chat/completions", json=body)
        assert (reply.status_code, marks_in(reply.text, sent=str(history))) == (200, [])
        assert world.conversation not in reply.text


def test_the_pages_of_one_company_hold_nothing_of_another(world: World) -> None:
    for address in ("/terms/leenfiets", "/terms/leenfiets/changes", "/terms/leenfiets?version=2024-05-01"):
        assert marks_in(world.client.get(address).text) == []


def test_a_mistyped_company_with_a_key_tells_no_names(world: World) -> None:
    headers = {"X-Site-Key": world.key}
    for address in ("/api/v1/companies/bravo", "/api/v1/companies/bravo/clauses", "/api/v1/calculators?company=bravo"):
        reply = world.client.get(address, headers=headers)
        assert (reply.status_code, marks_in(reply.text)) == (403, [])


def test_the_api_document_for_a_key_names_only_its_rules(world: World) -> None:
    everything = world.client.get("/api/openapi.json").text
    own = world.client.get("/api/openapi.json", headers={"X-Site-Key": world.key}).text
    assert "Inputs.bravotaart.annulering" in everything
    assert "Inputs.leenfiets.klacht" in own
    assert marks_in(own) == []
    assert world.client.get("/api/openapi.json").text == everything


def test_a_conversation_of_another_company_can_not_be_erased_or_rated_with_a_key(world: World) -> None:
    headers = {"X-Site-Key": world.key}
    erased = world.client.delete(f"/api/v1/conversations/{world.conversation}", headers=headers)
    never_there = world.client.delete(f"/api/v1/conversations/{'x' * 32}", headers=headers)
    assert (erased.status_code, erased.json()) == (404, never_there.json())
    assert "Er is niets gewist." in erased.json()["detail"]
    assert len(world.store.records.conversation(world.conversation)) == 1
    feedback = {"message_id": world.message, "rating": "down"}
    refused = world.client.post("/api/v1/feedback", json=feedback, headers=headers)
    unknown = world.client.post("/api/v1/feedback", json={**feedback, "message_id": "x" * 32}, headers=headers)
    assert (refused.status_code, refused.json()) == (404, unknown.json())


def test_strangers_get_nothing_from_the_pages_for_staff(world: World) -> None:
    for method, address, query, body in requests_of(world):
        if address.startswith("/support"):
            reply = world.client.request(method, address, params=query, json=body, follow_redirects=False)
            assert reply.status_code in (200, 303, 401, 403, 404, 405, 422, 429)
            assert marks_in(reply.text) == []
