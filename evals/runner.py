"""Runs cases through the assistant in this process and sums up how it did."""

from __future__ import annotations

import statistics
import time
from collections import Counter, defaultdict
from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from bot.answering.grounding import is_literal
from bot.assembly import Parts
from bot.clock import today
from bot.models import Question, Reply
from evals.cases import Case
from evals.graders import Grade, grade
from evals.retrieval import hit_rate, mean_reciprocal_rank, rank_cases

CHECKS = ("status", "cite_first", "cite_any", "content", "date", "amount", "no_wrong")
REFUSED = frozenset({"not_in_terms", "out_of_scope"})


@dataclass(frozen=True, slots=True)
class Result:
    """A graded case with its last reply and the seconds that each turn took."""

    grade: Grade
    reply: Reply
    seconds: tuple[float, ...]


def run_cases(cases: Sequence[Case], parts: Parts) -> tuple[Result, ...]:
    """The results of these cases, in order."""
    return tuple(_run(case, parts) for case in cases)


def _run(case: Case, parts: Parts) -> Result:
    conversation: str | None = None
    seconds = []
    for turn in case.turns:
        question = Question(
            company=case.company,
            message=turn,
            reference_date=case.reference_date or today(),
            conversation_id=conversation,
            audience=case.visitor,
        )
        start = time.perf_counter()
        reply = parts.assistant.reply(question)
        seconds.append(time.perf_counter() - start)
        conversation = reply.conversation_id
    return Result(grade(case, reply), reply, tuple(seconds))


def summarise(results: Sequence[Result], parts: Parts) -> dict[str, object]:
    """Every figure of a run: shares per slice, retrieval, refusals, quotes and latency (milliseconds)."""
    ranks = rank_cases([result.grade.case for result in results], parts.search)
    quotes = [(result.grade.case.company, citation) for result in results for citation in result.reply.citations]
    bad = sum(
        not is_literal(citation.quote, parts.search.index.get_knowledge(slug).clauses[citation.clause_id].text)
        for slug, citation in quotes
    )
    return {
        "slices": {name: _shares(found) for name, found in sorted(_slices(results).items())},
        "retrieval": {
            "cases": len(ranks),
            "hit@1": round(hit_rate(ranks, 1), 4),
            "hit@3": round(hit_rate(ranks, 3), 4),
            "hit@5": round(hit_rate(ranks, 5), 4),
            "mrr@10": round(mean_reciprocal_rank(ranks), 4),
        },
        "refusal": _refusals(results),
        "quotes": {"all": len(quotes), "not_literal": bad},
        "latency_ms": _latency(second for result in results for second in result.seconds),
    }


def _slices(results: Sequence[Result]) -> dict[str, list[Result]]:
    slices: dict[str, list[Result]] = defaultdict(list)
    for result in results:
        case = result.grade.case
        for name in ("all", f"kind:{case.kind}", f"company:{case.company}", f"difficulty:{case.difficulty}"):
            slices[name].append(result)
    return slices


def _shares(results: Sequence[Result]) -> dict[str, float | int | None]:
    shares: dict[str, float | int | None] = {"n": len(results), "correct": _share(result.grade.correct for result in results)}
    for check in CHECKS:
        shares[check] = _share(result.grade.checks[check] for result in results if check in result.grade.checks)
    return shares


def _share(held: Iterable[bool]) -> float | None:
    values = list(held)
    return round(sum(values) / len(values), 4) if values else None


def _refusals(results: Sequence[Result]) -> dict[str, object]:
    wanted = [(result.grade.case.expected_status, result.grade.status) for result in results]
    return {
        "false_refusals": _share(got in REFUSED for want, got in wanted if want == "answered"),
        "recall": _share(got in REFUSED for want, got in wanted if want in REFUSED),
        "confusion": {f"{want} -> {got}": count for (want, got), count in sorted(Counter(wanted).items())},
    }


def _latency(seconds: Iterable[float]) -> dict[str, float]:
    ordered = sorted(1000 * second for second in seconds)
    return {"p50": round(statistics.median(ordered), 1), "p95": round(ordered[int(0.95 * (len(ordered) - 1))], 1)}
