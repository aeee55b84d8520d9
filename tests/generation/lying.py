"""Assistants over the small companies whose chat model lies, on a server of this machine or in this process."""

from __future__ import annotations

import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager

import tests.generation.strict as strict
from bot.assembly import Parts
from bot.assistant import Assistant
from bot.conversations.store import Answered, MemoryConversations
from bot.errors import ChatFailed
from bot.generation.budget import Budget
from bot.generation.calling import Caller, Unwatched, Use, Watch
from bot.generation.chat import Chat, make_chat
from bot.generation.judging import Judge
from bot.generation.phrasing import Guard, Phraser
from bot.generation.prompts import Prompt
from bot.generation.providers import make_model
from bot.generation.rewriting import Rewriter
from bot.settings import Settings
from bot.understanding.vocabulary import FactVocabulary
from evals.lies.server import LyingServer


class Counted(Unwatched):
    """Remembers what it is told."""

    def __init__(self) -> None:
        self.calls: list[tuple[str, str]] = []
        self.fallbacks: list[str] = []
        self.checks: list[str] = []

    def called(self, use: Use, outcome: str, seconds: float) -> None:
        self.calls.append((use, outcome))

    def worded(self, fallback: str) -> None:
        self.fallbacks.append(fallback)

    def dropped(self, check: str) -> None:
        self.checks.append(check)


class Kept(MemoryConversations):
    """Conversations that also remember what was answered."""

    def __init__(self) -> None:
        super().__init__(limit=50, max_age=600)
        self.answered: list[Answered] = []

    def save(self, conversation, answered: Answered) -> None:  # type: ignore[no-untyped-def]
        super().save(conversation, answered)
        self.answered.append(answered)


class Scripted:
    """A model in this process: `write` says what it writes on a prompt, in pieces, or raises."""

    name = "scripted"

    def __init__(self, write: Callable[[Prompt], Iterator[str]]) -> None:
        self.write = write
        self.prompts: list[Prompt] = []

    def stream(self, prompt: Prompt, until: float) -> Iterator[str]:
        self.prompts.append(prompt)
        if time.monotonic() > until:
            raise ChatFailed("timeout")
        yield from self.write(prompt)


def scripted_chat(
    model: Scripted, *, guard: Guard = strict, watch: Watch | None = None, budget: int = 1000, only_phrases: bool = False
) -> Chat:
    """All three uses of this model, or the one that is on by default."""
    caller = Caller(model, budget=Budget(budget), watch=watch, seconds=5, sleep=lambda _: None)
    if only_phrases:
        return Chat(caller, Phraser(caller, guard))
    return Chat(caller, Phraser(caller, guard), Rewriter(caller), Judge(caller))


def assistant_of(small: Parts, chat: Chat, conversations: MemoryConversations | None = None) -> Assistant:
    """An assistant over the small companies that has this chat model."""
    kept = conversations or MemoryConversations(limit=50, max_age=600)
    return Assistant(small.search, kept, FactVocabulary(), chat=chat)


def chat_settings(server: LyingServer, mode: str, **more: object) -> Settings:
    """Settings for the model of this name on that server."""
    given = {"chat_model": mode, "chat_base_url": server.url, "chat_api_key": "sleutel-die-niemand-ziet", **more}
    return Settings(**given)  # type: ignore[arg-type]


@contextmanager
def chat_over_http(
    server: LyingServer, mode: str, *, guard: Guard = strict, watch: Watch | None = None, **more: object
) -> Iterator[Chat]:
    """The uses of a model on that server, over a real connection."""
    settings = chat_settings(server, mode, **more)
    model = make_model(settings)
    try:
        yield make_chat(settings, model, guard, watch)
    finally:
        model.close()
