"""Terms on the command line: `python -m ingest check FILE`, `add`, `remove`, `build`, `calibrate`, `annotations` and more."""

from __future__ import annotations

import argparse
import sys
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from pathlib import Path

from pydantic import TypeAdapter

from bot.calculators.loading import load_rules
from bot.calculators.rules import Rule
from bot.clock import now
from bot.configuration import with_settings
from bot.conversations.changes import Change
from bot.errors import BrokenData, TermsBotError
from bot.knowledge import Knowledge
from bot.matching import annotation_file, load_pool, match
from bot.models import Terms
from bot.offline import stay_offline
from bot.retrieval.e5.adapter import ADAPTER
from bot.retrieval.embeddings import make_embedder
from bot.retrieval.upkeep import note_failure, note_success
from bot.settings import Settings
from ingest import annotating, changing, differing, stamping
from ingest.add_commands import add_add_commands
from ingest.alone import alone
from ingest.company import find_companies
from ingest.delivery import deliver_file
from ingest.isolation import read_isolated
from ingest.printing import as_json, as_text
from ingest.suggest_commands import add_suggest_commands
from ingest.telling import stale_lines
from ingest.terms import load_terms, load_versions
from ingest.wording import say


@with_settings
def main(arguments: Sequence[str] | None = None) -> int:
    """The exit code: 0 done, 1 could not be done or something is wrong, with a Dutch message on stderr; 2 wrong settings."""
    options = _parser().parse_args(arguments)
    try:
        return int(options.run(options))
    except (TermsBotError, OSError) as error:
        print(reason_of(error), file=sys.stderr)
        return 1


def check(options: argparse.Namespace) -> int:
    """Print the clause tree of a file with every warning; as a JSON list of clauses with `--json`. Writes nothing."""
    parsed = read_isolated(deliver_file(options.file), options.file.stem).parsed
    print(as_json(parsed) if options.json else as_text(parsed))
    return 0


def diff(options: argparse.Namespace) -> int:
    """Print what changed from one document or version to another; every clause as JSON with `--json`. Writes nothing."""
    from bot.versions.comparing import compare_clauses

    terms_dir = Settings().data_dir / "terms"
    old, new = (differing.read_clauses(named, terms_dir=terms_dir) for named in (options.old, options.new))
    comparison = compare_clauses(old, new)
    print(differing.as_json(comparison) if options.json else differing.as_text(comparison))
    return 0


def build(options: argparse.Namespace) -> int:
    """Bring the index up to date with everything in the data folder, and say what was not used."""
    settings = Settings()
    stay_offline(allow_download=settings.allow_download)
    from ingest.indexing import build_index
    from ingest.readying import make_ready

    embedder = make_embedder(settings, deferred=True)
    with noted(settings.index_dir), alone(settings.index_dir, print, settings.redis_url):
        documents = [version.terms for folder in _companies(settings) for version in load_versions(folder)]
        report = build_index(
            documents,
            data_dir=settings.data_dir,
            index_dir=settings.index_dir,
            embedder=embedder,
            progress=print,
            chroma_url=settings.chroma_url,
            clean=options.clean,
        )
    chroma_url = settings.chroma_url
    make_ready(data_dir=settings.data_dir, index_dir=settings.index_dir, embedder=embedder, chroma_url=chroma_url)
    for slug, stale in report.stale.items():
        print(*stale_lines(slug, stale), sep="\n", file=sys.stderr)
    print(say("built", companies=report.companies, passages=report.passages, embedded=report.embedded))
    return 0


@contextmanager
def noted(index_dir: Path) -> Iterator[None]:
    """Keeps beside the index why a build failed, for a server that goes on with the index before it."""
    try:
        yield
    except (TermsBotError, OSError) as error:
        note_failure(index_dir, reason_of(error), at=now())
        raise
    note_success(index_dir)


def reason_of(error: TermsBotError | OSError) -> str:
    """What went wrong, in words; of the system's own errors with the file."""
    return str(error) if isinstance(error, TermsBotError) else say("system_error", reason=error.strerror, file=error.filename)


def ship(_: argparse.Namespace) -> int:
    """Put the vectors of the index beside the data, for who builds it after this."""
    settings = Settings()
    stay_offline()
    from ingest.indexing import SHIPPED, ship_vectors  # loads chromadb, and only after stay_offline

    count = ship_vectors(data_dir=settings.data_dir, index_dir=settings.index_dir, chroma_url=settings.chroma_url)
    print(say("vectors_saved", count=count, file=SHIPPED))
    return 0


