"""`python -m ingest suggest SLUG`: candidates for rules, in a file for a person to complete."""

from __future__ import annotations

import argparse
from pathlib import Path
from typing import TYPE_CHECKING

from bot.calculators.loading import load_rules
from bot.errors import BadInput, UnknownCompany
from bot.knowledge import Knowledge
from bot.settings import Settings
from ingest.company import find_companies
from ingest.drafting import draft
from ingest.suggesting import left_over, suggest
from ingest.terms import load_terms
from ingest.wording import say

if TYPE_CHECKING:
    from argparse import _SubParsersAction

FOLDER = "suggestions"
"""Beside the data that is used; nothing reads it to answer."""


def suggest_rules(options: argparse.Namespace) -> int:
    """Write the candidates of a company to a file that is not there yet, and say how many."""
    settings = Settings()
    folder = next((each for each in find_companies(settings.data_dir / "terms") if each.name == options.company), None)
    if folder is None:
        raise UnknownCompany(say("company_unknown", slug=options.company))
    path: Path = options.out or settings.data_dir / FOLDER / f"{options.company}.yaml"
    if path.exists():
        raise BadInput(say("suggest_there", file=path))
    terms, _report = load_terms(folder)
    found = suggest(Knowledge(terms))
    left = left_over(found, (rule for rule in load_rules(settings.data_dir) if rule.company == options.company))
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_text(draft(left, terms.company, terms.version), encoding="utf-8")
    print(say("suggested", count=len(left), file=path, known=len(found) - len(left)))
    print(say("suggest_next"))
    return 0


def add_suggest_commands(commands: _SubParsersAction[argparse.ArgumentParser]) -> None:
    """Put `suggest` among the commands of `python -m ingest`."""
    suggesting = commands.add_parser("suggest", help=say("help_suggest"))
    suggesting.add_argument("company", metavar="SLUG", help=say("help_slug"))
    suggesting.add_argument("--out", type=Path, help=say("help_suggest_out"))
    suggesting.set_defaults(run=suggest_rules)
