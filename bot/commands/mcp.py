"""The tools on standard input and output, for an agent on this machine."""

from __future__ import annotations

import argparse
import signal

from bot import texts
from bot.offline import stay_offline
from bot.settings import Settings


def add_mcp_command(commands: argparse._SubParsersAction[argparse.ArgumentParser]) -> None:
    """Let the parser know the command."""
    command = commands.add_parser("mcp", help=texts.get("mcp.help"))
    command.set_defaults(run=serve)


def serve(_: argparse.Namespace) -> str:
    """Serve until the input ends; nothing to print. What is asked is not kept."""
    settings = Settings()
    stay_offline(allow_download=settings.allow_download)
    from bot.assembly import assemble  # loads chromadb and the model: seconds
    from bot.web.mcp.server import make_server, serve_stdio
    from bot.web.mcp.tools import make_tools

    parts = assemble(settings)
    signal.signal(signal.SIGINT, signal.SIG_DFL)  # at once: a thread that waits for input would be waited for
    serve_stdio(make_server(make_tools(parts.assistant, parts.search, message_limit=settings.message_limit)))
    return ""
