"""Load on a real server on loopback: `python -m tests.load run|soak|growth`. Prints a table and writes JSON."""

from __future__ import annotations

import argparse
import asyncio
import json
import tempfile
import time
from contextlib import ExitStack
from pathlib import Path
from typing import Any

from tests.load.growth import grow
from tests.load.measuring import Figures, as_json, beside_embedding, measure, recovery, slope_per_hour
from tests.load.questions import again_and_again, dialogues
from tests.load.running import Running, server
from tests.servers import chroma_on, free_port


def main() -> None:
    """Measures what is asked for."""
    parser = argparse.ArgumentParser(prog="python -m tests.load", description=__doc__)
    commands = parser.add_subparsers(dest="command", required=True)
    run = commands.add_parser("run", help="requests per second and latency by the number of clients")
    run.add_argument("--clients", default="1,8,32,128")
    run.add_argument("--seconds", type=float, default=30)
    soak = commands.add_parser("soak", help="memory over a long time")
    soak.add_argument("--minutes", type=float, default=15)
    soak.add_argument("--clients", default="8")
    growth = commands.add_parser("growth", help="what more companies cost")
    growth.add_argument("--companies", default="5,10,100,1000")
    growth.add_argument("--clients", default="4")
    growth.add_argument("--seconds", type=float, default=30)
    growth.add_argument("--folder", type=Path, help="where data and index are kept for another time; else they are thrown away")
    growth.add_argument("--server", action="store_true", help="keep the vectors in a Chroma server, which is started")
    for command in (run, soak, growth):
        command.add_argument("--out", type=Path, help="file for the figures as JSON")
    options = parser.parse_args()
    with tempfile.TemporaryDirectory() as scratch:
        result = _growth(Path(scratch), options) if options.command == "growth" else _load(Path(scratch), options)
    if options.out:
        options.out.write_text(json.dumps(result, indent=1) + "\n")


def _load(folder: Path, options: argparse.Namespace) -> dict[str, Any]:
    with server(folder, {}) as running:
        return asyncio.run((_run if options.command == "run" else _soak)(running, options))


def _growth(scratch: Path, options: argparse.Namespace) -> dict[str, Any]:
    numbers = [int(number) for number in options.companies.split(",")]
    folder = options.folder or scratch
    folder.mkdir(parents=True, exist_ok=True)
    with ExitStack() as stack:
        url = f"http://127.0.0.1:{port}" if (port := free_port() if options.server else 0) else ""
        if url:
            stack.enter_context(chroma_on(port, folder / "chroma"))
        return {"rows": grow(folder, numbers, seconds=options.seconds, clients=int(options.clients), chroma_url=url)}


async def _run(running: Running, options: argparse.Namespace) -> dict[str, Any]:
    asked = again_and_again(dialogues())
    print(f"start {running.started_in:.1f} s, memory {running.memory_mb:.0f} MB")
    beside = await beside_embedding(running, asked, seconds=options.seconds)
    print(f"one client: answer {beside['answer_p50']} ms, embedding alone {beside['embedding_p50']} ms, ratio {beside['ratio']}")
    rows: list[Figures] = []
    for clients in map(int, options.clients.split(",")):
        rows.append(await measure(running, asked, clients=clients, seconds=options.seconds))
        print(line(rows[-1]))
    recovered = await recovery(running, asked, usual_ms=max(beside["answer_p50"], rows[0].p50))
    print(f"recovered in {recovered} s; live: {running.is_live}")
    return {"single": beside, "clients": [as_json(row) for row in rows], "recovery_s": recovered, "live": running.is_live}


async def _soak(running: Running, options: argparse.Namespace) -> dict[str, Any]:
    asked, began = again_and_again(dialogues()), time.monotonic()
    samples: list[tuple[float, float]] = []
    rows: list[Figures] = []
    while (passed := time.monotonic() - began) < 60 * options.minutes:
        rows.append(await measure(running, asked, clients=int(options.clients), seconds=min(60, 60 * options.minutes - passed)))
        samples.append((time.monotonic() - began, running.memory_mb))
        print(line(rows[-1]), flush=True)
    slope = slope_per_hour(samples) if len(samples) > 3 else float("nan")
    print(f"memory grows {slope} MB an hour over the second half")
    return {"samples": samples, "slope_mb_per_hour": slope, "minutes": [as_json(row) for row in rows]}


def line(row: Figures) -> str:
    """One line of the table."""
    return (
        f"{row.clients:4} clients: {row.per_second:6.1f}/s  p50 {row.p50:7.1f}  p95 {row.p95:7.1f}  p99 {row.p99:7.1f} ms  "
        f"{row.statuses}  processor {row.processor_ms} ms each  memory {row.memory_mb[0]:.0f}-{row.memory_mb[1]:.0f} MB"
    )


if __name__ == "__main__":
    main()
