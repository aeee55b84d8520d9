"""Mentions shared out among the facts that want them: by cue, in the order of the questions, or as the only one left."""

from __future__ import annotations

import re
from collections.abc import Sequence, Set
from dataclasses import dataclass
from datetime import date
from typing import Final, Generic, Literal

from bot.understanding.amounts import AmountMention
from bot.understanding.binding import Claim, Place, best_claim, is_asked_about, leads_elsewhere
from bot.understanding.claims import CLAIMED
from bot.understanding.clauses import part_at
from bot.understanding.cues import find_cues, names_receipt, tells_of_goods
from bot.understanding.dates import DateMention
from bot.understanding.fact_message import FactMessage, MentionT, place_of
from bot.understanding.other_events import came_in, tells_another_event
from bot.understanding.parcels import arrivals
from bot.understanding.portions import units_of
from bot.understanding.spans import Span
from bot.understanding.vocabulary import FactDefinition, FactType, is_rate
from bot.understanding.wanted_ends import WANTED_END, is_wanted_end

How = Literal["cue", "only_one", "answer"]
DATES: Final[tuple[FactType, ...]] = ("date", "datetime", "dates")
AMOUNTS: Final[tuple[FactType, ...]] = ("amount", "amounts")
# What is left of an amount is no amount that was told.
_REST: Final = re.compile(r"\b(?:de rest|rest|restant|restbedrag|resterende|overblijft)\b")
_LARGE_BARE: Final = 100
_CENTS: Final = re.compile(r"\d,\d\d$")
_RIVAL: Final = 0.5
# "Vandaag" goes with anything, so it tells no event by itself.
_TODAY: Final = re.compile(r"(?i)vandaag|vanavond|vanmiddag|vanochtend|vanmorgen|vannacht|nu|morgen")
_TO: Final = re.compile(r"\bnaar\s+(?:de\s+)?$")
# "12 uur a 75 euro", "8 uren gewerkt tegen 110 euro"
_COUNTED: Final = re.compile(r"\d\s*(?P<unit>[a-z]+)(?:\s+[a-z]+){0,3}?\s*(?:\b(?:a|ad|keer|maal|tegen|aan)|x|\*|@)\s*$")
# "900 en 2400", "muis op 2 maart, scherm 5 maart en de headset pas op 9 maart"
_IF_WE: Final = re.compile(r"\b(?:als|indien|stel|stel dat)\s+(?:dat\s+)?(?:ik|we|wij|k)\b")
_LIES_BETWEEN: Final = re.compile(r"\b(?:er)?tussen(?:door|in)?\b")
_NEXT_IN_LIST: Final = re.compile(r"\W*(?:(?:en|plus|eentje|een|van)\W*)*|\s*(?:,|\ben\b|,\s*en\b)\s+(?:[a-z-]+,?\s+){0,7}")
# "eentje kwam 3 maart en de andere 6 maart": the second day is one of the same kind, and neither counts for both
_ANOTHER: Final = re.compile(
    r"\s*(?:,|\ben\b|,\s*en\b)\s+(?:op\s+)?(?:\w+dag\s+)?"
    r"|\s*(?:[a-z]+\s*)?(?:,|\ben\b|,\s*en\b)\s+(?:de|het|een|nog)\s+(?:ander|andere|tweede|derde|laatste|rest)\s+"
    r"(?:(?:op|pas|daarna|weer)\s+)*(?:\w+dag\s+)?"
)
# "een factuur van 3 maart en een van 10 maart": two of the same kind, whatever stands behind the second
_ONE_MORE: Final = re.compile(r"\s*(?:,|\ben\b|,\s*en\b)\s+(?:nog\s+)?(?:een|eentje|die)\s+(?:van|op)\s+(?:\w+dag\s+)?")
# In "dinsdag gekregen (10 maart)" the second day tells the first one again.
_CLOSED: Final = re.compile(r"\s*\)")
_NOTHING_MORE: Final = re.compile(r"(?<=[.])|\s*(?:[.?!,;:)]|$|\ben\b)")


@dataclass(frozen=True, slots=True)
class Shares(Generic[MentionT]):
    """Each fact with the mentions that it takes, and how; `left` are those that belong to none and may yet tell something."""

    taken: Sequence[tuple[FactDefinition, How, list[MentionT]]] = ()
    left: Sequence[MentionT] = ()


