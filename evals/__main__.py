"""Evals on the command line: `python -m evals run [--set NAME]`."""

from __future__ import annotations

import argparse
import json
import subprocess
import sys
from collections.abc import Mapping, Sequence
from pathlib import Path
from typing import Any

from bot.assembly import assemble
from bot.errors import TermsBotError
from bot.settings import Settings
from evals.cases import Split, load_cases
from evals.runner import CHECKS, Result, run_cases, summarise

RESULTS = Path(__file__).parent / "results"


def main(arguments: Sequence[str] | None = None) -> int:
    """Run one command and return its exit code: 0 done, 1 could not be done."""
    parser = argparse.ArgumentParser(prog="python -m evals", description="Meet hoe goed de antwoorden zijn.")
    commands = parser.add_subparsers(required=True)
    command = commands.add_parser("run", help="beantwoord alle vragen van een set en tel wat goed is")
    command.add_argument("--set", action="append", default=[], help="naam van een bestand in evals/cases; zonder: alle")
    command.add_argument("--split", choices=["dev", "held_out"], help="alleen deze helft van de vragen; zonder: alle")
    command.add_argument("--json", type=Path, help="waar de cijfers komen; anders evals/results/<sets>.json")
    command.add_argument("--failures", action="store_true", help="toon de foute antwoorden")
    options = parser.parse_args(arguments)
    try:
        run(options.set, split=options.split, out=options.json, failures=options.failures)
    except TermsBotError as error:
        print(error, file=sys.stderr)
        return 1
    return 0


def run(sets: Sequence[str], *, split: Split | None, out: Path | None, failures: bool) -> None:
    """Print the table of these sets and write its figures as JSON."""
    parts = assemble(Settings())
    results = run_cases(load_cases(sets, split=split), parts)
    figures = {"commit": commit(), "sets": list(sets) or ["alle"], "split": split or "alle", **summarise(results, parts)}
    path = out or RESULTS / f"{'-'.join([*sets, split or 'alle'])}.json"
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_text(json.dumps(figures, indent=1, ensure_ascii=False) + "\n", encoding="utf-8")
    print(table(figures))
    if failures:
        print("\n".join(describe(result) for result in results if not result.grade.correct))


def commit() -> str:
    """The commit that is checked out, with a plus when files differ from it; empty outside a checkout."""
    described = subprocess.run(["git", "describe", "--always", "--dirty=+"], capture_output=True, text=True, check=False)
    return described.stdout.strip()


def table(figures: Mapping[str, Any]) -> str:
    """The figures as text."""
    columns = ("correct", *CHECKS)
    lines = [f"{'':28}{'n':>5}" + "".join(f"{column:>11}" for column in columns)]
    for name, shares in figures["slices"].items():
        cells = ("-" if shares[column] is None else f"{shares[column]:.3f}" for column in columns)
        lines.append(f"{name:28}{shares['n']:>5}" + "".join(f"{cell:>11}" for cell in cells))
    lines += [f"{name}: {figures[name]}" for name in ("retrieval", "refusal", "quotes", "latency_ms")]
    return "\n".join(lines)


def describe(result: Result) -> str:
    """A wrong answer, as a person wants to read it."""
    case, reply = result.grade.case, result.reply
    failed = ", ".join(name for name, held in result.grade.checks.items() if not held)
    cited = ", ".join(citation.clause_id for citation in reply.citations)
    asked = " / ".join(case.turns)
    wanted = f"{case.expected_status} {' '.join(case.gold_clauses)} {case.expected_date or ''} {case.expected_amount or ''}"
    return f"\n{case.id} [{failed}]\n  vraag:  {asked}\n  wilde:  {wanted}\n  kreeg:  {reply.status} {cited}\n  {reply.answer!r}"


if __name__ == "__main__":
    sys.exit(main())
