"""A follow-up as a question of its own, for the search alone: nothing is read from it, and it may not say what nobody said."""

from __future__ import annotations

import logging
import re
from collections.abc import Callable, Collection
from datetime import date

from pydantic import BaseModel, ConfigDict, Field, ValidationError

from bot.answering.grounding import figures
from bot.conversations.masking import masked
from bot.errors import ChatFailed
from bot.generation.calling import Caller
from bot.generation.prompts import make_prompt, object_schema
from bot.understanding.instructions import is_instruction
from bot.understanding.languages import foreign_language
from bot.understanding.reading import read

log = logging.getLogger(__name__)
LONGEST = 300
SCHEMA = object_schema(question={"type": "string"})
FENCED = re.compile(r"\s*(?:```(?:json)?)?\s*(\{.*\})\s*(?:```)?\s*", re.DOTALL)
NamesIn = Callable[[str], Collection[str]]
"""The names of other companies that stand in a text."""


class Rewritten(BaseModel):
    """What the model must write."""

    model_config = ConfigDict(extra="forbid", strict=True)

    question: str = Field(min_length=3, max_length=LONGEST)


class Rewriter:
    """Words follow-ups in full."""

    def __init__(self, caller: Caller) -> None:
        self._caller = caller

    def rewrite(self, message: str, *, earlier: str, company: str, names_in: NamesIn, day: date, until: float) -> str:
        """The message as a question that needs no conversation; empty where there is none that may be used."""
        data = {"eerder": masked(earlier), "bericht": masked(message)}
        try:
            written = self._caller.text("rewrite", make_prompt("rewrite", data, SCHEMA), company=company, until=until)
            found = Rewritten.model_validate_json(unfenced(written)).question
        except (ChatFailed, ValidationError) as error:
            log.info("a follow-up was not worded in full: %s", type(error).__name__)
            return ""
        question = " ".join(found.split())
        return "" if is_made_up(question, said=f"{earlier} {message}", names_in=names_in, day=day) else question


def is_made_up(question: str, *, said: str, names_in: NamesIn, day: date) -> bool:
    """Whether this says something that was not said: a figure, a day, a company, an order, or another language."""
    if figures(question) - figures(said) or set(names_in(question)) - set(names_in(said)):
        return True
    if is_instruction(question) or foreign_language(question):
        return True
    asked, told = read(question, day), read(said, day)
    return bool(
        {(mention.value, mention.readings) for mention in asked.dates}
        - {(mention.value, mention.readings) for mention in told.dates}
        or {mention.value for mention in asked.amounts} - {mention.value for mention in told.amounts}
        or {mention.value for mention in asked.percentages} - {mention.value for mention in told.percentages}
        or {(mention.value, mention.unit) for mention in asked.durations}
        - {(mention.value, mention.unit) for mention in told.durations}
    )


def unfenced(written: str) -> str:
    """The JSON object in what a model wrote, without the fence that some put around it."""
    found = FENCED.fullmatch(written)
    return found[1] if found else written
