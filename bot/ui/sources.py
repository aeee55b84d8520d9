"""The cited clauses of an answer, each in its article, with the quoted words marked."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from bot.knowledge import Knowledge
from bot.models import Citation, Clause
from bot.ui.articles import articles_of, root_of
from bot.ui.pieces import Piece, cut, spans_of_quote


@dataclass(frozen=True, slots=True)
class Source:
    """A cited clause: its text with the quote marked, and what its article says before and after it."""

    citation: Citation
    pieces: tuple[Piece, ...]
    before: tuple[Clause, ...]
    after: tuple[Clause, ...]


def sources_of(citations: Sequence[Citation], knowledge: Knowledge) -> tuple[Source, ...]:
    """The citations with their articles; a citation of a clause that these terms lack shows its quote alone."""
    articles = {root_of(article.clauses[0].path): article.clauses for article in articles_of(knowledge.terms.clauses)}
    found = []
    for citation in citations:
        clause = knowledge.clauses.get(citation.clause_id)
        if clause is None:
            found.append(Source(citation, (Piece(citation.quote, marked=True),), (), ()))
            continue
        whole = articles[root_of(clause.path)]
        at = whole.index(clause)
        pieces = cut(clause.text, spans_of_quote(clause.text, citation.quote))
        found.append(Source(citation, pieces, whole[:at], whole[at + 1 :]))
    return tuple(found)
