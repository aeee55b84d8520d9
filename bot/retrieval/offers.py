"""Questions that terms surely answer although nobody wrote any for them: those of all trades, each tried before it is shown."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from types import MappingProxyType

import numpy as np

from bot.knowledge import text_hash
from bot.retrieval.embeddings import Vectors
from bot.retrieval.kept import Arrays, joined, parted
from bot.retrieval.lending import Lenders, first_rows
from bot.retrieval.manifest import Entry
from bot.retrieval.remembering import Remembered
from bot.retrieval.search import ClauseSearch
from bot.retrieval.subjects import Subject

NOTHING: Mapping[str, str] = MappingProxyType({})
REMEMBERED = 4096
"""Companies of which the offers stay in memory: a few lines each."""
SURE = 0.85
"""Probability of an answer from which a question is offered: more than for answering, as nobody asked for it."""


class Offers:
    """Finds per clause the question of a subject that it answers. Each is asked first; it must lead to that very clause."""

    def __init__(self, search: ClauseSearch, subjects: Mapping[str, Subject] | None = None) -> None:
        self._search = search
        self._subjects = subjects or {}
        self._digest = text_hash(repr((search.calibration, sorted(self._subjects.items()))))
        self._of = Remembered(self._get, most=REMEMBERED)
        self._edition = 0

    def of(self, entry: Entry) -> Mapping[str, str]:
        """Questions by the id of the clause that answers; none for terms that have sample questions of their own."""
        if entry.lends or not self._subjects:
            return NOTHING
        index = self._search.index
        lenders = index.lenders()
        if index.edition != self._edition:
            self._edition = index.edition
            self._of.keep(lambda key: key[1] is lenders)
        return self._of((entry, lenders))

    def _get(self, key: tuple[Entry, Lenders]) -> Mapping[str, str]:
        entry, lenders = key
        kind = f"offers-{self._digest}-{lenders.name}"
        kept = self._search.index.kept.get(entry.collection, kind, lambda: _dump(self._find(entry)))
        return dict(zip(parted(kept["clauses"]), parted(kept["questions"]), strict=True))

    def _find(self, entry: Entry) -> Mapping[str, str]:
        found: dict[str, str] = {}
        for subject, clause_id, vector in self._pairs(entry):
            question = self._subjects[subject].vragen[0]
            findings = self._search.find_by(entry, question, vector)
            answered = self._search.calibration.weigh(findings.evidence)["answered"] >= SURE
            if answered and findings.hits[0].clause.clause_id == clause_id:
                found[clause_id] = question
        return found

    def _pairs(self, entry: Entry) -> Iterator[tuple[str, str, Vectors]]:
        """Subjects with the clause that says the same, where each is the other's nearest, and the vector of their question."""
        index = self._search.index
        clause_ids = list(index.read(entry).clauses)
        names, vectors = index.vectors(entry.collection)
        subjects, said, asked = index.subjects()
        if not subjects:  # an index that was built without them
            return
        alike = np.einsum("sd,cd->sc", said, vectors[first_rows(names, clause_ids)])
        nearest = alike.argmax(axis=0)
        for at, clause in enumerate(alike.argmax(axis=1)):
            if nearest[clause] == at and subjects[at] in self._subjects:
                yield subjects[at], clause_ids[clause], asked[at]


def _dump(offers: Mapping[str, str]) -> Arrays:
    return {"clauses": joined(list(offers)), "questions": joined(list(offers.values()))}