def calibrate(options: argparse.Namespace) -> int:
    """Write what the evidence weighs into the data folder, and print how it does on companies left out."""
    settings = Settings()
    stay_offline(allow_download=settings.allow_download)
    from bot.retrieval.calibration import FILE, dump_calibration
    from ingest import calibrating

    outcome = calibrating.calibrate(
        data_dir=settings.data_dir,
        index_dir=settings.index_dir,
        embedder=make_embedder(settings),
        progress=print,
        without=options.without,
        chroma_url=settings.chroma_url,
    )
    for sort, measured in (("calibrated_with", outcome.annotated), ("calibrated_bare", outcome.bare)):
        print(say("calibrated_head", sort=say(sort)))
        for found in measured:
            refused = ", ".join(f"{kind} {share:.3f}" for kind, share in found.refused.items() if kind not in ("vraag", "som"))
            print(say("calibrated_row", name=found.name, false_refusals=found.false_refusals, refused=refused, auroc=found.auroc))
    (settings.data_dir / FILE).write_text(dump_calibration(outcome.calibration), encoding="utf-8")
    print(say("calibrated", file=FILE, count=outcome.lessons))
    return 0


def check_annotations(_: argparse.Namespace) -> int:
    """Print everything that is wrong with the annotations; 1 where something is."""
    settings = Settings()
    wrong = 0
    for folder in _companies(settings):
        pool = load_pool(settings.data_dir / "annotations", folder.name)
        found = list(annotating.pool_problems(_versions(folder), pool)) if pool else [say("no_annotations")]
        wrong += len(found)
        print(*(f"{folder.name} {problem}" for problem in found), sep="\n", end="\n" if found else "")
    print(say("annotations_checked", count=wrong))
    return 1 if wrong else 0


def stamp_annotations(options: argparse.Namespace) -> int:
    """Write into one annotations file that it fits the terms as they are now; for after a person has read it."""
    settings = Settings()
    terms = stamping.find_version(_versions(settings.data_dir / "terms" / options.company), options.version)
    path = settings.data_dir / "annotations" / annotation_file(terms)
    if not path.exists():
        raise BrokenData(say("file_missing", file=path.name))
    print(say("stamped", count=annotating.stamp(path, terms), file=path.name))
    return 0


def change_annotation(options: argparse.Namespace) -> int:
    """Change the annotation of one clause by the JSON on the input; 1 with what is wrong on stderr, and nothing written."""
    settings = Settings()
    change = TypeAdapter(Change).validate_json(sys.stdin.buffer.read())
    annotations = settings.data_dir / "annotations"
    folder = next((folder for folder in _companies(settings) if folder.name == change.company), None)
    if folder is None or not load_pool(annotations, change.company):
        raise BrokenData(say("file_missing", file=f"{change.company}.yaml"))
    versions = _versions(folder)
    if options.check:
        wrong = changing.new_problems(annotations, versions, change)
        print(*wrong, sep="\n", end="", file=sys.stderr)
        return 1 if wrong else 0
    changing.apply_change(annotations, versions, change)
    print(say("changed", clause=change.clause_id))
    return 0


def check_rules(_: argparse.Namespace) -> int:
    """Print every rule of which it is not kept for which text it was written, or that fits no version; 1 where there is one."""
    settings = Settings()
    wrong = [
        problem
        for folder in _companies(settings)
        for problem in stamping.rule_problems(_versions(folder), _rules(settings, folder.name))
    ]
    print(*wrong, say("rules_checked", count=len(wrong)), sep="\n")
    return 1 if wrong else 0


def stamp_rules(options: argparse.Namespace) -> int:
    """Write into the rules for which text they were written; for after a person has read them beside the clauses."""
    settings = Settings()
    versions = _versions(settings.data_dir / "terms" / options.company)
    terms = stamping.find_version(versions, options.version)
    stamped = stamping.stamp_rules(settings.data_dir, versions, terms, options.rules)
    print(say("rules_stamped", count=stamped, slug=options.company, version=terms.version.name))
    return 0


def _rules(settings: Settings, slug: str) -> list[Rule]:
    rules = load_rules(settings.data_dir) if (settings.data_dir / "rules").exists() else ()
    return [rule for rule in rules if rule.company == slug]


def _versions(folder: Path) -> list[Terms]:
    return [loaded.terms for loaded in load_versions(folder)]


