"""What a model wrote, what it may rest on, and what is wrong with it."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass

from bot.answering.several import without_questions
from bot.models import Clause, Company, Reply


@dataclass(frozen=True, slots=True)
class Sentence:
    """A sentence as a model wrote it, with the ids of the clauses that it says it follows from."""

    text: str
    clause_ids: tuple[str, ...]


NamesIn = Callable[[str], tuple[str, ...]]
"""Gives the names of other companies that a text may hold."""


def no_names(_: str) -> tuple[str, ...]:
    """Knows no other companies."""
    return ()


@dataclass(frozen=True, slots=True)
class Ground:
    """What a draft may rest on.

    `question` is the message that was asked, `clauses` are those that were retrieved for this answer by their id, the cited ones
    first, and `reply` is the composed answer with its citations, calculation and status. `names_in` knows the other companies, of
    which nothing may be said.
    """

    question: str
    company: Company
    clauses: Mapping[str, Clause]
    reply: Reply
    names_in: NamesIn = no_names

    @property
    def composed(self) -> str:
        """The composed answer without the customer's questions that it names, on which nothing may rest."""
        return without_questions(self.reply.answer)


@dataclass(frozen=True, slots=True)
class Fault:
    """Why a sentence may not be shown, or what all of them fail to say: the name of the check, and the words that broke it."""

    check: str
    found: str
