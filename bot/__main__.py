"""On the command line: ask, list rules, examine the installation, offer tools to agents, look after what is kept."""

from __future__ import annotations

import argparse
import sys
from collections.abc import Sequence
from datetime import date

from bot import texts
from bot.calculators.listing import RuleRow, list_rules
from bot.calculators.loading import load_rules
from bot.clock import today
from bot.commands.accounts import add_account_commands
from bot.commands.audits import add_audit_commands
from bot.commands.mcp import add_mcp_command
from bot.commands.privacy import add_privacy_commands
from bot.commands.sites import add_site_commands
from bot.configuration import with_settings
from bot.doctor.finding import as_json, as_text
from bot.errors import TermsBotError, UnknownCompany
from bot.models import Question, Reply
from bot.offline import stay_offline
from bot.settings import Settings
from bot.web.schemas import ChatResponse


@with_settings
def main(arguments: Sequence[str] | None = None) -> int:
    """Run one command and return its exit code: 0 done, 1 could not be done, 2 wrong usage or settings."""
    options = _parser().parse_args(arguments)
    try:
        if said := options.run(options):
            print(said)
    except Unhealthy as found:
        print(found)
        return 1
    except TermsBotError as error:
        print(error, file=sys.stderr)
        return 1
    return 0


def ask(options: argparse.Namespace) -> str:
    """The answer to one question, as text or as the JSON of the API."""
    from bot.assembly import assemble  # loads chromadb and torch: seconds

    question = Question(
        company=options.company,
        message=options.question,
        reference_date=options.reference_date or today(),
        audience=options.audience,
        contract_date=options.contract_date,
    )
    reply = assemble(Settings()).assistant.reply(question)
    return ChatResponse.of(reply).model_dump_json(indent=2) if options.json else readable(reply)


def doctor(options: argparse.Namespace) -> str:
    """What an examination found, one line each. Raises: Unhealthy, with the same, where something is wrong."""
    settings = Settings()
    stay_offline(allow_download=settings.allow_download)
    from bot.doctor.examination import examine

    findings = list(examine(settings))
    told = as_json(findings) if options.json else "\n".join(as_text(findings))
    if any(finding.state == "failed" for finding in findings):
        raise Unhealthy(told)
    return told


class Unhealthy(Exception):
    """An examination that found something wrong; its message is everything that was found."""


def rules(options: argparse.Namespace) -> str:
    """Every rule of a company with its clause, its figures and how the text was read."""
    settings = Settings()
    rows = list_rules(rule for rule in load_rules(settings.data_dir) if rule.company == options.company)
    if not rows:
        raise UnknownCompany(texts.get("page.no_rules", company=options.company))
    return "\n".join(_rule_line(row) for row in rows)


def _rule_line(row: RuleRow) -> str:
    clauses = " ".join(clause.partition(":")[2] for clause in row.clause_ids)
    figures = "; ".join(row.figures) or row.reason
    return f"{row.rule_id:34} {clauses:14} {row.kind:13} {row.audience:11} {figures}\n{'':34} {row.reading}"


def readable(reply: Reply) -> str:
    """The answer with its literal clauses, for a terminal."""
    quotes = [f"{citation.label}, versie {citation.terms_version}:\n«{citation.quote}»" for citation in reply.citations]
    return "\n\n".join([reply.answer.replace("**", ""), *quotes, texts.get("page.disclaimer")])


def _parser() -> argparse.ArgumentParser:
    parser = argparse.ArgumentParser(prog="python -m bot", description="Vragen over algemene voorwaarden.")
    commands = parser.add_subparsers(required=True)
    command = commands.add_parser("ask", help="stel een vraag over de voorwaarden van een bedrijf")
    command.add_argument("question", help="de vraag, in gewone taal")
    command.add_argument("--company", required=True, help="naam van het bedrijf in het adres, zoals kge")
    command.add_argument("--audience", choices=["consument", "zakelijk"])
    command.add_argument("--reference-date", type=date.fromisoformat, help="vandaag, zoals 2026-03-16")
    command.add_argument("--contract-date", type=date.fromisoformat, help="dag waarop de overeenkomst gold")
    command.add_argument("--json", action="store_true", help="het antwoord zoals de API het geeft")
    command.set_defaults(run=ask)
    listing = commands.add_parser("rules", help="toon de termijnen en bedragen die van een bedrijf worden uitgerekend")
    listing.add_argument("--company", required=True, help="naam van het bedrijf in het adres, zoals kge")
    listing.set_defaults(run=rules)
    examining = commands.add_parser("doctor", help=texts.get("doctor.help_doctor"))
    examining.add_argument("--json", action="store_true", help=texts.get("doctor.help_json"))
    examining.set_defaults(run=doctor)
    for add_commands in (add_account_commands, add_site_commands, add_audit_commands, add_privacy_commands, add_mcp_command):
        add_commands(commands)
    return parser


if __name__ == "__main__":
    sys.exit(main())
