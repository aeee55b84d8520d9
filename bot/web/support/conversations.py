"""Looking up conversations: by id or by words, with how each answer came about and what the customer thought of it."""

from __future__ import annotations

from typing import Annotated

from fastapi import APIRouter, Depends, Query, Request
from fastapi.responses import HTMLResponse, RedirectResponse

from bot import texts
from bot.assistant import Assistant
from bot.conversations.accounts import Member
from bot.conversations.records import Records
from bot.retrieval.index import ClauseIndex
from bot.web.staff import signed_in
from bot.web.support.reviewing import review_page

SECTION = "conversations"
SHOWN = 50


def make_conversations(assistant: Assistant, records: Records, index: ClauseIndex) -> APIRouter:
    """The pages of conversations."""
    router = APIRouter(prefix="/support/conversations", include_in_schema=False)

    @router.get("")
    def conversations(
        request: Request,
        account: Annotated[Member, Depends(signed_in())],
        q: Annotated[str, Query(max_length=300)] = "",
        company: Annotated[str, Query(max_length=64)] = "",
    ) -> HTMLResponse:
        found = records.find(q.strip(), company=company or None, limit=SHOWN)
        shown = {"found": found, "q": q, "company": company, "companies": index.slugs, "limit": SHOWN}
        return review_page(request, "conversations", account, shown, section=SECTION)

    @router.get("/{conversation_id}")
    def conversation(request: Request, conversation_id: str, account: Annotated[Member, Depends(signed_in())]) -> HTMLResponse:
        found = records.conversation(conversation_id)
        problem = "" if found else texts.get("review.no_conversation")
        shown = {"exchanges": found, "conversation_id": conversation_id, "problem": problem}
        return review_page(request, "conversation", account, shown, section=SECTION, status=200 if found else 404)

    @router.post("/{conversation_id}/erase")
    def erase(conversation_id: str, _: Annotated[Member, Depends(signed_in("editor"))]) -> RedirectResponse:
        assistant.forget(conversation_id)
        return RedirectResponse("/support/conversations", 303)

    return router
