"""Whether answers are kept: behind a small interface, so that a question on the command line or in an eval leaves no trace."""

from __future__ import annotations

from typing import Protocol

from bot.models import Question, Reply


class Recorder(Protocol):
    """Keeps what was asked and answered."""

    def record(self, question: Question, reply: Reply, *, terms_version: str) -> None:
        """Keep this answer; a failure to keep it must not keep it from the customer."""
        ...

    def erase(self, conversation_id: str) -> None:
        """Forget all answers of a conversation; an unknown id is no error."""
        ...


class NotRecorded:
    """Keeps nothing."""

    def record(self, question: Question, reply: Reply, *, terms_version: str) -> None:
        """Nothing is kept."""

    def erase(self, conversation_id: str) -> None:
        """There is nothing to forget."""
