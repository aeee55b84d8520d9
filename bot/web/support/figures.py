"""The page with figures per week: questions and what came of them, thumbs, and clauses that are asked for often or never."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date, timedelta
from typing import Annotated, Literal

from fastapi import APIRouter, Query, Request
from fastapi.responses import HTMLResponse

from bot import texts
from bot.clock import today
from bot.conversations.database import Database
from bot.conversations.figures import RATINGS, STATUSES, Figures, Week, count_weeks
from bot.dutch import format_date
from bot.knowledge import Knowledge
from bot.models import Clause
from bot.retrieval.index import ClauseIndex
from bot.web.staff import Reader
from bot.web.support.charts import Chart, share, stack
from bot.web.support.shapes import clause_url
from bot.web.support.shell import page

Weeks = Literal["4", "12", "26", "52"]
MOST_ASKED = 10


@dataclass(frozen=True, slots=True)
class Asked:
    """A clause with how often it was asked for, and that in percent of the clause that was asked for most."""

    clause: Clause
    company: str
    url: str
    count: int
    share: float


@dataclass(frozen=True, slots=True)
class Coverage:
    """Of one company: how many of its clauses were asked for, and which never."""

    company: str
    clauses: int
    never: tuple[tuple[Clause, str], ...]

    @property
    def asked(self) -> int:
        """How many clauses were asked for at least once."""
        return self.clauses - len(self.never)

    @property
    def share(self) -> float:
        """That in percent."""
        return share(self.asked, self.clauses)


@dataclass(frozen=True, slots=True)
class FiguresView:
    """Everything that the page shows."""

    weeks: tuple[Week, ...]
    statuses: Chart
    ratings: Chart
    most: tuple[Asked, ...]
    coverage: tuple[Coverage, ...]

    @property
    def this_week(self) -> Week:
        """The week of today."""
        return self.weeks[-1]

    def total(self, kind: str) -> int:
        """How many there were of this status or rating in all weeks."""
        return sum(week.statuses.get(kind, 0) + week.ratings.get(kind, 0) for week in self.weeks)

    @property
    def questions(self) -> int:
        """How many questions there were in all weeks."""
        return sum(week.questions for week in self.weeks)

    def percent(self, part: int, whole: int) -> str:
        """The part as a whole percentage, or a dash where there is nothing to take it of."""
        return f"{round(share(part, whole))}%" if whole else "–"


def make_figures(index: ClauseIndex, database: Database) -> APIRouter:
    """The route of the page with figures."""
    router = APIRouter(prefix="/support", include_in_schema=False)

    @router.get("/figures")
    def figures(
        request: Request,
        account: Reader,
        weeks: Weeks = "12",
        company: Annotated[str, Query(max_length=64)] = "",
    ) -> HTMLResponse:
        counted = count_weeks(database, until=today(), weeks=int(weeks), company=company)
        terms = {slug: index.get_knowledge(slug) for slug in index.slugs}
        chosen = {company: index.get_knowledge(company)} if company else terms
        shown = {
            "account": account,
            "section": "figures",
            "view": view_figures(counted, chosen),
            "companies": [knowledge.terms.company for knowledge in terms.values()],
            "chosen": {"company": company, "weeks": weeks},
            "statuses": STATUSES,
            "ratings": RATINGS,
            "week_name": week_name,
        }
        return page(request, "figures", shown)

    return router


def view_figures(counted: Figures, terms: Mapping[str, Knowledge]) -> FiguresView:
    """The view of these figures for these companies."""
    clauses = {clause.clause_id: (clause, knowledge) for knowledge in terms.values() for clause in knowledge.terms.clauses}
    known = {clause_id: count for clause_id, count in counted.asked.items() if clause_id in clauses}
    ranked = sorted(known.items(), key=lambda entry: (-entry[1], list(clauses).index(entry[0])))[:MOST_ASKED]
    return FiguresView(
        weeks=counted.weeks,
        statuses=stack([(short_name(week.monday), week_name(week.monday), week.statuses) for week in counted.weeks]),
        ratings=stack([(short_name(week.monday), week_name(week.monday), week.ratings) for week in counted.weeks]),
        most=tuple(_asked(*clauses[clause_id], count, ranked[0][1]) for clause_id, count in ranked),
        coverage=tuple(_coverage(knowledge, known) for knowledge in terms.values()),
    )


def _asked(clause: Clause, knowledge: Knowledge, count: int, most: int) -> Asked:
    return Asked(clause, knowledge.terms.company.name, clause_url(knowledge, clause), count, share(count, most))


def _coverage(knowledge: Knowledge, asked: Mapping[str, int]) -> Coverage:
    never = (clause for clause in knowledge.terms.clauses if clause.clause_id not in asked)
    return Coverage(
        knowledge.terms.company.name,
        len(knowledge.terms.clauses),
        tuple((clause, clause_url(knowledge, clause)) for clause in never),
    )


def short_name(monday: date) -> str:
    """The number of the week."""
    return str(monday.isocalendar().week)


def week_name(monday: date) -> str:
    """The week in words: "week 14, 30 maart tot en met 5 april 2026"."""
    sunday = monday + timedelta(days=6)
    first = format_date(monday).rpartition(" ")[0] if monday.year == sunday.year else format_date(monday)
    return texts.get("support.figures.week", number=short_name(monday), first=first, last=format_date(sunday))
