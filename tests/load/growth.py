"""What more companies cost: to index, to start, to hold in memory and to wait for."""

from __future__ import annotations

import asyncio
import json
import shutil
import time
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Any

from bot.retrieval.embeddings import make_embedder
from bot.settings import Settings
from ingest.company import find_companies
from ingest.indexing import build_index
from ingest.readying import make_ready
from ingest.terms import load_versions
from tests.load.companies import PooledEmbedder, companies, draw_pool
from tests.load.measuring import as_json, measure
from tests.load.questions import Dialogue, again_and_again, dialogues, over
from tests.load.running import server

WARM_S = 5
TOLD_EVERY = 100
FEW = 5


@dataclass
class Counted:
    """Counts the lines of a build, one a company, and tells of every hundredth."""

    lines: int = 0

    def __call__(self, line: str) -> None:
        self.lines += 1
        if self.lines % TOLD_EVERY == 0:
            print(f"{self.lines}: {line}", flush=True)


def grow(folder: Path, numbers: Sequence[int], *, seconds: float, clients: int, chroma_url: str = "") -> list[Any]:
    """A row of figures for each number of companies, beside the five real ones, whose sample questions the others borrow.

    On each server the first few are asked about alone as well, so that one row tells what more of them cost. The vectors are in a
    Chroma server where there is a `chroma_url`, else in the folder.
    """
    embedder = PooledEmbedder(make_embedder(Settings()))
    real = [loaded.terms for each in find_companies(Settings().data_dir / "terms") for loaded in load_versions(each)]
    drawn = draw_pool()
    data, index = folder / "data", folder / "index"
    if not data.exists():
        shutil.copytree(Settings().data_dir, data, ignore=shutil.ignore_patterns("index"))
    own = {"INDEX_DIR": str(index), "DATA_DIR": str(data), "CHROMA_URL": chroma_url}
    rows = []
    for number in numbers:
        known, began = embedder.worked_out, time.perf_counter()
        terms = [*real, *companies(number, drawn)]
        build_index(terms, data_dir=data, index_dir=index, embedder=embedder, progress=Counted(), chroma_url=chroma_url)
        row = {"companies": number, "index_s": round(time.perf_counter() - began, 1), "embedded": embedder.worked_out - known}
        began = time.perf_counter()
        make_ready(data_dir=data, index_dir=index, embedder=embedder, chroma_url=chroma_url)
        row["ready_s"] = round(time.perf_counter() - began, 1)
        slugs = [f"bedrijf-{at:04}" for at in range(number)]
        asked = {"few": slugs[:FEW], "drawn": slugs}
        row |= _serve(folder, own, asked, seconds=seconds, clients=clients)
        print(json.dumps(row), flush=True)
        rows.append(row)
    return rows


def _serve(
    folder: Path, environment: Mapping[str, str], groups: Mapping[str, Sequence[str]], *, seconds: float, clients: int
) -> dict[str, Any]:
    questions = [Dialogue(dialogue.company, dialogue.turns[:1]) for dialogue in dialogues()]
    asked = {name: over(slugs, questions) for name, slugs in groups.items()} | {"real": again_and_again(questions)}
    with TemporaryDirectory(dir=folder) as state, server(Path(state), environment) as running:
        row: dict[str, Any] = {"start_s": round(running.started_in, 1), "start_mb": round(running.memory_mb)}
        for name, whom in asked.items():
            asyncio.run(measure(running, whom, clients=clients, seconds=WARM_S))
            row[name] = as_json(asyncio.run(measure(running, whom, clients=clients, seconds=seconds)))
        return row
