"""From a question to ranked clauses of one company: vectors and keywords, each on its own scale, then one score per clause."""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from functools import lru_cache
from math import inf
from types import MappingProxyType

import numpy as np

from bot.knowledge import Knowledge
from bot.models import Clause, Company
from bot.retrieval.embeddings import Embedder
from bot.retrieval.index import ClauseIndex
from bot.retrieval.keywords import Keywords, Scores
from bot.retrieval.passages import split_passage_id

WEIGHTS: Mapping[str, float] = MappingProxyType({"clause": 1.0, "kern": 1.0, "vraag": 2.0, "bm25": 1.0, "ngrams": 1.0})
"""Weight of each z-scored signal. Source: the recipe that was measured best on companies left out."""
RULE_WEIGHTS: Mapping[str, float] = MappingProxyType({"som": 2.0, "bm25": 1.0, "ngrams": 1.0})
COMPANIES_IN_MEMORY = 64


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
    subject altogether. `coverage` is the share of the question's words that the company's texts know (0..1).
    """

    question: str
    hits: tuple[Hit, ...]
    rules: Mapping[str, RuleMatch]
    outside: float
    general: float
    foreign: float
    coverage: float

    @property
    def margin(self) -> float:
        """The distance in score between the first two hits; infinite with one."""
        return self.hits[0].score - self.hits[1].score if len(self.hits) > 1 else float("inf")


@dataclass(frozen=True, slots=True)
class RuleKeywords:
    """The words of a company's rules, with the ids of the rules in the same order."""

    rule_ids: tuple[str, ...]
    keywords: Keywords


class ClauseSearch:
    """Finds clauses within one company, and never in another."""

    def __init__(self, index: ClauseIndex, embedder: Embedder, *, weights: Mapping[str, float] = WEIGHTS) -> None:
        self.index = index
        self._embedder = embedder
        self._weights = weights
        self._keywords = lru_cache(maxsize=COMPANIES_IN_MEMORY)(self._make_keywords)

    def find(self, slug: str, question: str, *, on: date | None = None) -> Findings:
        """Every clause of the company's terms, ranked. Raises: UnknownCompany, IndexMissing."""
        entry = self.index.find_entry(slug, on=on)
        knowledge = self.index.get_knowledge(slug, on=on)
        asked = without_names(question, names_of(knowledge.terms.company))
        vector = self._embedder.embed_queries([asked])[0]
        similarities = self.index.similarities(entry.collection, vector)
        anchors = best_of_kind(self.index.anchor_similarities(vector))
        keywords, rule_keywords = self._keywords(entry.collection, slug, on)
        return rank(knowledge, asked, similarities, keywords, rule_keywords, anchors=anchors, weights=self._weights)

    def _make_keywords(self, collection: str, slug: str, on: date | None) -> tuple[Keywords, RuleKeywords | None]:
        knowledge = self.index.get_knowledge(slug, on=on)
        ids = tuple(rule.id for rule in knowledge.rules)
        texts = [" ".join([rule.title, rule.general, *rule.asks]) for rule in knowledge.rules]
        return Keywords(searchable_texts(knowledge)), RuleKeywords(ids, Keywords(texts)) if ids else None


def rank(
    knowledge: Knowledge,
    question: str,
    similarities: Mapping[str, float],
    keywords: Keywords,
    rule_keywords: RuleKeywords | None,
    *,
    anchors: Mapping[str, float],
    weights: Mapping[str, float] = WEIGHTS,
) -> Findings:
    """The findings for a question, from the cosines of its passages and its keywords."""
    clauses = knowledge.terms.clauses
    cosines = best_by_kind([clause.clause_id for clause in clauses], similarities)
    outside = cosines.pop("buiten", np.full(len(clauses), -1.0, dtype=np.float32))
    signals = {**cosines, "bm25": keywords.bm25(question), "ngrams": keywords.ngrams(question)}
    fused = fuse(signals, weights)
    closest = np.max(np.stack(list(cosines.values())), axis=0) if cosines else np.zeros(len(clauses))
    hits = [Hit(clauses[at], float(fused[at]), float(closest[at])) for at in np.argsort(-fused, kind="stable")]
    return Findings(
        question=question,
        hits=tuple(hits),
        rules=match_rules(question, similarities, rule_keywords),
        outside=float(outside.max(initial=-1.0)),
        general=anchors.get("algemeen", -1.0),
        foreign=anchors.get("vreemd", -1.0),
        coverage=keywords.coverage(question),
    )


