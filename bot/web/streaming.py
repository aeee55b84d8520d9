"""An answer as a stream of events: its clauses, its text in pieces, its calculation, and at the end all of it as JSON."""

from __future__ import annotations

import json
import logging
import re
from collections.abc import Generator, Iterator
from contextlib import closing

from anyio import CancelScope
from fastapi import APIRouter
from fastapi.responses import StreamingResponse
from fastapi.sse import format_sse_event
from pydantic import BaseModel
from starlette.concurrency import run_in_threadpool
from starlette.types import Receive, Scope, Send

from bot import texts
from bot.assistant import Assistant
from bot.generation.answering import Answering
from bot.web.api import to_question
from bot.web.error_pages import problem
from bot.web.places import places
from bot.web.schemas import LONGEST_MESSAGE, ChatRequest, ChatResponse, CitationBody

log = logging.getLogger("bot.web")
PIECE = re.compile(r"[^\n]+?(?:[.!?:;]\s+|\n+|$)|\n+")
"""A sentence or a line, with the white space behind it."""
EVENT = {
    "type": "object",
    "properties": {
        "event": {"type": "string", "enum": ["sources", "delta", "calculation", "done", "error"]},
        "data": {"type": "string", "contentMediaType": "application/json"},
    },
    "required": ["event", "data"],
}
"""Each of the events, as the API document tells it."""
UNBUFFERED = {"Cache-Control": "no-store", "X-Accel-Buffering": "no"}


class AnswerStream(StreamingResponse):
    """The events of an answer, which is kept also where who asked leaves before its end: what was begun is ended at once then."""

    def __init__(self, stream: Generator[str], answering: Answering) -> None:
        super().__init__(stream, media_type="text/event-stream", headers=UNBUFFERED)
        self._stream = stream
        self._answering = answering

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        try:
            await super().__call__(scope, receive, send)
        finally:
            with CancelScope(shield=True):
                await run_in_threadpool(self._end)

    def _end(self) -> None:
        self._stream.close()
        self._answering.close()


def make_streaming(assistant: Assistant, *, message_limit: int = LONGEST_MESSAGE) -> APIRouter:
    """The streaming route. What is wrong before the first event is an HTTP error, as on `/chat`."""
    router = APIRouter(prefix="/api/v1", tags=["assistent"])

    @router.post(
        "/chat/stream",
        response_class=StreamingResponse,
        responses={200: {"content": {"text/event-stream": {"schema": EVENT}}, "description": _described()}},
    )
    def stream(request: ChatRequest) -> StreamingResponse:
        """Answer one message, as server-sent events."""
        answering = assistant.begin(to_question(request, message_limit))
        return AnswerStream(guarded(events(answering)), answering)

    return router


def events(answering: Answering) -> Iterator[str]:
    """The events of an answer: no figure is sent before it was checked, and the answer at the end is what was sent."""
    yield _event("sources", [CitationBody.of(citation).model_dump() for citation in answering.reply.citations])
    with closing(answering.pieces()) as said:
        for text in said:
            for piece in pieces(text):
                yield _event("delta", {"text": piece})
    body = ChatResponse.of(answering.reply)
    if body.calculation is not None:
        yield _event("calculation", body.calculation)
    yield _event("done", body)


def pieces(answer: str) -> list[str]:
    """The answer in sentences and lines; together they are the answer."""
    return PIECE.findall(answer)


def guarded(stream: Iterator[str]) -> Generator[str]:
    """The events, and where they break off an `error` with a problem document: a reader is never left waiting."""
    try:
        yield from stream
    except Exception as error:  # noqa: BLE001  # told in the log, without its words
        log.error("a stream broke off: %s", places(error))
        yield _event("error", json.loads(bytes(problem(500, texts.get("problem.unexpected")).body)))


def _event(name: str, data: object) -> str:
    text = data.model_dump_json() if isinstance(data, BaseModel) else json.dumps(data, ensure_ascii=False)
    return format_sse_event(event=name, data_str=text).decode()


def _described() -> str:
    return (
        "Events: `sources` (list of citations), `delta` ({text}), `calculation`, `done` (the body of /chat), `error` (a problem "
        "document)."
    )
