"""What a client of chat completions sends. What it says of other things than its question is taken and changes nothing."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Annotated, Any, Literal

from pydantic import BaseModel, ConfigDict, Field, StrictBool, StrictInt, StringConstraints

from bot import texts
from bot.clock import today
from bot.errors import BadInput
from bot.models import Audience, Question
from bot.web.callers import caller
from bot.web.schemas import IsoDate

MOST_EARLIER = 6
"""Earlier messages of the customer that are taken along, counted from the last one; together no longer than a question may be."""
TEXT = "text"
Text = Annotated[str, StringConstraints(strip_whitespace=True)]
"""Checked to be whole characters; without any constraint half of one would come in."""


class Part(BaseModel):
    """A piece of a message: only those of the type `text` are read."""

    model_config = ConfigDict(extra="ignore")

    type: str = Field(max_length=64)
    text: Text | None = None


class ChatMessage(BaseModel):
    """One message of a conversation. Only what the role `user` says counts."""

    model_config = ConfigDict(extra="ignore")

    role: Literal["system", "developer", "user", "assistant", "tool", "function"]
    content: Text | list[Part] | None = None

    @property
    def said(self) -> str:
        """The text of the message, without white space around it."""
        if isinstance(self.content, list):
            return "\n".join(part.text or "" for part in self.content if part.type == TEXT).strip()
        return self.content or ""

    @property
    def other_part(self) -> str | None:
        """The type of the first piece that is no text."""
        parts = self.content if isinstance(self.content, list) else []
        return next((part.type for part in parts if part.type != TEXT), None)


class StreamOptions(BaseModel):
    """What a stream tells besides its text."""

    model_config = ConfigDict(extra="ignore")

    include_usage: StrictBool = False


class CompletionRequest(BaseModel):
    """A conversation that ends with a question. Fields of OpenAI's that are not named here are ignored.

    `conversation_id`, `audience`, `reference_date` and `contract_date` are those of /api/v1/chat.
    """

    model_config = ConfigDict(extra="ignore")

    model: str = Field(min_length=1, max_length=64, description="Slug of the company.")
    messages: list[ChatMessage] = Field(min_length=1)
    stream: StrictBool | None = None
    stream_options: StreamOptions | None = None
    n: Annotated[StrictInt, Field(ge=1)] | None = None
    logprobs: StrictBool | None = None
    modalities: list[str] | None = None
    response_format: dict[str, Any] | None = None
    tool_choice: str | dict[str, Any] | None = None
    function_call: str | dict[str, Any] | None = None
    conversation_id: str | None = Field(None, max_length=64, description="Of an earlier answer; without it `messages` tell it.")
    audience: Audience | None = None
    reference_date: IsoDate | None = None
    contract_date: IsoDate | None = None


class Unsupported(BadInput):
    """A field asks for what this assistant doesn't give; `param` is its name."""

    def __init__(self, message: str, *, param: str) -> None:
        super().__init__(message)
        self.param = param


def to_question(request: CompletionRequest, message_limit: int) -> Question:
    """The last message of the customer as a question, with those before it. Raises: NotAllowed, BadInput."""
    caller.get().check(request.model)
    check_supported(request)
    asked = [message for message in request.messages if message.role == "user"]
    if not asked:
        raise Unsupported(texts.get("completions.no_question"), param="messages")
    *earlier, last = asked
    if last.other_part:
        raise Unsupported(texts.get("completions.only_text"), param="messages")
    if not last.said:
        raise Unsupported(texts.get("completions.no_question"), param="messages")
    caller.get().check_length(last.said, limit=message_limit)
    return Question(
        company=request.model,
        message=last.said,
        reference_date=request.reference_date or today(),
        conversation_id=request.conversation_id,
        audience=request.audience,
        contract_date=request.contract_date,
        earlier=recent([message.said for message in earlier], most=message_limit),
    )


def recent(said: Sequence[str], *, most: int) -> tuple[str, ...]:
    """The last of these texts, no more of them than may be and together of no more than so many characters.

    Empty ones, and those that alone are longer, were never questions.
    """
    taken: list[str] = []
    for text in reversed([text for text in said if 0 < len(text) <= most]):
        most -= len(text)
        if most < 0 or len(taken) == MOST_EARLIER:
            break
        taken.append(text)
    return tuple(reversed(taken))


def check_supported(request: CompletionRequest) -> None:
    """Raises: Unsupported where the client counts on what would not come: then an answer would be no answer to it."""
    form = (request.response_format or {}).get("type", TEXT)
    wanted = {
        "n": (request.n or 1) > 1,
        "logprobs": bool(request.logprobs),
        "modalities": any(kind != TEXT for kind in request.modalities or ()),
        "response_format": form != TEXT,
        "tool_choice": request.tool_choice not in (None, "none", "auto"),
        "function_call": request.function_call not in (None, "none", "auto"),
    }
    for param, unmet in wanted.items():
        if unmet:
            raise Unsupported(texts.get(f"completions.no_{param}"), param=param)
