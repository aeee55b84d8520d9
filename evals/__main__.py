"""Evals on the command line: `python -m evals run`, `report`, `compare`, `baselines`, `left-out`, `samples`, `lies` …"""

from __future__ import annotations

import argparse
import sys
import tempfile
from collections.abc import Sequence
from functools import partial
from pathlib import Path

from bot.configuration import with_settings
from bot.errors import TermsBotError
from bot.settings import Settings
from evals.cases import CLIENT, Case, load_cases
from evals.comparison import Comparison
from evals.measurements import BASELINES, KEPT, REPORTED, RESULTS, Plan, carry_out, keep, may_be_shown
from evals.outcomes import load_run
from evals.runner import Result
from evals.tables import comparison_table, markdown_table, run_table


@with_settings
def main(arguments: Sequence[str] | None = None) -> int:
    """Run one command and return its exit code: 0 done, 1 a figure dropped beyond noise, 2 could not be done."""
    options = _parser().parse_args(arguments)
    try:
        return int(options.command(options))
    except TermsBotError as error:
        print(error, file=sys.stderr)
        return 2


def run(options: argparse.Namespace) -> int:
    """Answer the questions of some sets, print the figures and keep them."""
    plan = Plan(tuple(options.set), options.split, annotated=not options.without_annotations)
    measured = carry_out(plan, Settings())
    keep(measured.run, options.json or RESULTS / f"{plan.name}.json")
    print(run_table(measured.run))
    if options.failures:
        wrong = [result for result in measured.results if not result.grade.correct]
        print("\n".join(describe(result) for result in wrong if may_be_shown(result.grade.case, plan)))
    return 0


def report(options: argparse.Namespace) -> int:
    """Write a page about some runs, or print their table as Markdown."""
    kept = [path for name in REPORTED if (path := BASELINES / f"{name}.json").exists()]
    runs = [load_run(path) for path in options.run or kept]
    if options.markdown:
        print(markdown_table(runs))
        return 0
    from evals.report import make_page  # loads matplotlib

    options.out.parent.mkdir(parents=True, exist_ok=True)
    options.out.write_text(make_page(runs), encoding="utf-8")
    print(markdown_table(runs), options.out, sep="\n\n")
    return 0


def compare(options: argparse.Namespace) -> int:
    """Print what changed since a baseline; 1 where a figure dropped beyond noise."""
    baseline = load_run(options.baseline)
    found = Comparison(baseline, load_run(options.run or RESULTS / f"{baseline.name}.json"))
    print(comparison_table(found))
    return 1 if found.drops else 0


def baselines(_: argparse.Namespace) -> int:
    """Measure everything that is kept, and replace the baselines."""
    settings = Settings()
    runs = []
    for plan in KEPT:
        print(f"{plan.name} …", file=sys.stderr)
        runs.append(carry_out(plan, settings).run)
        keep(runs[-1], BASELINES / f"{plan.name}.json")
    print(markdown_table(runs))
    return 0


def left_out(options: argparse.Namespace) -> int:
    """Measure every company by models that learned without it, and replace those baselines."""
    from evals.left_out import measure_left_out

    runs = []
    with tempfile.TemporaryDirectory(prefix="left-out-") as scratch:
        for run in measure_left_out(options.work or Path(scratch), Settings()):
            keep(run, BASELINES / f"{run.name}.json")
            runs.append(run)
    print(markdown_table(runs))
    return 0


def samples(options: argparse.Namespace) -> int:
    """Measure documents of companies that nobody prepared: how they are read, and whether their questions find the clause."""
    from evals.samples.answers import ask, assemble_for
    from evals.samples.gold import load_samples
    from evals.samples.structure import check_structure
    from evals.samples.table import samples_table

    found = load_samples(options.folder)
    structures = {sample.name: check_structure(sample) for sample in found}
    answers = {}
    if not options.structure:
        with tempfile.TemporaryDirectory(prefix="samples-") as scratch:
            readable = [sample for sample in found if not structures[sample.name].refused]
            parts = assemble_for(readable, Path(scratch), Settings())
            answers = {sample.name: ask(sample, parts) for sample in readable}
    print(samples_table(structures, answers, details=found if options.details else ()))
    return 0


def lies(options: argparse.Namespace) -> int:
    """Answer the client's questions with a model that lies; 1 where a lie was shown or an answer came late."""
    from evals.lies.measuring import liar_parts, summary, tell_lies
    from evals.lies.over_http import late, tell_over_http

    settings, cases = Settings(), cases_to_show(options.set)
    parts, liar = liar_parts(settings)
    told = tuple(tell_lies(cases, parts, liar))
    served = tuple(tell_over_http(cases[: options.over_http], parts, liar, settings))
    print(summary(told), late(served), sep="\n")
    wrong = [each for each in (*told, *(each.told for each in served)) if each.is_shown]
    for each in wrong if options.details else ():
        print(f"\n{each.case_id} {each.lie}: {[*each.planted, *each.figures, *each.quotes]}")
    return 1 if wrong or any(each.is_late for each in served) else 0


def guard(options: argparse.Namespace) -> int:
    """Judge good sentences and lies about them as a model's words are judged; 1 where the guard does not hold."""
    from bot.assembly import assemble
    from evals.guarding import Answered, guarded_table, measure
    from evals.lies.measuring import composed_last

    parts = assemble(Settings())
    index = parts.search.index
    cases = [*load_cases((CLIENT,)), *load_cases(split="dev")]
    answers = [
        Answered(
            case.company,
            case.turns[-1],
            composed_last(case, parts.assistant).reply,
            partial(parts.search.names_of_others, case.company),
        )
        for case in cases
    ]
    guarded = measure(answers, {slug: index.get_knowledge(slug) for slug in index.slugs}, most=options.most)
    print(guarded_table(guarded, details=options.details))
    return 0 if guarded.holds else 1


