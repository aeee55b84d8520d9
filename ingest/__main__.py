"""`python -m ingest check FILE [--json]`: shows how a file with terms is read, and writes nothing."""

from __future__ import annotations

import argparse
import sys
from collections.abc import Sequence
from pathlib import Path

from bot.errors import TermsBotError
from ingest.clauses import parse
from ingest.printing import as_json, as_text
from ingest.readers import read_source
from ingest.wording import say


def main(arguments: Sequence[str] | None = None) -> int:
    """The exit code: 0 where the file was read, 1 where it couldn't be, with a Dutch message on stderr."""
    options = _parser().parse_args(arguments)
    try:
        print(check(options.file, as_list=options.json))
    except TermsBotError as error:
        print(error, file=sys.stderr)
        return 1
    return 0


def check(file: Path, *, as_list: bool = False) -> str:
    """The clause tree of a file with every warning; as a JSON list of clauses with `as_list`."""
    parsed = parse(read_source(file), file.stem)
    return as_json(parsed) if as_list else as_text(parsed)


def _parser() -> argparse.ArgumentParser:
    parser = argparse.ArgumentParser(prog="python -m ingest", description=say("help_ingest"))
    commands = parser.add_subparsers(dest="command", required=True)
    checking = commands.add_parser("check", help=say("help_check"))
    checking.add_argument("file", type=Path, help=say("help_file"))
    checking.add_argument("--json", action="store_true", help=say("help_json"))
    return parser


if __name__ == "__main__":
    sys.exit(main())
