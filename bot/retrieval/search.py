"""From a question to ranked clauses of one company: vectors and keywords, each on its own scale, then one score per clause."""

from __future__ import annotations

import logging
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date

import numpy as np
from numpy.typing import NDArray

from bot.errors import IndexAway
from bot.knowledge import Knowledge, text_hash
from bot.models import Clause
from bot.retrieval.best import NONE, PassageTable, make_table
from bot.retrieval.calibration import Calibration
from bot.retrieval.embeddings import Embedder, Vectors
from bot.retrieval.evidence import Evidence, collect, is_annotated
from bot.retrieval.fusion import BORROWING, RULE_WEIGHTS, WEIGHTS, fuse, join_signals, nearest_of
from bot.retrieval.index import COMPANIES_IN_MEMORY, ClauseIndex
from bot.retrieval.kept import Arrays, joined, parted
from bot.retrieval.keywords import Keywords, Scores
from bot.retrieval.lending import Borrowed, Lenders, Loans, first_rows, make_loans
from bot.retrieval.manifest import Entry
from bot.retrieval.names import NameTable, names_of, not_mentioned, without_names
from bot.retrieval.passages import make_passages
from bot.retrieval.remembering import Remembered

log = logging.getLogger(__name__)
READ_TOGETHER = 4
"""Companies of which the arrays stay in memory until all that is made of them was made."""
ALIKE = 0.1
"""Cosine of character n-grams from which a clause counts as found by a word that was mistyped."""


@dataclass(frozen=True, slots=True)
class Hit:
    """A clause that may answer. `score` is the fused z-score, `similarity` the best cosine of its passages (-1..1)."""

    clause: Clause
    score: float
    similarity: float


@dataclass(frozen=True, slots=True)
class RuleMatch:
    """How a rule's sample questions fit: `similarity` is the best cosine (-1..1), `score` that with keywords, z-scored."""

    similarity: float
    score: float


@dataclass(frozen=True, slots=True)
class Findings:
    """What the search brought up, best hit first.

    `rules` says how each rule fits, by rule id. `outside` is the best cosine with a question
    that these terms are known not to answer, `general` with one that terms seldom answer, `foreign` with a message on another
    subject altogether. `coverage` is the share of the question's words that the company's texts know (0..1). `evidence` is what
    tells whether the terms answer at all.
    """

    question: str
    hits: tuple[Hit, ...]
    rules: Mapping[str, RuleMatch]
    outside: float
    general: float
    foreign: float
    coverage: float
    evidence: Evidence

    @property
    def margin(self) -> float:
        """The distance in score between the first two hits; infinite with one."""
        return self.hits[0].score - self.hits[1].score if len(self.hits) > 1 else float("inf")


@dataclass(frozen=True)
class Lookup:
    """What is worked out once per version of a company's terms.

    Its words, which passage speaks for what and where those of the index stand among them, and `strangers`: names of well-known
    companies that it doesn't mention. Where few of its clauses have sample questions, `loans` is what it borrows, and `usually`
    what its clauses usually come to with messages that terms seldom answer, -1 where that is unknown.
    """

    rule_ids: tuple[str, ...]
    clause_words: Keywords
    rule_words: Keywords | None
    table: PassageTable
    places: NDArray[np.intp] = field(default_factory=lambda: np.zeros(0, dtype=np.intp))
    strangers: frozenset[str] = frozenset()
    loans: Loans | None = None
    usually: float = float(NONE)