def drafted(options: argparse.Namespace) -> int:
    """Put composed and worded answers to the same questions side by side, with the model that is set."""
    from bot.assembly import assemble
    from evals.drafted import draft_all, save, summary

    settings = Settings()
    if not settings.chat_model:
        print("CHAT_MODEL is not set: there is nothing to compare with", file=sys.stderr)
        return 2
    cases = cases_to_show(options.set)[: options.first]
    pairs = tuple(draft_all(cases, assemble(settings), seconds=settings.chat_seconds))
    save(pairs, options.out)
    print(summary(pairs, settings.chat_model), options.out, sep="\n")
    return 0


def cases_to_show(sets: Sequence[str]) -> tuple[Case, ...]:
    """The client's cases, or the half of these sets whose answers somebody may look at."""
    return load_cases(sets, split="dev") if sets and tuple(sets) != (CLIENT,) else load_cases((CLIENT,))


def describe(result: Result) -> str:
    """A wrong answer, as a person wants to read it."""
    case, reply = result.grade.case, result.reply
    failed = ", ".join(name for name, held in result.grade.checks.items() if not held)
    cited = ", ".join(citation.clause_id for citation in reply.citations)
    asked = " / ".join(case.turns)
    wanted = f"{case.expected_status} {' '.join(case.gold_clauses)} {case.expected_date or ''} {case.expected_amount or ''}"
    return f"\n{case.id} [{failed}]\n  asked:  {asked}\n  wanted: {wanted}\n  got:    {reply.status} {cited}\n  {reply.answer!r}"


def _add_running(commands: argparse._SubParsersAction[argparse.ArgumentParser]) -> None:
    running = commands.add_parser("run", help="answer all questions of some sets and count what is right")
    running.add_argument("--set", action="append", default=[], help="name of a file in evals/cases; all of them without")
    running.add_argument("--split", choices=["dev", "held_out"], help="only this half of our own sets")
    running.add_argument("--without-annotations", action="store_true", help="on the terms alone, without annotations and rules")
    running.add_argument("--json", type=Path, help="where the run is written; evals/results/NAME.json without")
    running.add_argument("--failures", action="store_true", help="show the wrong answers, except to held-out questions")
    running.set_defaults(command=run)


def _add_comparing(commands: argparse._SubParsersAction[argparse.ArgumentParser]) -> None:
    reporting = commands.add_parser("report", help="write a page with tables and pictures")
    reporting.add_argument("run", nargs="*", type=Path, help="files that `run` wrote; the committed baselines without")
    reporting.add_argument("--out", type=Path, default=RESULTS / "report.html", help="where the page is written")
    reporting.add_argument("--markdown", action="store_true", help="only print the table, as Markdown")
    reporting.set_defaults(command=report)
    comparing = commands.add_parser(
        "compare", help="say what changed since a baseline, and fail where a figure dropped beyond noise"
    )
    comparing.add_argument("baseline", type=Path, help="a file that `run` wrote")
    comparing.add_argument("--run", type=Path, help="the run to compare; without: the last one of the same name")
    comparing.set_defaults(command=compare)
    commands.add_parser("baselines", help="measure all committed baselines again").set_defaults(command=baselines)


def _add_strangers(commands: argparse._SubParsersAction[argparse.ArgumentParser]) -> None:
    leaving = commands.add_parser("left-out", help="measure each company by models that learned without it: about an hour")
    leaving.add_argument("--work", type=Path, help="folder for models and indexes, which stays; models there are used again")
    leaving.set_defaults(command=left_out)
    sampling = commands.add_parser("samples", help="measure documents of other companies that have a gold structure beside them")
    sampling.add_argument("folder", type=Path, help="folder with NAME.gold.json and NAME.questions.jsonl for every document")
    sampling.add_argument("--structure", action="store_true", help="only how they are read, which takes no index")
    sampling.add_argument("--details", action="store_true", help="say what was read or answered wrongly")
    sampling.set_defaults(command=samples)


def _add_chat_model(commands: argparse._SubParsersAction[argparse.ArgumentParser]) -> None:
    guarding = commands.add_parser("guard", help="judge good sentences and lies about them, without a model")
    guarding.add_argument("--most", type=int, default=500, help="different composed sentences about which lies are told")
    guarding.add_argument("--details", action="store_true", help="show what was stopped, and what got through")
    guarding.set_defaults(command=guard)
    lying = commands.add_parser("lies", help="answer questions with a chat model that lies, and count what of it is shown")
    lying.add_argument("--over-http", type=int, default=12, help="cases among which the lies over real connections are divided")
    lying.add_argument("--details", action="store_true", help="say what was shown")
    lying.set_defaults(command=lies)
    drafting = commands.add_parser("drafted", help="put composed answers beside those that CHAT_MODEL words")
    drafting.add_argument("--first", type=int, help="only so many cases")
    drafting.add_argument("--out", type=Path, default=RESULTS / "drafted.jsonl", help="where both answers are written")
    drafting.set_defaults(command=drafted)
    for asking in (lying, drafting):
        half = "name of a file in evals/cases, of which half is asked; the client's without"
        asking.add_argument("--set", action="append", default=[], help=half)


def _parser() -> argparse.ArgumentParser:
    parser = argparse.ArgumentParser(prog="python -m evals", description="Measures how good the answers are.")
    commands = parser.add_subparsers(required=True)
    for add in (_add_running, _add_comparing, _add_strangers, _add_chat_model):
        add(commands)
    return parser


if __name__ == "__main__":
    sys.exit(main())
