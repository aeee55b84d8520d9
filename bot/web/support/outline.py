"""The documents and articles of one version of a company's terms, as people name them in a list."""

from __future__ import annotations

from dataclasses import dataclass
from itertools import groupby, takewhile

from bot import texts
from bot.knowledge import Knowledge
from bot.models import Clause


@dataclass(frozen=True, slots=True)
class Article:
    """An article with its clauses in reading order. `key` is where their paths start: "6", "bijlage1", "vo:7"."""

    key: str
    name: str
    clauses: tuple[Clause, ...]


@dataclass(frozen=True, slots=True)
class Document:
    """A document within the terms. `key` is "" for the terms themselves, else what stands before the paths: "vo"."""

    key: str
    name: str
    articles: tuple[Article, ...]


def document_key(clause: Clause) -> str:
    """The key of the document in which the clause stands."""
    return clause.path.rpartition(":")[0]


def article_key(clause: Clause) -> str:
    """The key of the article in which the clause stands."""
    document, colon, path = clause.path.rpartition(":")
    return f"{document}{colon}{path.partition('.')[0]}"


def documents_of(knowledge: Knowledge) -> tuple[Document, ...]:
    """The documents in these terms, in reading order."""
    grouped = groupby(knowledge.terms.clauses, key=document_key)
    return tuple(_document(key, tuple(clauses)) for key, clauses in grouped)


def article_of(knowledge: Knowledge, clause: Clause) -> Article:
    """The whole article in which the clause stands."""
    key = article_key(clause)
    return _article(key, tuple(other for other in knowledge.terms.clauses if article_key(other) == key))


def _document(key: str, clauses: tuple[Clause, ...]) -> Document:
    articles = tuple(_article(name, tuple(inside)) for name, inside in groupby(clauses, key=article_key))
    return Document(key, _common_words(clauses) if key else texts.get("support.search.terms"), articles)


def _common_words(clauses: tuple[Clause, ...]) -> str:
    """The words with which every label of a document starts: "Verwerkersovereenkomst"."""
    columns = zip(*(clause.label.split() for clause in clauses), strict=False)
    shared = takewhile(lambda words: len(set(words)) == 1, columns)
    return " ".join(words[0] for words in shared) or clauses[0].label


def _article(key: str, clauses: tuple[Clause, ...]) -> Article:
    title, number = clauses[0].title or clauses[0].label, key.rpartition(":")[2]
    return Article(key, f"{number}. {title}" if number[0].isdigit() else title, clauses)
