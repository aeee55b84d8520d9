"""Mentions shared out among the facts that want them: by cue, in the order of the questions, or as the only one left."""

from __future__ import annotations

import re
from collections.abc import Sequence
from typing import Final, Literal

from bot.understanding.binding import Place, best_claim, is_asked_about, leads_elsewhere
from bot.understanding.dates import DateMention
from bot.understanding.fact_message import FactMessage, MentionT, place_of
from bot.understanding.vocabulary import FactDefinition, FactType, is_rate

How = Literal["cue", "only_one", "answer"]
DATES: Final[tuple[FactType, ...]] = ("date", "datetime", "dates")
AMOUNTS: Final[tuple[FactType, ...]] = ("amount", "amounts")
# What is left of an amount is no amount that was told.
_REST: Final = re.compile(r"\b(?:de rest|rest|restant|restbedrag|resterende|overblijft)\b")
# "Vandaag" goes with anything, so it tells no event by itself.
_TODAY: Final = re.compile(r"(?i)vandaag|vanavond|vanmiddag|vanochtend|vanmorgen|vannacht|nu|morgen")
# "900 en 2400", "muis op 2 maart, scherm 5 maart en de headset pas op 9 maart"
_NEXT_IN_LIST: Final = re.compile(r"\W*(?:(?:en|plus|eentje|een|van)\W*)*|\s*(?:,|\ben\b|,\s*en\b)\s+(?:[a-z-]+,?\s+){0,7}")


def share_out(
    message: FactMessage, wanted: Sequence[FactDefinition], mentions: Sequence[MentionT], kinds: tuple[FactType, ...]
) -> list[tuple[FactDefinition, How, list[MentionT]]]:
    """Each wanted fact with the mentions that it takes: by cue, in the order of the questions, or as the only one left."""
    if not wanted or not mentions:
        return []
    owners = _owners(message, wanted, mentions, kinds)
    by_cue = [(fact, [m for m, name in zip(mentions, owners, strict=True) if name == fact.name]) for fact in wanted]
    bound: list[tuple[FactDefinition, How, list[MentionT]]] = [(fact, "cue", taken) for fact, taken in by_cue if taken]
    filled = {fact.name for fact, _, _ in bound}
    rest = [fact for fact in wanted if fact.sought and not filled.intersection((fact.name, *fact.instead))]
    loose = [mention for mention, name in zip(mentions, owners, strict=True) if name is None]
    if kinds == DATES and not message.bare:
        loose = [mention for mention in loose if not _tells_no_event(message.text, place_of(message.source, mention))]
        loose = [mention for mention in loose if not _TODAY.fullmatch(mention.text)]
    if kinds == AMOUNTS and not set(owners) <= {None, *(fact.name for fact in wanted)}:
        if _REST.search(message.text):
            return []
        loose = []
    if not message.bare:
        rest = [fact for fact in rest if not is_rate(fact)]
    return bound + _bind_loose(rest, loose, bare=message.bare)


def _tells_no_event(text: str, place: Place) -> bool:
    """True for a day that no event is told of: one by which something is to be, or one that is asked about."""
    return leads_elsewhere(text, place) or is_asked_about(text, place)


def _bind_loose(
    rest: list[FactDefinition], loose: list[MentionT], *, bare: bool
) -> list[tuple[FactDefinition, How, list[MentionT]]]:
    """What is left for what is left: one for one, in order where the message is nothing but an answer."""
    how: How = "answer" if bare else "only_one"
    if len(rest) == 1 and loose and (len(loose) == 1 or rest[0].type in ("amounts", "dates")):
        return [(rest[0], how, loose)]
    if bare and len(rest) == len(loose):
        return [(fact, how, [mention]) for fact, mention in zip(rest, loose, strict=True)]
    return []


def _owners(
    message: FactMessage, wanted: Sequence[FactDefinition], mentions: Sequence[MentionT], kinds: tuple[FactType, ...]
) -> list[str | None]:
    """For each mention the name of the fact whose cue claims it, wanted or not; None where no cue does."""
    known = [fact for fact in message.vocabulary.definitions if fact.type in kinds]
    places = [place_of(message.source, mention) for mention in mentions]
    sole = len(places) == 1 and sum(fact.sought for fact in wanted) == 1
    claims = [
        best_claim(
            message.text, place, others=[other for other in places if other != place], wanted=wanted, known=known, sole=sole
        )
        for place in places
    ]
    owners = [claim.name if claim else None for claim in claims]
    return _spread_over_list(message, wanted, mentions, owners)


def _spread_over_list(
    message: FactMessage, wanted: Sequence[FactDefinition], mentions: Sequence[MentionT], owners: list[str | None]
) -> list[str | None]:
    """The owners with each list continued: in "facturen van 900 en 2400 euro" the 2400 belongs to the invoices too.

    What only says it again ("ik betaal vandaag, 16 maart") goes where the first went.
    """
    places = [place_of(message.source, mention) for mention in mentions]
    values = [mention.value if isinstance(mention, DateMention) else mention for mention in mentions]
    lists = {fact.name for fact in wanted if fact.type in ("amounts", "dates")}
    for index in range(1, len(owners)):
        between = message.text[places[index - 1].end : places[index].start]
        continued = owners[index - 1] in lists and _NEXT_IN_LIST.fullmatch(between)
        if owners[index] is None and (continued or (values[index] == values[index - 1] and not between.strip(" ,("))):
            owners[index] = owners[index - 1]
    return owners
