"""What happens on the demo page: every event is a function here that asks the bot and gives back what the page shows."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any
from urllib.parse import urlencode

import gradio as gr

from bot import texts
from bot.answering.suggestions import TOPICS
from bot.assembly import Parts
from bot.calculators.evaluation import evaluate
from bot.calculators.loading import get_rule, parse_facts
from bot.calculators.outcomes import Missing, Outcome
from bot.calculators.rules import QuoteRule, Rule
from bot.clock import today
from bot.errors import NotReady, TermsBotError
from bot.knowledge import Knowledge
from bot.models import Audience, Question
from bot.ui import chat, panels
from bot.ui.chat import Turns
from bot.ui.forms import as_inputs, form_of, read_form

UNKNOWN = "onbekend"
MOST_COMPARED = 5
NEAREST = 5
CSV_PATH = "/demo/vergelijk.csv"
Choices = list[tuple[str, str]]


@dataclass(frozen=True)
class Events:
    """The events of the page, over one assistant."""

    parts: Parts
    message_limit: int

    def companies(self) -> Choices:
        """Name and slug of every company; none while the index is not ready."""
        index = self.parts.search.index
        try:
            return [(self.knowledge(slug).terms.company.name, slug) for slug in index.slugs]
        except NotReady:
            return []

    def knowledge(self, slug: str) -> Knowledge:
        """What is known of a company. Raises: UnknownCompany, NotReady."""
        return self.parts.search.index.get_knowledge(slug)

    def offer_companies(self) -> tuple[Any, Any]:
        """The companies that can be chosen now, in both lists."""
        companies = self.companies()
        return gr.update(choices=companies), gr.update(choices=companies)

    # Vraag

    def take(self, message: str, turns: Turns) -> tuple[str, str, Turns]:
        """An empty question field, the question, and the conversation with it; at once, so that the next one can be typed."""
        question = str(message).strip()[: self.message_limit]
        return "", question, chat.asked(turns, question) if question else turns

    def take_button(self, turns: Turns, event: gr.SelectData) -> tuple[str, str, Turns]:
        """The same for a button that says what to ask."""
        value = event.value.get("text", "") if isinstance(event.value, dict) else event.value
        return self.take(str(value or ""), turns)

    def ask(
        self, question: str, company: str, audience: str, conversation: str | None, turns: Turns
    ) -> tuple[str | None, Turns, str]:
        """The conversation, its turns with the answer, and what stands beside it."""
        nothing = panels.beside_answer(None, None, today=today())
        if not question:
            return conversation, turns, nothing
        asked = Question(
            company=company,
            message=question,
            reference_date=today(),
            conversation_id=conversation,
            audience=known_audience(audience),
        )
        try:
            reply = self.parts.assistant.reply(asked)
            beside = panels.beside_answer(reply, self.knowledge(company), today=today())
        except TermsBotError as error:
            return conversation, chat.told(turns, str(error)), nothing
        return reply.conversation_id, chat.answered(turns, reply), beside

    def start_again(self, company: str) -> tuple[None, Any, str]:
        """An empty conversation with examples of this company."""
        shown = gr.update(value=[], examples=self.example_messages(company))
        return None, shown, panels.beside_answer(None, None, today=today())

    def example_messages(self, company: str) -> list[dict[str, str]]:
        """Questions to begin with, as the conversation takes them."""
        try:
            return [{"text": text} for text in self.parts.assistant.examples(company)]
        except TermsBotError:
            return []

    # Vergelijk

    def compare(self, slugs: Sequence[str]) -> str:
        """The table of these companies."""
        chosen = [slug for slug in slugs if slug in self.parts.search.index.slugs]
        return panels.comparison([self.knowledge(slug) for slug in chosen], csv_url(chosen))

    # Bereken

    def rule_choices(self, company: str) -> Choices:
        """The rules of a company that come to a sum, by topic; those that are for some customers say for whom."""
        try:
            rules = self.knowledge(company).rules
        except TermsBotError:
            return []
        counting = [rule for rule in rules if not isinstance(rule, QuoteRule)]
        return [(title_of(rule), rule.id) for rule in sorted(counting, key=lambda rule: TOPICS.index(rule.topic))]

    def show_rules(self, company: str) -> Any:
        """The choice of rules of another company, the first one chosen."""
        choices = self.rule_choices(company)
        return gr.update(choices=choices, value=choices[0][1] if choices else None)

    def show_form(self, company: str, rule_id: str | None) -> tuple[str, str]:
        """The empty form of a rule, and what stands beside it."""
        rule = self._rule(company, rule_id)
        if rule is None:
            return panels.form(None), panels.outcome(None, None, None, today=today())
        return panels.form(form_of(rule)), panels.outcome(None, rule, self.knowledge(company), today=today())

    def compute(self, company: str, rule_id: str | None, audience: str, event: gr.EventData) -> tuple[str, str]:
        """The form as it was sent, with what is missing marked, and the outcome."""
        rule = self._rule(company, rule_id)
        if rule is None:
            return self.show_form(company, rule_id)
        values = read_form(rule, sent(event).get("values"))
        knowledge, day = self.knowledge(company), today()
        try:
            facts = parse_facts(rule, as_inputs(rule, values))
            found: Outcome = evaluate(rule, facts, audience=known_audience(audience), reference_date=day)
        except TermsBotError as error:
            return panels.form(form_of(rule, values)), panels.outcome(None, rule, knowledge, today=day, message=str(error))
        missing = [fact.name for fact in found.facts] if isinstance(found, Missing) else []
        return panels.form(form_of(rule, values, missing)), panels.outcome(found, rule, knowledge, today=day)

    def _rule(self, company: str, rule_id: str | None) -> Rule | None:
        """The rule; the company's first one while a rule of another company is still chosen."""
        offered = [offered_id for _, offered_id in self.rule_choices(company)]
        if not offered:
            return None
        return get_rule(self.knowledge(company).rules, rule_id if rule_id in offered else offered[0])

    # Voorwaarden

    def show_terms(self, company: str, wanted: str) -> str:
        """The terms as a tree, or what has the wanted words, or what comes nearest in meaning."""
        wanted = " ".join(str(wanted).split())[:200]
        try:
            knowledge = self.knowledge(company)
            nearest = self.parts.search.find(company, wanted).hits[:NEAREST] if wanted else ()
        except TermsBotError as error:
            return panels.outcome(None, None, None, today=today(), message=str(error))
        return panels.terms(knowledge, wanted, [hit.clause.clause_id for hit in nearest])

    def to_rule(self, event: gr.EventData) -> tuple[Any, Any]:
        """The tab with the calculators, with the rule that was chosen among the terms."""
        return gr.update(selected="bereken"), gr.update(value=str(sent(event).get("rule", "")))


def sent(event: gr.EventData) -> dict[str, Any]:
    """What the page sent along with an event."""
    return event._data if isinstance(event._data, dict) else {}


def csv_url(slugs: Sequence[str]) -> str:
    """Where the comparison of these companies can be downloaded."""
    return f"{CSV_PATH}?{urlencode({'bedrijven': ','.join(slugs)})}"


def title_of(rule: Rule) -> str:
    """The title of a rule, and for whom it is where it is not for all."""
    if rule.audience == "iedereen":
        return rule.title
    return texts.get("demo.form.for_audience", title=rule.title, audience=rule.audience)


def known_audience(choice: str) -> Audience | None:
    """Who asks, or None where the visitor did not say."""
    return "consument" if choice == "consument" else "zakelijk" if choice == "zakelijk" else None