class ClauseSearch:
    """Finds clauses within one company, and never in another."""

    def __init__(
        self,
        index: ClauseIndex,
        embedder: Embedder,
        calibration: Calibration,
        *,
        well_known: Sequence[str] = (),
    ) -> None:
        self.index = index
        self.calibration = calibration
        self._embedder = embedder
        self._names = well_known
        self._names_digest = text_hash(" ".join(well_known))
        self._well_known = NameTable((name, name) for name in well_known)
        self._worked_out = Remembered(self._work_out, most=READ_TOGETHER)
        self._words = Remembered(self._make_words, most=COMPANIES_IN_MEMORY)
        self._lookups = Remembered(self._make_lookup, most=COMPANIES_IN_MEMORY)
        self._edition = 0

    def find(self, slug: str, question: str, *, on: date | None = None) -> Findings:
        """Every clause of the company's terms, ranked. Raises: UnknownCompany, IndexMissing."""
        return self.find_in(self.index.find_entry(slug, on=on), question)

    def find_in(self, entry: Entry, question: str) -> Findings:
        """Every clause of one version of a company's terms, ranked. Raises: IndexMissing."""
        asked = without_names(question, names_of(self.index.read(entry).terms.company))
        return self.find_by(entry, asked, self._embedder.embed_queries([asked])[0])

    def find_by(self, entry: Entry, asked: str, vector: Vectors) -> Findings:
        """The same for a question that names no company, with its vector. Raises: IndexMissing."""
        knowledge = self.index.read(entry)
        lookup = self._lookup(entry)
        cosines = self._cosines(entry, lookup, vector)
        anchors = self.index.nearest_anchors(vector)
        borrowed = lookup.loans.borrow(vector) if lookup.loans else None
        return rank(knowledge, asked, cosines, lookup, anchors=anchors, borrowed=borrowed)

    def find_across(self, entries: Sequence[Entry], question: str) -> tuple[tuple[Entry, Hit], ...]:
        """The clauses of several companies or versions, ranked together. Raises: IndexMissing.

        The question is embedded once, so it should name no company: see `without_names`.
        """
        vector = self._embedder.embed_queries([question])[0]
        found: list[tuple[Entry, Clause]] = []
        measured: list[dict[str, Scores]] = []
        for entry in entries:
            lookup = self._lookup(entry)
            found += [(entry, clause) for clause in self.index.read(entry).terms.clauses]
            cosines = self._cosines(entry, lookup, vector)
            measured.append(measure(question, cosines, lookup))
        signals = join_signals(measured)
        signals.pop("buiten", None)
        fused, closest = fuse(signals, WEIGHTS), nearest_of(signals)
        order = np.argsort(-fused, kind="stable")
        return tuple((found[at][0], Hit(found[at][1], float(fused[at]), float(closest[at]))) for at in order)

    def find_words(self, entries: Sequence[Entry], question: str) -> tuple[tuple[Entry, Hit], ...]:
        """The clauses of these versions that share words with a question: what is left while the vectors are away."""
        words = [self._words(entry) for entry in entries]
        found = [(entry, clause) for entry in entries for clause in self.index.read(entry).terms.clauses]
        signals = {
            "bm25": np.concatenate([each.bm25(question) for each in words]),
            "ngrams": np.concatenate([each.ngrams(question) for each in words]),
        }
        fused = fuse(signals, WEIGHTS)
        order = [at for at in np.argsort(-fused, kind="stable") if signals["bm25"][at] > 0 or signals["ngrams"][at] > ALIKE]
        return tuple((found[at][0], Hit(found[at][1], float(fused[at]), float(signals["ngrams"][at]))) for at in order)

    def names_of_others(self, slug: str, message: str, *, on: date | None = None) -> tuple[str, ...]:
        """What customers call other companies, of those names that the message may hold.

        They are those in the index, and well-known ones that these terms don't mention.
        """
        lookup = self._lookup(self.index.find_entry(slug, on=on))
        strangers = (name for name, _ in self._well_known.near(message) if name in lookup.strangers)
        return (*self.index.names_of_others(slug, message), *strangers)

    def embed(self, questions: Sequence[str]) -> Vectors:
        """Vectors of questions, shape (len(questions), dimensions), to tell which of them ask the same."""
        return self._embedder.embed_queries(questions)

    def prepare(self, entry: Entry) -> None:
        """Makes what the first question about this version of terms would wait for. Raises: IndexMissing."""
        self._lookup(entry)

    def warm_up(self) -> None:
        """Makes what the first question of a company would wait for, for as many companies as stay in memory."""
        self.index.kept.tidy(self.index.collections)
        for slug in self.index.slugs[:COMPANIES_IN_MEMORY]:
            try:
                self.find(slug, "opwarmen")
            except IndexAway:
                log.warning("the vectors are away: until they are back only words are searched")
                return

    def _make_words(self, entry: Entry) -> Keywords:
        return Keywords.load(self._worked_out(entry), "clauses")

    def _work_out(self, entry: Entry) -> Arrays:
        knowledge = self.index.read(entry)
        return self.index.kept.get(entry.collection, self._names_digest, lambda: work_out(knowledge, self._names))

    def _cosines(self, entry: Entry, lookup: Lookup, vector: Vectors) -> Scores:
        return lookup.table.in_order(lookup.places, self.index.similarities(entry.collection, vector)[1])

    def _lookup(self, entry: Entry) -> Lookup:
        lenders = self.index.lenders()
        if self.index.edition != self._edition:
            self._edition, in_use = self.index.edition, self.index.collections
            self._words.keep(lambda other: other.collection in in_use)
            self._lookups.keep(lambda key: key[0].collection in in_use and key[1] is lenders)
        return self._lookups((entry, lenders))

    def _make_lookup(self, key: tuple[Entry, Lenders]) -> Lookup:
        entry, lenders = key
        knowledge = self.index.read(entry)
        made = self._worked_out(entry)
        rule_ids = tuple(rule.id for rule in knowledge.rules)
        table = make_table(parted(made["passages"]), clause_ids=list(knowledge.clauses), rule_ids=rule_ids)
        names, vectors = self.index.vectors(entry.collection)
        loans, usually = None, float(NONE)
        if not is_annotated(table):
            whole = vectors[first_rows(names, list(knowledge.clauses))]
            loans, usually = make_loans(lenders, whole), lenders.usual_of(whole)
        return Lookup(
            rule_ids,
            self._words(entry),
            Keywords.load(made, "rules") if rule_ids else None,
            table,
            table.places(names),
            frozenset(parted(made["strangers"])),
            loans,
            usually,
        )


