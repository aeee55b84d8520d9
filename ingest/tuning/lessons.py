"""What the embedding model learns from: who asks what, which clause answers it, and what no clause answers."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import astuple, dataclass
from hashlib import sha256

from bot.knowledge import Knowledge
from bot.retrieval.names import names_of, without_names
from bot.retrieval.passages import Passage, in_context


@dataclass(frozen=True, slots=True)
class Lessons:
    """One company's annotated clauses, numbered from 0, with what customers ask.

    `asked[i]` is answered by clause `asked_of[i]`; `outside[i]` was written as a near miss of clause `outside_of[i]`, and no
    clause of the company answers it.
    """

    company: str
    clauses: tuple[str, ...]
    kerns: tuple[str, ...]
    asked: tuple[str, ...]
    asked_of: tuple[int, ...]
    outside: tuple[str, ...]
    outside_of: tuple[int, ...]


@dataclass(frozen=True, slots=True)
class Course:
    """The lessons of some companies, and `strange`: messages that no company's terms answer."""

    lessons: tuple[Lessons, ...]
    strange: tuple[str, ...]

    @property
    def digest(self) -> str:
        """Twelve hex digits that tell these lessons from all others."""
        return sha256(repr(astuple(self)).encode()).hexdigest()[:12]


def make_course(companies: Iterable[Knowledge], anchors: Sequence[Passage]) -> Course:
    """Everything that can be learned from the annotations of these companies; one without annotations teaches nothing."""
    lessons = tuple(make_lessons(knowledge) for knowledge in companies)
    return Course(tuple(found for found in lessons if found.asked), tuple(anchor.text for anchor in anchors))


def make_lessons(knowledge: Knowledge) -> Lessons:
    """The lessons of one company: its clauses that have sample questions.

    Questions for a sum are questions for its clause; all are read without the company's names.
    """
    ids = [clause.clause_id for clause in knowledge.terms.clauses if knowledge.annotation(clause.clause_id).vragen]
    annotations = [knowledge.annotation(clause_id) for clause_id in ids]
    names = names_of(knowledge.terms.company)
    number_of = {clause_id: number for number, clause_id in enumerate(ids)}
    asked = [(number, text) for number, annotation in enumerate(annotations) for text in annotation.vragen]
    asked += [(number_of[rule.clause], ask) for rule in knowledge.rules if rule.clause in number_of for ask in rule.asks]
    outside = [
        (number, without_names(text, names)) for number, annotation in enumerate(annotations) for text in annotation.buiten
    ]
    return Lessons(
        company=knowledge.terms.company.slug,
        clauses=tuple(in_context(knowledge, knowledge.clauses[clause_id]) for clause_id in ids),
        kerns=tuple(annotation.kern for annotation in annotations),
        asked=tuple(without_names(question, names) for _, question in asked),
        asked_of=tuple(number for number, _ in asked),
        outside=tuple(question for _, question in outside),
        outside_of=tuple(number for number, _ in outside),
    )
