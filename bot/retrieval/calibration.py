"""What the evidence weighs, as `python -m ingest calibrate` found it: the figures that hold for one embedding model."""

from __future__ import annotations

from collections.abc import Mapping
from math import exp
from pathlib import Path
from typing import Literal

import yaml
from pydantic import BaseModel, ConfigDict, ValidationError

from bot.errors import BrokenData
from bot.retrieval.best import NONE
from bot.retrieval.evidence import FEATURES, Evidence

Verdict = Literal["answered", "not_in_terms", "out_of_scope"]
VERDICTS: tuple[Verdict, ...] = ("answered", "not_in_terms", "out_of_scope")
FILE = "calibration.yaml"


class Weight(BaseModel):
    """What one figure weighs for each verdict, per `scale` by which it lies above `mean`."""

    model_config = ConfigDict(frozen=True, extra="forbid")

    mean: float
    scale: float
    weights: Mapping[Verdict, float]


class Scales(BaseModel):
    """Weighs the evidence on one kind of company: a multinomial logistic regression."""

    model_config = ConfigDict(frozen=True, extra="forbid")

    start: Mapping[Verdict, float]
    features: Mapping[str, Weight]

    def weigh(self, evidence: Evidence) -> dict[Verdict, float]:
        """The probability of each verdict; together 1. A figure that there was nothing to compare with weighs nothing."""
        totals = dict(self.start)
        for name, value in zip(FEATURES, evidence.values(), strict=True):
            feature = self.features[name]
            if value <= NONE:
                continue
            for verdict, weight in feature.weights.items():
                totals[verdict] += weight * (value - feature.mean) / feature.scale
        top = max(totals.values())
        parts = {verdict: exp(total - top) for verdict, total in totals.items()}
        return {verdict: part / sum(parts.values()) for verdict, part in parts.items()}


class Certainty(BaseModel):
    """How the lead of the first clause over the second tells that it is the right one: a logistic curve."""

    model_config = ConfigDict(frozen=True, extra="forbid")

    start: float
    slope: float
    most: float

    def of(self, margin: float) -> float:
        """The probability that the first clause is the one, where one of them answers; `margin` in fused score."""
        return 1 / (1 + exp(-self.start - self.slope * min(margin, self.most)))


class Calibration(BaseModel):
    """Everything that was measured with one embedding model.

    `model` is the fingerprint of that model, `data` a hash of what was measured on. A question is answered from probability
    `line`, and asked back from `doubt`, or from `bare_doubt` where terms have no sample questions. `spread` is the standard
    deviation of the cosine of a question with its nearest ones.
    """

    model_config = ConfigDict(frozen=True, extra="forbid")

    model: str
    data: str
    line: float
    doubt: float
    bare_doubt: float
    spread: float
    certainty: Certainty
    annotated: Scales
    bare: Scales

    def weigh(self, evidence: Evidence) -> dict[Verdict, float]:
        """The probability of each verdict, with the weights for companies with or without sample questions."""
        return (self.annotated if evidence.annotated else self.bare).weigh(evidence)

    def is_torn(self, evidence: Evidence) -> bool:
        """Whether it is better to ask what is meant than to say that the terms don't tell."""
        return self.weigh(evidence)["answered"] >= (self.doubt if evidence.annotated else self.bare_doubt)


def load_calibration(folder: Path) -> Calibration:
    """The calibration in this data folder. Raises: BrokenData where it is missing or broken."""
    path = folder / FILE
    try:
        return Calibration.model_validate(yaml.load(path.read_text(encoding="utf-8"), Loader=yaml.CSafeLoader))
    except FileNotFoundError as error:
        raise BrokenData(f"Het bestand {FILE} ontbreekt. Maak het met: python -m ingest calibrate") from error
    except (yaml.YAMLError, ValidationError) as error:
        raise BrokenData(f"{FILE} kan niet worden gelezen: {error}. Maak het opnieuw met: python -m ingest calibrate") from error


def dump_calibration(calibration: Calibration) -> str:
    """The calibration as YAML, with a word on where it comes from."""
    about = "# What the evidence weighs between an answer and a no. By `python -m ingest calibrate`, not by hand.\n"
    return about + yaml.safe_dump(calibration.model_dump(), sort_keys=False, allow_unicode=True)