def share_out(
    message: FactMessage, wanted: Sequence[FactDefinition], mentions: Sequence[MentionT], kinds: tuple[FactType, ...]
) -> Shares[MentionT]:
    """Each wanted fact with the mentions that it takes: by cue, in the order of the questions, or as the only one left."""
    if not wanted or not mentions:
        return Shares()
    owners = _owners(message, wanted, mentions, kinds)
    if kinds == DATES:
        mentions, owners = _settled(message, mentions, owners)
    by_cue = [(fact, [m for m, name in zip(mentions, owners, strict=True) if name == fact.name]) for fact in wanted]
    bound: list[tuple[FactDefinition, How, list[MentionT]]] = [(fact, "cue", taken) for fact, taken in by_cue if taken]
    filled = {fact.name for fact, _, _ in bound}
    rest = [fact for fact in wanted if fact.sought and not filled.intersection((fact.name, *fact.instead))]
    loose = [mention for mention, name in zip(mentions, owners, strict=True) if name is None]
    if kinds == DATES and not message.bare:
        loose = [mention for mention in loose if not _tells_no_event(message.text, place_of(message.source, mention))]
        loose = [mention for mention in loose if not _TODAY.fullmatch(mention.text) or _is_supposed(message, mention)]
        if len(mentions) == len(loose) and came_in(message, loose):
            rest = [fact for fact in rest if tells_of_goods(fact.cues) or names_receipt(message.text, fact.cues)]
    if kinds == AMOUNTS and not set(owners) <= {None, *(fact.name for fact in wanted)}:
        if _REST.search(message.text):
            return Shares()
        loose = []
    if not message.bare:
        loose = [mention for mention in loose if not is_small_bare(mention)]
        rest = [fact for fact in rest if not is_rate(fact) or _tells_unit(message, fact)]
    further = _bind_loose(rest, loose, bare=message.bare)
    left = [] if further else [mention for mention in loose if not tells_another_event(message, mention)]
    return Shares(bound + further, left)


def is_small_bare(mention: Span) -> bool:
    """True for a number without any sign of money that is too small to be taken for an amount on its own; cents are a sign."""
    if not isinstance(mention, AmountMention) or not mention.bare:
        return False
    return mention.value < _LARGE_BARE and _CENTS.search(mention.text) is None


def _tells_unit(message: FactMessage, rate: FactDefinition) -> bool:
    """True where the message names the unit of a rate somewhere ("per maand")."""
    return bool(find_cues(message.text, tuple(cue for cue in rate.cues if cue.startswith("per "))))


def _settled(
    message: FactMessage, mentions: Sequence[MentionT], owners: list[str | None]
) -> tuple[list[MentionT], list[str | None]]:
    """The days without those that merely colour another ("vlak voor de kerst"); what claimed them goes to that other one."""
    colours = [at for at, mention in enumerate(mentions) if _only_colours(message, mention)]
    written = [at for at, owner in enumerate(owners) if owner is None and any(map(str.isdigit, mentions[at].text))]
    if not colours or len(written) != 1:
        return list(mentions), owners
    claimed = next((owners[at] for at in colours if owners[at]), None)
    owners = [claimed if at == written[0] else owner for at, owner in enumerate(owners)]
    kept = [at for at in range(len(mentions)) if at not in colours]
    return [mentions[at] for at in kept], [owners[at] for at in kept]


def _only_colours(message: FactMessage, mention: Span) -> bool:
    """True for a feast that is near a day ("net voor de kerst") or lies within a term ("Pasen zit ertussen")."""
    place = place_of(message.source, mention)
    if isinstance(mention, DateMention) and mention.value is None:
        return mention.status == "imprecise" and not mention.readings
    part = part_at(message.text, place.start)
    return _LIES_BETWEEN.search(message.text, part.start, part.end) is not None and not any(map(str.isdigit, mention.text))


