"""Questions on the command line: `python -m bot ask "vraag" --company kge`."""

from __future__ import annotations

import argparse
import sys
from collections.abc import Sequence
from datetime import date

from bot import texts
from bot.assembly import assemble
from bot.clock import today
from bot.errors import TermsBotError
from bot.models import Question, Reply
from bot.settings import Settings
from bot.web.schemas import ChatResponse


def main(arguments: Sequence[str] | None = None) -> int:
    """Run one command and return its exit code: 0 done, 1 could not be done, 2 wrong usage."""
    options = _parser().parse_args(arguments)
    try:
        print(ask(options))
    except TermsBotError as error:
        print(error, file=sys.stderr)
        return 1
    return 0


def ask(options: argparse.Namespace) -> str:
    """The answer to one question, as text or as the JSON of the API."""
    question = Question(
        company=options.company,
        message=options.question,
        reference_date=options.reference_date or today(),
        audience=options.audience,
        contract_date=options.contract_date,
    )
    reply = assemble(Settings()).assistant.reply(question)
    return ChatResponse.of(reply).model_dump_json(indent=2) if options.json else readable(reply)


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
    return parser


if __name__ == "__main__":
    sys.exit(main())
