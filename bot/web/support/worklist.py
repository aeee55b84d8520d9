"""The work list: questions that got no answer or a thumbs down, and the case that can be written from each."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date
from decimal import Decimal
from pathlib import Path
from typing import Annotated, Any, Literal

from fastapi import APIRouter, Depends, Form, Query, Request
from fastapi.responses import HTMLResponse, RedirectResponse
from pydantic import BaseModel, BeforeValidator

from bot.conversations.accounts import Member
from bot.conversations.cases import Kind, ProposedCase, propose_case, write_case
from bot.conversations.grouping import Grouping
from bot.conversations.records import Records
from bot.conversations.worklist import WorkList
from bot.errors import TermsBotError
from bot.models import Audience, Status
from bot.retrieval.search import ClauseSearch
from bot.web.staff import signed_in
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


def make_worklist(work: WorkList, records: Records, search: ClauseSearch, *, review_dir: Path) -> APIRouter:
    """The pages of the work list."""
    router = APIRouter(prefix=HOME, include_in_schema=False)
    grouping = Grouping(search.embed)
    index = search.index

    @router.get("")
    def worklist(
        request: Request,
        account: Annotated[Member, Depends(signed_in())],
        company: Annotated[str, Query(max_length=64)] = "",
    ) -> HTMLResponse:
        groups = grouping.group(work.open(company=company or None, limit=MOST_AT_ONCE))
        shown = {"groups": groups, "company": company, "companies": index.slugs}
        return review_page(request, "worklist", account, shown, section=SECTION)

    @router.post("/done")
    def done(
        account: Annotated[Member, Depends(signed_in("editor"))], message_id: Annotated[list[str], Form()]
    ) -> RedirectResponse:
        work.settle(message_id, "done", account.name)
        return RedirectResponse(HOME, 303)

    def case_page(
        request: Request, account: Member, case: ProposedCase, message_id: str, *, status: int = 200, **more: Any
    ) -> HTMLResponse:
        shown = {"case": case, "exchange": records.get(message_id), **more}
        return review_page(request, "case", account, shown, section=SECTION, status=status)

    def proposed(message_id: str) -> ProposedCase:
        return propose_case(records.conversation(records.get(message_id).conversation_id), message_id)

    @router.get("/case")
    def case(
        request: Request,
        account: Annotated[Member, Depends(signed_in("editor"))],
        message_id: Annotated[str, Query(max_length=64)],
        also: Annotated[list[str] | None, Query()] = None,
    ) -> HTMLResponse:
        return case_page(request, account, proposed(message_id), message_id, also=also or [])

    @router.post("/case", response_model=None)
    def save_case(
        request: Request,
        account: Annotated[Member, Depends(signed_in("editor"))],
        form: Annotated[CaseForm, Form()],
        also: Annotated[list[str] | None, Form()] = None,
    ) -> HTMLResponse:
        made = form.put_right(proposed(form.message_id))
        try:
            knowledge = index.get_knowledge(made.company)
            for path in made.gold_clauses:
                knowledge.get_clause(path)
            written = write_case(review_dir, made)
        except TermsBotError as error:
            return case_page(request, account, made, form.message_id, also=also or [], problem=str(error), status=422)
        work.settle([form.message_id, *(also or [])], "case", account.name)
        return case_page(request, account, made, form.message_id, written=written.name)

    return router
