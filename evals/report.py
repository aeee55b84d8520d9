"""A page about some runs that stands alone: one file, no script, nothing loaded from elsewhere, and a policy that says so."""

from __future__ import annotations

import base64
import hashlib
from collections.abc import Sequence
from pathlib import Path
from statistics import mean

import jinja2

from evals import pictures
from evals.bootstrap import Estimate
from evals.confidence import coverage_at
from evals.figures import CORRECT, measure, slices, worst_slices
from evals.outcomes import Outcome, Run
from evals.tables import cell, heading, quote_counts

TEMPLATES = Path(__file__).parent / "templates"
LEAST, MOST = 8, 10
RISKS = (0.05, 0.1)
DRAWN = {
    "Status: expected and got": pictures.confusion_matrix,
    "Risk and coverage": pictures.risk_coverage_curve,
    "Calibration": pictures.reliability_diagram,
    "Retrieval": pictures.rank_histogram,
    "Latency": pictures.latency_histogram,
}


def make_page(runs: Sequence[Run]) -> str:
    """The page as HTML."""
    environment = jinja2.Environment(
        loader=jinja2.FileSystemLoader(TEMPLATES), autoescape=True, undefined=jinja2.StrictUndefined, trim_blocks=True
    )
    style = (TEMPLATES / "report.css").read_text(encoding="utf-8")
    allowed = base64.b64encode(hashlib.sha256(style.encode()).digest()).decode()
    policy = f"default-src 'none'; img-src data:; style-src 'sha256-{allowed}'"
    return environment.get_template("report.html").render(style=style, policy=policy, runs=[_section(run) for run in runs])


def _section(run: Run) -> dict[str, object]:
    drawable = any(outcome.ms for outcome in run.outcomes)
    return {
        "title": heading(run),
        "cases": len(run.outcomes),
        "origin": run.origin.model_dump(),
        "slices": [(name, len(members), _shown(CORRECT.of(members))) for name, members in slices(run.outcomes).items()],
        "figures": [(name, found.cases, _shown(found)) for name, found in measure(run.outcomes).items()],
        "worst": [(name, found.cases, _shown(found)) for name, found in worst_slices(run.outcomes, least=LEAST, most=MOST)],
        "least": LEAST,
        "coverage": [(f"{risk:.0%}", f"{_coverage(risk, run.outcomes):.0%}") for risk in RISKS],
        "quotes": quote_counts(run.outcomes),
        "reading": _reading(run),
        "pictures": [(title, _inline(draw(run.outcomes))) for title, draw in DRAWN.items() if drawable],
    }


def _shown(found: Estimate | None) -> str:
    return cell(found) if found else "-"


def _coverage(risk: float, outcomes: Sequence[Outcome]) -> float:
    return coverage_at(risk, pictures.sure(outcomes))


def _reading(run: Run) -> list[tuple[str, str, str, str]]:
    """Per company the mean Flesch-Douma score of explained clauses, of their explanations, and of the answers of this run."""
    rows = []
    for company in sorted({outcome.company for outcome in run.outcomes}):
        answers = [o.reading_ease for o in run.outcomes if o.company == company and o.reading_ease is not None]
        known = run.reading_ease.get(company)
        written = (f"{known.clauses:.0f}", f"{known.kerns:.0f}") if known else ("-", "-")
        rows.append((company, *written, f"{mean(answers):.0f}" if answers else "-"))
    return rows


def _inline(png: bytes) -> str:
    return f"data:image/png;base64,{base64.b64encode(png).decode()}"
