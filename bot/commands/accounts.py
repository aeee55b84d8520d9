"""`python -m bot accounts add|password|remove|list`: who may sign in on the pages for staff."""

from __future__ import annotations

import argparse
import getpass
import sys

from bot import texts
from bot.conversations.accounts import ROLES, Accounts
from bot.conversations.keeping import open_store
from bot.settings import Settings


def add_account_commands(commands: argparse._SubParsersAction[argparse.ArgumentParser]) -> None:
    """Let the parser know the commands."""
    accounts = commands.add_parser("accounts", help=texts.get("accounts.help_accounts")).add_subparsers(required=True)
    adding = accounts.add_parser("add", help=texts.get("accounts.help_add"))
    adding.add_argument("name", help=texts.get("accounts.help_name"))
    adding.add_argument("--role", choices=ROLES, default=ROLES[0], help=texts.get("accounts.help_role"))
    adding.set_defaults(run=add)
    changing = accounts.add_parser("password", help=texts.get("accounts.help_password"))
    changing.add_argument("name", help=texts.get("accounts.help_name"))
    changing.set_defaults(run=set_password)
    removing = accounts.add_parser("remove", help=texts.get("accounts.help_remove"))
    removing.add_argument("name", help=texts.get("accounts.help_name"))
    removing.set_defaults(run=remove)
    accounts.add_parser("list", help=texts.get("accounts.help_list")).set_defaults(run=list_accounts)


def add(options: argparse.Namespace) -> str:
    """Make an account."""
    _accounts().add(options.name, _ask_password(options.name), options.role)
    return texts.get("accounts.added", name=options.name, role=texts.get(f"accounts.role_{options.role}"))


def set_password(options: argparse.Namespace) -> str:
    """Give somebody a new password."""
    _accounts().set_password(options.name, _ask_password(options.name))
    return texts.get("accounts.changed", name=options.name)


def remove(options: argparse.Namespace) -> str:
    """Take an account away."""
    _accounts().remove(options.name)
    return texts.get("accounts.removed", name=options.name)


def list_accounts(_: argparse.Namespace) -> str:
    """The accounts, one a line."""
    lines = [f"{account.name:24} {account.role:8} {account.created_at:%Y-%m-%d}" for account in _accounts().list()]
    return "\n".join(lines) or texts.get("accounts.none")


def _accounts() -> Accounts:
    return open_store(Settings()).accounts


def _ask_password(name: str) -> str:
    if sys.stdin.isatty():
        return getpass.getpass(texts.get("accounts.ask_password", name=name))
    return sys.stdin.readline().rstrip("\n")
