"""The tools, call by call: what they take, give and refuse, and who may call them from where."""

from __future__ import annotations

import json
import logging
import re
from pathlib import Path
from typing import Any

import httpx
import pytest
from fastapi.testclient import TestClient

from bot.assembly import Parts
from bot.conversations.keeping import Store
from bot.conversations.sites import SiteKey
from bot.settings import Settings
from bot.web.mcp.tools import Tool, make_tools
from tests.hostile import HOSTILE
from tests.web.staff import make_client

NAMED = {"Accept": "application/json, text/event-stream", "MCP-Protocol-Version": "2025-06-18"}
SHOP, OTHER = "https://fietsen.example", "https://elders.example"
TODAY = {"reference_date": "2026-05-04"}
WORD = "Kwakzalver"
META = {"io.modelcontextprotocol/protocolVersion": "2026-07-28", "io.modelcontextprotocol/clientCapabilities": {}}


@pytest.fixture(scope="module")
def tools(small: Parts) -> dict[str, Tool]:
    return {tool.name: tool for tool in make_tools(small.assistant, small.search)}


def send(client: TestClient, method: str, params: object = None, **headers: str) -> httpx.Response:
    message = {"jsonrpc": "2.0", "id": 1, "method": method, **({"params": params} if params is not None else {})}
    named = {name.replace("_", "-"): value for name, value in headers.items()}
    return client.post("/mcp", json=message, headers=NAMED | named)


def call(client: TestClient, name: str, arguments: object = None, **headers: str) -> dict[str, Any]:
    reply = send(client, "tools/call", {"name": name, "arguments": {} if arguments is None else arguments}, **headers)
    assert reply.status_code == 200, reply.text
    result: dict[str, Any] = reply.json()["result"]
    return result


def give(client: TestClient, name: str, arguments: object = None, **headers: str) -> Any:
    result = call(client, name, arguments, **headers)
    assert not result.get("isError"), result
    assert json.loads(result["content"][0]["text"]) == result["structuredContent"]
    return result["structuredContent"]


def refusal(client: TestClient, name: str, arguments: object = None, **headers: str) -> str:
    result = call(client, name, arguments, **headers)
    assert result["isError"], result
    assert "structuredContent" not in result
    text: str = result["content"][0]["text"]
    return text


def test_a_client_is_told_in_dutch_what_there_is(client: TestClient) -> None:
    hello = {"protocolVersion": "2025-06-18", "capabilities": {}, "clientInfo": {"name": "t", "version": "1"}}
    told = send(client, "initialize", hello).json()["result"]
    assert (told["serverInfo"]["name"], set(told["capabilities"])) == ("voorwaarden", {"tools"})
    assert "nooit een opdracht" in told["instructions"]
    listed = send(client, "tools/list").json()["result"]["tools"]
    assert [tool["name"] for tool in listed] == [
        "answer", "list_companies", "search_clauses", "read_clause", "list_rules", "calculate",
    ]  # fmt: skip
    for tool in listed:
        assert tool["annotations"]["readOnlyHint"]
        assert not tool["annotations"]["openWorldHint"]
        assert tool["description"].endswith(".")
        assert all(given["description"].endswith((".", '".')) for given in tool["inputSchema"]["properties"].values())
        assert tool["inputSchema"]["additionalProperties"] is False


@pytest.mark.parametrize("name", ["answer", "search_clauses", "read_clause", "list_rules", "calculate"])
def test_every_text_that_comes_in_has_a_limit(tools: dict[str, Tool], name: str) -> None:
    for field, schema in tools[name].input_schema["properties"].items():
        kinds = [kind for kind in schema.get("anyOf", [schema]) if kind.get("type") == "string"]
        assert all("maxLength" in kind or "enum" in kind or kind.get("format") == "date" for kind in kinds), field


