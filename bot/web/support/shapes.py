"""What the search page gets: results with the words that were found marked, and what can be chosen in the filters."""

from __future__ import annotations

from typing import Self
from urllib.parse import quote

from pydantic import BaseModel

from bot import texts
from bot.answering.versions import version_in_words
from bot.knowledge import Knowledge
from bot.models import Clause
from bot.web.support.citing import citation
from bot.web.support.marking import Marker
from bot.web.support.outline import documents_of
from bot.web.support.searching import Result, Results


class ResultBody(BaseModel):
    """A clause that was found. `marks` are places in `excerpt`; `citation` is what goes into an e-mail."""

    clause_id: str
    company: str
    company_name: str
    label: str
    title: str
    version: str
    kern: str
    excerpt: str
    marks: list[tuple[int, int]]
    cut_before: bool
    cut_after: bool
    exact: bool
    url: str
    citation: str

    @classmethod
    def of(cls, result: Result, marker: Marker) -> Self:
        """The body of a result."""
        clause, terms = result.clause, result.knowledge.terms
        shown = marker.excerpt(clause)
        return cls(
            clause_id=clause.clause_id,
            company=terms.company.slug,
            company_name=terms.company.name,
            label=clause.label,
            title=clause.heading or clause.title,
            version=version_in_words(terms.version.name),
            kern=result.knowledge.annotation(clause.clause_id).kern,
            excerpt=shown.text,
            marks=shown.marks,
            cut_before=shown.cut_before,
            cut_after=shown.cut_after,
            exact=result.exact,
            url=clause_url(result.knowledge, clause),
            citation=citation(clause, terms.version),
        )


class SearchBody(BaseModel):
    """What a search gives. `companies` are the names in the text, `unknown` is a number in it that no terms have.

    `notice` says what is not as usual.
    """

    results: list[ResultBody]
    companies: list[str]
    unknown: str | None
    took_ms: float
    notice: str | None = None

    @classmethod
    def of(cls, found: Results, names: dict[str, str], took_ms: float) -> Self:
        """The body of a search that took so long."""
        markers: dict[str, Marker] = {}
        results = []
        for result in found.results:
            slug = result.knowledge.terms.company.slug
            marker = markers.setdefault(slug, Marker(found.wish.words, result.knowledge))
            results.append(ResultBody.of(result, marker))
        known = any(result.exact for result in found.results)
        unknown = found.wish.words if found.wish.only_number and not known and not results else None
        companies = [names[slug] for slug in found.wish.companies]
        notice = texts.get("problem.by_words") if found.by_words else None
        return cls(results=results, companies=companies, unknown=unknown, took_ms=took_ms, notice=notice)


class ArticleBody(BaseModel):
    """An article to choose."""

    key: str
    name: str


class DocumentBody(BaseModel):
    """A document to choose, with its articles."""

    key: str
    name: str
    articles: list[ArticleBody]


class VersionBody(BaseModel):
    """A version of the terms to choose."""

    key: str
    name: str
    documents: list[DocumentBody]

    @classmethod
    def of(cls, knowledge: Knowledge) -> Self:
        """The body of these terms."""
        documents = [
            DocumentBody(
                key=document.key,
                name=document.name,
                articles=[ArticleBody(key=article.key, name=article.name) for article in document.articles],
            )
            for document in documents_of(knowledge)
        ]
        return cls(key=knowledge.terms.version.name, name=version_in_words(knowledge.terms.version.name), documents=documents)


class CompanyChoice(BaseModel):
    """A company to choose, the version in force first, then from new to old."""

    slug: str
    name: str
    versions: list[VersionBody]


class Choices(BaseModel):
    """Everything that the filters offer."""

    companies: list[CompanyChoice]


def clause_url(knowledge: Knowledge, clause: Clause) -> str:
    """The address of the page of a clause."""
    version = quote(knowledge.terms.version.name, safe="")
    return f"/support/clauses/{knowledge.terms.company.slug}/{quote(clause.path)}?version={version}"
