"""One message in its conversation: what it builds on, and the question that it asks when it stands alone."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field, replace
from typing import Final

from bot.calculators.facts import FactValue
from bot.calculators.rules import Rule
from bot.conversations.store import Conversation
from bot.dialogue.corrections import corrected, corrected_values, stands_for_one
from bot.dialogue.facts import Given, read_facts
from bot.knowledge import Knowledge
from bot.models import Audience, Question
from bot.understanding.intent import Aspect, Intent, read_intent
from bot.understanding.openings import without_opening
from bot.understanding.reading import Reading, read
from bot.understanding.topics import TopicWords
from bot.understanding.vocabulary import FactVocabulary
from bot.words import words

ASKING: Final[tuple[Aspect, ...]] = ("when", "amount", "calculation", "yes_no", "how", "who", "where", "why")
FEW_WORDS = 2
"""Content words below which a follow-up says too little to be searched for alone."""


@dataclass(frozen=True, slots=True)
class Turn:
    """A message that was read in its conversation.

    `rule` is the rule under discussion when the message adds to it, `before` the one of the last answer, whether it does or not;
    `facts` are those that still count, this message's included. `searches` are texts to look for: the message, or the message
    behind the question that it follows, or both. `wish` is what is asked: by this message, or by the one before it where this one
    only tells or supposes something else. `earlier` is the text of the messages before this one on the same subject. `part` is
    the one of several questions in it to which the turn was narrowed. `says_who_anew`: the message takes back who asks.
    `asked`: what the last answer asked for, where the message adds to its rule.
    """

    question: Question
    reading: Reading
    audience: Audience | None
    searches: tuple[str, ...]
    wish: Intent = field(default_factory=Intent)
    earlier: str = ""
    rule: Rule | None = None
    facts: Mapping[str, FactValue] = field(default_factory=dict)
    given: Given = field(default_factory=lambda: Given({}, {}))
    part: str = ""
    before: Rule | None = None
    says_who_anew: bool = False
    asked: tuple[str, ...] = ()

    def is_same_case(self, rule: Rule) -> bool:
        """Whether what was told before counts for this rule, though the message is understood without it.

        It does where the messages before only told of the case, where they were about the same clause, and where the customer
        takes back who asks.
        """
        if not self.earlier:
            return False
        only_told = not asks(read(self.earlier, self.question.reference_date))
        alike = self.before is not None and not self.before.every_clause_id.isdisjoint(rule.every_clause_id)
        return only_told or alike or self.says_who_anew

    @property
    def says(self) -> str:
        """The message without what merely opens it."""
        return without_opening(self.question.message).text if self.earlier else self.question.message

    @property
    def builds_on_earlier(self) -> bool:
        """Whether it is looked for behind the question before it; not where it adds to a rule or changes the subject."""
        return bool(self.earlier) and self.rule is None and self.searches[-1].startswith(self.earlier)

    @property
    def tells_of_a_case(self) -> bool:
        """Whether the message gives a figure or says who asks."""
        reading = self.reading
        figures = reading.dates or reading.amounts or reading.percentages or reading.durations
        return bool(figures) or reading.audience is not None


def read_turn(
    question: Question,
    conversation: Conversation,
    knowledge: Knowledge,
    vocabulary: FactVocabulary,
    topics: TopicWords | None = None,
) -> Turn:
    """The message as it is meant after what was said before. `topics` tell which words name another topic than that."""
    reading = read(question.message, question.reference_date)
    if conversation.rule_id is None:
        conversation = replace(conversation, question=corrected(conversation.question, reading, day=question.reference_date))
    audience = reading.audience_value or question.audience or conversation.audience
    wish = wish_of(reading, conversation)
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
        given = replace(
            given, values=corrected_values(rule, _told_anew(given, conversation, reading), conversation.facts, reading)
        )
        if adds_to(rule, given, reading, conversation):
            facts = {**conversation.facts, **given.values}
            together = f"{conversation.question} {question.message}"
            told = (question, reading, audience, (together,), wish, conversation.question, rule, facts, given)
            return Turn(*told, asked=conversation.asked)
    texts = searches(question.message, reading, conversation, topics or TopicWords())
    anew = reading.audience_value not in (None, conversation.audience) and conversation.audience is not None
    switches = without_opening(question.message).switches
    return Turn(
        question,
        reading,
        audience,
        texts,
        wish,
        conversation.question,
        facts=conversation.facts,
        before=None if switches else rule,
        says_who_anew=anew,
    )


def _told_anew(given: Given, conversation: Conversation, reading: Reading) -> Mapping[str, FactValue]:
    """What the message tells. A value that no word ties to a fact takes the place of none that was told before: it was asked for,
    or corrects, or stays open.
    """
    known = conversation.facts
    if reading.intent.is_correction:
        open_ones = (given.loose | given.bare) - {*known, *conversation.asked}
        kept = frozenset(name for name in open_ones if stands_for_one(given.values[name], known))
    else:
        kept = given.loose & (known.keys() - set(conversation.asked))
    return {name: value for name, value in given.values.items() if name not in kept}


def adds_to(rule: Rule, given: Given, reading: Reading, conversation: Conversation) -> bool:
    """Whether the message fills in, corrects or varies what is known for the rule under discussion."""
    says_who = reading.audience_value is not None and "audience" in rule.all_facts()
    if not given.values and not given.unclear and not says_who:
        return False
    answers = any(name in given.values or name in given.unclear for name in conversation.asked)
    intent = reading.intent
    return answers or (bool(conversation.asked) and says_who) or intent.is_follow_up or intent.is_correction or not asks(reading)


def wish_of(reading: Reading, conversation: Conversation) -> Intent:
    """What is asked: by the message itself, or by what came before where the message only tells or supposes something else."""
    if not conversation.question or (asks(reading) and not reading.intent.supposes):
        return reading.intent
    return read_intent(conversation.question)


def asks(reading: Reading) -> bool:
    """Whether the message asks something of its own; else it only tells."""
    return "?" in reading.message or any(reading.intent.has(aspect) for aspect in ASKING)


def without_greeting(message: str, intent: Intent) -> str:
    """What stands behind the greeting of a message, where something does."""
    greeted = max((shown.end for shown in intent.evidence if shown.aspect == "greeting"), default=0)
    return message[greeted:].strip(" ,.!-") or message


def searches(message: str, reading: Reading, conversation: Conversation, topics: TopicWords) -> tuple[str, ...]:
    """What to look for: the message alone, and behind the question before it; what only tells or says little, never alone.

    One word that names a topic of its own says enough: "en de bedenktijd?" after a question about notice.
    """
    if reading.intent.is_small_talk:
        return (without_greeting(message, reading.intent),)
    if not conversation.question:
        return (message,)
    opened = without_opening(message)
    if opened.switches:
        return (opened.text,)
    together = f"{conversation.question} {message}"
    if not asks(reading):
        return (conversation.question, together)
    says_enough = len(words(message)) >= FEW_WORDS or topics.named_in(message).asked - topics.all_in(conversation.question)
    return (opened.text, together) if says_enough else (together,)