def test_the_page_on_integrations_names_every_tool_with_what_it_takes(tools: dict[str, Tool]) -> None:
    page = (Path(__file__).parents[3] / "docs" / "integrations.md").read_text(encoding="utf-8")
    rows = dict(re.findall(r"^\| `(\w+)` \| (.*?) \|", page, re.MULTILINE))
    assert set(tools) <= set(rows)
    for name, tool in tools.items():
        named = set(re.findall(r"`(\w+)`", rows[name]))
        assert named == set(tool.input_schema["properties"]) or (name == "answer" and named == {"company", "message"}), name


CALLS: dict[str, dict[str, object]] = {
    "answer": {
        "company": "leenfiets",
        "message": "Ik heb de fiets op 3 mei 2026 ingeleverd, tot wanneer kan ik klagen?",
        **TODAY,
    },
    "list_companies": {},
    "search_clauses": {"query": "gratis annuleren", "company": "leenfiets", "limit": 3},
    "read_clause": {"clause_id": "leenfiets:2.2"},
    "list_rules": {"company": "leenfiets"},
    "calculate": {"rule_id": "leenfiets.klacht", "inputs": {"returned_on": "2026-05-03"}, **TODAY},
}


@pytest.mark.parametrize("name", CALLS)
def test_what_comes_out_is_what_was_promised(client: TestClient, tools: dict[str, Tool], name: str) -> None:
    given = give(client, name, CALLS[name])
    assert tools[name].gives.model_validate(given).model_dump(mode="json") == given
    assert set(tools[name].output_schema["properties"]) == set(given)


def test_the_tools_give_what_the_api_gives(client: TestClient) -> None:
    ids = {"conversation_id", "message_id"}
    chat = client.post("/api/v1/chat", json=CALLS["answer"]).json()
    told = give(client, "answer", CALLS["answer"])
    assert {name: value for name, value in told.items() if name not in ids} == {
        name: value for name, value in chat.items() if name not in ids
    }
    assert give(client, "list_companies") == client.get("/api/v1/companies").json()
    found = client.get("/api/v1/search", params={"q": "gratis annuleren", "company": "leenfiets", "limit": 3}).json()
    assert give(client, "search_clauses", CALLS["search_clauses"]) == found
    assert give(client, "read_clause", CALLS["read_clause"]) == client.get("/api/v1/companies/leenfiets/clauses/2.2").json()
    rules = client.get("/api/v1/calculators", params={"company": "leenfiets"}).json()
    assert give(client, "list_rules", CALLS["list_rules"]) == rules
    body = {name: value for name, value in CALLS["calculate"].items() if name != "rule_id"}
    assert give(client, "calculate", CALLS["calculate"]) == client.post("/api/v1/calculators/leenfiets.klacht", json=body).json()


def test_a_conversation_goes_on_by_its_id_and_is_kept(client: TestClient, store: Store) -> None:
    first = give(client, "answer", {"company": "leenfiets", "message": "Tot wanneer kan ik klagen over de fiets?", **TODAY})
    assert (first["status"], first["missing"][0]["name"]) == ("clarify", "returned_on")
    more = {"message": "Ik heb hem op 3 mei 2026 ingeleverd.", "conversation_id": first["conversation_id"]}
    second = give(client, "answer", {"company": "leenfiets", **more, **TODAY})
    assert second["calculation"]["result"]["date"] == "2026-05-10"
    assert len(store.records.conversation(first["conversation_id"])) == 2


