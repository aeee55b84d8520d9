"""An answer in chunks: who speaks, its text in pieces, the end with all that belongs to it, and `[DONE]`."""

from __future__ import annotations

import json
import logging
import time
from collections.abc import Generator, Iterator
from contextlib import closing
from typing import Any

from fastapi.sse import format_sse_event

from bot import texts
from bot.generation.answering import Answering
from bot.web.completions.asked import CompletionRequest
from bot.web.completions.given import Usage, completion_id, content_of
from bot.web.completions.refusals import error_body
from bot.web.places import places
from bot.web.schemas import ChatResponse
from bot.web.streaming import pieces

log = logging.getLogger("bot.web")
DONE = "[DONE]"
CHUNK = {
    "type": "object",
    "properties": {"data": {"type": "string"}},
    "required": ["data"],
}
"""Each of the events, as the API document tells it."""


def chunks(request: CompletionRequest, answering: Answering, *, site: str) -> Iterator[str]:
    """The events of an answer: no figure is sent before it was checked. Links lead to this site."""
    head: dict[str, Any] = {
        "id": completion_id(answering.reply.message_id),
        "object": "chat.completion.chunk",
        "created": int(time.time()),
        "model": request.model,
    }
    counted = request.stream_options is not None and request.stream_options.include_usage
    usual = head | ({"usage": None} if counted else {})
    yield _event(usual | _choice({"role": "assistant", "content": "", "refusal": None}))
    with closing(answering.pieces()) as said:
        for text in said:
            for piece in pieces(text):
                yield _event(usual | _choice({"content": piece}))
    body = ChatResponse.of(answering.reply)
    content = content_of(body.answer, body.citations, site=site)
    if sources := content.text[len(body.answer) :]:
        yield _event(usual | _choice({"content": sources}))
    annotations = [annotation.model_dump() for annotation in content.annotations]
    end = _choice({"annotations": annotations} if annotations else {}, finish_reason="stop")
    yield _event(usual | end | {"voorwaarden": body.model_dump(mode="json")})
    if counted:
        yield _event(head | {"choices": [], "usage": Usage.of(request, content.text).model_dump()})
    yield format_sse_event(data_str=DONE).decode()


def guarded(stream: Iterator[str]) -> Generator[str]:
    """The events, and where they break off an error: a client is never left to think that the answer is complete."""
    try:
        yield from stream
    except Exception as error:  # noqa: BLE001  # told in the log, without its words
        log.error("a stream broke off: %s", places(error))
        yield _event(error_body(500, texts.get("problem.unexpected")))


def _choice(delta: dict[str, Any], *, finish_reason: str | None = None) -> dict[str, Any]:
    return {"choices": [{"index": 0, "delta": delta, "logprobs": None, "finish_reason": finish_reason}]}


def _event(data: dict[str, Any]) -> str:
    return format_sse_event(data_str=json.dumps(data, ensure_ascii=False)).decode()
