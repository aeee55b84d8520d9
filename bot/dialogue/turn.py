"""One message in its conversation: what it builds on, and the question that it asks when it stands alone."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field

from bot.calculators.facts import FactValue
from bot.calculators.rules import Rule
from bot.conversations.store import Conversation
from bot.dialogue.facts import Given, read_facts
from bot.knowledge import Knowledge
from bot.models import Audience, Question
from bot.understanding.reading import Reading, read
from bot.understanding.vocabulary import FactVocabulary
from bot.words import words

FEW_WORDS = 4
"""Content words below which a follow-up says too little to be searched for alone."""


@dataclass(frozen=True, slots=True)
class Turn:
    """A message that was read in its conversation.

    `rule` is the rule under discussion when the message adds to it; `facts` are those that still count, this message's included.
    `searches` are texts to look for, the first one preferred: the message, or the message behind the question that it follows.
    """

    question: Question
    reading: Reading
    audience: Audience | None
    searches: tuple[str, ...]
    rule: Rule | None = None
    facts: Mapping[str, FactValue] = field(default_factory=dict)
    given: Given = field(default_factory=lambda: Given({}, {}))


def read_turn(question: Question, conversation: Conversation, knowledge: Knowledge, vocabulary: FactVocabulary) -> Turn:
    """The message as it is meant after what was said before."""
    reading = read(question.message, question.reference_date)
    audience = reading.audience_value or question.audience or conversation.audience
    rule = knowledge.find_rule(conversation.rule_id)
    if rule is not None:
        given = read_facts(
            rule,
            question.message,
            reading=reading,
            reference_date=question.reference_date,
            vocabulary=vocabulary,
            asked=conversation.asked,
        )
        if adds_to(rule, given, reading, conversation):
            facts = {**conversation.facts, **given.values}
            return Turn(question, reading, audience, (f"{conversation.question} {question.message}",), rule, facts, given)
    if conversation.question and reading.intent.is_follow_up:
        return Turn(question, reading, audience, follow_up_searches(question.message, conversation), facts=conversation.facts)
    return Turn(question, reading, audience, (question.message,))


def adds_to(rule: Rule, given: Given, reading: Reading, conversation: Conversation) -> bool:
    """Whether the message fills in, corrects or varies what is known for the rule under discussion."""
    says_who = reading.audience_value is not None and "audience" in rule.all_facts()
    if not given.values and not given.unclear and not says_who:
        return False
    answers = bool(conversation.asked) and any(name in given.values or name in given.unclear for name in conversation.asked)
    return answers or (bool(conversation.asked) and says_who) or reading.intent.is_follow_up or reading.intent.is_correction


def follow_up_searches(message: str, conversation: Conversation) -> tuple[str, ...]:
    """What to look for: a follow-up that says little only with the question before it, a longer one also alone."""
    together = f"{conversation.question} {message}"
    return (together,) if len(words(message)) < FEW_WORDS else (message, together)