@pytest.mark.parametrize(
    ("name", "arguments", "said"),
    [
        ("answer", {"company": "nergens", "message": "hoi"}, "Bekend zijn: leenfiets, taarthuis."),
        ("answer", {"company": "leenfiets", "message": " "}, "message (mag niet leeg zijn)"),
        ("answer", {"company": "leenfiets"}, "message (ontbreekt)"),
        ("answer", {"company": "leenfiets", "message": "a" * 2001}, "message (is te lang, ten hoogste 2000 tekens)"),
        ("answer", {"company": "leenfiets", "message": "hoi", "system": "x"}, "system (is onbekend)"),
        ("answer", {"company": "leenfiets", "message": "hoi", "audience": "koning"}, "'consument' of 'zakelijk'"),
        ("search_clauses", {"query": "a" * 301}, "ten hoogste 300 tekens"),
        ("search_clauses", {"query": "fiets", "limit": 51}, "limit"),
        ("read_clause", {"clause_id": "leenfiets:9.9"}, "9.9"),
        ("read_clause", {"clause_id": "leenfiets"}, "clause_id (heeft een ongeldige waarde)"),
        ("list_rules", {"company": "nergens"}, "Bekend zijn"),
        ("calculate", {"rule_id": "leenfiets.klacht"}, "Op welke dag hebt u de fiets ingeleverd?"),
        ("calculate", {"rule_id": "leenfiets.x"}, "leenfiets.x"),
        ("calculate", {"rule_id": "leenfiets.klacht", "inputs": {"returned_on": "gisteren"}}, "gisteren"),
        ("calculate", {"rule_id": "leenfiets.klacht", "reference_date": 5}, "is geen datum als 2026-03-16"),
    ],
)  # fmt: skip
def test_what_is_wrong_is_told_in_dutch_as_an_error_of_the_tool(
    client: TestClient, name: str, arguments: dict[str, object], said: str
) -> None:
    assert said in refusal(client, name, arguments)


def test_an_unknown_tool_is_an_error_of_the_protocol(client: TestClient) -> None:
    told = send(client, "tools/call", {"name": "delete_everything", "arguments": {}}).json()["error"]
    assert told["code"] == -32602
    assert "answer, list_companies" in told["message"]
    for method in ("resources/list", "prompts/list", "subscriptions/listen", "logging/setLevel"):
        for version in ("2025-06-18", "2026-07-28"):
            assert send(client, method, {}, MCP_Protocol_Version=version, Mcp_Method=method).json()["error"]["code"] < 0


def test_what_nobody_foresaw_is_told_without_its_words(
    small: Parts, small_settings: Settings, store: Store, monkeypatch: pytest.MonkeyPatch, caplog: pytest.LogCaptureFixture
) -> None:
    def broken(*_: object, **__: object) -> None:
        raise RuntimeError(WORD)

    monkeypatch.setattr("bot.web.mcp.tools.read_clause", broken)
    with caplog.at_level(logging.DEBUG):
        told = refusal(make_client(small, small_settings, store), "read_clause", {"clause_id": "leenfiets:2.1"})
    assert told == "Er ging iets mis aan onze kant. Probeer het later opnieuw."
    assert "RuntimeError" in caplog.text
    assert WORD not in caplog.text


def test_nothing_of_a_call_stands_in_the_log(client: TestClient, caplog: pytest.LogCaptureFixture) -> None:
    with caplog.at_level(logging.INFO):
        send(client, "tools/call", {"name": WORD})
        send(client, WORD, {"a": WORD})
        send(client, "tools/call", {"name": "answer", "arguments": WORD})
        send(client, "tools/call", [WORD])
        call(client, "answer", {"company": WORD, "message": WORD})
        call(client, "answer", {"company": "leenfiets", "message": f"Ik ben {WORD}, mag ik annuleren?"})
        client.post("/mcp", content=f"{{{WORD}".encode(), headers=NAMED | {"Content-Type": "application/json"})
    assert WORD not in caplog.text
    assert "POST /mcp 200" in caplog.text


def test_calls_are_counted_by_their_route(client: TestClient) -> None:
    give(client, "list_companies")
    assert 'route="/mcp"' in client.get("/metrics").text


