"""What customers may do with an answer: say whether it helped, and have their conversation erased."""

from __future__ import annotations

from typing import Annotated

from fastapi import APIRouter, Path
from pydantic import BaseModel, ConfigDict, Field

from bot import texts
from bot.assistant import Assistant
from bot.conversations.records import Rating, Records
from bot.errors import UnknownConversation, UnknownMessage
from bot.web.callers import caller


class FeedbackRequest(BaseModel):
    """A thumb under an answer."""

    model_config = ConfigDict(extra="forbid")

    message_id: str = Field(min_length=1, max_length=64)
    rating: Rating
    comment: str | None = Field(None, max_length=2000)


def make_feedback(assistant: Assistant, records: Records) -> APIRouter:
    """The routes of feedback and erasing."""
    router = APIRouter(prefix="/api/v1", tags=["assistent"])

    @router.post("/feedback", status_code=204)
    def feedback(request: FeedbackRequest) -> None:
        """Keep what a customer thinks of an answer; the last word counts."""
        if not caller.get().may_ask(records.get(request.message_id).company):
            raise UnknownMessage(texts.get("problem.unknown_message"))
        records.rate(request.message_id, request.rating, (request.comment or "").strip())

    @router.delete("/conversations/{conversation_id}", status_code=204)
    def erase(conversation_id: Annotated[str, Path(max_length=64)]) -> None:
        """Forget a conversation: what is remembered of it and what was recorded. One of another company is not known here.

        For who may ask for every company one that is not kept is no error: nothing of it is there any more.
        """
        asking, kept = caller.get(), records.conversation(conversation_id)
        own = all(asking.may_ask(exchange.company) for exchange in kept)
        if asking.is_limited and not (kept and own):
            raise UnknownConversation(texts.get("problem.unknown_conversation"))
        assistant.forget(conversation_id)

    return router
