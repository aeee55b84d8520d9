"""What is told of a run: throughput, latency, refusals, memory."""

from __future__ import annotations

import asyncio
import time
from collections.abc import Iterator, Sequence
from dataclasses import asdict, dataclass
from typing import Any

import aiohttp
import numpy as np

from bot.retrieval.embeddings import load_embedder
from bot.settings import Settings
from tests.load.asking import Tally, ask, ask_all
from tests.load.questions import Dialogue
from tests.load.running import Running

SAMPLE_S = 1.0


@dataclass(frozen=True, slots=True)
class Figures:
    """Of one number of clients. Times in milliseconds; `processor_ms` is that of the server for one answer."""

    clients: int
    per_second: float
    p50: float
    p95: float
    p99: float
    statuses: dict[str, int]
    without_retry_after: int
    processor_ms: float
    memory_mb: tuple[float, float]


async def measure(running: Running, asked: Iterator[Dialogue], *, clients: int, seconds: float) -> Figures:
    """So many clients for so long."""
    memory: list[float] = [running.memory_mb]
    sampling = asyncio.create_task(_sample(running, memory))
    before = running.processor_s
    tally = await ask_all(running.url, asked, clients=clients, seconds=seconds)
    processor = running.processor_s - before
    sampling.cancel()
    return figures(clients, tally, processor, memory)


def figures(clients: int, tally: Tally, processor: float, memory: Sequence[float]) -> Figures:
    """The figures of what came back."""
    answered = tally.seconds or [float("nan")]
    p50, p95, p99 = (round(1000 * float(value), 1) for value in np.percentile(answered, [50, 95, 99]))
    return Figures(
        clients=clients,
        per_second=round(len(tally.seconds) / tally.wall_s, 1),
        p50=p50,
        p95=p95,
        p99=p99,
        statuses=dict(tally.statuses),
        without_retry_after=tally.without_retry_after,
        processor_ms=round(1000 * processor / max(1, len(tally.seconds)), 1),
        memory_mb=(round(min(memory), 1), round(max(memory), 1)),
    )


async def _sample(running: Running, into: list[float]) -> None:
    while True:
        await asyncio.sleep(SAMPLE_S)
        into.append(running.memory_mb)


async def beside_embedding(running: Running, asked: Iterator[Dialogue], *, seconds: float) -> dict[str, float]:
    """For one client: the median of an answer, that of the embedding of its question alone, and how they compare.

    Question by question one after the other, so that both meet the same machine.
    """
    settings = Settings()
    embedder = load_embedder(cache=settings.terms_model_dir, threads=settings.threads)
    tally, alone, until = Tally(), list[float](), time.perf_counter() + seconds
    async with aiohttp.ClientSession(running.url) as session:
        while time.perf_counter() < until:
            dialogue = next(asked)
            began = time.perf_counter()
            embedder.embed_queries([dialogue.turns[0]])
            alone.append(time.perf_counter() - began)
            await ask(session, {"company": dialogue.company, "message": dialogue.turns[0]}, tally)
    answer, embedding = (1000 * float(np.median(values)) for values in (tally.seconds, alone))
    return {"answer_p50": round(answer, 1), "embedding_p50": round(embedding, 1), "ratio": round(answer / embedding, 2)}


async def recovery(running: Running, asked: Iterator[Dialogue], *, usual_ms: float, patience: float = 30) -> float:
    """Seconds until a question is answered within twice the usual time."""
    began = time.perf_counter()
    async with aiohttp.ClientSession(running.url) as session:
        while time.perf_counter() - began < patience:
            tally, dialogue = Tally(), next(asked)
            await ask(session, {"company": dialogue.company, "message": dialogue.turns[0]}, tally)
            if tally.seconds and 1000 * tally.seconds[0] <= 2 * usual_ms:
                break
    return round(time.perf_counter() - began, 2)


def slope_per_hour(samples: Sequence[tuple[float, float]]) -> float:
    """How much memory grows in megabytes per hour, by least squares over (seconds, megabytes) of the second half."""
    half = samples[len(samples) // 2 :]
    times, values = zip(*half, strict=True)
    return round(3600 * float(np.polyfit(times, values, 1)[0]), 1)


def as_json(value: Any) -> Any:
    """The figures as plain values."""
    return asdict(value)
