"""Fits what the evidence weighs (`python -m ingest calibrate`), and measures it on companies that were left out."""

from __future__ import annotations

import hashlib
from collections.abc import Callable, Collection, Iterator, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path

import numpy as np
from numpy.typing import NDArray
from sklearn.linear_model import LogisticRegression
from sklearn.metrics import roc_auc_score
from sklearn.preprocessing import StandardScaler

from bot.errors import BrokenData
from bot.retrieval.anchors import load_anchors
from bot.retrieval.calibration import VERDICTS, Calibration, Certainty, Scales, Weight
from bot.retrieval.embeddings import Embedder
from bot.retrieval.evidence import FEATURES
from bot.retrieval.index import ClauseIndex, IndexWriter
from bot.retrieval.lending import make_lenders
from bot.retrieval.manifest import load_manifest
from bot.retrieval.passages import Passage, PassageKind, make_passages
from ingest.lessons import Exercise, Lesson, as_array
from ingest.wording import say

SEED = 7
SHARES: Mapping[PassageKind, float] = {"vraag": 0.7, "som": 0.3, "buiten": 0.35, "algemeen": 0.25, "vreemd": 0.25}
"""What each sort of question weighs in all, whatever its number: a little more questions that are answered than that are not."""
LINE = 0.6
"""Probability from which a question is answered: a wrong answer is worse than a question back."""
DOUBT = 0.55
"""Probability from which the nearest subjects are offered instead of a no."""
BARE_DOUBT = 0.35
"""The same for terms without sample questions: they may be of a trade that the weights were not fitted on."""
LEAD_THAT_COUNTS = 2.0
DIGITS = 4
Progress = Callable[[str], None]


@dataclass(frozen=True, slots=True)
class Measured:
    """How a calibration did on questions that it was not fitted on: shares, and the area under the curve."""

    name: str
    false_refusals: float
    refused: Mapping[PassageKind, float]
    auroc: float


@dataclass(frozen=True, slots=True)
class Outcome:
    """A calibration with what it was measured to do, company by company, with and without annotations."""

    calibration: Calibration
    lessons: int
    annotated: tuple[Measured, ...]
    bare: tuple[Measured, ...]


def calibrate(
    *,
    data_dir: Path,
    index_dir: Path,
    embedder: Embedder,
    progress: Progress,
    without: Collection[str] = (),
    chroma_url: str = "",
) -> Outcome:
    """The calibration for this index and model, from all companies but those `without`.

    Raises: IndexMissing, BrokenData where no company has sample questions.
    """
    annotated: list[Lesson] = []
    bare: list[Lesson] = []
    state = hashlib.sha256()
    stored = IndexWriter(index_dir, chroma_url)
    index = ClauseIndex(index_dir, model=embedder.fingerprint, chroma_url=chroma_url)
    for exercise in _exercises(data_dir, load_manifest(index_dir).anchors, index, stored, without=without):
        annotated += exercise.lessons()
        bare += exercise.bare_lessons()
        state.update("\n".join(passage.digest for passage in (*exercise.passages, *exercise.anchors)).encode())
        progress(say("calibrating", company=exercise.slug, count=len(exercise.questions)))
    if not annotated:
        raise BrokenData(say("not_calibrated"))
    asked = as_array(annotated)[:, FEATURES.index("asked")]
    calibration = Calibration(
        model=embedder.fingerprint,
        data=state.hexdigest()[:16],
        line=LINE,
        doubt=DOUBT,
        bare_doubt=BARE_DOUBT,
        spread=_short(asked.std()),
        certainty=_fit_certainty(annotated),
        annotated=fit(annotated),
        bare=fit(bare),
    )
    return Outcome(calibration, len(annotated) + len(bare), tuple(measure(annotated)), tuple(measure(bare)))


