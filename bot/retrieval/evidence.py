"""What speaks for and against an answer: how near a question is to what these terms tell, and to what they don't."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Final

import numpy as np

from bot.retrieval.best import NONE, PassageTable, Scores

FEATURES: Final = ("asked", "outside", "general", "foreign", "usual", "explained", "words", "lent", "above")
AGREEING: Final = 2
"""Sample questions whose mean nearness counts: one alone may be near by chance."""
ANNOTATED: Final = 0.5
"""Share of the clauses with sample questions from which these carry the evidence."""


@dataclass(frozen=True, slots=True)
class Evidence:
    """Cosines (-1..1) with the nearest questions of each sort, and how the first clause fits.

    `asked`: the nearest questions that these terms answer. `outside`: the nearest question that these terms, or those that they
    borrow from, are known not to answer; `general`: one that terms seldom answer; `usual`: one that terms usually answer;
    `foreign`: a message on another subject. `explained`: the explanation of the first clause. `words`: BM25 of the first clause.
    `lent`: the nearest sample question that one of the clauses borrows, if any do. Where few sample questions were written (not
    `annotated`), `above` stands for `asked` and `explained`: by how much the first clause is nearer than the clauses of these
    terms usually come to messages that terms seldom answer.
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
    above: float = float(NONE)

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
    usually: float,
) -> Evidence:
    """The evidence in the cosines of a company's passages, and in the best cosine of each kind of anchor.

    `usually`: what the clauses of these terms usually come to, -1 where that was not worked out.
    """
    annotated = is_annotated(table)
    nearest = np.sort(cosines[table.kinds["vraag"].rows])[-AGREEING:] if annotated else np.array([NONE])
    return Evidence(
        annotated=annotated,
        asked=float(nearest.mean()),
        outside=outside,
        general=anchors.get("algemeen", float(NONE)),
        foreign=anchors.get("vreemd", float(NONE)),
        usual=anchors.get("gangbaar", float(NONE)),
        explained=explained if annotated else float(NONE),
        words=words,
        lent=lent,
        above=float(NONE) if annotated or usually <= NONE else explained - usually,
    )


def is_annotated(table: PassageTable) -> bool:
    """Whether enough of the clauses have sample questions for these to carry the evidence."""
    asked = table.kinds.get("vraag")
    return asked is not None and len(np.unique(asked.owner)) >= ANNOTATED * table.clause_count
