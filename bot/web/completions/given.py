"""What a client of chat completions gets: the answer as a message, with all that /api/v1/chat gives beside it."""

from __future__ import annotations

import time
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import UTC, datetime
from typing import Literal

from pydantic import BaseModel

from bot import texts
from bot.models import Company
from bot.web.completions.asked import CompletionRequest
from bot.web.schemas import ChatResponse, CitationBody


class ModelBody(BaseModel):
    """A company that can be asked about. `created` is the day on which its latest terms begin, 0 where they name none."""

    id: str
    object: Literal["model"] = "model"
    created: int
    owned_by: str

    @classmethod
    def of(cls, company: Company) -> ModelBody:
        """The company as a model."""
        starts_on = company.versions[-1].starts_on
        day = datetime(starts_on.year, starts_on.month, starts_on.day, tzinfo=UTC) if starts_on else None
        return cls(id=company.slug, created=int(day.timestamp()) if day else 0, owned_by=company.name)


class ModelsBody(BaseModel):
    """All companies that the caller may ask about."""

    object: Literal["list"] = "list"
    data: list[ModelBody]


class UrlCitation(BaseModel):
    """Where a clause that carries the answer can be read, and where the content names it."""

    start_index: int
    end_index: int
    title: str
    url: str


class Annotation(BaseModel):
    """A citation, in the shape in which OpenAI gives them."""

    type: Literal["url_citation"] = "url_citation"
    url_citation: UrlCitation


class AnswerMessage(BaseModel):
    """The answer, with a last line that names its clauses."""

    role: Literal["assistant"] = "assistant"
    content: str
    refusal: None = None
    annotations: list[Annotation]


class Choice(BaseModel):
    """The only answer there is."""

    index: Literal[0] = 0
    message: AnswerMessage
    logprobs: None = None
    finish_reason: Literal["stop"] = "stop"


class Usage(BaseModel):
    """Words, since this assistant knows no tokens: of all messages, and of the answer."""

    prompt_tokens: int
    completion_tokens: int
    total_tokens: int

    @classmethod
    def of(cls, request: CompletionRequest, content: str) -> Usage:
        """The words of a request and its answer."""
        asked, answered = sum(len(message.said.split()) for message in request.messages), len(content.split())
        return cls(prompt_tokens=asked, completion_tokens=answered, total_tokens=asked + answered)


class CompletionBody(BaseModel):
    """An answer. `voorwaarden` is the whole answer of /api/v1/chat: status, citations, calculation, what is missing."""

    id: str
    object: Literal["chat.completion"] = "chat.completion"
    created: int
    model: str
    choices: list[Choice]
    usage: Usage
    voorwaarden: ChatResponse


@dataclass(frozen=True, slots=True)
class Content:
    """The text of an answer and where it names its clauses."""

    text: str
    annotations: tuple[Annotation, ...]


def content_of(answer: str, citations: Sequence[CitationBody], *, site: str) -> Content:
    """The answer with a last line that links each clause at this site: its address without a slash at the end."""
    if not citations:
        return Content(answer, ())
    text = f"{answer}\n\n{texts.get('completions.source' if len(citations) == 1 else 'completions.sources')} "
    annotations = []
    for at, citation in enumerate(citations):
        link = f"[{citation.label}]({site}{citation.url})"
        start = len(text) + (2 if at else 0)
        text += f"{', ' if at else ''}{link}"
        cited = UrlCitation(start_index=start, end_index=len(text), title=citation.title, url=f"{site}{citation.url}")
        annotations.append(Annotation(url_citation=cited))
    return Content(text, tuple(annotations))


def completion(request: CompletionRequest, body: ChatResponse, *, site: str) -> CompletionBody:
    """The answer as a whole. Links lead to this site."""
    content = content_of(body.answer, body.citations, site=site)
    message = AnswerMessage(content=content.text, annotations=list(content.annotations))
    return CompletionBody(
        id=completion_id(body.message_id),
        created=int(time.time()),
        model=request.model,
        choices=[Choice(message=message)],
        usage=Usage.of(request, content.text),
        voorwaarden=body,
    )


def completion_id(message_id: str) -> str:
    """The id of an answer as a client of OpenAI expects it."""
    return f"chatcmpl-{message_id}"
