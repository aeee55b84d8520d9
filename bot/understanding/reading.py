"""Everything that one message says, read in one pass."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date

from bot.models import Audience
from bot.understanding.amounts import AmountMention, amounts_in
from bot.understanding.articles import articles_in
from bot.understanding.audience import AudienceMention, audience_in, read_audience
from bot.understanding.canonical import canonical
from bot.understanding.dates import DateMention, dates_in
from bot.understanding.durations import DurationMention, durations_in
from bot.understanding.intent import Intent, intent_in
from bot.understanding.percentages import PercentageMention, percentages_in


@dataclass(frozen=True, slots=True)
class Reading:
    """What was read in one message. Every mention stands in the message at its own span.

    `normalised`: lower case, no accents, number words as digits, typing errors in calendar words mended.
    `audience`: what the writer says to be; its value is None where that leaves it open.
    """

    message: str
    normalised: str
    dates: tuple[DateMention, ...]
    durations: tuple[DurationMention, ...]
    amounts: tuple[AmountMention, ...]
    percentages: tuple[PercentageMention, ...]
    audience: AudienceMention | None
    intent: Intent

    @property
    def audience_value(self) -> Audience | None:
        """Consumer or business, where the message settles it."""
        return self.audience.value if self.audience else None


def read(message: str, reference_date: date) -> Reading:
    """What the message says and asks, for a customer for whom today is the reference date."""
    source = canonical(message)
    articles = articles_in(source)
    dates = tuple(found for found in dates_in(source, reference_date) if not any(found.overlaps(article) for article in articles))
    return Reading(
        message=message,
        normalised=source.text,
        dates=dates,
        durations=durations_in(source, dates),
        amounts=amounts_in(source, dates),
        percentages=percentages_in(source),
        audience=read_audience(audience_in(source), message),
        intent=intent_in(source),
    )
