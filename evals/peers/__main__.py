"""The side-by-side benchmark on the command line: `python -m evals.peers run` measures, `report` shows what was measured."""

from __future__ import annotations

import argparse
import sys
import tempfile
from collections.abc import Sequence
from pathlib import Path

from bot.errors import TermsBotError
from bot.settings import ROOT
from evals.peers.chart import chart
from evals.peers.measuring import measure
from evals.peers.results import STORED, load_results, save_results
from evals.peers.table import table

PICTURE = ROOT / "docs" / "peers.svg"


def main(arguments: Sequence[str] | None = None) -> int:
    """Run one command and return its exit code: 0 done, 1 could not be done."""
    parser = argparse.ArgumentParser(
        prog="python -m evals.peers", description="Compares the search with what a user would pick instead."
    )
    commands = parser.add_subparsers(required=True)
    measuring = commands.add_parser("run", help="measure every system on the same questions, and show the figures")
    measuring.add_argument(
        "--json", type=Path, default=STORED, help="where the figures are written; evals/peers/results.json without"
    )
    measuring.add_argument("--work", type=Path, help="folder for the indexes, which stays; what is there is not built again")
    measuring.set_defaults(run=run)
    showing = commands.add_parser("report", help="show the figures of the last run, and draw them")
    showing.add_argument("--json", type=Path, default=STORED, help="where the figures are; evals/peers/results.json without")
    showing.set_defaults(run=report)
    options = parser.parse_args(arguments)
    try:
        options.run(options)
    except TermsBotError as error:
        print(error, file=sys.stderr)
        return 1
    return 0


def run(options: argparse.Namespace) -> None:
    """Measure every system, write the figures, and report them."""
    with tempfile.TemporaryDirectory(prefix="peers-") as scratch:
        save_results(measure(options.work or Path(scratch)), options.json)
    report(options)


def report(options: argparse.Namespace) -> None:
    """Print the table, and draw the picture where the figures are those of the repository."""
    results = load_results(options.json)
    print(table(results))
    picture = PICTURE if options.json == STORED else options.json.with_suffix(".svg")
    picture.write_text(chart(results), encoding="utf-8")


if __name__ == "__main__":
    sys.exit(main())
