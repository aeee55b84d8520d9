"""Questions of which it is known whether these terms answer them, each searched for as if nobody had written it down.

Made from annotations, rules and anchors, never from eval cases. A sample question is left out, vector and words, with a share
of the other ones; a near miss goes without itself; an anchor without its whole group.
"""

from __future__ import annotations

import random
from collections import defaultdict
from collections.abc import Collection, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from functools import cached_property

import numpy as np
from numpy.typing import NDArray

from bot.knowledge import Annotation, Knowledge
from bot.retrieval.best import NONE, PassageTable, make_table
from bot.retrieval.calibration import Verdict
from bot.retrieval.embeddings import Vectors
from bot.retrieval.evidence import Evidence
from bot.retrieval.keywords import Keywords
from bot.retrieval.lending import Lenders, first_rows, make_loans
from bot.retrieval.names import names_of, without_names
from bot.retrieval.passages import Passage, PassageKind
from bot.retrieval.search import Lookup, rank, searchable_texts

FOLDS = 5
"""Parts into which the sample questions are cut; one of them is left out and asked."""
MOST = 250
"""Questions of one sort that are asked of one company."""
VERDICT_OF: Mapping[PassageKind, Verdict] = {
    "vraag": "answered",
    "som": "answered",
    "buiten": "not_in_terms",
    "algemeen": "not_in_terms",
    "vreemd": "out_of_scope",
}


@dataclass(frozen=True, slots=True)
class Lesson:
    """What was seen for one question, and what should have been said.

    `right`: the first clause is of the article that the question was written for.
    """

    company: str
    kind: PassageKind
    evidence: Evidence
    margin: float
    right: bool

    @property
    def verdict(self) -> Verdict:
        """What a good employee would do."""
        return VERDICT_OF[self.kind]


@dataclass(frozen=True)
class Exercise:
    """A company in the index, with its passages and the anchors of all companies; vectors in the same order as these.

    `lenders` are the other companies alone.
    """

    knowledge: Knowledge
    passages: Sequence[Passage]
    vectors: Vectors
    anchors: Sequence[Passage]
    anchor_vectors: Vectors
    lenders: Lenders
    seed: int

    @property
    def slug(self) -> str:
        """The company's slug."""
        return self.knowledge.terms.company.slug

    @cached_property
    def left_out(self) -> frozenset[str]:
        """The ids of the sample questions that are asked: a part of those of each clause."""
        chance = random.Random(self.seed)
        by_clause: dict[tuple[str, PassageKind], list[Passage]] = defaultdict(list)
        for passage in self.passages:
            if passage.kind in ("vraag", "som"):
                by_clause[passage.clause_id, passage.kind].append(passage)
        parts = (chance.sample(found, len(found))[chance.randrange(FOLDS) :: FOLDS] for found in by_clause.values())
        return frozenset(passage.passage_id for part in parts for passage in part)

    @cached_property
    def questions(self) -> tuple[tuple[Passage, Vectors], ...]:
        """What is asked, with its vector: at most `MOST` of a sort."""
        chance = random.Random(self.seed)
        by_kind: dict[PassageKind, list[tuple[Passage, Vectors]]] = defaultdict(list)
        for passages, vectors in ((self.passages, self.vectors), (self.anchors, self.anchor_vectors)):
            for passage, vector in zip(passages, vectors, strict=True):
                if passage.kind in VERDICT_OF and (VERDICT_OF[passage.kind] != "answered" or passage.passage_id in self.left_out):
                    by_kind[passage.kind].append((passage, vector))
        return tuple(pair for found in by_kind.values() for pair in chance.sample(found, min(MOST, len(found))))

    def lessons(self) -> Iterator[Lesson]:
        """What the search makes of each question."""
        table = _table(self.passages, self.knowledge)
        rows, groups = table.row, group_ids(self.anchors)
        lookups = {
            answered: Lookup((), Keywords.learn(searchable_texts(knowledge)), None, table)
            for answered, knowledge in ((True, without_questions(self.knowledge, self._left_out_texts)), (False, self.knowledge))
        }
        folded = [rows[name] for name in self.left_out]
        for question, vector in self.questions:
            answered = VERDICT_OF[question.kind] == "answered"
            cosines = self.vectors @ vector
            cosines[folded if answered else [rows[question.passage_id]] if question.kind == "buiten" else []] = NONE
            anchors = best_anchors(self.anchors, self.anchor_vectors @ vector, without=groups.get(question.clause_id, ()))
            found = rank(self.knowledge, question.text, cosines, lookups[answered], anchors=anchors)
            right = article_of(found.hits[0].clause.clause_id) == article_of(question.clause_id)
            yield Lesson(self.slug, question.kind, found.evidence, found.margin, right)

    def bare_lessons(self) -> Iterator[Lesson]:
        """The same as if nobody had annotated the company, which borrows from others: only anchors need to be left out."""
        rows = [at for at, passage in enumerate(self.passages) if passage.kind == "clause"]
        whole = first_rows([passage.passage_id for passage in self.passages], list(self.knowledge.clauses))
        loans = make_loans(self.lenders, self.vectors[whole])
        bare = Knowledge(self.knowledge.terms)
        table = _table([self.passages[at] for at in rows], bare)
        usually = self.lenders.usual_of(self.vectors[whole])
        lookup = Lookup((), Keywords.learn(searchable_texts(bare)), None, table, usually=usually)
        groups = group_ids(self.anchors)
        for question, vector in self.questions:
            anchors = best_anchors(self.anchors, self.anchor_vectors @ vector, without=groups.get(question.clause_id, ()))
            borrowed = loans.borrow(vector) if loans else None
            found = rank(bare, question.text, self.vectors[rows] @ vector, lookup, anchors=anchors, borrowed=borrowed)
            right = article_of(found.hits[0].clause.clause_id) == article_of(question.clause_id)
            yield Lesson(self.slug, question.kind, found.evidence, found.margin, right)

    @property
    def _left_out_texts(self) -> frozenset[str]:
        return frozenset(passage.text for passage in self.passages if passage.passage_id in self.left_out)


