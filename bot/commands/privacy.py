"""`python -m bot conversations export|erase ID`: what is kept of one conversation, given or erased on request."""

from __future__ import annotations

import argparse
import json

from bot import texts
from bot.conversations.exporting import export_conversation
from bot.conversations.keeping import open_store
from bot.errors import UnknownMessage
from bot.settings import Settings


def add_privacy_commands(commands: argparse._SubParsersAction[argparse.ArgumentParser]) -> None:
    """Let the parser know the commands."""
    kept = commands.add_parser("conversations", help=texts.get("privacy.help_conversations")).add_subparsers(required=True)
    for name, run in (("export", export), ("erase", erase)):
        command = kept.add_parser(name, help=texts.get(f"privacy.help_{name}"))
        command.add_argument("conversation_id", help=texts.get("privacy.help_id"))
        command.set_defaults(run=run)


def export(options: argparse.Namespace) -> str:
    """Everything that is kept of a conversation, as JSON."""
    found = export_conversation(open_store(Settings()).database, options.conversation_id)
    if not any(found.values()):
        raise UnknownMessage(texts.get("privacy.unknown"))
    return json.dumps(found, ensure_ascii=False, indent=2)


def erase(options: argparse.Namespace) -> str:
    """Erase a conversation, and say how much that was."""
    store = open_store(Settings())
    count = len(store.records.conversation(options.conversation_id))
    store.conversations.erase(options.conversation_id)
    return texts.get("privacy.erased", count=count)
