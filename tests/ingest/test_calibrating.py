"""The lines between an answer and a no are measured on what people wrote about the terms."""

from __future__ import annotations

import numpy as np
import pytest

from bot.assembly import Parts
from bot.errors import BrokenData
from bot.retrieval.anchors import load_anchors
from bot.retrieval.calibration import load_calibration
from bot.retrieval.embeddings import Embedder
from bot.settings import Settings
from ingest.calibrating import SHARES, calibrate
from ingest.lessons import VERDICT_OF, best_anchors, group_ids
from tests.small_company import ROOT


def test_a_calibration_is_fitted_on_the_index_and_its_model(small: Parts, small_settings: Settings, embedder: Embedder) -> None:
    told: list[str] = []
    folders = {"data_dir": small_settings.data_dir, "index_dir": small_settings.index_dir}
    outcome = calibrate(**folders, embedder=embedder, progress=told.append)
    again = calibrate(**folders, embedder=embedder, progress=told.append)
    assert outcome.calibration == again.calibration
    assert outcome.calibration.model == embedder.fingerprint
    assert "leenfiets" in told[0]


def test_a_company_that_is_left_out_teaches_nothing(small: Parts, small_settings: Settings, embedder: Embedder) -> None:
    folders = {"data_dir": small_settings.data_dir, "index_dir": small_settings.index_dir}
    told: list[str] = []
    calibrate(**folders, embedder=embedder, progress=told.append, without=["taarthuis"])
    assert len(told) == 1
    with pytest.raises(BrokenData):
        calibrate(**folders, embedder=embedder, progress=told.append, without=["leenfiets"])


def test_the_calibration_in_use_belongs_to_the_built_in_model(embedder: Embedder) -> None:
    assert load_calibration(ROOT / "data").model == embedder.fingerprint


def test_every_sort_of_question_that_has_a_verdict_weighs_something() -> None:
    assert set(SHARES) == set(VERDICT_OF)


def test_an_anchor_is_judged_without_its_group() -> None:
    anchors = load_anchors(ROOT / "data" / "scope")
    groups = group_ids(anchors)
    cosines = [1.0 if anchor.clause_id == "parkeren" else 0.5 for anchor in anchors]
    assert best_anchors(anchors, np.array(cosines, dtype=np.float32), without=groups["parkeren"])["algemeen"] == 0.5


@pytest.mark.parametrize(("kind", "least"), [("algemeen", 300), ("vreemd", 150)])
def test_the_banks_of_messages_are_wide(kind: str, least: int) -> None:
    anchors = [anchor for anchor in load_anchors(ROOT / "data" / "scope") if anchor.kind == kind]
    assert len({anchor.text.lower() for anchor in anchors}) == len(anchors) >= least
