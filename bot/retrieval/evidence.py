"""What speaks for and against an answer: how near a question is to what these terms tell, and to what they don't."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Final

import numpy as np

from bot.retrieval.best import NONE, PassageTable, Scores

FEATURES: Final = ("asked", "outside", "general", "foreign", "usual", "explained", "words", "lent")
AGREEING: Final = 2
"""Sample questions whose mean nearness counts: one alone may be near by chance."""
ANNOTATED: Final = 0.5
"""Share of the clauses with sample questions from which these carry the evidence."""


@dataclass(frozen=True, slots=True)
class Evidence:
    """Cosines (-1..1) with the nearest questions of each sort, and how the first clause fits.

    `asked`: the nearest questions that these terms answer, or the nearest clauses where few such questions were written (not
    `annotated`). `outside`: the nearest question that these terms, or those that they borrow from, are known not to answer;
    `general`: one that terms seldom answer; `usual`: one that terms usually answer; `foreign`: a message on another subject.
    `explained`: the explanation of the first clause. `words`: BM25 of the first clause. `lent`: the nearest sample question that
    one of the clauses borrows, if any do.
    """

    annotated: bool
    asked: float
    outside: float
    general: float
    foreign: float
    usual: float
    explained: float
    words: float
    lent: float = float(NONE)

    def values(self) -> tuple[float, ...]:
        """The figures in the order of `FEATURES`."""
        return tuple(float(getattr(self, name)) for name in FEATURES)


def collect(
    table: PassageTable,
    cosines: Scores,
    anchors: Mapping[str, float],
    *,
    outside: float,
    explained: float,
    words: float,
    lent: float,
) -> Evidence:
    """The evidence in the cosines of a company's passages, and in the best cosine of each kind of anchor."""
    annotated = is_annotated(table)
    carrying = table.kinds.get("vraag" if annotated else "clause")
    nearest = np.sort(cosines[carrying.rows])[-AGREEING:] if carrying is not None else np.array([NONE])
    return Evidence(
        annotated=annotated,
        asked=float(nearest.mean()),
        outside=outside,
        general=anchors.get("algemeen", float(NONE)),
        foreign=anchors.get("vreemd", float(NONE)),
        usual=anchors.get("gangbaar", float(NONE)),
        explained=explained,
        words=words,
        lent=lent,
    )


def is_annotated(table: PassageTable) -> bool:
    """Whether enough of the clauses have sample questions for these to carry the evidence."""
    asked = table.kinds.get("vraag")
    return asked is not None and len(np.unique(asked.owner)) >= ANNOTATED * table.clause_count
