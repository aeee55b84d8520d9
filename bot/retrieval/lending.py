"""Sample questions of other companies as guides to terms that have none: a clause borrows those of clauses that say the same.

Vectors and numbers alone are lent. Nothing that is shown, quoted or cited ever comes from here.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass

import numpy as np

from bot.retrieval.best import NONE, Owners, Scores
from bot.retrieval.embeddings import Vectors, cosines
from bot.retrieval.passages import PassageKind, split_passage_id

TOLD: frozenset[PassageKind] = frozenset({"clause", "kern", "bepaling"})
ASKED: frozenset[PassageKind] = frozenset({"vraag", "som", "klantvraag"})
LIKENESS = 0.25
"""What a step in cosine between two clauses counts beside one between two questions."""
SHARES = (0.5, 0.25, 0.25)
"""What the nearest sample questions of a lender count, best first: one may be near by chance."""


@dataclass(frozen=True, slots=True)
class Borrowed:
    """How near a question is to what is borrowed, as cosines.

    `clauses`: to the sample questions that each clause borrows, less what the clauses differ, shape (n_clauses,). `outside`: to
    the nearest question that the terms of a lender are known not to answer.
    """

    clauses: Scores
    outside: float

    @property
    def nearest(self) -> float:
        """How near it is to the nearest question that a clause borrows."""
        return float(self.clauses.max())


@dataclass(frozen=True, eq=False)
class Lenders:
    """Clauses with sample questions: what they say, shape (n_lenders, dimensions), and how customers ask for it.

    `outside`: questions that the terms of a lender are known not to answer; `seldom`: messages that terms of any company seldom
    answer. `name` tells these lenders from others.
    """

    told: Vectors
    asked: Vectors
    owners: Owners
    outside: Vectors
    seldom: Vectors
    name: str = ""

    def __len__(self) -> int:
        return len(self.told)

    def nearness(self, vector: Vectors) -> Scores:
        """How near a question is to the sample questions of each lender, as a cosine, shape (n_lenders,)."""
        near = self.owners.best(cosines(self.asked, vector), len(self), depth=len(SHARES))
        for place in range(1, len(SHARES)):
            near[place] = np.where(np.isinf(near[place]), near[place - 1], near[place])
        return np.asarray(np.einsum("pl,p->l", near, np.array(SHARES, dtype=np.float32)))

    def usual_of(self, clauses: Vectors) -> float:
        """What messages that terms seldom answer come to with the nearest of these clauses, as a mean cosine; -1 without any."""
        return float((self.seldom @ clauses.T).max(axis=1).mean()) if len(self.seldom) and len(clauses) else float(NONE)


@dataclass(frozen=True, eq=False)
class Loans:
    """What the clauses of one company may borrow. `unlike`: what each lender loses by saying something else, at most 0."""

    lenders: Lenders
    unlike: Scores

    def borrow(self, vector: Vectors) -> Borrowed:
        """How near a question is to what these clauses borrow."""
        outside = cosines(self.lenders.outside, vector).max(initial=NONE)
        return Borrowed((self.unlike + self.lenders.nearness(vector)).max(axis=1), float(outside))


def make_loans(lenders: Lenders, clauses: Vectors) -> Loans | None:
    """What these clauses, shape (n_clauses, dimensions), may borrow; None where there is nobody to lend."""
    if not len(lenders) or not len(clauses):
        return None
    alike = clauses @ lenders.told.T
    return Loans(lenders, np.asarray(LIKENESS * (alike - 1), dtype=np.float32))


def make_lenders(collections: Iterable[tuple[Sequence[str], Vectors]], *, name: str = "") -> Lenders:
    """The clauses with sample questions in these collections of passage ids and vectors; what is there twice counts once."""
    told: list[Vectors] = []
    asked: list[Vectors] = []
    outside: list[Vectors] = []
    seldom: list[Vectors] = []
    owner: list[int] = []
    seen: set[bytes] = set()
    for names, vectors in collections:
        outside.append(vectors[_rows_of("buiten", names)])
        seldom.append(vectors[_rows_of("algemeen", names)])
        for said, questions in _clauses(names):
            mean = vectors[said].mean(axis=0)
            key = mean.tobytes() + vectors[questions].tobytes()
            if key not in seen:
                seen.add(key)
                asked.append(vectors[questions])
                owner += [len(told)] * len(questions)
                told.append(mean)
    nobody = np.zeros((0, 0), dtype=np.float32)
    owners = Owners(np.arange(len(owner), dtype=np.intp), np.array(owner, dtype=np.intp))
    if not told:
        return Lenders(nobody, nobody, owners, nobody, np.concatenate(seldom) if seldom else nobody, name)
    return Lenders(np.stack(told), np.concatenate(asked), owners, np.concatenate(outside), np.concatenate(seldom), name)


def first_rows(names: Sequence[str], clause_ids: Sequence[str]) -> list[int]:
    """Per clause the row of its whole text among these passage ids."""
    row = {name: at for at, name in enumerate(names)}
    return [row[f"{clause_id}#clause#0"] for clause_id in clause_ids]


def _rows_of(kind: PassageKind, names: Sequence[str]) -> list[int]:
    return [at for at, name in enumerate(names) if split_passage_id(name)[1] == kind]


def _clauses(names: Sequence[str]) -> list[tuple[list[int], list[int]]]:
    """Of each clause or subject with sample questions the rows of what it says, whole and explained, and of these questions."""
    said: dict[str, list[int]] = {}
    questions: dict[str, list[int]] = {}
    for at, name in sorted(enumerate(names), key=lambda pair: pair[1]):
        clause_id, kind, *rest = split_passage_id(name)
        if kind in ASKED:
            questions.setdefault(clause_id, []).append(at)
        elif kind in TOLD and (kind != "clause" or rest == ["0"]):
            said.setdefault(clause_id, []).append(at)
    return [(said[clause_id], rows) for clause_id, rows in questions.items() if clause_id in said]
