"""`python -m ingest add FILE`, `add --list FILE.csv`, `add --folder DIR` and `remove SLUG`."""

from __future__ import annotations

import argparse
import sys
from pathlib import Path
from typing import TYPE_CHECKING

from bot.errors import BadInput
from bot.models import Contact
from bot.offline import stay_offline
from bot.retrieval.embeddings import make_embedder
from bot.settings import Settings
from ingest.delivery import deliver_file
from ingest.identity import Request
from ingest.listing import COLUMNS, read_folder, read_list
from ingest.previewing import preview
from ingest.telling import preview_as_json, preview_as_text, report_as_json, report_as_text
from ingest.wording import say

if TYPE_CHECKING:
    from argparse import _SubParsersAction

    from ingest.adding import Adder  # loads chromadb, and only after stay_offline

CONTACT = ("email", "phone", "website", "address")


def add(options: argparse.Namespace) -> int:
    """Add one document and print what was made of it; with `--dry-run` print it and write nothing."""
    if options.list or options.folder:
        return _add_many(options)
    if options.file is None or options.company is None:
        raise BadInput(say("add_what"))
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


def _add_many(options: argparse.Namespace) -> int:
    """Add every document of a list or a folder; 1 where some were not added, which are named at the end."""
    rows = read_list(options.list) if options.list else read_folder(options.folder)
    from ingest.batch import add_all

    adder = _adder(options, quiet=True)
    report = add_all(rows, adder, tell=lambda message: print(message, flush=True))
    print(say("batch_done", added=report.added, known=report.known, failed=len(report.failures)))
    for failure in report.failures:
        print(
            say("batch_failure", file=failure.row.file.name, slug=failure.row.request.slug, why=failure.reason), file=sys.stderr
        )
    return 1 if report.failures else 0


def remove(options: argparse.Namespace) -> int:
    """Take a company, or one version of its terms, out of the terms that are served."""
    if options.version:
        _adder(options).remove_version(options.company, options.version)
        print(say("removed_version", slug=options.company, version=options.version))
        return 0
    _adder(options).remove(options.company)
    print(say("removed", slug=options.company))
    return 0


def add_add_commands(commands: _SubParsersAction[argparse.ArgumentParser]) -> None:
    """Put `add` and `remove` among the commands of `python -m ingest`."""
    adding = commands.add_parser("add", help=say("help_add"))
    adding.add_argument("file", type=Path, nargs="?", help=say("help_file"))
    many = adding.add_mutually_exclusive_group()
    many.add_argument("--list", type=Path, metavar="FILE.csv", help=say("help_list", columns=";".join(COLUMNS)))
    many.add_argument("--folder", type=Path, metavar="DIR", help=say("help_folder"))
    adding.add_argument("--company", metavar="SLUG", help=say("help_slug"))
    adding.add_argument("--name", default="", help=say("help_name"))
    adding.add_argument("--version", help=say("help_version"))
    for field in CONTACT:
        adding.add_argument(f"--{field}", help=say("help_contact"))
    adding.add_argument("--dry-run", action="store_true", help=say("help_dry_run"))
    adding.add_argument("--json", action="store_true", help=say("help_add_json"))
    adding.set_defaults(run=add)
    removing = commands.add_parser("remove", help=say("help_remove"))
    removing.add_argument("company", metavar="SLUG", help=say("help_slug"))
    removing.add_argument("--version", metavar="NAME", help=say("help_remove_version"))
    removing.set_defaults(run=remove, json=False)


def _adder(options: argparse.Namespace, *, quiet: bool = False) -> Adder:
    """Adds to the folders of the settings; where the output is for machines, or quiet is asked for, progress goes beside it."""
    settings = Settings()
    stay_offline(allow_download=settings.allow_download)
    from ingest.adding import make_adder  # loads chromadb, and only after stay_offline

    def tell(message: str) -> None:
        print(message, file=sys.stderr if options.json or quiet else sys.stdout, flush=True)

    return make_adder(settings, make_embedder(settings, deferred=True), tell)