def _is_supposed(message: FactMessage, mention: Span) -> bool:
    """True for a day on which the writer may do something: "als ik het vandaag doe"."""
    place = place_of(message.source, mention)
    part = part_at(message.text, place.start)
    return _IF_WE.search(message.text, part.start, place.start) is not None


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
    rates = [fact for fact in wanted if is_rate(fact)]
    claims = [
        best_claim(
            message.text, place, others=[other for other in places if other != place], wanted=wanted, known=known, sole=sole
        )
        for place in places
    ]
    owners = [claim.name if claim else None for claim in claims]
    single = {fact.name for fact in wanted if fact.type not in ("amounts", "dates")}
    owners = [owner if _is_strongest(claim, claims, single) else None for owner, claim in zip(owners, claims, strict=True)]
    if kinds == AMOUNTS:
        owners = [_rate_at(message, place, rates) or owner for place, owner in zip(places, owners, strict=True)]
        if any(fact.name == CLAIMED for fact in wanted):
            owners = [CLAIMED if _is_new(message, place) else owner for place, owner in zip(places, owners, strict=True)]
    owners = _spread_over_list(message, wanted, mentions, owners)
    if kinds != DATES:
        return owners
    owners = [WANTED_END if _is_wished(message, place, owner) else owner for place, owner in zip(places, owners, strict=True)]
    return _in_parcels(message, wanted, places, owners)


def _is_wished(message: FactMessage, place: Place, owner: str | None) -> bool:
    """Whether a contract is to have ended by this day; where the rule asks for the end of a contract, a day tells that first."""
    wants_end = any(fact.name == "contract_end_on" for fact in message.wanted)
    return is_wanted_end(message.text, place) and not (wants_end and owner == "contract_end_on")


def _in_parcels(
    message: FactMessage, wanted: Sequence[FactDefinition], places: Sequence[Place], owners: list[str | None]
) -> list[str | None]:
    """The owners with the days on which parts of one order came in for the fact that they all belong to.

    A fact of one day then has several, and stays open: which of them counts is not for it to say.
    """
    came_in = arrivals(message.text, places)
    receiving = [fact for fact in wanted if fact.type == "dates" or (fact.type == "date" and tells_of_goods(fact.cues))]
    if not came_in or not receiving:
        return owners
    chosen = next((fact for fact in receiving if fact.type == "dates"), receiving[0])
    return [chosen.name if place in came_in else owner for place, owner in zip(places, owners, strict=True)]


def _is_new(message: FactMessage, place: Place) -> bool:
    """True for the 230 of "van 200 naar 230 euro": what it is to become, not what it is."""
    return _TO.search(message.text[max(0, place.start - 12) : place.start]) is not None


def _is_strongest(claim: Claim | None, claims: Sequence[Claim | None], single: Set[str]) -> bool:
    """False where a fact of one value has a much stronger claim on another value: "ik betaalde 250 van de 750 euro"."""
    if claim is None or claim.name not in single:
        return True
    best = max(other.weight for other in claims if other is not None and other.name == claim.name)
    return claim.weight >= _RIVAL * best


def _rate_at(message: FactMessage, place: Place, rates: Sequence[FactDefinition]) -> str | None:
    """The rate whose unit was counted right before this amount ("12 uur a 75 euro"); None where none or several fit."""
    counted = _COUNTED.search(message.text[max(0, place.start - 60) : place.start])
    fitting = [fact.name for fact in rates if counted and units_of((counted["unit"],)) & units_of(fact.cues)]
    return fitting[0] if len(fitting) == 1 else None


def _spread_over_list(
    message: FactMessage, wanted: Sequence[FactDefinition], mentions: Sequence[MentionT], owners: list[str | None]
) -> list[str | None]:
    """The owners with each list continued: in "facturen van 900 en 2400 euro" the 2400 belongs to the invoices too.

    A fact of one value that gets another day this way is left open. What only says it
    again ("ik betaal vandaag, 16 maart") goes where the first went.
    """
    places = [place_of(message.source, mention) for mention in mentions]
    values = [mention.value if isinstance(mention, DateMention) else mention for mention in mentions]
    lists = {fact.name for fact in wanted if fact.type in ("amounts", "dates")}
    replaceable = {fact.name: lists.intersection(fact.instead) for fact in wanted}
    for index in range(1, len(owners)):
        between = message.text[places[index - 1].end : places[index].start]
        continued = owners[index - 1] in lists and _NEXT_IN_LIST.fullmatch(between)
        another = (
            isinstance(values[index], date)
            and _ANOTHER.fullmatch(between)
            and _NOTHING_MORE.match(message.text, places[index].end)
        )
        again = values[index] == values[index - 1] and not between.strip(" ,(")
        one_more = isinstance(values[index], date) and _ONE_MORE.fullmatch(between)
        same_debt = continued and owners[index - 1] in replaceable.get(owners[index] or "", ())
        explained = between.rstrip().endswith("(") and _CLOSED.match(message.text, places[index].end)
        if one_more or same_debt or (owners[index] is None and (continued or another or again or explained)):
            owners[index] = owners[index - 1]
    return owners