def _exercises(
    data_dir: Path, anchors_name: str, index: ClauseIndex, stored: IndexWriter, *, without: Collection[str]
) -> Iterator[Exercise]:
    """Every other company with sample questions, as it stands in the index, with the rest of them to borrow from."""
    anchors = load_anchors(data_dir / "scope")
    anchor_vectors = _stack(anchors, stored.read_vectors(anchors_name))
    entries = {slug: index.find_entry(slug) for slug in sorted(set(index.slugs) - set(without))}
    lending = {slug: entry.collection for slug, entry in entries.items() if entry.lends}
    for slug, collection in lending.items():
        knowledge = index.get_knowledge(slug)
        passages = make_passages(knowledge)
        others = (anchors_name, *(name for other, name in lending.items() if other != slug))
        lenders = make_lenders(index.vectors(name) for name in others)
        vectors = _stack(passages, stored.read_vectors(collection))
        yield Exercise(knowledge, passages, vectors, anchors, anchor_vectors, lenders, seed=SEED)


def _stack(passages: Sequence[Passage], vectors: Mapping[str, NDArray[np.float32]]) -> NDArray[np.float32]:
    try:
        return np.stack([vectors[passage.digest] for passage in passages])
    except KeyError as error:
        raise BrokenData(say("index_outdated")) from error


def fit(found: Sequence[Lesson]) -> Scales:
    """The weights that tell these lessons apart: a multinomial logistic regression on standardised figures."""
    scaler = StandardScaler().fit(as_array(found))
    wanted = [lesson.verdict for lesson in found]
    model = LogisticRegression(max_iter=3000).fit(scaler.transform(as_array(found)), wanted, sample_weight=_shares(found))
    order = {verdict: list(model.classes_).index(verdict) for verdict in VERDICTS}
    return Scales(
        start={verdict: _short(model.intercept_[at]) for verdict, at in order.items()},
        features={
            name: Weight(
                mean=_short(scaler.mean_[number]),
                scale=_short(scaler.scale_[number]),
                weights={verdict: _short(model.coef_[at, number]) for verdict, at in order.items()},
            )
            for number, name in enumerate(FEATURES)
        },
    )


def measure(found: Sequence[Lesson]) -> Iterator[Measured]:
    """How each company does with weights that were fitted on the others; nothing where there is one company alone."""
    names = sorted({lesson.company for lesson in found})
    for name in names if len(names) > 1 else ():
        scales = fit([lesson for lesson in found if lesson.company != name])
        own = [lesson for lesson in found if lesson.company == name]
        chances = np.array([scales.weigh(lesson.evidence)["answered"] for lesson in own])
        answerable = np.array([lesson.verdict == "answered" for lesson in own])
        kinds = np.array([lesson.kind for lesson in own])
        refused = {kind: float((chances[kinds == kind] < LINE).mean()) for kind in SHARES if (kinds == kind).any()}
        yield Measured(name, float((chances[answerable] < LINE).mean()), refused, float(roc_auc_score(answerable, chances)))


def _shares(found: Sequence[Lesson]) -> NDArray[np.float64]:
    counts = {kind: sum(lesson.kind == kind for lesson in found) for kind in SHARES}
    return np.array([len(found) * SHARES[lesson.kind] / counts[lesson.kind] for lesson in found])


def _fit_certainty(found: Sequence[Lesson]) -> Certainty:
    """How the lead of the first clause tells whether it is the right one, among questions that are answered.

    Measured on questions for sums: others of the same rule ask for the same thing, so that one left out is found about as often
    as a new question is. A sample question was written to differ from the others of its clause, and is found much less often.
    """
    asked = [lesson for lesson in found if lesson.kind == "som"]
    right = [lesson.right for lesson in asked]
    if len(set(right)) < 2:
        return Certainty(start=0.0, slope=1.0, most=LEAD_THAT_COUNTS)
    model = LogisticRegression().fit([[min(lesson.margin, LEAD_THAT_COUNTS)] for lesson in asked], right)
    return Certainty(start=_short(model.intercept_[0]), slope=_short(model.coef_[0, 0]), most=LEAD_THAT_COUNTS)


def _short(value: float) -> float:
    return round(float(value), DIGITS)
