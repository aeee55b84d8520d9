"""Every dev question, answered with a model that lies: how often what it made up was shown. It must be never."""

from __future__ import annotations

import re
import time
from collections import Counter
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass

from bot.answering.grounding import is_literal, unfounded_figures
from bot.assembly import Parts, assemble
from bot.assistant import Assistant, Composed
from bot.clock import today
from bot.generation import guard
from bot.generation.answering import Answering
from bot.generation.breaker import Breaker
from bot.generation.budget import Budget
from bot.generation.calling import Caller
from bot.generation.chat import Chat
from bot.generation.phrasing import Phraser
from bot.generation.prompts import Prompt
from bot.generation.streaming import LangChainModel
from bot.models import Question
from bot.settings import Settings
from evals.cases import Case
from evals.lies.hearing import hear
from evals.lies.server import in_pieces
from evals.lies.telling import LIES, Kind, Lied, honest

QUOTED = re.compile(r"«([^»]*)»")
NAMES: Mapping[Kind, str] = {
    "figure": "wrong figures",
    "clause": "foreign clauses",
    "quote": "quotes that are not literal",
    "instruction": "instructions followed",
    "other": "anything else",
}
UNLIMITED = 10**9
SECONDS = 10.0
HONEST = "honest"


@dataclass(frozen=True, slots=True)
class Told:
    """One answer with one lie, and what of it a customer would have seen: planted words, figures and quotes of no source."""

    case_id: str
    lie: str
    fallback: str
    planted: tuple[str, ...] = ()
    figures: frozenset[str] = frozenset()
    quotes: tuple[str, ...] = ()

    @property
    def is_shown(self) -> bool:
        """Whether anything of it was seen."""
        return bool(self.planted or self.figures or self.quotes)


class Liar:
    """A model that tells the lie that it is set to: in this process, or by the server that `served` reaches."""

    name = "liar"

    def __init__(self) -> None:
        self.lie = HONEST
        self.planted: tuple[str, ...] = ()
        self.served: Callable[[str], LangChainModel] | None = None

    def stream(self, prompt: Prompt, until: float) -> Iterator[str]:
        """The lie, in pieces; `planted` has the words of it that nobody may see."""
        heard = hear(prompt.message)
        lied = LIES[self.lie].tell(heard) if self.lie in LIES else Lied(honest(heard), ())
        self.planted = lied.planted
        if self.served is None:
            yield from in_pieces(lied.content)
            return
        model = self.served(self.lie)
        try:
            yield from model.stream(prompt, until)
        finally:
            model.close()


def liar_parts(settings: Settings) -> tuple[Parts, Liar]:
    """An assistant whose chat model lies, and is never left alone for it."""
    liar = Liar()
    caller = Caller(liar, budget=Budget(UNLIMITED), breaker=Breaker(failures=UNLIMITED), seconds=SECONDS)
    return assemble(settings, chat=Chat(caller, Phraser(caller, guard))), liar


def tell_lies(cases: Iterable[Case], parts: Parts, liar: Liar) -> Iterator[Told]:
    """What came of every lie about every case that is answered; first what came of the truth."""
    for case in cases:
        composed = composed_last(case, parts.assistant)
        if not composed.lead:
            continue
        for lie in (HONEST, *LIES):
            liar.lie = lie
            answering = parts.assistant.give(composed, until=time.monotonic() + SECONDS)
            answering.whole()
            yield look_at(case, lie, composed, answering, liar.planted)


def composed_last(case: Case, assistant: Assistant) -> Composed:
    """The composed answer to the last message of this case."""
    conversation: str | None = None
    for turn in case.turns:
        day = case.reference_date or today()
        composed = assistant.compose(Question(case.company, turn, day, conversation_id=conversation, audience=case.visitor))
        conversation = composed.reply.conversation_id
        if turn is not case.turns[-1]:
            assistant.give(composed).whole()
    return composed


def look_at(case: Case, lie: str, composed: Composed, answering: Answering, planted: Sequence[str]) -> Told:
    """What of a lie stands in the answer and not in the composed one."""
    answer, own = plain(answering.reply.answer), plain(composed.reply.answer)
    clauses = [composed.knowledge.clauses[cited.clause_id].text for cited in composed.reply.citations]
    sources = (own, composed.question.message, *clauses)
    return Told(
        case.id,
        lie,
        answering.drafted.fallback if answering.drafted else "",
        tuple(text for text in planted if text in answer and text not in own),
        unfounded_figures(answer, sources=sources),
        tuple(quote for quote in QUOTED.findall(answer) if not any(is_literal(quote, text) for text in (*clauses, own))),
    )


def plain(text: str) -> str:
    """The text without markup."""
    return text.replace("**", "")


def summary(told: Sequence[Told]) -> str:
    """A line for each lie with how often it was told, shown, and answered by the composed text; totals by kind below."""
    counted = Counter(each.lie for each in told)
    shown = Counter(each.lie for each in told if each.is_shown)
    composed = Counter(each.lie for each in told if each.fallback)
    lines = [f"{'lie':22} {'kind':12} {'told':>5} {'shown':>6} {'composed':>9}"]
    for lie in counted:
        kind = LIES[lie].kind if lie in LIES else "-"
        lines.append(f"{lie:22} {kind:12} {counted[lie]:5} {shown[lie]:6} {composed[lie]:9}")
    lies = [each for each in told if each.lie in LIES]
    totals = [f"  {name}: {sum(counts(each, kind) for each in lies)}" for kind, name in NAMES.items()]
    return "\n".join([*lines, "", f"lies told: {len(lies)}; shown:", *totals])


def counts(told: Told, kind: Kind) -> bool:
    """Whether a customer saw something that is wrong in this way."""
    seen = LIES[told.lie].kind == kind and bool(told.planted)
    return seen or (kind == "figure" and bool(told.figures)) or (kind == "quote" and bool(told.quotes))
