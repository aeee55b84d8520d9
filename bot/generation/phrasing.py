"""One answer in the words of a chat model: every sentence is checked before anybody sees it, and what was composed stays."""

from __future__ import annotations

import logging
from collections import Counter
from collections.abc import Generator, Iterator, Sequence
from contextlib import closing
from dataclasses import dataclass, field, replace
from typing import Protocol

from bot.conversations.masking import masked
from bot.dutch import format_amount, format_date
from bot.errors import ChatFailed
from bot.generation.calling import Caller
from bot.generation.drafts import Fault, Ground, Sentence
from bot.generation.parsing import SCHEMA, SentenceParser
from bot.generation.prompts import Prompt, make_prompt
from bot.models import Calculation, Clause

log = logging.getLogger(__name__)
MOST_SENTENCES = 5
"""Sentences that the model is asked for at most."""


class Guard(Protocol):
    """Looks for what is wrong with what a model wrote."""

    def faults_of(self, sentence: Sentence, ground: Ground) -> tuple[Fault, ...]:
        """Why this sentence may not be shown; nothing where it may."""
        ...

    def omissions(self, sentences: Sequence[Sentence], ground: Ground) -> tuple[Fault, ...]:
        """What all of these sentences together fail to say."""
        ...


@dataclass(frozen=True, slots=True)
class Drafted:
    """How a draft came out: how many sentences were shown, which checks left out how many, and why all was composed after all.

    `fallback` is empty where the model's words were used. Names of checks and reasons only: no words of anybody.
    """

    model: str
    shown: int = 0
    dropped: dict[str, int] = field(default_factory=dict)
    fallback: str = ""


class Drafting:
    """One draft while it is written. Going through it gives the sentences that may be shown, each as soon as it is checked.

    `drafted` tells how it came out, once it has been gone through. A sentence that was given is true whatever comes after it.
    """

    def __init__(self, caller: Caller, guard: Guard, ground: Ground, *, lead: str, rest: str, until: float) -> None:
        self.drafted = Drafted(caller.name, fallback="left")
        self._caller = caller
        self._guard = guard
        self._ground = ground
        self._to_say = of_lead(ground, lead)
        self._prompt = phrase_prompt(self._to_say, lead=lead, rest=rest)
        self._until = until
        self._kept: list[Sentence] = []
        self._left_out = 0
        self._dropped: Counter[str] = Counter()

    def __iter__(self) -> Generator[Sentence]:
        fallback = "left"
        try:
            yield from self._sentences()
            fallback = self._lack()
        except ChatFailed as failed:
            fallback = failed.reason
        except Exception as error:  # noqa: BLE001  # whatever goes wrong with a draft, there is an answer already
            log.error("a draft could not be checked: %s", type(error).__name__)
            fallback = "unchecked"
        finally:
            self.drafted = Drafted(self._caller.name, len(self._kept), dict(self._dropped), fallback)
            self._caller.watch.worded(fallback)

    def _sentences(self) -> Iterator[Sentence]:
        parser = SentenceParser()
        called = self._caller.stream("phrase", self._prompt, company=self._ground.company.slug, until=self._until)
        with closing(called) as pieces:
            for piece in pieces:
                for sentence in parser.feed(piece):
                    if self._may_be_shown(sentence):
                        self._kept.append(sentence)
                        yield self._as_shown(sentence)
                if parser.done:
                    break
        parser.close()

    def _may_be_shown(self, sentence: Sentence) -> bool:
        checks = {fault.check for fault in self._guard.faults_of(sentence, self._ground)}
        self._left_out += bool(checks)
        self._dropped.update(checks)
        for check in sorted(checks):
            self._caller.watch.dropped(check)
        return not checks

    def _as_shown(self, sentence: Sentence) -> Sentence:
        """The sentence with the result of the calculation in bold, as a composed answer has it."""
        calculation = self._to_say.reply.calculation
        result = in_words(calculation) if calculation else ""
        return replace(sentence, text=sentence.text.replace(result, f"**{result}**", 1)) if result else sentence

    def _lack(self) -> str:
        """Why what is left is not enough; empty where it is."""
        if not self._kept:
            return "nothing_left"
        if self._left_out > len(self._kept):
            return "little_left"
        missing = self._guard.omissions(self._kept, self._to_say)
        return missing[0].check if missing else ""


class Phraser:
    """Words answers with a chat model."""

    def __init__(self, caller: Caller, guard: Guard) -> None:
        self._caller = caller
        self._guard = guard

    def begin(self, ground: Ground, *, lead: str, rest: str, until: float) -> Drafting:
        """A draft for the lead of this answer; `rest` is what follows it anyway. Nothing is sent until it is gone through."""
        return Drafting(self._caller, self._guard, ground, lead=lead, rest=rest, until=until)


def of_lead(ground: Ground, lead: str) -> Ground:
    """The ground of what the lead says alone: what follows it is said anyway, and a result of a second question's sum with it."""
    calculation = ground.reply.calculation
    told = calculation if calculation and in_words(calculation) in plain(lead) else None
    return replace(ground, reply=replace(ground.reply, answer=lead, calculation=told))


def phrase_prompt(ground: Ground, *, lead: str, rest: str) -> Prompt:
    """All that is sent for one answer; the customer's words are masked as they are where they are stored."""
    calculation = ground.reply.calculation
    data = {
        "bedrijf": ground.company.name,
        "vraag": masked(ground.question),
        "antwoord": plain(lead),
        "uitkomst": in_words(calculation) if calculation else None,
        "daarna": plain(rest),
        "bepalingen": [clause_data(clause) for clause in ground.clauses.values()],
    }
    return make_prompt("phrase", data, SCHEMA, most=MOST_SENTENCES)


def clause_data(clause: Clause) -> dict[str, str]:
    """A clause as a model gets it."""
    return {"id": clause.clause_id, "plaats": clause.label, "titel": clause.title, "tekst": clause.text}


def in_words(calculation: Calculation) -> str:
    """The result as an answer says it."""
    day, amount = calculation.result.date, calculation.result.amount
    return format_date(day) if day else format_amount(amount) if amount is not None else ""


def plain(text: str) -> str:
    """The text without markup."""
    return text.replace("**", "").strip()
