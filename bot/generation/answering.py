"""An answer that is composed already, given in a model's words where there is a model and its words hold."""

from __future__ import annotations

from collections.abc import Callable, Generator
from contextlib import closing
from dataclasses import replace

from bot.generation.phrasing import Drafted, Drafting
from bot.models import Reply

Keep = Callable[[Reply, Drafted | None], None]
"""Keeps an answer as it was given, with how its draft came out where there was one."""


class Answering:
    """One answer while it is given, whole or in pieces. `reply` is the composed answer until then, and what was said after it.

    `drafted` tells how the draft came out, once it did; None where there was none.

    Only the words of its beginning, the lead, may change: what follows, citations, calculation and status stay. The answer is
    kept once its text is known.
    """

    def __init__(self, composed: Reply, keep: Keep, *, lead: str = "", drafting: Drafting | None = None) -> None:
        self.reply = composed
        self._composed = composed
        self._keep = keep
        self._lead = lead
        self._drafting = drafting
        self._said = ""
        self._kept = drafting is None
        self.drafted: Drafted | None = None
        if drafting is None:
            keep(composed, None)

    def whole(self) -> Reply:
        """The answer with all that may be shown of the draft, or as it was composed."""
        if self._drafting is not None:
            said = " ".join(sentence.text for sentence in self._drafting)
            drafted = self._drafting.drafted
            self._settle(self._composed.answer if drafted.fallback else f"{said}{self._rest}", drafted)
        return self.reply

    def pieces(self) -> Generator[str]:
        """The text, each sentence as soon as it may be shown; together they are the answer of `reply`.

        Where the rest of a draft fails, the composed answer follows on the sentences that were given already. Who stops
        before the end must `close`.
        """
        if self._drafting is None:
            yield self._composed.answer
            return
        with closing(iter(self._drafting)) as sentences:
            for sentence in sentences:
                piece = f" {sentence.text}" if self._said else sentence.text
                self._said += piece
                yield piece
        rest = self._after(self._said)
        self._settle(self._said + rest, self._drafting.drafted)
        yield rest

    def close(self) -> None:
        """Keep the answer where nobody has: who asked has left, and what is kept is complete all the same."""
        if not self._kept and self._drafting is not None:
            self._settle(self._said + self._after(self._said), self._drafting.drafted)

    @property
    def _rest(self) -> str:
        return self._composed.answer[len(self._lead) :]

    def _after(self, said: str) -> str:
        """What follows on these sentences."""
        if not said:
            return self._composed.answer
        drafted = self._drafting.drafted if self._drafting else None
        return f"\n\n{self._composed.answer}" if drafted is None or drafted.fallback else self._rest

    def _settle(self, answer: str, drafted: Drafted) -> None:
        self.reply, self.drafted, self._kept = replace(self._composed, answer=answer), drafted, True
        self._keep(self.reply, drafted)
