"""The work list: questions that got no answer or a thumbs down, and the case that can be written from each."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from pathlib import Path
from typing import Annotated, Any, Literal

from fastapi import APIRouter, Form, Query, Request
from fastapi.responses import HTMLResponse, RedirectResponse
from pydantic import BaseModel, BeforeValidator

from bot.conversations.accounts import Member
from bot.conversations.cases import Kind, ProposedCase, propose_case, write_case
from bot.conversations.grouping import Grouping
from bot.conversations.records import Records
from bot.conversations.worklist import WorkList
from bot.errors import TermsBotError
from bot.models import Audience, Status
from bot.retrieval.index import ClauseIndex
from bot.retrieval.search import ClauseSearch
from bot.web.staff import Editor, Reader
from bot.web.support.reviewing import review_page

SECTION = "worklist"
HOME = "/support/worklist"
MOST_AT_ONCE = 150


def _lines(fields: Sequence[str]) -> list[str]:
    return [line.strip() for field in fields for line in field.splitlines() if line.strip()]


def _words(fields: Sequence[str]) -> list[str]:
    return [word for field in fields for word in field.replace(",", " ").split()]


def _or_none(text: object) -> object:
    return text or None


Lines = Annotated[tuple[str, ...], BeforeValidator(_lines)]
Words = Annotated[tuple[str, ...], BeforeValidator(_words)]


class CaseForm(BaseModel):
    """What a member of staff makes of a proposed case: what a good answer must hold."""

    message_id: str
    kind: Kind
    expected_status: Status
    audience: Annotated[Audience | None, BeforeValidator(_or_none)] = None
    gold_clauses: Words = ()
    must_include: Lines = ()
    must_not_include: Lines = ()
    expected_date: Annotated[date | None, BeforeValidator(_or_none)] = None
    expected_amount: Annotated[Decimal | None, BeforeValidator(_or_none)] = None
    difficulty: Annotated[Literal["easy", "paraphrase", "hard"] | None, BeforeValidator(_or_none)] = None
    why: Annotated[str, Form(max_length=2000)] = ""

    def put_right(self, proposed: ProposedCase) -> ProposedCase:
        """The proposed case with what the form says of it."""
        return ProposedCase.model_validate({**proposed.model_dump(), **self.model_dump(exclude={"message_id"})})


@dataclass(frozen=True)
class Desk:
    """What the routes below share: the kept messages, and where the cases that are made of them go."""

    work: WorkList
    records: Records
    index: ClauseIndex
    review_dir: Path

    def proposed(self, message_id: str) -> ProposedCase:
        """The case that the message proposes. Raises: UnknownMessage."""
        return propose_case(self.records.conversation(self.records.get(message_id).conversation_id), message_id)

    def write(self, case: ProposedCase) -> str:
        """The name of the file that holds the case now. Raises: UnknownCompany, UnknownClause, BadInput."""
        knowledge = self.index.get_knowledge(case.company)
        for path in case.gold_clauses:
            knowledge.get_clause(path)
        return write_case(self.review_dir, case).name

    def page(
        self, request: Request, account: Member, case: ProposedCase, message_id: str, *, status: int = 200, **more: Any
    ) -> HTMLResponse:
        """The form for a case, with the exchange that it comes from."""
        shown = {"case": case, "exchange": self.records.get(message_id), **more}
        return review_page(request, "case", account, shown, section=SECTION, status=status)


def make_worklist(work: WorkList, records: Records, search: ClauseSearch, *, review_dir: Path) -> APIRouter:
    """The pages of the work list."""
    router = APIRouter(prefix=HOME, include_in_schema=False)
    grouping = Grouping(search.embed)
    desk = Desk(work, records, search.index, review_dir)

    @router.get("")
    def worklist(request: Request, account: Reader, company: Annotated[str, Query(max_length=64)] = "") -> HTMLResponse:
        groups = grouping.group(work.open(company=company or None, limit=MOST_AT_ONCE))
        shown = {"groups": groups, "company": company, "companies": search.index.slugs}
        return review_page(request, "worklist", account, shown, section=SECTION)

    @router.post("/done")
    def done(account: Editor, message_id: Annotated[list[str], Form()]) -> RedirectResponse:
        work.settle(message_id, "done", account.name)
        return RedirectResponse(HOME, 303)

    @router.get("/case")
    def case(
        request: Request,
        account: Editor,
        message_id: Annotated[str, Query(max_length=64)],
        also: Annotated[list[str] | None, Query()] = None,
    ) -> HTMLResponse:
        return desk.page(request, account, desk.proposed(message_id), message_id, also=also or [])

    @router.post("/case", response_model=None)
    def save_case(
        request: Request,
        account: Editor,
        form: Annotated[CaseForm, Form()],
        also: Annotated[list[str] | None, Form()] = None,
    ) -> HTMLResponse:
        made = form.put_right(desk.proposed(form.message_id))
        try:
            written = desk.write(made)
        except TermsBotError as error:
            return desk.page(request, account, made, form.message_id, also=also or [], problem=str(error), status=422)
        work.settle([form.message_id, *(also or [])], "case", account.name)
        return desk.page(request, account, made, form.message_id, written=written)

    return router