def test_a_key_reaches_its_own_company_alone(client: TestClient, store: Store) -> None:
    key = store.sites.add(SiteKey("", "leenfiets", message_limit=60)).key
    for headers in ({"X_Site_Key": key}, {"Authorization": f"Bearer {key}"}):
        assert [company["slug"] for company in give(client, "list_companies", **headers)["companies"]] == ["leenfiets"]
        hits = give(client, "search_clauses", {"query": "annuleren", "limit": 50}, **headers)["hits"]
        assert {hit["company"] for hit in hits} == {"leenfiets"}
        assert give(client, "answer", {"company": "leenfiets", "message": "mag ik annuleren?"}, **headers)["status"]
        for name, arguments in (
            ("answer", {"company": "taarthuis", "message": "mag ik annuleren?"}),
            ("search_clauses", {"query": "annuleren", "company": "taarthuis"}),
            ("read_clause", {"clause_id": "taarthuis:2.1"}),
            ("list_rules", {"company": "taarthuis"}),
            ("calculate", {"rule_id": "taarthuis.x"}),
        ):
            assert refusal(client, name, arguments, **headers) == "Deze sleutel hoort bij een ander bedrijf."
        assert (
            "ten hoogste 60 tekens" in refusal(client, "answer", {"company": "leenfiets", "message": "a" * 61}, **headers).lower()
        )
    assert {company["slug"] for company in give(client, "list_companies")["companies"]} == {"leenfiets", "taarthuis"}


def test_an_unknown_key_is_refused(client: TestClient) -> None:
    assert send(client, "tools/list", Authorization="Bearer pk_verzonnen").status_code == 401
    assert send(client, "tools/list", X_Site_Key="pk_verzonnen").status_code == 401
    assert send(client, "tools/list", Authorization="Bearer iets-anders").status_code == 200


@pytest.mark.parametrize(
    "origin", [OTHER, "null", "http://testserver", "http://localhost:8000", "https://eigen.example.kwaad.example"]
)
def test_a_page_that_nobody_named_gets_nothing(client: TestClient, origin: str) -> None:
    reply = send(client, "tools/call", {"name": "list_companies", "arguments": {}}, Origin=origin)
    assert (reply.status_code, reply.headers["content-type"]) == (403, "application/problem+json")
    assert "leenfiets" not in reply.text


def test_pages_that_were_named_may_call(small: Parts, small_settings: Settings, store: Store) -> None:
    own = "https://eigen.example"
    client = make_client(small, small_settings.model_copy(update={"allowed_origins": (own,)}), store)
    key = store.sites.add(SiteKey("", "leenfiets", (SHOP,))).key
    anywhere = store.sites.add(SiteKey("", "leenfiets")).key
    allowed = send(client, "tools/list", Origin=own)
    assert (allowed.status_code, allowed.headers["access-control-allow-origin"]) == (200, own)
    keyed = send(client, "tools/list", Origin=SHOP, X_Site_Key=key)
    assert (keyed.status_code, keyed.headers["access-control-allow-origin"]) == (200, SHOP)
    for headers in ({"Origin": SHOP}, {"Origin": OTHER, "X_Site_Key": key}, {"Origin": OTHER, "X_Site_Key": anywhere}):
        assert send(client, "tools/list", **headers).status_code == 403
    wanted = "content-type,mcp-protocol-version,authorization,mcp-method,mcp-name"
    asked = {"Origin": SHOP, "Access-Control-Request-Method": "POST", "Access-Control-Request-Headers": wanted}
    assert client.options("/mcp", headers=asked).status_code == 200


@pytest.mark.parametrize("method", ["GET", "DELETE", "PUT", "HEAD"])
def test_there_is_no_stream_and_no_session_to_leave_open(client: TestClient, method: str) -> None:
    assert client.request(method, "/mcp", headers=NAMED | {"Mcp-Session-Id": "x"}).status_code == 405


def test_no_session_is_made(client: TestClient) -> None:
    hello = {"protocolVersion": "2025-06-18", "capabilities": {}, "clientInfo": {"name": "t", "version": "1"}}
    for _ in range(20):
        assert "mcp-session-id" not in send(client, "initialize", hello).headers


def test_calls_are_limited_as_questions_are(small: Parts, small_settings: Settings, store: Store) -> None:
    limited = small_settings.model_copy(update={"rate_per_address": "3/minute", "unlimited_addresses": ()})
    client = make_client(small, limited, store)
    statuses = [send(client, "tools/list").status_code for _ in range(4)]
    assert statuses == [200, 200, 200, 429]
    assert int(send(client, "tools/list").headers["retry-after"]) >= 1


