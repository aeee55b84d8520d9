"""Looking up conversations: by id or by words, with how each answer came about and what the customer thought of it."""

from __future__ import annotations

import json
import re
from typing import Annotated
from urllib.parse import urlencode

from fastapi import APIRouter, Query, Request, Response
from fastapi.responses import HTMLResponse, RedirectResponse

from bot import texts
from bot.assistant import Assistant
from bot.conversations.exporting import export_conversation
from bot.conversations.records import Records
from bot.errors import UnknownConversation
from bot.retrieval.index import ClauseIndex
from bot.web.staff import Editor, Reader
from bot.web.support.reviewing import review_page

SECTION = "conversations"
SHOWN = 50
LAST_PAGE = 10_000
HOME = "/support/conversations"


def make_conversations(assistant: Assistant, records: Records, index: ClauseIndex) -> APIRouter:
    """The pages of conversations."""
    router = APIRouter(prefix="/support/conversations", include_in_schema=False)

    @router.get("")
    def conversations(
        request: Request,
        account: Reader,
        q: Annotated[str, Query(max_length=300)] = "",
        company: Annotated[str, Query(max_length=64)] = "",
        page: Annotated[int, Query(ge=1, le=LAST_PAGE)] = 1,
    ) -> HTMLResponse:
        found = records.find(q.strip(), company=company or None, limit=SHOWN + 1, after=(page - 1) * SHOWN)
        shown = {"found": found[:SHOWN], "q": q, "company": company, "companies": index.slugs, "page": page}
        shown["older"], shown["newer"] = (
            address_of_page(q, company, number) if there else ""
            for number, there in ((page + 1, found[SHOWN:]), (page - 1, page > 1))
        )
        return review_page(request, "conversations", account, shown, section=SECTION)

    @router.get("/{conversation_id}")
    def conversation(request: Request, conversation_id: str, account: Reader) -> HTMLResponse:
        found = records.conversation(conversation_id)
        problem = "" if found else texts.get("review.no_conversation")
        shown = {"exchanges": found, "conversation_id": conversation_id, "problem": problem}
        return review_page(request, "conversation", account, shown, section=SECTION, status=200 if found else 404)

    @router.post("/{conversation_id}/erase")
    def erase(conversation_id: str, _: Editor) -> RedirectResponse:
        assistant.forget(conversation_id)
        return RedirectResponse(HOME, 303)

    @router.get("/{conversation_id}/export")
    def export(conversation_id: str, _: Editor) -> Response:
        """Everything that is kept of it, as a file, for who asks for their data."""
        found = export_conversation(records.database, conversation_id)
        if not any(found.values()):
            raise UnknownConversation(texts.get("review.no_conversation"))
        named = re.sub(r"[^A-Za-z0-9-]", "", conversation_id)
        headers = {"Content-Disposition": f'attachment; filename="gesprek-{named}.json"'}
        return Response(json.dumps(found, ensure_ascii=False, indent=2), media_type="application/json", headers=headers)

    return router


def address_of_page(wanted: str, company: str, page: int) -> str:
    """The address of one page of what was found."""
    return f"{HOME}?{urlencode({'q': wanted, 'company': company, 'page': page})}"
