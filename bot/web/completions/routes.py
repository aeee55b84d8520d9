"""`/v1/chat/completions` and `/v1/models`: a company is a model, and its last user message is the question."""

from __future__ import annotations

from typing import Annotated

from fastapi import APIRouter, Path, Request
from fastapi.responses import StreamingResponse
from starlette.concurrency import run_in_threadpool

from bot.assistant import Assistant
from bot.models import Question
from bot.retrieval.index import ClauseIndex
from bot.web.api import reachable
from bot.web.callers import caller
from bot.web.completions.asked import CompletionRequest, to_question
from bot.web.completions.chunks import CHUNK, chunks, guarded
from bot.web.completions.given import CompletionBody, ModelBody, ModelsBody, completion
from bot.web.rates import count_more
from bot.web.schemas import LONGEST_MESSAGE, ChatResponse
from bot.web.streaming import AnswerStream

STREAMED = {
    "description": "The answer; with `stream`, chunks as `data` of events.",
    "content": {"text/event-stream": {"schema": CHUNK}},
}


def make_completions(assistant: Assistant, index: ClauseIndex, *, message_limit: int = LONGEST_MESSAGE) -> APIRouter:
    """The routes that OpenAI's clients call."""
    router = APIRouter(prefix="/v1", tags=["chat completions"])

    @router.post("/chat/completions", response_model=CompletionBody, responses={200: STREAMED})
    async def complete(asked: CompletionRequest, request: Request) -> CompletionBody | StreamingResponse:
        """Answer the last user message, after those before it; each of them that is read again counts as a question."""
        question = to_question(asked, message_limit)
        await count_more(request.scope, len(question.earlier))
        return await run_in_threadpool(answered, asked, question, str(request.base_url).rstrip("/"))

    def answered(asked: CompletionRequest, question: Question, site: str) -> CompletionBody | StreamingResponse:
        answering = assistant.begin(question)
        if asked.stream:
            events = guarded(chunks(asked, answering, site=site))
            return AnswerStream(events, answering)
        return completion(asked, ChatResponse.of(answering.whole()), site=site)

    @router.get("/models")
    def models() -> ModelsBody:
        """Every company that the caller may ask about, as a model."""
        return ModelsBody(data=[ModelBody.of(index.get_knowledge(slug).terms.company) for slug in reachable(index)])

    @router.get("/models/{model}")
    def model(model: Annotated[str, Path(max_length=64)]) -> ModelBody:
        """One company as a model."""
        caller.get().check(model)
        return ModelBody.of(index.get_knowledge(model).terms.company)

    return router
