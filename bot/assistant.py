"""The way of one question, from a customer's message to a reply. One pass, no loop."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from contextlib import AbstractContextManager, nullcontext
from dataclasses import dataclass, replace
from functools import partial

from bot.answering.compose import Composer, Draft
from bot.answering.several import Part, together
from bot.answering.suggestions import examples
from bot.answering.versions import version_note
from bot.conversations.auditing import Basis
from bot.conversations.store import Answered, Conversation, Conversations
from bot.dialogue.lacking import without_figure
from bot.dialogue.parts import in_parts, names_of_questions
from bot.dialogue.remembering import in_version, remember
from bot.dialogue.replying import Found, finish, name_version, write
from bot.dialogue.ruling import find_rules, siblings
from bot.dialogue.subject import Subject, as_asked, find_subject
from bot.dialogue.sums import Ruling, choose_ruling
from bot.dialogue.turn import Turn, read_turn
from bot.generation.answering import Answering
from bot.generation.chat import Chat
from bot.generation.drafts import Ground, NamesIn, no_names
from bot.generation.phrasing import Drafted
from bot.knowledge import Knowledge, text_hash
from bot.models import Clause, Question, Reply
from bot.retrieval.offers import Offers
from bot.retrieval.search import ClauseSearch
from bot.understanding.instructions import without_instructions
from bot.understanding.topics import NamedTopics, TopicWords
from bot.understanding.vocabulary import FactVocabulary
from bot.understanding.wording import Wording


@dataclass(frozen=True, slots=True)
class Composed:
    """An answer as it was composed: its lead, which may be said in other words, and the conversation as it goes on.

    `helped`: what a chat model did for it until then, "rewrite" or "judge".
    """

    question: Question
    knowledge: Knowledge
    reply: Reply
    conversation: Conversation
    lead: str = ""
    helped: tuple[str, ...] = ()


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
        chat: Chat | None = None,
    ) -> None:
        self._offers = offers or Offers(search)
        self._search = search
        self._conversations = conversations
        self._vocabulary = vocabulary
        self._wording = wording or Wording()
        self._topics = topics or TopicWords()
        self._step = step
        self._chat = chat

    def reply(self, question: Question) -> Reply:
        """A clause, a calculation, a question for what is missing, or an honest no. Raises: UnknownCompany, NotReady."""
        return self.begin(question).whole()

    def begin(self, question: Question) -> Answering:
        """The same while it is given: composed now, worded by a chat model where there is one.

        Raises: UnknownCompany, NotReady.
        """
        until = self._chat.caller.deadline() if self._chat else 0.0
        return self.give(self.compose(question, until=until), until=until)

    def give(self, composed: Composed, *, until: float = 0.0) -> Answering:
        """A composed answer while it is given, worded by a chat model where there is one, no longer than `until`."""
        keep = partial(self._keep, composed)
        if self._chat is None or not composed.lead:
            return Answering(composed.reply, keep)
        names_in = partial(self._search.names_of_others, composed.question.company, on=composed.question.governed_on)
        lead, ground = composed.lead, ground_of(composed, names_in)
        drafting = self._chat.phraser.begin(ground, lead=lead, rest=composed.reply.answer[len(lead) :], until=until)
        return Answering(composed.reply, keep, lead=lead, drafting=drafting)

    def compose(self, question: Question, *, until: float = 0.0) -> Composed:
        """The answer without a model's words; nothing is kept of it. Raises: UnknownCompany, NotReady.

        `until`: the moment until which a chat model may help to find and to doubt clauses, where it may at all.
        """
        knowledge = self._search.index.get_knowledge(question.company, on=question.governed_on)
        conversation = self._conversations.open(question.conversation_id, company=question.company)
        known = conversation.conversation_id == question.conversation_id
        conversation = in_version(conversation, knowledge.terms.version.name)
        if not known:
            conversation = self._retrace(question, knowledge, conversation)
        asked, (first, *others) = self._look_into(question, knowledge, conversation, until)
        found = (self._doubted(first, knowledge, until), *others)
        with self._step("compose"):
            draft = self._draft(asked, knowledge, found)
            offers = self._offers.of(self._search.index.find_entry(question.company, on=question.governed_on))
            reply = finish(draft, found[0], knowledge=knowledge, conversation=conversation, offers=offers)
        return Composed(question, knowledge, reply, remember(conversation, found[0]), draft.lead, helped(found[0]))

    def examples(self, company: str) -> tuple[str, ...]:
        """Questions to begin with about this company's terms. Raises: UnknownCompany, NotReady."""
        entry = self._search.index.find_entry(company)
        return examples(self._search.index.read(entry), offers=self._offers.of(entry))

    def forget(self, conversation_id: str) -> None:
        """Erase a conversation, what is remembered of it and what was recorded; an unknown id is no error."""
        self._conversations.erase(conversation_id)

    def _look_into(
        self, question: Question, knowledge: Knowledge, conversation: Conversation, until: float | None = None
    ) -> tuple[Question, Sequence[Found]]:
        """The question in plain words, and what was found on each of its parts; no model helps where `until` is None."""
        with self._step("understand"):
            message = self._wording.standard(without_instructions(question.message), knowledge.words)
            question = replace(question, message=message)
            turn = read_turn(question, conversation, knowledge, self._vocabulary, self._topics)
        offered = [knowledge.clauses[clause_id] for clause_id in conversation.offered if clause_id in knowledge.clauses]
        parts = in_parts(turn)
        rewritten = self._rewrite(turn, until) if len(parts) == 1 and until is not None else ""
        return question, [self._find(part, knowledge, offered, rewritten) for part in parts]

    def _retrace(self, question: Question, knowledge: Knowledge, conversation: Conversation) -> Conversation:
        """The new conversation as it is after the messages that came before; nothing of them is answered or kept."""
        for message in question.earlier:
            _, found = self._look_into(replace(question, message=message), knowledge, conversation)
            conversation = remember(conversation, found[0])
        return conversation

    def _keep(self, composed: Composed, reply: Reply, drafted: Drafted | None) -> None:
        """Keep this answer to what was asked, with what it rests on."""
        basis = basis_of(reply, composed.knowledge, composed.conversation)
        if self._chat is not None and (drafted is not None or composed.helped):
            basis = replace(basis, model=self._chat.caller.name, draft=part_of_model(composed.helped, drafted))
        answered = Answered(composed.question, reply, composed.knowledge.terms.version.name, basis)
        with self._step("record"):
            self._conversations.save(composed.conversation, answered)

    def _draft(self, question: Question, knowledge: Knowledge, found: Sequence[Found]) -> Draft:
        turn = found[0].turn
        composer = Composer(knowledge, turn.audience)
        named = names_of_questions(turn)
        drafts = (write(composer, each, further=each is not found[0]) for each in found)
        parts = [Part(name, draft) for name, draft in zip(named, drafts, strict=False)]
        return name_version(
            together(parts, named[len(parts) :], company=composer.company), version_note(knowledge.terms, question)
        )

    def _doubted(self, found: Found, knowledge: Knowledge, until: float) -> Found:
        """What was found, with the doubt of a chat model where there is one that may doubt."""
        if self._chat is None or self._chat.judge is None or not found.rests_on_clauses:
            return found
        clauses, question = found.subject.clauses, found.turn.question
        explained = {clause.clause_id: knowledge.annotation(clause.clause_id).kern for clause in clauses}
        doubted = self._chat.judge.doubts(question.message, clauses, explained, company=question.company, until=until)
        return replace(found, doubted=doubted)

    def _rewrite(self, turn: Turn, until: float) -> str:
        """A follow-up as a chat model words it in full, for the search alone; empty where there is nothing to word."""
        if self._chat is None or self._chat.rewriter is None or not turn.builds_on_earlier:
            return ""
        question = turn.question
        names_in = partial(self._search.names_of_others, question.company, on=question.governed_on)
        return self._chat.rewriter.rewrite(
            question.message,
            earlier=turn.earlier,
            company=question.company,
            names_in=names_in,
            day=question.reference_date,
            until=until,
        )

    def _find(self, turn: Turn, knowledge: Knowledge, offered: Sequence[Clause], rewritten: str) -> Found:
        searched = replace(turn, searches=(*turn.searches[:-1], rewritten)) if rewritten else turn
        with self._step("search"):
            subject = find_subject(searched, self._search, knowledge, offered)
        if rewritten:
            subject = as_asked(subject, turn, knowledge)
        with self._step("compute"):
            found = Found(turn, subject, self._rule(turn, subject, knowledge), rewritten=bool(rewritten))
        return without_figure(found, knowledge)

    def _rule(self, turn: Turn, subject: Subject, knowledge: Knowledge) -> Ruling | None:
        spread = self._search.calibration.spread
        named = self._named(turn, subject)
        rules = (turn.rule,) if turn.rule else find_rules(subject.findings, knowledge, turn, named, spread=spread)
        others = siblings(rules[0], rules, knowledge, turn) if rules and not turn.rule else ()
        ruling = choose_ruling(rules, others, turn, subject.alone, self._vocabulary)
        speaks = ruling is not None and subject.lets_speak(ruling, turn, named, spread=spread)
        return ruling if speaks else None

    def _named(self, turn: Turn, subject: Subject) -> NamedTopics:
        """The topics that the question names: those of the one of several to which the turn was narrowed, where it names any."""
        own = self._topics.named_in(turn.part)
        return own if own.asked else self._topics.named_in(subject.findings.question)


