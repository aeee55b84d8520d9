"""Dutch around a calculation: the result first, then how it came about, or what is still needed for it."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from decimal import Decimal

from bot import texts
from bot.calculators.outcomes import CannotCompute, Computed, Missing
from bot.dutch import format_amount, format_date, join_words
from bot.models import MissingFact
from bot.understanding.dates import DateMention


def computed(outcome: Computed, *, source: str, claimed: Decimal | None = None) -> str:
    """The result, what it means for an amount that was claimed, each step, what may be different by law, where it stands."""
    steps = [texts.get("dialogue.step", step=step) for step in outcome.calculation.steps]
    derivation = "\n".join([texts.get("dialogue.steps"), *steps]) if steps else ""
    cautions = [texts.get("dialogue.caution", text=text) for text in outcome.calculation.warnings]
    return _paragraphs([outcome.answer, _on_claim(outcome, claimed), derivation, *cautions, source])


def _on_claim(outcome: Computed, claimed: Decimal | None) -> str:
    amount = outcome.calculation.result.amount
    if claimed is None or amount is None:
        return ""
    if claimed == amount:
        return texts.get("dialogue.claim_same", claimed=format_amount(claimed))
    key = "dialogue.claim_more" if claimed > amount else "dialogue.claim_less"
    return texts.get(key, claimed=format_amount(claimed), difference=format_amount(abs(claimed - amount)))


def missing(outcome: Missing, unclear: Iterable[DateMention], *, source: str) -> str:
    """What holds in general, and every question that is still open."""
    questions = "\n".join([texts.get("dialogue.need"), *(_question(fact) for fact in outcome.facts)])
    return _paragraphs([outcome.general, source, *(ask_again(mention) for mention in unclear), questions])


def not_computed(outcome: CannotCompute, *, source: str) -> str:
    """What holds in general, and why there is no sum."""
    cautions = [texts.get("dialogue.caution", text=text) for text in outcome.warnings]
    return _paragraphs([outcome.general, texts.get("dialogue.no_sum", reason=outcome.reason), *cautions, source])


def offer(facts: Sequence[MissingFact]) -> str:
    """What the customer could tell to get a date or an amount."""
    return texts.get("dialogue.offer", questions=" ".join(fact.question for fact in facts))


def ask_again(mention: DateMention) -> str:
    """A question about a date that is no single day."""
    if mention.conflict:
        readings = join_words([format_date(day) for day in mention.readings], "of")
        same_day = len({(day.month, day.day) for day in mention.readings}) == 1
        key = "dialogue.unclear_year" if same_day else "dialogue.unclear_conflict"
        return texts.get(key, text=mention.text, readings=readings)
    if mention.status == "invalid":
        return texts.get("dialogue.unclear_invalid", text=mention.text)
    return texts.get("dialogue.unclear_day", text=mention.text)


def _question(fact: MissingFact) -> str:
    if fact.choices:
        return texts.get("dialogue.question_choices", question=fact.question, choices=join_words(fact.choices, "of"))
    return texts.get("dialogue.question", question=fact.question)


def _paragraphs(parts: Iterable[str]) -> str:
    return "\n\n".join(part for part in parts if part)
