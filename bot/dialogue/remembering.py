"""What a conversation keeps for its next message."""

from __future__ import annotations

from dataclasses import replace

from bot.conversations.store import Conversation
from bot.dialogue.replying import Found


def in_version(conversation: Conversation, version: str) -> Conversation:
    """The conversation as it goes on under this version: what was to choose from stood in the terms that held then."""
    if conversation.terms_version == version:
        return conversation
    return replace(conversation, terms_version=version, offered=())


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
