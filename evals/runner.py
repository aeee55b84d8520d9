"""Runs cases through the assistant in this process, and keeps how each went."""

from __future__ import annotations

import time
from collections.abc import Sequence
from dataclasses import dataclass
from statistics import mean

from bot.answering.grounding import is_literal
from bot.assembly import Parts
from bot.clock import today
from bot.knowledge import Knowledge
from bot.models import Question, Reply
from evals.cases import Case
from evals.graders import Grade, grade
from evals.outcomes import Outcome, ReadingEase
from evals.readability import reading_ease
from evals.retrieval import find_rank


@dataclass(frozen=True, slots=True)
class Result:
    """A graded case with its last reply and the seconds that each turn took."""

    grade: Grade
    reply: Reply
    seconds: tuple[float, ...]


def run_cases(cases: Sequence[Case], parts: Parts) -> tuple[Result, ...]:
    """The results of these cases, in order."""
    return tuple(_run(case, parts) for case in cases)


def _run(case: Case, parts: Parts) -> Result:
    conversation: str | None = None
    seconds = []
    for turn in case.turns:
        question = Question(
            company=case.company,
            message=turn,
            reference_date=case.reference_date or today(),
            conversation_id=conversation,
            audience=case.visitor,
        )
        start = time.perf_counter()
        reply = parts.assistant.reply(question)
        seconds.append(time.perf_counter() - start)
        conversation = reply.conversation_id
    return Result(grade(case, reply), reply, tuple(seconds))


def observe(result: Result, parts: Parts) -> Outcome:
    """What is kept of a result: no question and no answer, so that held-out cases can be kept as well."""
    case, reply = result.grade.case, result.reply
    clauses = parts.search.index.get_knowledge(case.company).clauses
    ease = reading_ease(reply.answer)
    return Outcome(
        id=case.id,
        company=case.company,
        kind=case.kind,
        difficulty=case.difficulty,
        expected=case.expected_status,
        status=reply.status,
        correct=result.grade.correct,
        checks=result.grade.checks,
        confidence=round(reply.confidence, 4),
        rank=find_rank(case, parts.search),
        quotes=len(reply.citations),
        bad_quotes=sum(not is_literal(cited.quote, clauses[cited.clause_id].text) for cited in reply.citations),
        reading_ease=None if ease is None else round(ease, 1),
        ms=tuple(round(1000 * second, 1) for second in result.seconds),
    )


def explained_ease(knowledge: Knowledge) -> ReadingEase | None:
    """How easily a company's explanations read beside the clauses that they explain; None where nothing is explained."""
    pairs = [(knowledge.clauses[name].text, note.kern) for name, note in knowledge.annotations.items() if note.kern]
    scores = [(reading_ease(text), reading_ease(kern)) for text, kern in pairs]
    known = [(text, kern) for text, kern in scores if text is not None and kern is not None]
    if not known:
        return None
    texts, kerns = zip(*known, strict=True)
    return ReadingEase(clauses=round(mean(texts), 1), kerns=round(mean(kerns), 1), explained=len(known))
