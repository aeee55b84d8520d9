"""The page of one clause: within its article, with what it means, what it refers to and what can be computed from it."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Annotated
from urllib.parse import parse_qsl, quote, urlencode

from fastapi import APIRouter, Query, Request
from fastapi.responses import HTMLResponse

from bot.answering.versions import version_in_words
from bot.calculators.rules import QuoteRule, Rule
from bot.knowledge import Annotation, Knowledge
from bot.models import Clause
from bot.retrieval.index import ClauseIndex
from bot.web.calculators import CalculatorBody, InputBody
from bot.web.staff import Reader
from bot.web.support.citing import citation
from bot.web.support.outline import Article, article_of, document_key, documents_of
from bot.web.support.references import Mention, Piece, mentions_in, mentions_of, pieces
from bot.web.support.shapes import clause_url
from bot.web.support.shell import page


@dataclass(frozen=True, slots=True)
class Calculator:
    """A rule as a form: what must be filled in, what may be, and why there is no sum where there is none."""

    body: CalculatorBody
    general: str
    asked: tuple[InputBody, ...]
    further: tuple[InputBody, ...]
    reason: str


@dataclass(frozen=True, slots=True)
class Line:
    """A clause in the list of its article."""

    clause: Clause
    pieces: tuple[Piece, ...]
    depth: int


@dataclass(frozen=True, slots=True)
class ClauseView:
    """Everything that the page shows of a clause."""

    knowledge: Knowledge
    clause: Clause
    annotation: Annotation
    article: Article
    document: str
    lines: tuple[Line, ...]
    mentions: tuple[Mention, ...]
    mentioned_by: tuple[Mention, ...]
    calculators: tuple[Calculator, ...]
    nearby: tuple[Rule, ...]
    previous: Clause | None
    next: Clause | None
    in_force: bool

    @property
    def version(self) -> str:
        """The version of the terms, in words."""
        return version_in_words(self.knowledge.terms.version.name)

    @property
    def citation(self) -> str:
        """The clause for an e-mail."""
        return citation(self.clause, self.knowledge.terms.version)


def make_clause_page(index: ClauseIndex) -> APIRouter:
    """The route of the page of a clause."""
    router = APIRouter(prefix="/support", include_in_schema=False)

    @router.get("/clauses/{slug}/{path:path}")
    def clause(
        request: Request,
        slug: str,
        path: str,
        account: Reader,
        version: Annotated[str, Query(max_length=64)] = "",
        back: Annotated[str, Query(max_length=1500)] = "",
    ) -> HTMLResponse:
        entry = index.find_version(slug, version)
        knowledge = index.read(entry)
        view = view_clause(knowledge, knowledge.get_clause(path), in_force=entry == index.find_entry(slug))
        kept = urlencode({"back": back}) if back else ""

        def url(other: Clause) -> str:
            return clause_url(knowledge, other) + (f"&{kept}" if kept else "")

        shown = {
            "account": account,
            "section": "search",
            "view": view,
            "pieces": pieces(knowledge, view.clause),
            "url": url,
            "back": back_url(back, view.clause),
        }
        return page(request, "clause", shown)

    return router


def back_url(query: str, clause: Clause) -> str:
    """The search page as it was left, at this clause; whatever came in the address, it is that page."""
    return f"/support?{urlencode(parse_qsl(query))}#{quote(clause.clause_id)}"


def view_clause(knowledge: Knowledge, clause: Clause, *, in_force: bool) -> ClauseView:
    """The view of a clause of these terms."""
    article = article_of(knowledge, clause)
    rules = [rule for rule in knowledge.rules if clause.clause_id in _clauses_of(rule)]
    inside = {other.clause_id for other in article.clauses}
    order = knowledge.terms.clauses
    at = order.index(clause)
    return ClauseView(
        knowledge=knowledge,
        clause=clause,
        annotation=knowledge.annotation(clause.clause_id),
        article=article,
        document=next(document.name for document in documents_of(knowledge) if document.key == document_key(clause)),
        lines=tuple(Line(other, pieces(knowledge, other), _depth(knowledge, other)) for other in article.clauses),
        mentions=mentions_in(knowledge, clause),
        mentioned_by=mentions_of(knowledge, clause),
        calculators=tuple(_calculator(rule) for rule in rules),
        nearby=tuple(rule for rule in knowledge.rules if rule not in rules and rule.clause in inside),
        previous=order[at - 1] if at else None,
        next=order[at + 1] if at + 1 < len(order) else None,
        in_force=in_force,
    )


def _clauses_of(rule: Rule) -> Sequence[str]:
    return [clause_id for each in (rule, *(variant.rule for variant in rule.variants)) for clause_id in each.clause_ids]


def _depth(knowledge: Knowledge, clause: Clause) -> int:
    parent = knowledge.clauses.get(clause.parent_id or "")
    return _depth(knowledge, parent) + 1 if parent else 0


def _calculator(rule: Rule) -> Calculator:
    body = CalculatorBody.of(rule)
    asked = tuple(field for field in body.inputs if field.required)
    further = tuple(field for field in body.inputs if not field.required)
    reason = rule.cannot_compute if isinstance(rule, QuoteRule) and not rule.variants else ""
    return Calculator(body, rule.general, asked or further, further if asked else (), reason)