ODD: dict[str, tuple[bytes, set[int]]] = {
    "no JSON": (b"x", {400}), "empty": (b"", {400}), "nested deeply": (b"[" * 30_000 + b"]" * 30_000, {400}),
    "a list": (b"[]", {400}), "a batch": (b'[{"jsonrpc": "2.0", "id": 1, "method": "tools/list"}]', {400}),
    "wrong bytes": (b'{"jsonrpc": "2.0", "id": 1, "method": "\xff\xfe"}', {400}), "null": (b"null", {400}),
    "no method": (b'{"jsonrpc": "2.0", "id": 1}', {400}), "a huge id": (b'{"jsonrpc": "2.0", "id": ' + b"9" * 5000 + b"}", {400}),
    "too large": (b'{"jsonrpc": "2.0", "id": 1, "method": "' + b"a" * 70_000 + b'"}', {413}),
}  # fmt: skip


@pytest.mark.parametrize("name", ODD)
@pytest.mark.parametrize("version", ["2025-06-18", "2026-07-28", "1999-01-01"])
def test_odd_bodies_get_a_plain_answer(client: TestClient, name: str, version: str) -> None:
    body, statuses = ODD[name]
    headers = NAMED | {"Content-Type": "application/json", "MCP-Protocol-Version": version}
    reply = client.post("/mcp", content=body, headers=headers)
    assert reply.status_code in statuses
    assert "Traceback" not in reply.text


HALF: list[tuple[str, dict[str, object]]] = [
    ("answer", {"company": "leenfiets", "message": "HALF"}),
    ("answer", {"company": "HALF", "message": "x"}),
    ("calculate", {"rule_id": "leenfiets.klacht", "inputs": {"returned_on": "HALF"}}),
    ("calculate", {"rule_id": "leenfiets.klacht", "inputs": {"HALF": "x"}}),
    ("calculate", {"rule_id": "leenfiets.HALF"}),
    ("search_clauses", {"query": "HALF"}),
    ("read_clause", {"clause_id": "leenfiets:HALF"}),
    ("list_rules", {"company": "leenfiets", "HALF": 1}),
    ("HALF", {}),
]
"""Calls with half a character, which can't be written down."""


@pytest.mark.parametrize(("name", "arguments"), HALF)
@pytest.mark.parametrize("version", ["2025-06-18", "2026-07-28"])
def test_half_a_character_is_no_failure(client: TestClient, name: str, arguments: object, version: str) -> None:
    params = {"name": name, "arguments": arguments, "_meta": META}
    body = json.dumps({"jsonrpc": "2.0", "id": 1, "method": "tools/call", "params": params}).replace("HALF", "\\ud800")
    headers = NAMED | {"Content-Type": "application/json", "MCP-Protocol-Version": version, "Mcp-Method": "tools/call"}
    reply = client.post("/mcp", content=body.encode(), headers=headers | {"Mcp-Name": name})
    assert reply.status_code in (200, 400)
    assert "aan onze kant" not in reply.text


@pytest.mark.parametrize("kind", ["text/plain", "application/x-www-form-urlencoded", "multipart/form-data"])
def test_a_form_is_no_call(client: TestClient, kind: str) -> None:
    body = json.dumps({"jsonrpc": "2.0", "id": 1, "method": "tools/list"}).encode()
    assert client.post("/mcp", content=body, headers=NAMED | {"Content-Type": kind}).status_code == 400


def test_what_is_hostile_is_text(client: TestClient) -> None:
    for text in HOSTILE[:20]:
        told = call(client, "answer", {"company": "leenfiets", "message": text[:2000]})
        assert told.get("isError") or told["structuredContent"]["status"]
    marks = {"e\u0301\u202e\u200b fiets 🚲 annuleren?": None, "ﬁets annuleren\x00?": None}
    for text in marks:
        assert give(client, "answer", {"company": "leenfiets", "message": text})["status"]
