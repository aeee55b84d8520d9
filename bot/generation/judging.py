"""Whether the clauses that were found answer. A model may only say that they don't: the answer is an honest no then."""

from __future__ import annotations

import logging
from collections.abc import Mapping, Sequence

from pydantic import BaseModel, ConfigDict, ValidationError

from bot.conversations.masking import masked
from bot.errors import ChatFailed
from bot.generation.calling import Caller
from bot.generation.phrasing import clause_data
from bot.generation.prompts import make_prompt, object_schema
from bot.generation.rewriting import unfenced
from bot.models import Clause

log = logging.getLogger(__name__)
SCHEMA = object_schema(answers={"type": "boolean"})


class Verdict(BaseModel):
    """What the model must write."""

    model_config = ConfigDict(extra="forbid", strict=True)

    answers: bool


class Judge:
    """Doubts answers."""

    def __init__(self, caller: Caller) -> None:
        self._caller = caller

    def doubts(
        self, question: str, clauses: Sequence[Clause], explained: Mapping[str, str], *, company: str, until: float
    ) -> bool:
        """Whether the model says that these clauses don't answer; False where it says anything else, or nothing.

        `explained`: what the clauses mean in plain Dutch, by their id.
        """
        told = [clause_data(clause) | {"uitleg": explained.get(clause.clause_id, "")} for clause in clauses]
        prompt = make_prompt("judge", {"vraag": masked(question), "bepalingen": told}, SCHEMA)
        try:
            written = self._caller.text("judge", prompt, company=company, until=until)
            return not Verdict.model_validate_json(unfenced(written)).answers
        except (ChatFailed, ValidationError) as error:
            log.info("whether clauses answer was not judged: %s", type(error).__name__)
            return False
