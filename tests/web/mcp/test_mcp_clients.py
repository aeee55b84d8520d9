"""A client of the protocol that others made, with real processes: over HTTP, and over standard input and output."""

from __future__ import annotations

import asyncio
import json
import signal
import subprocess
import sys
from contextlib import suppress
from pathlib import Path

import httpx
import pytest
from fastmcp import Client
from fastmcp.client.transports import ClientTransport, StdioTransport, StreamableHttpTransport
from fastmcp.exceptions import ToolError

from bot.conversations.keeping import open_store
from bot.conversations.sites import SiteKey
from bot.settings import Settings
from tests.faults.places import ROOT, Place, Site

TODAY = {"reference_date": "2026-05-04"}
HELLO = {"protocolVersion": "2025-06-18", "capabilities": {}, "clientInfo": {"name": "t", "version": "1"}}


@pytest.fixture(params=["http", "stdio"])
def transport(request: pytest.FixtureRequest, place: Place, site: Site) -> ClientTransport:
    if request.param == "http":
        return StreamableHttpTransport(f"{site.address}/mcp")
    return StdioTransport(sys.executable, ["-m", "bot", "mcp"], env=place.environment, cwd=str(ROOT), keep_alive=False)


async def test_a_real_client_does_all_there_is_to_do(transport: ClientTransport) -> None:
    async with Client(transport) as client:
        assert {tool.name for tool in await client.list_tools()} >= {"answer", "search_clauses", "calculate"}
        companies = await client.call_tool("list_companies", {})
        assert [company.slug for company in companies.data.companies] == ["leenfiets", "taarthuis"]
        found = await client.call_tool("search_clauses", {"query": "gratis annuleren", "company": "leenfiets"})
        clause = await client.call_tool("read_clause", {"clause_id": found.structured_content["hits"][0]["clause_id"]})
        assert "24 uur" in clause.data.text
        rules = await client.call_tool("list_rules", {"company": "leenfiets"})
        [rule] = [rule for rule in rules.data.calculators if rule.rule_id == "leenfiets.klacht"]
        facts = {rule.inputs[0].name: "2026-05-03"}
        computed = await client.call_tool("calculate", {"rule_id": rule.rule_id, "inputs": facts, **TODAY})
        assert computed.data.result.date == "2026-05-10"
        asked = {"company": "leenfiets", "message": "Tot wanneer kan ik klagen over de fiets?", **TODAY}
        first = await client.call_tool("answer", asked)
        assert first.data.missing[0].question == "Op welke dag hebt u de fiets ingeleverd?"
        more = {"message": "Ik heb hem op 3 mei 2026 ingeleverd.", "conversation_id": first.data.conversation_id}
        second = await client.call_tool("answer", {**asked, **more})
        assert "**10 mei 2026**" in second.data.answer
        assert second.structured_content["citations"][0]["clause_id"] == "leenfiets:4.1"
        with pytest.raises(ToolError, match="Bekend zijn: leenfiets, taarthuis"):
            await client.call_tool("answer", {"company": "nergens", "message": "hoi"})


async def test_many_clients_at_once_get_their_own_answers(site: Site) -> None:
    async def ask(day: int) -> str:
        async with Client(StreamableHttpTransport(f"{site.address}/mcp")) as client:
            facts = {"returned_on": f"2026-05-{day:02}"}
            computed = await client.call_tool("calculate", {"rule_id": "leenfiets.klacht", "inputs": facts, **TODAY})
            return str(computed.data.result.date)

    assert await asyncio.gather(*map(ask, range(1, 13))) == [f"2026-05-{day + 7:02}" for day in range(1, 13)]


async def test_the_key_of_a_client_reaches_its_own_company_alone(site: Site, place: Place) -> None:
    sites = open_store(Settings(database_url=place.environment["DATABASE_URL"])).sites
    key = sites.add(SiteKey("", "leenfiets")).key
    for headers in ({"Authorization": f"Bearer {key}"}, {"X-Site-Key": key}):
        async with await connected(site, headers) as client:
            listed = await client.call_tool("list_companies", {})
            assert [company.slug for company in listed.data.companies] == ["leenfiets"]
            with pytest.raises(ToolError, match="ander bedrijf"):
                await client.call_tool("answer", {"company": "taarthuis", "message": "mag ik annuleren?"})


async def connected(site: Site, headers: dict[str, str]) -> Client[StreamableHttpTransport]:
    """A client with these headers, once the server has noticed the new key."""
    for _ in range(100):
        with suppress(httpx.HTTPError):
            if httpx.get(f"{site.address}/v1/models", headers=headers, trust_env=False).status_code == 200:
                break
        await asyncio.sleep(0.1)
    return Client(StreamableHttpTransport(f"{site.address}/mcp", headers=headers))


def begin(place: Place) -> subprocess.Popen[str]:
    """The tools on standard input and output, with all three pipes open."""
    return subprocess.Popen(
        [sys.executable, "-m", "bot", "mcp"],
        cwd=ROOT, env=place.environment, stdin=subprocess.PIPE, stdout=subprocess.PIPE, stderr=subprocess.PIPE, text=True,
    )  # fmt: skip


def test_nothing_but_the_protocol_comes_out(place: Place) -> None:
    messages = [
        {"jsonrpc": "2.0", "id": 1, "method": "initialize", "params": HELLO},
        {"jsonrpc": "2.0", "method": "notifications/initialized"},
        {"jsonrpc": "2.0", "id": 2, "method": "tools/call", "params": {"name": "list_companies"}},
    ]
    with begin(place) as process:
        assert process.stdin
        assert process.stdout
        process.stdin.write("rommel\n" + "".join(json.dumps(message) + "\n" for message in messages))
        process.stdin.flush()
        lines = [process.stdout.readline() for _ in range(2)]
        rest, _ = process.communicate(timeout=60)
    assert [json.loads(line)["id"] for line in lines] == [1, 2]
    assert (rest, process.returncode) == ("", 0)


async def test_without_an_index_the_tools_say_what_to_do(place: Place, tmp_path: Path) -> None:
    environment = place.environment | {"INDEX_DIR": str(tmp_path)}
    async with Client(
        StdioTransport(sys.executable, ["-m", "bot", "mcp"], env=environment, cwd=str(ROOT), keep_alive=False)
    ) as client:
        with pytest.raises(ToolError, match="ingest build"):
            await client.call_tool("list_companies", {})


@pytest.mark.parametrize("told", [signal.SIGINT, signal.SIGTERM])
def test_it_ends_when_it_is_told_to(place: Place, told: signal.Signals) -> None:
    with begin(place) as process:
        assert process.stdin
        assert process.stdout
        process.stdin.write(json.dumps({"jsonrpc": "2.0", "id": 1, "method": "initialize", "params": HELLO}) + "\n")
        process.stdin.flush()
        assert json.loads(process.stdout.readline())["id"] == 1
        process.send_signal(told)
        assert process.wait(20) == -told
        assert process.stdout.read() == ""
        assert process.stderr
        assert "Traceback" not in process.stderr.read()
