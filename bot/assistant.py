"""The way of one question, from a customer's message to a reply. One pass, no loop."""

from __future__ import annotations

import uuid
from collections.abc import Callable, Mapping, Sequence
from contextlib import AbstractContextManager, nullcontext
from dataclasses import dataclass, replace

from bot.answering.compose import Composer, Draft
from bot.answering.grounding import literal_citations
from bot.answering.suggestions import MOST as SUGGESTED
from bot.answering.suggestions import examples, suggest
from bot.answering.versions import version_note
from bot.conversations.auditing import Basis
from bot.conversations.store import Answered, Conversation, Conversations
from bot.dialogue.choosing import names_of
from bot.dialogue.parts import in_parts
from bot.dialogue.ruling import find_rules, siblings
from bot.dialogue.subject import Subject, find_subject
from bot.dialogue.sums import Ruling, choose_ruling
from bot.dialogue.tracing import trace_of
from bot.dialogue.turn import Turn, read_turn
from bot.knowledge import Knowledge, text_hash
from bot.models import Clause, Question, Reply
from bot.retrieval.offers import Offers
from bot.retrieval.search import ClauseSearch
from bot.understanding.instructions import without_instructions
from bot.understanding.topics import TopicWords
from bot.understanding.vocabulary import FactVocabulary
from bot.understanding.wording import Wording


@dataclass(frozen=True, slots=True)
class Found:
    """What was found on one question: the clauses that it is about, and what a rule makes of it."""

    turn: Turn
    subject: Subject
    ruling: Ruling | None


Step = Callable[[str], AbstractContextManager[object]]
"""What measures one step of an answer: understand, search, compute, compose, record."""


def unmeasured(_: str) -> AbstractContextManager[object]:
    """Measures nothing."""
    return nullcontext()


class Assistant:
    """Answers questions about the companies in the index."""

    def __init__(
        self,
        search: ClauseSearch,
        conversations: Conversations,
        vocabulary: FactVocabulary,
        wording: Wording | None = None,
        offers: Offers | None = None,
        topics: TopicWords | None = None,
        step: Step = unmeasured,
    ) -> None:
        self._offers = offers or Offers(search)
        self._search = search
        self._conversations = conversations
        self._vocabulary = vocabulary
        self._wording = wording or Wording()
        self._topics = topics or TopicWords()
        self._step = step

    def reply(self, question: Question) -> Reply:
        """A clause, a calculation, a question for what is missing, or an honest no. Raises: UnknownCompany, NotReady."""
        knowledge = self._search.index.get_knowledge(question.company, on=question.governed_on)
        version = knowledge.terms.version.name
        conversation = self._conversations.open(question.conversation_id, company=question.company)
        if conversation.conversation_id != question.conversation_id:
            conversation = self._retrace(question, knowledge, in_version(conversation, version))
        reply, conversation = self._reply(question, knowledge, in_version(conversation, version))
        with self._step("record"):
            self._conversations.save(conversation, Answered(question, reply, version, basis_of(reply, knowledge, conversation)))
        return reply

    def examples(self, company: str) -> tuple[str, ...]:
        """Questions to begin with about this company's terms. Raises: UnknownCompany, NotReady."""
        entry = self._search.index.find_entry(company)
        return examples(self._search.index.read(entry), offers=self._offers.of(entry))

    def forget(self, conversation_id: str) -> None:
        """Erase a conversation, what is remembered of it and what was recorded; an unknown id is no error."""
        self._conversations.erase(conversation_id)

    def _reply(self, question: Question, knowledge: Knowledge, conversation: Conversation) -> tuple[Reply, Conversation]:
        question, found = self._look_into(question, knowledge, conversation)
        with self._step("compose"):
            reply = self._compose(question, knowledge, conversation, found)
        return reply, remember(conversation, found[0])

    def _look_into(
        self, question: Question, knowledge: Knowledge, conversation: Conversation
    ) -> tuple[Question, Sequence[Found]]:
        """The question in plain words, and what was found on each of its parts."""
        with self._step("understand"):
            message = self._wording.standard(without_instructions(question.message), knowledge.words)
            question = replace(question, message=message)
            turn = read_turn(question, conversation, knowledge, self._vocabulary)
        offered = [knowledge.clauses[clause_id] for clause_id in conversation.offered if clause_id in knowledge.clauses]
        return question, [self._find(part, knowledge, offered) for part in in_parts(turn)]

    def _retrace(self, question: Question, knowledge: Knowledge, conversation: Conversation) -> Conversation:
        """The new conversation as it is after the messages that came before; nothing of them is answered or kept."""
        for message in question.earlier:
            _, found = self._look_into(replace(question, message=message), knowledge, conversation)
            conversation = remember(conversation, found[0])
        return conversation

    def _compose(self, question: Question, knowledge: Knowledge, conversation: Conversation, found: Sequence[Found]) -> Reply:
        first, *others = found
        composer = Composer(knowledge, first.turn.audience)
        draft = write(composer, first)
        for other in others:
            draft = composer.join(draft, write(composer, other, further=True))
        draft = name_version(draft, version_note(knowledge.terms, question))
        offers = self._offers.of(self._search.index.find_entry(question.company, on=question.governed_on))
        return finish(draft, first, knowledge=knowledge, conversation=conversation, offers=offers)

    def _find(self, turn: Turn, knowledge: Knowledge, offered: Sequence[Clause]) -> Found:
        with self._step("search"):
            subject = find_subject(turn, self._search, knowledge, offered)
        with self._step("compute"):
            return Found(turn, subject, self._rule(turn, subject, knowledge))

    def _rule(self, turn: Turn, subject: Subject, knowledge: Knowledge) -> Ruling | None:
        spread = self._search.calibration.spread
        named = self._topics.named_in(subject.findings.question)
        rules = (turn.rule,) if turn.rule else find_rules(subject.findings, knowledge, turn, named, spread=spread)
        others = siblings(rules[0], rules, knowledge, turn) if rules and not turn.rule else ()
        ruling = choose_ruling(rules, others, turn, subject.alone, self._vocabulary)
        speaks = ruling is not None and subject.lets_speak(ruling, turn, spread=spread)
        return ruling if speaks else None


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
    if turn.reading.intent.is_small_talk:
        return composer.greet(thanked=turn.reading.intent.has("thanks"))
    if subject.foreign_language:
        return composer.other_language()
    if subject.unknown:
        return composer.no_such_clause(subject.unknown)
    match subject.judgement.status:
        case "out_of_scope":
            return composer.out_of_scope()
        case "clarify" if not further:
            return composer.which(subject.offered, names_of(subject.offered, composer.knowledge), question=message)
        case "clarify" | "not_in_terms":
            return composer.not_in_terms(subject.nearest, question=message)
        case _:
            return composer.explain(subject.clauses, question=message)


