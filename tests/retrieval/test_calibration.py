"""What the evidence weighs, and the verdict that follows from it."""

from __future__ import annotations

from pathlib import Path

import numpy as np
import pytest

from bot.errors import BrokenData
from bot.models import Clause
from bot.retrieval.abstention import judge
from bot.retrieval.best import make_table
from bot.retrieval.calibration import Calibration, Certainty, Scales, Weight, dump_calibration, load_calibration
from bot.retrieval.evidence import FEATURES, Evidence, collect
from bot.retrieval.search import Findings, Hit

ASKED = {"answered": 3.0, "not_in_terms": 0.0, "out_of_scope": 0.0}
FOREIGN = {"answered": 0.0, "not_in_terms": 0.0, "out_of_scope": 3.0}
NOTHING = {"answered": 0.0, "not_in_terms": 0.0, "out_of_scope": 0.0}


def make_scales(asked: dict[str, float] = ASKED) -> Scales:
    """Scales on which only the nearest sample questions and foreign messages weigh."""
    weights = {"asked": asked, "foreign": FOREIGN}
    features = {name: Weight(mean=0.8, scale=0.1, weights=weights.get(name, NOTHING)) for name in FEATURES}
    return Scales(start={"answered": 0.0, "not_in_terms": 1.0, "out_of_scope": 0.0}, features=features)


CALIBRATION = Calibration(
    model="m",
    data="d",
    line=0.5,
    doubt=0.3,
    bare_doubt=0.3,
    spread=0.02,
    certainty=Certainty(start=0.0, slope=2.0, most=2.0),
    annotated=make_scales(),
    bare=make_scales(NOTHING),
)


def findings(*, asked: float, foreign: float = 0.7, annotated: bool = True, margin: float = 1.0) -> Findings:
    """Two hits with this evidence."""
    clauses = [Clause(f"a:{path}", path, f"Artikel {path}", "Titel", "Tekst.") for path in ("1", "2")]
    evidence = Evidence(annotated, asked, 0.8, 0.8, foreign, 0.8, 0.8, 0.8)
    hits = (Hit(clauses[0], 2.0, asked), Hit(clauses[1], 2.0 - margin, asked))
    return Findings("vraag", hits, {}, 0.8, 0.8, foreign, 1.0, evidence)


@pytest.mark.parametrize(
    ("asked", "foreign", "status"),
    [(0.9, 0.7, "answered"), (0.8, 0.7, "not_in_terms"), (0.825, 0.7, "clarify"), (0.8, 0.95, "out_of_scope")],
)
def test_the_verdict_follows_from_the_evidence(asked: float, foreign: float, status: str) -> None:
    assert judge(findings(asked=asked, foreign=foreign), CALIBRATION).status == status


def test_the_chances_are_one_together() -> None:
    assert sum(CALIBRATION.weigh(findings(asked=0.87).evidence).values()) == pytest.approx(1.0)


def test_a_figure_that_there_was_nothing_to_compare_with_weighs_nothing() -> None:
    usual, absent = (CALIBRATION.weigh(findings(asked=0.9, foreign=foreign).evidence) for foreign in (0.8, -1.0))
    assert absent == pytest.approx(usual)


def test_confidence_rises_with_the_lead_of_the_first_clause() -> None:
    low, high = (judge(findings(asked=0.95, margin=margin), CALIBRATION).confidence for margin in (0.1, 1.5))
    assert 0.4 < low < high < 1


def test_a_company_without_sample_questions_has_weights_of_its_own() -> None:
    assert judge(findings(asked=0.95, annotated=False), CALIBRATION).status == "not_in_terms"


def test_without_sample_questions_is_asked_back_from_a_probability_of_its_own() -> None:
    eager = CALIBRATION.model_copy(update={"bare_doubt": 0.2})
    assert judge(findings(asked=0.95, annotated=False), eager).status == "clarify"
    assert judge(findings(asked=0.8), eager).status == "not_in_terms"


def test_the_two_nearest_questions_count_where_most_clauses_have_some() -> None:
    ids = ["a:1#clause#0", "a:2#clause#0", "a:1#vraag#1", "a:1#vraag#2", "a:2#vraag#1"]
    table = make_table(ids, clause_ids=["a:1", "a:2"], rule_ids=[])
    cosines = np.array([0.1, 0.2, 0.9, 0.3, 0.7], dtype=np.float32)
    found = collect(table, cosines, {"algemeen": 0.4}, outside=0.5, explained=0.6, words=2.0, lent=-1.0, usually=0.4)
    assert found.annotated
    assert found.asked == pytest.approx(0.8)
    assert (found.explained, found.above) == (0.6, -1.0)
    assert (found.general, found.foreign, found.outside) == (0.4, -1.0, 0.5)


@pytest.mark.parametrize(("usually", "above"), [(0.15, 0.25), (-1.0, -1.0)])
def test_what_the_first_clause_is_above_the_usual_counts_where_few_have_sample_questions(usually: float, above: float) -> None:
    ids = ["a:1#clause#0", "a:2#clause#0", "a:3#clause#0", "a:1#vraag#1"]
    table = make_table(ids, clause_ids=["a:1", "a:2", "a:3"], rule_ids=[])
    cosines = np.array([0.1, 0.2, 0.4, 0.9], dtype=np.float32)
    found = collect(table, cosines, {}, outside=-1.0, explained=0.4, words=0.0, lent=-1.0, usually=usually)
    assert not found.annotated
    assert (found.asked, found.explained) == (-1.0, -1.0)
    assert found.above == pytest.approx(above)


def test_a_calibration_reads_as_it_was_written(tmp_path: Path) -> None:
    (tmp_path / "calibration.yaml").write_text(dump_calibration(CALIBRATION), encoding="utf-8")
    assert load_calibration(tmp_path) == CALIBRATION


@pytest.mark.parametrize("text", [None, "line: veel", "- geen\n- tabel"])
def test_a_missing_or_broken_calibration_names_the_command(tmp_path: Path, text: str | None) -> None:
    if text is not None:
        (tmp_path / "calibration.yaml").write_text(text, encoding="utf-8")
    with pytest.raises(BrokenData, match="python -m ingest calibrate"):
        load_calibration(tmp_path)
