"""The figures as a Markdown table."""

from __future__ import annotations

from evals.peers.results import Results, Scores, SystemResult

SETS = {"held_out": "held out", "dev": "dev"}


def table(results: Results) -> str:
    """A row per system: where the right clause stands in each set, then latency, memory and index."""
    sizes = {key: results.systems[0].scores[key].questions for key in SETS}
    shares = [f"{name} ({sizes[key]}): hit@1 / 3 / 5 | MRR@10" for key, name in SETS.items()]
    head = ["", *shares, "ms p50 / p95", "MB", "index, CPU s"]
    lines = [f"| {' | '.join(head)} |", "|---" * (len(head) + len(SETS)) + "|"]
    return "\n".join([*lines, *map(_row, results.systems)])


def _row(system: SystemResult) -> str:
    shares = [_shares(system.scores[key]) for key in SETS]
    speed = f"{system.latency_ms.p50:.0f} / {system.latency_ms.p95:.0f}"
    return f"| {' | '.join([system.name, *shares, speed, str(system.memory_mb), f'{system.index_cpu_s:.0f}'])} |"


def _shares(scores: Scores) -> str:
    return f"{scores.hit_1:.2f} / {scores.hit_3:.2f} / {scores.hit_5:.2f} | {scores.mrr_10:.2f}"