def in_version(conversation: Conversation, version: str) -> Conversation:
    """The conversation as it goes on under this version: what was to choose from stood in the terms that held then."""
    if conversation.terms_version == version:
        return conversation
    return replace(conversation, terms_version=version, offered=())


def name_version(draft: Draft, note: str) -> Draft:
    """The draft with the version that it follows from, where there is something to say of that and of these terms."""
    if not note or draft.status == "out_of_scope":
        return draft
    return replace(draft, answer=f"{draft.answer}\n\n{note}")


def remember(conversation: Conversation, found: Found) -> Conversation:
    """What the next message may build on. A new subject drops the facts of the old one; what is none at all changes nothing."""
    ruling = found.ruling
    if ruling is None and found.subject.is_elsewhere:
        return replace(conversation, audience=found.turn.audience)
    return replace(
        conversation,
        audience=found.turn.audience,
        question=found.subject.findings.question,
        rule_id=ruling.rule.id if ruling else None,
        facts=dict(ruling.facts) if ruling else {},
        asked=tuple(fact.name for fact in ruling.missing) if ruling else (),
        offered=() if ruling else tuple(clause.clause_id for clause in found.subject.offered),
    )


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


def basis_of(reply: Reply, knowledge: Knowledge, conversation: Conversation) -> Basis:
    """What the reply rests on: its clauses as they read, and the rule that spoke with what it was given."""
    cited = dict.fromkeys((*(citation.clause_id for citation in reply.citations), *_computed_from(reply)))
    clauses = {clause_id: text_hash(knowledge.clauses[clause_id].text) for clause_id in cited if clause_id in knowledge.clauses}
    rule = knowledge.find_rule(reply.trace.rule_id) if reply.trace else None
    facts = {name: value for name, value in conversation.facts.items() if rule and name in rule.all_facts()}
    return Basis(clauses, rule, facts, conversation.audience)


def _computed_from(reply: Reply) -> tuple[str, ...]:
    return reply.calculation.clause_ids if reply.calculation else ()


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
