"""Clauses that the customer names by their number: these come first, and a number that does not exist is said so."""

from __future__ import annotations

from collections.abc import Collection, Sequence
from dataclasses import replace

from bot.knowledge import Knowledge
from bot.models import Clause
from bot.retrieval.search import Findings, Hit
from bot.understanding.articles import ArticleMention


def put_first(findings: Findings, mentions: Sequence[ArticleMention], knowledge: Knowledge) -> Findings:
    """The findings with the named clauses on top, in the order of the ranking where an article has several."""
    return raise_to_top(findings, {clause.clause_id for mention in mentions for clause in clauses_at(mention.path, knowledge)})


def raise_to_top(findings: Findings, named: Collection[str]) -> Findings:
    """The findings with the clauses of these ids on top, in the order of the ranking."""
    if not named:
        return findings
    lead = findings.hits[0].score - min(hit.score for hit in findings.hits) + 1
    raised = [Hit(hit.clause, hit.score + lead, hit.similarity) for hit in findings.hits if hit.clause.clause_id in named]
    return replace(findings, hits=(*raised, *(hit for hit in findings.hits if hit.clause.clause_id not in named)))


def find_unknown(mentions: Sequence[ArticleMention], knowledge: Knowledge) -> str | None:
    """The first named number that these terms do not have, as the customer wrote it."""
    return next((mention.text for mention in mentions if not clauses_at(mention.path, knowledge)), None)


def clauses_at(path: str, knowledge: Knowledge) -> tuple[Clause, ...]:
    """The clause with this path, in the main document or in one behind it; all leden of an article without text of its own."""
    for prefix in ("", *prefixes(knowledge)):
        exact = knowledge.clauses.get(f"{knowledge.terms.company.slug}:{prefix}{path}")
        if exact is not None:
            return (exact,)
        inside = tuple(clause for clause in knowledge.terms.clauses if clause.path.startswith(f"{prefix}{path}."))
        if inside:
            return inside
    return ()


def prefixes(knowledge: Knowledge) -> tuple[str, ...]:
    """What stands before the paths of further documents in the same file, such as "vo:"."""
    return tuple(dict.fromkeys(f"{clause.path.split(':')[0]}:" for clause in knowledge.terms.clauses if ":" in clause.path))
