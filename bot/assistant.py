"""The way of one question, from a customer's message to a reply."""

from __future__ import annotations

import uuid
from dataclasses import replace

from bot import texts
from bot.answering.compose import Composer, Draft
from bot.conversations.store import Conversation, Conversations
from bot.knowledge import Knowledge
from bot.models import Question, Reply, Status
from bot.retrieval.abstention import Judgement, judge
from bot.retrieval.search import ClauseSearch, Findings

CLOSE = 0.35
"""Score distance under which a second clause is said too."""


class Assistant:
    """Answers questions about the companies in the index."""

    def __init__(self, search: ClauseSearch, conversations: Conversations) -> None:
        self._search = search
        self._conversations = conversations

    def reply(self, question: Question) -> Reply:
        """An answer with its clauses, or an honest no. Raises: UnknownCompany, NotReady."""
        knowledge = self._search.index.get_knowledge(question.company, on=question.contract_date)
        conversation = self._conversations.open(question.conversation_id, company=question.company)
        findings = self._search.find(question.company, question.message, on=question.contract_date)
        judgement = judge(findings)
        draft = compose(knowledge, findings, judgement)
        self._conversations.save(replace(conversation, question=question.message))
        return finish(draft, judgement, knowledge=knowledge, conversation=conversation)


def compose(knowledge: Knowledge, findings: Findings, judgement: Judgement) -> Draft:
    """The draft that fits the verdict."""
    composer = Composer(knowledge)
    best, *others = findings.hits
    if judgement.status == "out_of_scope":
        return Draft(texts.get("answer.out_of_scope", company=composer.company), ())
    if judgement.status == "not_in_terms":
        return composer.not_in_terms(best.clause, question=findings.question)
    close = [hit.clause for hit in others[:1] if best.score - hit.score < CLOSE]
    return composer.explain([best.clause, *close], question=findings.question)


def finish(draft: Draft, judgement: Judgement, *, knowledge: Knowledge, conversation: Conversation) -> Reply:
    """The draft as a reply, with contact and ids."""
    status: Status = judgement.status
    return Reply(
        status=status,
        answer=draft.answer,
        citations=draft.citations,
        confidence=judgement.confidence,
        contact=knowledge.terms.company.contact,
        conversation_id=conversation.conversation_id,
        message_id=uuid.uuid4().hex,
    )