def article_of(clause_id: str) -> str:
    """The article of a clause with its document: "kge:6" for "kge:6.3"."""
    return clause_id.partition(".")[0]


def _table(passages: Sequence[Passage], knowledge: Knowledge) -> PassageTable:
    return make_table(
        [passage.passage_id for passage in passages],
        clause_ids=list(knowledge.clauses),
        rule_ids=[rule.id for rule in knowledge.rules],
    )


def without_questions(knowledge: Knowledge, texts: Collection[str]) -> Knowledge:
    """The knowledge without these sample questions, told as they are embedded."""
    names = names_of(knowledge.terms.company)

    def shortened(annotation: Annotation) -> Annotation:
        left = tuple(text for text in annotation.vragen if without_names(text, names) not in texts)
        return annotation.model_copy(update={"vragen": left})

    return replace(knowledge, annotations={name: shortened(found) for name, found in knowledge.annotations.items()})


def group_ids(anchors: Sequence[Passage]) -> dict[str, frozenset[str]]:
    """The ids of the anchors of each group."""
    groups: dict[str, set[str]] = defaultdict(set)
    for passage in anchors:
        groups[passage.clause_id].add(passage.passage_id)
    return {name: frozenset(found) for name, found in groups.items()}


def best_anchors(anchors: Sequence[Passage], cosines: NDArray[np.float32], *, without: Collection[str]) -> dict[str, float]:
    """The best cosine of each kind of anchor, some of them left out."""
    best: dict[str, float] = {}
    for passage, cosine in zip(anchors, cosines.tolist(), strict=True):
        if passage.passage_id not in without:
            best[passage.kind] = max(best.get(passage.kind, float(NONE)), cosine)
    return best


def as_array(found: Sequence[Lesson]) -> NDArray[np.float64]:
    """The evidence of these lessons, shape (n_lessons, n_features)."""
    return np.array([lesson.evidence.values() for lesson in found], dtype=np.float64)
