"""What more companies cost: to index, to start, to hold in memory and to wait for."""

from __future__ import annotations

import asyncio
import json
import shutil
import time
from collections.abc import Mapping, Sequence
from pathlib import Path
from types import MappingProxyType
from typing import Any

from bot.assembly import make_embedder
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


def grow(
    folder: Path, numbers: Sequence[int], *, seconds: float, clients: int, environment: Mapping[str, str] = MappingProxyType({})
) -> list[Any]:
    """A row of figures for each number of companies, beside the five real ones, whose sample questions the others borrow."""
    embedder = PooledEmbedder(make_embedder(Settings()))
    real = [loaded.terms for each in find_companies(Settings().data_dir / "terms") for loaded in load_versions(each)]
    drawn = draw_pool()
    data, index = folder / "data", folder / "index"
    if not data.exists():
        shutil.copytree(Settings().data_dir, data, ignore=shutil.ignore_patterns("index"))
    own = {"INDEX_DIR": str(index), "DATA_DIR": str(data), **environment}
    rows = []
    for number in numbers:
        known, began = embedder.worked_out, time.perf_counter()
        terms = [*real, *companies(number, drawn)]
        build_index(terms, data_dir=data, index_dir=index, embedder=embedder, progress=lambda _: None)
        row = {"companies": number, "index_s": round(time.perf_counter() - began, 1), "embedded": embedder.worked_out - known}
        began = time.perf_counter()
        make_ready(data_dir=data, index_dir=index, embedder=embedder)
        row["ready_s"] = round(time.perf_counter() - began, 1)
        slugs = [f"bedrijf-{at:04}" for at in range(number)]
        row |= _serve(folder, own, slugs, seconds=seconds, clients=clients)
        print(json.dumps(row), flush=True)
        rows.append(row)
    return rows


def _serve(folder: Path, environment: Mapping[str, str], slugs: Sequence[str], *, seconds: float, clients: int) -> dict[str, Any]:
    asked = [Dialogue(dialogue.company, dialogue.turns[:1]) for dialogue in dialogues()]
    state = folder / f"state-{len(slugs)}"
    state.mkdir(exist_ok=True)
    with server(state, environment) as running:
        row: dict[str, Any] = {"start_s": round(running.started_in, 1), "start_mb": round(running.memory_mb)}
        for name, whom in (("drawn", over(slugs, asked)), ("real", again_and_again(asked))):
            asyncio.run(measure(running, whom, clients=clients, seconds=WARM_S))
            row[name] = as_json(asyncio.run(measure(running, whom, clients=clients, seconds=seconds)))
        return row
