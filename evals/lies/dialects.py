"""How the servers of different providers stream what a model writes."""

from __future__ import annotations

import json
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from typing import Any


@dataclass(frozen=True, slots=True)
class Dialect:
    """The bytes that come before what is written, for each piece of it, and at the end."""

    piece: Callable[[str], bytes]
    head: bytes = b""
    tail: bytes = b""
    kind: str = "text/event-stream"


def dialect_of(path: str) -> Dialect:
    """What is spoken at this path: Ollama's and Anthropic's own, else OpenAI's, which Mistral speaks as well."""
    return next((dialect for end, dialect in OTHERS.items() if path.endswith(end)), OPENAI)


def _event(data: Mapping[str, Any], name: str = "") -> bytes:
    return (f"event: {name}\n" if name else "").encode() + b"data: " + json.dumps(data).encode() + b"\n\n"


def _openai(content: str, finish: str | None = None) -> bytes:
    choice = {"index": 0, "delta": {"role": "assistant", "content": content}, "finish_reason": finish}
    return _event({"id": "x", "object": "chat.completion.chunk", "created": 0, "model": "lying", "choices": [choice]})


def _ollama(content: str, *, done: bool = False) -> bytes:
    told = {
        "model": "lying",
        "created_at": "2026-03-16T12:00:00Z",
        "message": {"role": "assistant", "content": content},
        "done": done,
    }
    return json.dumps({**told, **({"done_reason": "stop"} if done else {})}).encode() + b"\n"


def _anthropic(kind: str, **more: object) -> bytes:
    return _event({"type": kind, **more}, kind)


_USAGE = {"input_tokens": 1, "output_tokens": 1}
_MESSAGE: Mapping[str, Any] = {
    "id": "x", "type": "message", "role": "assistant", "content": [], "model": "lying", "stop_reason": None,
    "stop_sequence": None, "usage": _USAGE,
}  # fmt: skip
OPENAI = Dialect(_openai, tail=_openai("", finish="stop") + b"data: [DONE]\n\n")
OTHERS: Mapping[str, Dialect] = {
    "/api/chat": Dialect(_ollama, tail=_ollama("", done=True), kind="application/x-ndjson"),
    "/messages": Dialect(
        lambda content: _anthropic("content_block_delta", index=0, delta={"type": "text_delta", "text": content}),
        head=_anthropic("message_start", message=_MESSAGE)
        + _anthropic("content_block_start", index=0, content_block={"type": "text", "text": ""}),
        tail=_anthropic("content_block_stop", index=0)
        + _anthropic("message_delta", delta={"stop_reason": "end_turn", "stop_sequence": None}, usage=_USAGE)
        + _anthropic("message_stop"),
    ),
}
"""By the end of their path."""
