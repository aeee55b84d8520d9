"""From what was found to a reply: the draft that fits, the version that it follows from, and questions to go on with."""

from __future__ import annotations

import uuid
from collections.abc import Mapping
from dataclasses import dataclass, replace

from bot.answering.compose import Composer, Draft
from bot.answering.grounding import literal_citations
from bot.answering.suggestions import MOST as SUGGESTED
from bot.answering.suggestions import examples, suggest
from bot.conversations.store import Conversation
from bot.dialogue.choosing import names_of
from bot.dialogue.subject import Subject
from bot.dialogue.sums import Ruling
from bot.dialogue.tracing import trace_of
from bot.dialogue.turn import Turn
from bot.knowledge import Knowledge
from bot.models import Reply
from bot.understanding.figures import Figure


@dataclass(frozen=True, slots=True)
class Found:
    """What was found on one question: the clauses that it is about, and what a rule makes of it.

    `rewritten`: it was looked for as a chat model words it. `doubted`: a chat model that may say so says that the clauses don't
    answer it. `lacking`: the kind of figure that is asked for and that they don't give.
    """

    turn: Turn
    subject: Subject
    ruling: Ruling | None
    rewritten: bool = False
    doubted: bool = False
    lacking: Figure | None = None

    @property
    def is_small_talk(self) -> bool:
        """Whether this is a greeting or thanks, behind which stands nothing that the terms tell of ("hoi, garantie")."""
        intent = self.turn.reading.intent
        may_ask = intent.has("greeting") or "?" in self.turn.question.message
        return intent.is_small_talk and not (may_ask and self.subject.judgement.status in ("answered", "clarify"))

    @property
    def rests_on_clauses(self) -> bool:
        """Whether clauses alone carry the answer, so that it may be doubted: no rule spoke."""
        subject = self.subject
        told_otherwise = self.is_small_talk or subject.foreign_language or subject.unknown
        return self.ruling is None and not told_otherwise and subject.judgement.status == "answered"


def write(composer: Composer, found: Found, *, further: bool = False) -> Draft:
    """The draft that fits what was found; for a `further` question nothing is asked back."""
    turn, subject, ruling = found.turn, found.subject, found.ruling
    message = turn.question.message
    if ruling is not None:
        return composer.rule(
            ruling.rule,
            ruling.outcome,
            ruling.given.unclear.values(),
            general=further or not ruling.wants_sum,
            question=message,
            claimed=ruling.given.claimed,
        )
    if found.is_small_talk:
        return composer.greet(thanked=turn.reading.intent.has("thanks"))
    if subject.foreign_language:
        return composer.other_language(subject.foreign_language)
    if subject.unknown:
        return composer.no_such_clause(subject.unknown)
    if found.lacking:
        return composer.no_figure(subject.clauses[0], found.lacking, question=message)
    if found.doubted:
        return composer.not_in_terms(subject.clauses[0], question=message)
    match subject.judgement.status:
        case "out_of_scope":
            return composer.out_of_scope()
        case "clarify" if not further:
            return composer.which(subject.offered, names_of(subject.offered, composer.knowledge), question=message)
        case "clarify" | "not_in_terms":
            return composer.not_in_terms(subject.nearest, question=message)
        case _:
            return composer.explain(subject.clauses, question=message)


def name_version(draft: Draft, note: str) -> Draft:
    """The draft with the version that it follows from, where there is something to say of that and of these terms."""
    if not note or draft.status == "out_of_scope":
        return draft
    return replace(draft, answer=f"{draft.answer}\n\n{note}")


def finish(draft: Draft, found: Found, *, knowledge: Knowledge, conversation: Conversation, offers: Mapping[str, str]) -> Reply:
    """The draft as a reply with how it came about; a quote that is not literal never leaves."""
    return Reply(
        status=draft.status,
        answer=draft.answer,
        citations=literal_citations(draft.citations, knowledge.clauses),
        calculation=draft.calculation,
        missing=draft.missing,
        suggestions=follow_up(draft, found, knowledge, offers),
        confidence=found.subject.judgement.confidence,
        contact=knowledge.terms.company.contact,
        conversation_id=conversation.conversation_id,
        message_id=uuid.uuid4().hex,
        trace=trace_of(found.turn, found.subject, found.ruling),
    )


def follow_up(draft: Draft, found: Found, knowledge: Knowledge, offers: Mapping[str, str]) -> tuple[str, ...]:
    """Questions to go on with: on what was cited, or any where nothing was; none while something is asked back."""
    if draft.status == "clarify":
        return ()
    cited = [citation.clause_id for citation in draft.citations]
    rule_id = found.ruling.rule.id if found.ruling else ""
    question = found.turn.question.message
    if cited:
        return suggest(knowledge, cited, question=question, rule_id=rule_id, offers=offers)
    return examples(knowledge, SUGGESTED, offers=offers)