def names_of(company: Company) -> tuple[str, ...]:
    """What customers call the company, longest first."""
    return tuple(sorted({company.name, company.slug, *company.aliases}, key=len, reverse=True))


def without_names(question: str, names: Sequence[str]) -> str:
    """The question with "jullie" for the company's own names, which stand in every question and tell no clause apart."""
    pattern = "|".join(rf"\b{re.escape(name)}(?!\w)" for name in names)
    return re.sub(pattern, "jullie", question, flags=re.IGNORECASE)


def searchable_texts(knowledge: Knowledge) -> list[str]:
    """Per clause the words under which it can be found: title, heading, text, explanation, sample questions."""
    texts = []
    for clause in knowledge.terms.clauses:
        annotation = knowledge.annotation(clause.clause_id)
        texts.append(" ".join([clause.title, clause.heading, clause.text, annotation.kern, *annotation.vragen]))
    return texts


def best_of_kind(similarities: Mapping[str, float]) -> dict[str, float]:
    """The best cosine of each kind of passage."""
    best: dict[str, float] = {}
    for passage_id, similarity in similarities.items():
        kind = split_passage_id(passage_id)[1]
        best[kind] = max(best.get(kind, -1.0), similarity)
    return best


def match_rules(question: str, similarities: Mapping[str, float], words: RuleKeywords | None) -> dict[str, RuleMatch]:
    """How each rule fits the question; nothing for a company without rules."""
    if words is None:
        return {}
    best = best_of_rules(similarities)
    cosines = np.array([best.get(rule_id, -1.0) for rule_id in words.rule_ids], dtype=np.float32)
    signals = {"som": cosines, "bm25": words.keywords.bm25(question), "ngrams": words.keywords.ngrams(question)}
    scores = fuse(signals, RULE_WEIGHTS)
    return {
        rule_id: RuleMatch(float(cosine), float(score))
        for rule_id, cosine, score in zip(words.rule_ids, cosines, scores, strict=True)
    }


def best_of_rules(similarities: Mapping[str, float]) -> dict[str, float]:
    """The best cosine with a question for the sum of each rule."""
    best: dict[str, float] = {}
    for passage_id, similarity in similarities.items():
        _, kind, *rest = split_passage_id(passage_id)
        if kind == "som":
            best[rest[0]] = max(best.get(rest[0], -1.0), similarity)
    return best


def best_by_kind(clause_ids: Sequence[str], similarities: Mapping[str, float]) -> dict[str, Scores]:
    """Per kind of passage the best cosine of each clause, shape (n_clauses,).

    A clause without an explanation or sample questions gets the cosine of its own text there, and -1 among the near misses.
    """
    position = {clause_id: at for at, clause_id in enumerate(clause_ids)}
    best: dict[str, list[float]] = {}  # lists, because thousands of single steps are slow in arrays
    for passage_id, similarity in similarities.items():
        clause_id, kind = split_passage_id(passage_id)[:2]
        column = best.setdefault("vraag" if kind == "som" else kind, [-inf] * len(clause_ids))
        at = position[clause_id]
        if similarity > column[at]:
            column[at] = similarity
    table = {kind: np.array(column, dtype=np.float32) for kind, column in best.items()}
    for kind, values in table.items():
        gaps = np.isinf(values)
        values[gaps] = -1.0 if kind == "buiten" else table.get("clause", np.full_like(values, -1.0))[gaps]
    return table


def fuse(signals: Mapping[str, Scores], weights: Mapping[str, float]) -> Scores:
    """The weighted mean of the z-scored signals, shape (n_clauses,); a signal that says nothing weighs nothing."""
    total = np.zeros(next(iter(signals.values())).shape, dtype=np.float32)
    weight_sum = 0.0
    for name, values in signals.items():
        spread = float(values.std())
        if spread > 1e-6:
            total += np.float32(weights[name]) * (values - values.mean()) / np.float32(spread)
            weight_sum += weights[name]
    return total / np.float32(weight_sum) if weight_sum else total