def tune(options: argparse.Namespace) -> int:
    """Fine-tune the built-in model on the annotations, and write its adapter (with `--model` the whole model as well)."""
    settings = Settings()
    stay_offline()
    from bot.retrieval.anchors import load_anchors
    from bot.retrieval.e5.build import install_model  # loads torch: seconds
    from ingest.tuning.lessons import make_course
    from ingest.tuning.teaching import teach
    from ingest.tuning.training import Plan

    learned = [_knowledge(settings, folder) for folder in _companies(settings) if folder.name not in options.without]
    course = make_course(learned, load_anchors(settings.data_dir / "scope"))
    card = teach(course, options.out, plan=Plan(), threads=settings.threads, progress=_tell_step)
    print(say("tuned", file=options.out, companies=", ".join(card.companies), data=card.data))
    if options.model:
        install_model(options.model, adapter=options.out)
    return 0


def _knowledge(settings: Settings, folder: Path) -> Knowledge:
    terms, _report = load_terms(folder)
    rules = (rule for rule in load_rules(settings.data_dir) if rule.company == folder.name)
    return match(terms, load_pool(settings.data_dir / "annotations", folder.name), rules).knowledge


def _tell_step(step: int, steps: int, loss: float) -> None:
    if step % 10 == 0 or step == steps:
        print(say("tune_step", step=step, steps=steps, loss=f"{loss:.2f}".replace(".", ",")), flush=True)


def _companies(settings: Settings) -> list[Path]:
    return find_companies(settings.data_dir / "terms")


def _add_build(commands: argparse._SubParsersAction[argparse.ArgumentParser]) -> None:
    building = commands.add_parser("build", help=say("help_build"))
    building.add_argument("--clean", action="store_true", help=say("help_clean"))
    building.set_defaults(run=build)


def _parser() -> argparse.ArgumentParser:
    parser = argparse.ArgumentParser(prog="python -m ingest", description=say("help_ingest"))
    commands = parser.add_subparsers(required=True)
    checking = commands.add_parser("check", help=say("help_check"))
    checking.add_argument("file", type=Path, help=say("help_file"))
    checking.add_argument("--json", action="store_true", help=say("help_json"))
    checking.set_defaults(run=check)
    comparing = commands.add_parser("diff", help=say("help_diff"))
    comparing.add_argument("old", help=say("help_diff_side"))
    comparing.add_argument("new", help=say("help_diff_side"))
    comparing.add_argument("--json", action="store_true", help=say("help_diff_json"))
    comparing.set_defaults(run=diff)
    _add_build(commands)
    add_add_commands(commands)
    add_suggest_commands(commands)
    tuning = commands.add_parser("tune", help=say("help_tune"))
    tuning.add_argument("--without", action="append", default=[], metavar="SLUG", help=say("help_without"))
    tuning.add_argument("--out", type=Path, default=ADAPTER, help=say("help_out"))
    tuning.add_argument("--model", type=Path, help=say("help_model"))
    tuning.set_defaults(run=tune)
    commands.add_parser("vectors", help=say("help_vectors")).set_defaults(run=ship)
    weighing = commands.add_parser("calibrate", help=say("help_calibrate"))
    weighing.add_argument("--without", action="append", default=[], metavar="SLUG", help=say("help_without"))
    weighing.set_defaults(run=calibrate)
    annotating = commands.add_parser("annotations", help=say("help_annotations")).add_subparsers(required=True)
    annotating.add_parser("check", help=say("help_annotations_check")).set_defaults(run=check_annotations)
    altering = annotating.add_parser("change", help=say("help_annotations_change"))
    altering.add_argument("--check", action="store_true", help=say("help_only_check"))
    altering.set_defaults(run=change_annotation)
    marking = annotating.add_parser("stamp", help=say("help_annotations_stamp"))
    marking.add_argument("company", help=say("help_company"))
    marking.add_argument("--version", help=say("help_stamp_version"))
    marking.set_defaults(run=stamp_annotations)
    ruling = commands.add_parser("rules", help=say("help_rules")).add_subparsers(required=True)
    ruling.add_parser("check", help=say("help_rules_check")).set_defaults(run=check_rules)
    marking = ruling.add_parser("stamp", help=say("help_rules_stamp"))
    marking.add_argument("company", help=say("help_company"))
    marking.add_argument("rules", nargs="*", help=say("help_rule_ids"))
    marking.add_argument("--version", help=say("help_stamp_version"))
    marking.set_defaults(run=stamp_rules)
    return parser


if __name__ == "__main__":
    sys.exit(main())
