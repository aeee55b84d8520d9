"""`python -m ingest add FILE` and `remove SLUG`."""

from __future__ import annotations

import argparse
import sys
from pathlib import Path
from typing import TYPE_CHECKING

from bot.models import Contact
from bot.offline import stay_offline
from bot.settings import Settings
from ingest.delivery import deliver_file
from ingest.identity import Request
from ingest.previewing import preview
from ingest.telling import preview_as_json, preview_as_text, report_as_json, report_as_text
from ingest.wording import say

if TYPE_CHECKING:
    from argparse import _SubParsersAction

    from ingest.adding import Adder

CONTACT = ("email", "phone", "website", "address")


def add(options: argparse.Namespace) -> int:
    """Add one document and print what was made of it; with `--dry-run` print it and write nothing."""
    contact = Contact(**{field: getattr(options, field) for field in CONTACT})
    request = Request(options.company, options.name, options.version, contact)
    delivery = deliver_file(options.file)
    if options.dry_run:
        made = preview(delivery, request, data_dir=Settings().data_dir)
        print(preview_as_json(made) if options.json else preview_as_text(made))
        return 0
    report = _adder(options).add(delivery, request)
    print(report_as_json(report) if options.json else report_as_text(report))
    return 0


def remove(options: argparse.Namespace) -> int:
    """Take a company out of the terms that are served."""
    _adder(options).remove(options.company)
    print(say("removed", slug=options.company))
    return 0


def add_add_commands(commands: _SubParsersAction[argparse.ArgumentParser]) -> None:
    """Put `add` and `remove` among the commands of `python -m ingest`."""
    adding = commands.add_parser("add", help=say("help_add"))
    adding.add_argument("file", type=Path, help=say("help_file"))
    adding.add_argument("--company", required=True, metavar="SLUG", help=say("help_slug"))
    adding.add_argument("--name", default="", help=say("help_name"))
    adding.add_argument("--version", help=say("help_version"))
    for field in CONTACT:
        adding.add_argument(f"--{field}", help=say("help_contact"))
    adding.add_argument("--dry-run", action="store_true", help=say("help_dry_run"))
    adding.add_argument("--json", action="store_true", help=say("help_add_json"))
    adding.set_defaults(run=add)
    removing = commands.add_parser("remove", help=say("help_remove"))
    removing.add_argument("company", metavar="SLUG", help=say("help_slug"))
    removing.set_defaults(run=remove, json=False)


def _adder(options: argparse.Namespace) -> Adder:
    """Adds to the folders of the settings; where the output is for machines, progress goes beside it."""
    settings = Settings()
    stay_offline(allow_download=settings.allow_download)
    from bot.assembly import make_embedder  # loads chromadb, and only after stay_offline
    from ingest.adding import Adder

    def tell(message: str) -> None:
        print(message, file=sys.stderr if options.json else sys.stdout, flush=True)

    return Adder(settings.data_dir, settings.index_dir, make_embedder(settings, deferred=True), tell)
