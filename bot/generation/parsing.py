"""Sentences out of the JSON that a model writes, each as soon as it is complete."""

from __future__ import annotations

import json
import re
from collections.abc import Iterator

from pydantic import BaseModel, ConfigDict, Field, ValidationError

from bot.errors import ChatFailed
from bot.generation.drafts import Sentence
from bot.generation.prompts import object_schema

LONGEST = 600
"""Characters of one sentence at most."""
MOST = 8
"""Sentences at most; a model that goes on is not listened to any further."""
SCHEMA = object_schema(
    sentences={
        "type": "array",
        "items": object_schema(text={"type": "string"}, clause_ids={"type": "array", "items": {"type": "string"}}),
    }
)
"""The object that the model must write."""
_START = re.compile(r'\s*(?:```(?:json)?\s*)?\{\s*"sentences"\s*:\s*\[')
_START_WITHIN = 200
_ITEM_WITHIN = 2 * LONGEST + 400
_DECODER = json.JSONDecoder()


class Written(BaseModel):
    """One sentence, as the model must write it."""

    model_config = ConfigDict(extra="forbid", strict=True)

    text: str = Field(min_length=1, max_length=LONGEST)
    clause_ids: tuple[str, ...] = Field(max_length=MOST)


class SentenceParser:
    """Takes what a model writes in pieces of any size. `done` once the object is complete; what follows is not looked at."""

    def __init__(self) -> None:
        self.done = False
        self._open = ""
        self._started = False
        self._between = False
        self._seen: set[str] = set()

    def feed(self, piece: str) -> Iterator[Sentence]:
        """The sentences that this piece completes. Raises: ChatFailed where it is no such object, too long, or a loop."""
        self._open += piece
        if not self._started and not self._start():
            return
        while not self.done and (found := self._next()) is not None:
            yield found

    def close(self) -> None:
        """Returns where the object was complete. Raises: ChatFailed."""
        if not self.done:
            raise ChatFailed("cut_off" if self._started else "broken")

    def _start(self) -> bool:
        found = _START.match(self._open)
        if found is None and len(self._open) > _START_WITHIN:
            raise ChatFailed("broken")
        if found is not None:
            self._started, self._open = True, self._open[found.end() :]
        return self._started

    def _next(self) -> Sentence | None:
        """The next sentence; None where it is not complete yet, or where there is none any more."""
        self._open = self._open.lstrip()
        if self._between and self._open.startswith(","):
            self._between, self._open = False, self._open[1:].lstrip()
        if self._open.startswith("]") and (self._between or not self._seen):
            self._end()
            return None
        if not self._open:
            return None
        if self._between or not self._open.startswith("{"):
            raise ChatFailed("broken")
        return self._item()

    def _end(self) -> None:
        rest = self._open[1:].lstrip()
        if rest and not rest.startswith("}"):
            raise ChatFailed("broken")
        self.done = bool(rest)

    def _item(self) -> Sentence | None:
        try:
            _, end = _DECODER.raw_decode(self._open)
        except json.JSONDecodeError as error:
            if len(self._open) > _ITEM_WITHIN:
                raise ChatFailed("too_long") from error
            return None
        try:
            written = Written.model_validate_json(self._open[:end])
        except ValidationError as error:
            raise ChatFailed("broken") from error
        self._between, self._open = True, self._open[end:]
        return self._checked(Sentence(" ".join(written.text.replace("**", "").split()), written.clause_ids))

    def _checked(self, sentence: Sentence) -> Sentence:
        """The sentence, where it is a new one and not one too many."""
        if sentence.text.casefold() in self._seen:
            raise ChatFailed("loop")
        self._seen.add(sentence.text.casefold())
        if len(self._seen) > MOST:
            raise ChatFailed("too_long")
        return sentence