def work_out(knowledge: Knowledge, well_known: Sequence[str]) -> Arrays:
    """What takes long to make of a company's terms: the words of clauses and rules, the order of passages, and strangers."""
    made = Keywords.learn(searchable_texts(knowledge)).dump("clauses")
    if knowledge.rules:
        made |= Keywords.learn([" ".join([rule.title, rule.general, *rule.asks]) for rule in knowledge.rules]).dump("rules")
    made["passages"] = joined([passage.passage_id for passage in make_passages(knowledge)])
    made["strangers"] = joined(not_mentioned(well_known, knowledge.terms))
    return made


def rank(
    knowledge: Knowledge,
    question: str,
    cosines: Scores,
    lookup: Lookup,
    *,
    anchors: Mapping[str, float],
    borrowed: Borrowed | None = None,
) -> Findings:
    """The findings for a question, from the cosines of its passages (in the order of the table) and its keywords.

    `borrowed`: how near it is to what the clauses borrow, where they do.
    """
    clauses = knowledge.terms.clauses
    signals = measure(question, cosines, lookup)
    outside = float(signals.pop("buiten", np.full(len(clauses), -1.0, dtype=np.float32)).max(initial=-1.0))
    closest = nearest_of(signals)
    fused = fuse({**signals, "geleend": borrowed.clauses}, BORROWING) if borrowed else fuse(signals, WEIGHTS)
    first = int(np.argmax(fused))
    explained = float(signals.get("kern", signals.get("clause", closest))[first])
    scores, similarities = fused.tolist(), closest.tolist()
    hits = [Hit(clauses[at], scores[at], similarities[at]) for at in np.argsort(-fused, kind="stable").tolist()]
    return Findings(
        question=question,
        hits=tuple(hits),
        rules=match_rules(question, cosines, lookup),
        outside=outside,
        general=anchors.get("algemeen", -1.0),
        foreign=anchors.get("vreemd", -1.0),
        coverage=lookup.clause_words.coverage(question),
        evidence=collect(
            lookup.table,
            cosines,
            anchors,
            outside=max(outside, borrowed.outside) if borrowed else outside,
            explained=explained,
            words=float(signals["bm25"][first]),
            lent=borrowed.nearest if borrowed else float(NONE),
            usually=lookup.usually,
        ),
    )


def measure(question: str, cosines: Scores, lookup: Lookup) -> dict[str, Scores]:
    """How each clause fits, per signal of WEIGHTS, shape (n_clauses,); `buiten`, where there is one, is that of near misses."""
    words = lookup.clause_words
    return {**lookup.table.best_of_clauses(cosines), "bm25": words.bm25(question), "ngrams": words.ngrams(question)}


def searchable_texts(knowledge: Knowledge) -> list[str]:
    """Per clause the words under which it can be found: title, heading, text, explanation, sample questions."""
    texts = []
    for clause in knowledge.terms.clauses:
        annotation = knowledge.annotation(clause.clause_id)
        texts.append(" ".join([clause.title, clause.heading, clause.text, annotation.kern, *annotation.vragen]))
    return texts


def match_rules(question: str, cosines: Scores, lookup: Lookup) -> dict[str, RuleMatch]:
    """How each rule fits the question; nothing for a company without rules."""
    if lookup.rule_words is None:
        return {}
    nearest = lookup.table.best_of_rules(cosines)
    signals = {"som": nearest, "bm25": lookup.rule_words.bm25(question), "ngrams": lookup.rule_words.ngrams(question)}
    scores = fuse(signals, RULE_WEIGHTS)
    return {
        rule_id: RuleMatch(float(cosine), float(score))
        for rule_id, cosine, score in zip(lookup.rule_ids, nearest, scores, strict=True)
    }