def ground_of(composed: Composed, names_in: NamesIn = no_names) -> Ground:
    """What a draft of this answer may rest on: what is cited and what the sum follows from; `names_in` knows other companies."""
    reply, clauses = composed.reply, composed.knowledge.clauses
    cited = dict.fromkeys((*(citation.clause_id for citation in reply.citations), *_computed_from(reply)))
    company = composed.knowledge.terms.company
    retrieved = {name: clauses[name] for name in cited if name in clauses}
    asked = without_instructions(composed.question.message)
    return Ground(asked, company, retrieved, reply, names_in)


def helped(found: Found) -> tuple[str, ...]:
    """What a chat model did for the answer before it was composed."""
    return tuple(use for use, done in (("rewrite", found.rewritten), ("judge", found.doubted)) if done)


def part_of_model(helped: Sequence[str], drafted: Drafted | None) -> dict[str, object]:
    """What an audit record keeps of a chat model's part: names of uses, checks and reasons."""
    draft = {} if drafted is None else {"shown": drafted.shown, "dropped": drafted.dropped, "fallback": drafted.fallback}
    return {**draft, **({"helped": list(helped)} if helped else {})}


def basis_of(reply: Reply, knowledge: Knowledge, conversation: Conversation) -> Basis:
    """What the reply rests on: its clauses as they read, and the rule that spoke with what it was given."""
    cited = dict.fromkeys((*(citation.clause_id for citation in reply.citations), *_computed_from(reply)))
    clauses = {clause_id: text_hash(knowledge.clauses[clause_id].text) for clause_id in cited if clause_id in knowledge.clauses}
    rule = knowledge.find_rule(reply.trace.rule_id) if reply.trace else None
    facts = {name: value for name, value in conversation.facts.items() if rule and name in rule.all_facts()}
    return Basis(clauses, rule, facts, conversation.audience)


def _computed_from(reply: Reply) -> tuple[str, ...]:
    return reply.calculation.clause_ids if reply.calculation else ()
