"""`python -m bot sites add|list|remove`: keys with which the pages of companies' websites ask."""

from __future__ import annotations

import argparse

from bot import texts
from bot.conversations.keeping import open_store
from bot.conversations.sites import SiteKey, Sites
from bot.errors import UnknownCompany
from bot.settings import Settings


def add_site_commands(commands: argparse._SubParsersAction[argparse.ArgumentParser]) -> None:
    """Let the parser know the commands."""
    sites = commands.add_parser("sites", help=texts.get("sites.help_sites")).add_subparsers(required=True)
    adding = sites.add_parser("add", help=texts.get("sites.help_add"))
    adding.add_argument("company", help=texts.get("sites.help_company"))
    adding.add_argument("--origin", action="append", default=[], help=texts.get("sites.help_origin"))
    adding.add_argument("--rate", default="", help=texts.get("sites.help_rate"))
    adding.add_argument("--message-limit", type=int, help=texts.get("sites.help_limit"))
    adding.add_argument("--required", action="store_true", help=texts.get("sites.help_required"))
    adding.set_defaults(run=add)
    sites.add_parser("list", help=texts.get("sites.help_list")).set_defaults(run=list_sites)
    removing = sites.add_parser("remove", help=texts.get("sites.help_remove"))
    removing.add_argument("key", help=texts.get("sites.help_key"))
    removing.set_defaults(run=remove)


def add(options: argparse.Namespace) -> str:
    """Make a key."""
    folder = Settings().data_dir / "terms"
    if options.company not in {path.name for path in folder.glob("*/")}:
        raise UnknownCompany(texts.get("sites.no_company", company=options.company, folder=folder))
    wanted = SiteKey("", options.company, tuple(options.origin), options.rate, options.message_limit, options.required)
    made = _sites().add(wanted)
    return texts.get("sites.added", company=made.company, key=made.key)


def list_sites(_: argparse.Namespace) -> str:
    """The keys, one a line."""
    return "\n".join(_line(site) for site in _sites().list()) or texts.get("sites.none")


def remove(options: argparse.Namespace) -> str:
    """Take a key away."""
    _sites().remove(options.key)
    return texts.get("sites.removed")


def _sites() -> Sites:
    return open_store(Settings()).sites


def _line(site: SiteKey) -> str:
    limits = [texts.get("sites.rate_line", rate=site.rate)] if site.rate else []
    limits += [texts.get("sites.limit_line", limit=site.message_limit)] if site.message_limit else []
    limits += [texts.get("sites.required_line")] if site.required else []
    origins = ", ".join(site.origins) or texts.get("sites.any_origin")
    return texts.get("sites.line", key=site.key, company=site.company, origins=origins, limits="".join(limits))
