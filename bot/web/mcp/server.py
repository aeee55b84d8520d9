"""The tools behind the protocol. Loading this module loads the library, which takes some 0.4 seconds and 27 MB."""

from __future__ import annotations

import asyncio
import logging
from collections.abc import Mapping, Sequence
from typing import Any

from mcp import types as protocol
from mcp.server.lowlevel.server import Server
from mcp.server.stdio import stdio_server
from mcp.server.streamable_http_manager import StreamableHTTPSessionManager
from mcp.server.transport_security import TransportSecuritySettings
from mcp.shared.exceptions import MCPError
from pydantic import ValidationError
from starlette.concurrency import run_in_threadpool
from starlette.types import Receive, Scope, Send

from bot import texts
from bot.errors import BadInput, NotAllowed, NotReady, OutsideData
from bot.version import VERSION
from bot.web.mcp.tools import Tool
from bot.web.places import places
from bot.web.problems import told_invalid

log = logging.getLogger("bot.web.mcp")
NAME = "voorwaarden"
TOLD = (BadInput, NotAllowed, NotReady, OutsideData)
"""Errors whose Dutch words are for who called."""
UNCHECKED = TransportSecuritySettings(enable_dns_rebinding_protection=False)
"""Where a call comes from was checked before."""
ProtocolServer = Server[Any]


def make_server(tools: Sequence[Tool]) -> ProtocolServer:
    """A server of these tools, and of nothing else: no resources, no prompts, nothing that is sent by itself."""
    by_name = {tool.name: tool for tool in tools}
    listed = protocol.ListToolsResult(tools=[_described(tool) for tool in tools])
    schemas = {tool.name: tool.input_schema for tool in listed.tools}

    async def list_tools(*_: object) -> protocol.ListToolsResult:
        return listed

    async def call_tool(_: object, call: protocol.CallToolRequestParams) -> protocol.CallToolResult:
        if call.name not in by_name:
            raise MCPError(protocol.INVALID_PARAMS, texts.get("mcp.unknown_tool", names=", ".join(by_name)))
        return await run_in_threadpool(result_of, by_name[call.name], call.arguments or {})

    return Server(
        NAME,
        title=texts.get("mcp.title"),
        version=VERSION,
        instructions=texts.get("mcp.instructions"),
        get_tool_input_schema=schemas.get,
        on_list_tools=list_tools,
        on_call_tool=call_tool,
    )


def result_of(tool: Tool, arguments: Mapping[str, Any]) -> protocol.CallToolResult:
    """What the tool gives, as data and as its JSON; or what is wrong, in Dutch."""
    try:
        given = tool.run(tool.takes.model_validate(arguments))
    except ValidationError as error:
        return _failed(told_invalid({**found} for found in error.errors()))
    except TOLD as error:
        return _failed(str(error))
    except Exception as error:  # noqa: BLE001  # told in the log, without its words
        log.error("%s failed: %s", tool.name, places(error))
        return _failed(texts.get("problem.unexpected"))
    text = protocol.TextContent(type="text", text=given.model_dump_json())
    return protocol.CallToolResult(content=[text], structured_content=given.model_dump(mode="json"))


def _failed(message: str) -> protocol.CallToolResult:
    return protocol.CallToolResult(content=[protocol.TextContent(type="text", text=message)], is_error=True)


def _described(tool: Tool) -> protocol.Tool:
    """The tool as a client sees it. It changes nothing, and reaches nothing but the terms that are here."""
    hints = protocol.ToolAnnotations(
        title=tool.title, read_only_hint=True, destructive_hint=False, idempotent_hint=True, open_world_hint=False
    )
    return protocol.Tool(
        name=tool.name,
        title=tool.title,
        description=tool.description,
        input_schema=tool.input_schema,
        output_schema=tool.output_schema,
        annotations=hints,
    )


async def serve_request(server: ProtocolServer, scope: Scope, receive: Receive, send: Send) -> None:
    """Answer one request. Nothing outlives it: there are no sessions and no streams, so that none can be left open."""
    manager = StreamableHTTPSessionManager(server, stateless=True, json_response=True, security_settings=UNCHECKED)
    async with manager.run():
        await manager.handle_request(scope, receive, send)


def serve_stdio(server: ProtocolServer) -> None:
    """Speak the protocol on standard input and output until the input ends. Whatever else is printed goes to standard error."""

    async def serve() -> None:
        async with stdio_server() as (reading, writing):
            await server.run(reading, writing, server.create_initialization_options())

    asyncio.run(serve())
