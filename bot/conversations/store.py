"""Conversations behind a small interface; the one here keeps them in memory, bounded in number and age."""

from __future__ import annotations

import threading
import time
import uuid
from collections import OrderedDict
from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from typing import Any, Protocol

from bot.conversations.auditing import Basis
from bot.models import Audience, Question, Reply


@dataclass(frozen=True, slots=True)
class Conversation:
    """What a follow-up may build on: the subject of the last turn, and the facts that the customer gave about it.

    `asked` are the names of facts that were asked for, `offered` the ids of clauses that the customer could choose from, in the
    version of the terms that the last answer followed from.
    """

    conversation_id: str
    company: str
    audience: Audience | None = None
    question: str = ""
    rule_id: str | None = None
    facts: Mapping[str, Any] = field(default_factory=dict)
    asked: tuple[str, ...] = ()
    offered: tuple[str, ...] = ()
    terms_version: str = ""


def new_conversation(company: str) -> Conversation:
    """A conversation about which nothing is known yet, with an id that nobody can guess."""
    return Conversation(conversation_id=uuid.uuid4().hex, company=company)


@dataclass(frozen=True, slots=True)
class Answered:
    """A message and the answer to it, by the terms of this version."""

    question: Question
    reply: Reply
    terms_version: str
    basis: Basis = field(default_factory=Basis)


class Conversations(Protocol):
    """Keeps conversations between messages."""

    def open(self, conversation_id: str | None, *, company: str) -> Conversation:
        """The conversation with this id and company, else a new one; another company's conversation is never returned."""
        ...

    def save(self, conversation: Conversation, answered: Answered) -> None:
        """Remember the conversation as it is after this answer, and where answers are kept, the answer with it."""
        ...

    def erase(self, conversation_id: str) -> None:
        """Forget the conversation, and its answers where they are kept; an unknown id is no error."""
        ...


class MemoryConversations:
    """Conversations in this process; the oldest goes when there are too many, a silent one after `max_age` seconds.

    Answers are not kept: what is asked on the command line or in an eval leaves no trace.
    """

    def __init__(self, *, limit: int, max_age: float, clock: Callable[[], float] = time.monotonic) -> None:
        self._limit = limit
        self._max_age = max_age
        self._clock = clock
        self._kept: OrderedDict[str, tuple[float, Conversation]] = OrderedDict()
        self._lock = threading.Lock()

    def open(self, conversation_id: str | None, *, company: str) -> Conversation:
        """The conversation with this id and company, else a new one."""
        with self._lock:
            self._forget_silent()
            _, found = self._kept.get(conversation_id or "", (0.0, None))
        return found if found is not None and found.company == company else new_conversation(company)

    def save(self, conversation: Conversation, answered: Answered) -> None:
        """Remember the conversation as it is now."""
        with self._lock:
            self._kept[conversation.conversation_id] = (self._clock(), conversation)
            self._kept.move_to_end(conversation.conversation_id)
            while len(self._kept) > self._limit:
                self._kept.popitem(last=False)

    def erase(self, conversation_id: str) -> None:
        """Forget the conversation."""
        with self._lock:
            self._kept.pop(conversation_id, None)

    def _forget_silent(self) -> None:
        oldest_allowed = self._clock() - self._max_age
        while self._kept and next(iter(self._kept.values()))[0] < oldest_allowed:
            self._kept.popitem(last=False)
