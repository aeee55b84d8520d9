"""The best cosine of each clause and of each rule, taken from the cosines of their passages."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from functools import cached_property
from types import MappingProxyType

import numpy as np
from numpy.typing import NDArray

from bot.retrieval.passages import split_passage_id

Scores = NDArray[np.float32]
NONE = np.float32(-1.0)
"""The cosine of a passage that does not exist."""
RUNNERS_UP: Mapping[str, tuple[str, ...]] = MappingProxyType({"vraag": ("vraag_2", "vraag_3")})
"""Kinds of which not only the best passage of a clause counts: one sample question may be near by chance, three are not."""


@dataclass(frozen=True, eq=False)
class Owners:
    """The passages of one kind: their `rows` among all passages of the company, and who each of them speaks for."""

    rows: NDArray[np.intp]
    owner: NDArray[np.intp]

    def best(self, cosines: Scores, size: int, *, depth: int = 1) -> Scores:
        """The best cosines per owner, best first, shape (depth, size); -inf where an owner has fewer passages of this kind."""
        best = np.full((depth, size), -np.inf, dtype=np.float32)
        owners, places = self._laid_out
        if len(owners):
            own = np.append(cosines[self.rows], np.float32(-np.inf))[places]
            kept = own.max(axis=1, keepdims=True) if depth == 1 else np.sort(own, axis=1)[:, ::-1][:, :depth]
            best[: kept.shape[1], owners] = kept.T
        return best

    @cached_property
    def _laid_out(self) -> tuple[NDArray[np.intp], NDArray[np.intp]]:
        """The owners, and a row for each of them with the places of its passages; behind these the place after the last one."""
        owners, counts = np.unique(self.owner, return_counts=True)
        order = np.argsort(self.owner, kind="stable")
        places = np.full((len(owners), counts.max(initial=0)), len(order), dtype=np.intp)
        row = np.repeat(np.arange(len(owners)), counts)
        places[row, np.arange(len(order)) - np.repeat(np.cumsum(counts) - counts, counts)] = order
        return owners, places


@dataclass(frozen=True)
class PassageTable:
    """Which passage speaks for which clause and which rule, worked out once per company."""

    row: Mapping[str, int]
    kinds: Mapping[str, Owners]
    rules: Owners
    clause_count: int
    rule_count: int

    def places(self, passage_ids: Sequence[str]) -> NDArray[np.intp]:
        """Where each of these passages stands in the table."""
        return np.array([self.row[passage_id] for passage_id in passage_ids], dtype=np.intp)

    def in_order(self, places: NDArray[np.intp], similarities: Scores) -> Scores:
        """The cosines of passages at these places in the order of the table, shape (n_passages,); -1 for one without."""
        cosines = np.full(len(self.row), NONE, dtype=np.float32)
        cosines[places] = similarities
        return cosines

    def best_of_clauses(self, cosines: Scores) -> dict[str, Scores]:
        """Per kind of passage, and runner-up of it, the best cosine of each clause, shape (n_clauses,).

        A clause without an explanation or sample questions gets the cosine of its own text there, raised by what they are nearer
        than the text where most clauses have them; and -1 among the near misses.
        """
        table: dict[str, Scores] = {}
        for kind, owners in self.kinds.items():
            names = (kind, *RUNNERS_UP.get(kind, ()))
            table |= zip(names, owners.best(cosines, self.clause_count, depth=len(names)), strict=True)
        told = table.get("clause", np.full(self.clause_count, NONE, dtype=np.float32))
        for kind, values in table.items():
            gaps = np.isinf(values)
            few = 2 * gaps.sum() < len(gaps)
            usual = (values - told)[~gaps].mean() if few and not np.isinf(told).any() else np.float32(0)
            values[gaps] = NONE if kind == "buiten" else told[gaps] + usual
        return table

    def best_of_rules(self, cosines: Scores) -> Scores:
        """The best cosine with a question for the sum of each rule, shape (n_rules,); -1 for a rule without one."""
        best: Scores = np.maximum(self.rules.best(cosines, self.rule_count)[0], NONE)
        return best


def make_table(passage_ids: Iterable[str], *, clause_ids: Sequence[str], rule_ids: Sequence[str]) -> PassageTable:
    """The table of these passages; a question for a sum also counts as a question for its clause."""
    row = {passage_id: at for at, passage_id in enumerate(passage_ids)}
    clause_at = {clause_id: at for at, clause_id in enumerate(clause_ids)}
    rule_at = {rule_id: at for at, rule_id in enumerate(rule_ids)}
    clauses: dict[str, list[tuple[int, int]]] = {}
    rules: list[tuple[int, int]] = []
    for passage_id, at in row.items():
        clause_id, kind, *rest = split_passage_id(passage_id)
        clauses.setdefault("vraag" if kind == "som" else kind, []).append((at, clause_at[clause_id]))
        if kind == "som":
            rules.append((at, rule_at[rest[0]]))
    kinds = {kind: _owners(pairs) for kind, pairs in clauses.items()}
    return PassageTable(row, kinds, _owners(rules), len(clause_at), len(rule_at))


def _owners(pairs: Sequence[tuple[int, int]]) -> Owners:
    table = np.array(pairs, dtype=np.intp).reshape(len(pairs), 2)
    return Owners(table[:, 0], table[:, 1])


@dataclass(frozen=True, eq=False)
class Kinds:
    """The rows of each kind of passage among those of one collection."""

    rows: Mapping[str, NDArray[np.intp]]

    def best(self, cosines: Scores) -> dict[str, float]:
        """The best cosine of each kind."""
        return {kind: float(cosines[rows].max()) for kind, rows in self.rows.items()}


def make_kinds(passage_ids: Iterable[str]) -> Kinds:
    """Which of these passages are of which kind."""
    rows: dict[str, list[int]] = {}
    for row, passage_id in enumerate(passage_ids):
        rows.setdefault(split_passage_id(passage_id)[1], []).append(row)
    return Kinds({kind: np.array(places, dtype=np.intp) for kind, places in rows.items()})
