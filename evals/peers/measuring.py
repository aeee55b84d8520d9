"""Runs every system in processes of its own, one after the other, and judges what each one found."""

from __future__ import annotations

import os
import platform
import resource
import shutil
import subprocess
import sys
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path

from bot.errors import NotReady
from bot.knowledge import Knowledge
from bot.offline import stay_offline
from bot.retrieval.e5.folder import model_folder
from bot.retrieval.embeddings import SPIN
from bot.retrieval.index import ClauseIndex
from bot.retrieval.manifest import load_manifest
from bot.settings import ROOT, Settings
from evals.bare import WRITTEN
from evals.cases import CLIENT, FOLDER, Case, load_cases
from evals.peers.exchange import Asked, Found, Job, load_found
from evals.peers.matching import Yardstick
from evals.peers.results import Results, SystemResult, latency, score
from evals.provenance import commit

PEERS_PYTHON = ROOT / ".venv-peers" / "bin" / "python"
SAME_FOR_ALL = {"GOMP_SPINCOUNT": SPIN, "HAYSTACK_TELEMETRY_ENABLED": "False"}
"""Without our setting for waiting threads the others lose time to spinning wherever another program wants the same cores."""
KINDS = frozenset({"clause", "deadline", "fee"})


@dataclass(frozen=True, slots=True)
class System:
    """A row of the table. Ours runs in the environment of the program, the others in their own."""

    key: str
    name: str
    ours: bool = False


SYSTEMS = (
    System("ours", "this assistant's search", ours=True),
    System("ours-terms", "the same, terms alone (no annotations, no rules)", ours=True),
    System("haystack", "Haystack hybrid (BM25 + e5, rank fusion)"),
    System("txtai", "txtai hybrid (BM25 + e5)"),
    System("langchain-e5", "LangChain + Chroma tutorial, e5"),
    System("langchain-minilm", "LangChain + Chroma tutorial, default model"),
)


def load_sets() -> Mapping[str, tuple[Case, ...]]:
    """The questions that count, by set: the held-out half of the companies' own cases, and the client's dev set."""
    companies = sorted(path.stem for path in FOLDER.glob("*.jsonl") if path.stem != CLIENT)
    return {"held_out": countable(load_cases(companies, split="held_out")), CLIENT: countable(load_cases([CLIENT]))}


def countable(cases: Sequence[Case]) -> tuple[Case, ...]:
    """The single questions for a clause, a deadline or a fee that have a gold clause."""
    return tuple(case for case in cases if case.kind in KINDS and case.gold_clauses and len(case.turns) == 1)


def measure(work: Path) -> Results:
    """The figures of every system. What they build stays in this folder, and is not built again where it is there already.

    Raises: NotReady without the peers' environment.
    """
    if not PEERS_PYTHON.exists():
        raise NotReady(f"There is no {PEERS_PYTHON}. Make the peers' environment with: make peers")
    stay_offline()
    sets = load_sets()
    seconds = {system.key: _index(system, work) for system in SYSTEMS if system.ours}
    knowledge = _read_index(work / "ours" / "index")
    _make_job(knowledge, sets).save(work / "job.json")
    seconds |= {system.key: _index(system, work) for system in SYSTEMS if not system.ours}
    found = {system.key: _ask(system, work) for system in SYSTEMS}
    yardsticks = {
        slug: Yardstick({clause.path: clause.text for clause in known.terms.clauses}) for slug, known in knowledge.items()
    }
    return Results(
        commit=commit(Path(__file__).parent),
        python=platform.python_version(),
        processor=platform.machine(),
        cores=os.cpu_count() or 1,
        systems=tuple(judge(system, found[system.key], seconds[system.key], sets, yardsticks) for system in SYSTEMS),
    )


def judge(
    system: System, found: Found, index_cpu_s: float, sets: Mapping[str, Sequence[Case]], yardsticks: Mapping[str, Yardstick]
) -> SystemResult:
    """The row of a system, from the texts that it found for the questions of all sets in order."""
    texts = iter(found.texts)
    places = {
        name: [yardsticks[case.company].place(next(texts), case.gold_clauses) for case in cases] for name, cases in sets.items()
    }
    return SystemResult(
        key=system.key,
        name=system.name,
        scores={name: score(found_places) for name, found_places in places.items()},
        latency_ms=latency(found.seconds),
        memory_mb=round(found.memory_mb),
        index_cpu_s=round(index_cpu_s, 1),
        versions=found.versions,
    )


def _read_index(folder: Path) -> Mapping[str, Knowledge]:
    index = ClauseIndex(folder, model=load_manifest(folder).model)
    return {slug: index.get_knowledge(slug) for slug in index.slugs}


def _yardstick(knowledge: Knowledge) -> Yardstick:
    return Yardstick({clause.path: clause.text for clause in knowledge.terms.clauses})


def _make_job(knowledge: Mapping[str, Knowledge], sets: Mapping[str, Sequence[Case]]) -> Job:
    settings = Settings()
    terms = {slug: settings.data_dir / "terms" / slug / known.terms.version.source for slug, known in knowledge.items()}
    questions = tuple(Asked(case.company, case.turns[-1]) for cases in sets.values() for case in cases)
    model = settings.embedding_model or str(model_folder(settings.terms_model_dir))
    return Job({slug: path.read_text(encoding="utf-8") for slug, path in terms.items()}, questions, model)


def _index(system: System, work: Path) -> float:
    """The processor seconds that building this system's index took, in this run or an earlier one."""
    folder = work / system.key
    folder.mkdir(parents=True, exist_ok=True)
    built = folder / "index_cpu_seconds.txt"
    if not built.exists():
        seconds = _build_ours(system, folder) if system.ours else _work(system, "index", work)
        built.write_text(str(seconds), encoding="utf-8")
    return float(built.read_text(encoding="utf-8"))


def _build_ours(system: System, folder: Path) -> float:
    data = Settings().data_dir
    if system.key == "ours-terms":
        data = _terms_alone(data, folder / "data")
    return _run([sys.executable, "-m", "ingest", "build"], DATA_DIR=str(data), INDEX_DIR=str(folder / "index"))


def _terms_alone(data: Path, target: Path) -> Path:
    """A copy of the data as it is for a company for which nobody wrote anything."""
    return shutil.copytree(data, target, dirs_exist_ok=True, ignore=shutil.ignore_patterns(*WRITTEN, "index"))


def _ask(system: System, work: Path) -> Found:
    _work(system, "ask", work)
    return load_found(work / system.key / "found.json")


def _work(system: System, step: str, work: Path) -> float:
    python = sys.executable if system.ours else str(PEERS_PYTHON)
    return _run([python, "-m", "evals.peers.worker", system.key, step, str(work / system.key)])


def _run(command: Sequence[str], **environment: str) -> float:
    """The processor seconds that a command took: unlike those of the clock, they tell the same on a busy machine."""
    print("$", *command[1:], flush=True)
    before = _children_seconds()
    subprocess.run(command, check=True, cwd=ROOT, env=os.environ | SAME_FOR_ALL | environment)
    return _children_seconds() - before


def _children_seconds() -> float:
    used = resource.getrusage(resource.RUSAGE_CHILDREN)
    return used.ru_utime + used.ru_stime
