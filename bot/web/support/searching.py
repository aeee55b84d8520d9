"""Searching for staff: over all companies or some, by words or by number, within a document or an article."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from itertools import chain, islice

from bot.errors import IndexAway
from bot.knowledge import Knowledge
from bot.models import Clause
from bot.retrieval.index import ClauseIndex
from bot.retrieval.manifest import Entry
from bot.retrieval.search import ClauseSearch, Hit
from bot.web.support.outline import article_key, document_key, documents_of
from bot.web.support.wish import Wish, clauses_labelled, clauses_with, named_documents, read_wish


@dataclass(frozen=True, slots=True)
class Filters:
    """What results must be part of; empty means everything. `document` None means every document of the terms."""

    company: str = ""
    document: str | None = None
    article: str = ""
    version: str = ""

    def allow(self, clause: Clause) -> bool:
        """Whether this clause stands in the document and article that were chosen."""
        in_document = self.document is None or document_key(clause) == self.document
        return in_document and (not self.article or article_key(clause) == self.article)


@dataclass(frozen=True, slots=True)
class Result:
    """A clause that was found, in these terms; `exact` when it was found by its number."""

    knowledge: Knowledge
    clause: Clause
    exact: bool


@dataclass(frozen=True, slots=True)
class Results:
    """What a search gives, best first, with the wish as it was read; `by_words` alone while the vectors are away."""

    wish: Wish
    results: tuple[Result, ...]
    by_words: bool = False


def search_clauses(search: ClauseSearch, text: str, filters: Filters, *, limit: int) -> Results:
    """The clauses that fit a text best, those with a number in it first.

    Without words, the clauses that the filters leave, in reading order, once a company was chosen.
    Raises: UnknownCompany, UnknownVersion.
    """
    index = search.index
    wish = read_wish(text, (index.get_knowledge(slug).terms.company for slug in index.slugs))
    entries = _entries(index, wish, filters)
    exact = _by_number(index, entries, wish, filters)
    by_words = False
    if not wish.words:
        found = _in_order(index, entries) if filters.company or wish.companies else iter(())
    elif wish.only_number and (exact or "." in wish.paths[0]):
        found = iter(())
    else:
        ranked, by_words = _ranked(search, entries, wish.words)
        found = (Result(index.read(entry), hit.clause, False) for entry, hit in ranked)
    known = {result.clause.clause_id for result in exact}
    others = (result for result in found if filters.allow(result.clause) and result.clause.clause_id not in known)
    return Results(wish, tuple(islice(chain(exact, others), limit)), by_words)


def _ranked(search: ClauseSearch, entries: Sequence[Entry], words: str) -> tuple[Sequence[tuple[Entry, Hit]], bool]:
    """The clauses of all these versions, and whether words alone ranked them."""
    try:
        return search.find_across(entries, words), False
    except IndexAway:
        return search.find_words(entries, words), True


def _entries(index: ClauseIndex, wish: Wish, filters: Filters) -> list[Entry]:
    """The versions to search: of the companies in the text, else of the one in the filter, else of all."""
    slugs = wish.companies or ((filters.company,) if filters.company else index.slugs)
    chosen = filters.version if tuple(slugs) == (filters.company,) else ""
    return [index.find_version(slug, chosen) for slug in slugs]


def _by_number(index: ClauseIndex, entries: Sequence[Entry], wish: Wish, filters: Filters) -> list[Result]:
    """The clauses whose number or label was typed; of several companies the first of each, so that none hides the others."""
    terms = [index.read(entry) for entry in entries]
    documents = [{document.key: document.name for document in documents_of(knowledge)} for knowledge in terms]
    named = [named_documents(wish.words, known) for known in documents]
    found = []
    for knowledge, known, said in zip(terms, documents, named, strict=True):
        keys = said if any(named) else tuple(known)
        numbered = (*clauses_with(wish.paths, keys, knowledge), *clauses_labelled(wish.words, knowledge))
        clauses = [clause for clause in dict.fromkeys(numbered) if filters.allow(clause)]
        found += [Result(knowledge, clause, True) for clause in (clauses if len(terms) == 1 else clauses[:1])]
    return found


def _in_order(index: ClauseIndex, entries: Sequence[Entry]) -> Iterator[Result]:
    for entry in entries:
        knowledge = index.read(entry)
        yield from (Result(knowledge, clause, False) for clause in knowledge.terms.clauses)
