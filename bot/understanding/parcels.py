"""Parts of one order that came in one after the other: the first box on this day, the second on that one."""

from __future__ import annotations

import re
from collections.abc import Sequence
from typing import Final

from bot.understanding.arrival_lists import listed_arrivals
from bot.understanding.binding import Place
from bot.understanding.canonical import canonical
from bot.understanding.clauses import part_at, split_parts
from bot.understanding.cues import find_receipts
from bot.understanding.fact_message import place_of
from bot.understanding.reading import Reading

_PIECE: Final = (
    r"(?:doos|doosje|dozen|pak|pakje|pakjes|pakske|pakskes|pakket|pakketje|pakketten|collo|colli|zending|zendingen|levering|lading|vracht"
    r"|bezorging|deel|delen|gedeelte|onderdeel|stuk|helft|pallet|kist|krat|envelop|product|artikel|ding|toestel|apparaat|ene)"
)
# Of these there may also be a first and a second one, and none of them is a part of what was ordered.
_NO_PIECE: Final = (
    r"(?:\w*factuur|rekening|nota|\w*aanmaning|\w*herinnering|sommatie|\w*brief|\w*mail|bericht|\w*termijn|maand|week|keer|dag|les|sessie"
    r"|training|cursus|workshop|\w*contract|abonnement|jaar|\w*betaling|\w*deelbetaling|opzegging|klacht|melding|offerte|opdracht|fase"
    r"|versie|ronde|poging|persoon|bestelling|order|aanbieding|afspraak|verdieping|verzoek|storing|fout|lek)"
)
_FIRST: Final = re.compile(rf"\b(?:(?:1e|ene)(?:\s+{_PIECE})?|een\s+{_PIECE}|eentje)\b")
_LATER: Final = re.compile(r"\b(?:[2-9]e|laatste|andere?|rest|resterende|overige)\b")
_NO_PART: Final = re.compile(rf"\b(?:1e|ene|een|[2-9]e|laatste|andere?|resterende|overige)\s+{_NO_PIECE}\b")
_ANY_PIECE: Final = re.compile(rf"\b{_PIECE}\b")


def arrivals(text: str, places: Sequence[Place]) -> tuple[Place, ...]:
    """The places of the days on which the parts of one order came in; none where fewer than two days are told so.

    `text` is canonical, `places` are those of its days in order.
    """
    if len(places) < 2:
        return ()
    return _counted_arrivals(text, places) or listed_arrivals(text, places)


def arrivals_told(reading: Reading) -> tuple[Place, ...]:
    """The same for a message that was read."""
    source = canonical(reading.message)
    return arrivals(source.text, [place_of(source, day) for day in reading.dates])


def _counted_arrivals(text: str, places: Sequence[Place]) -> tuple[Place, ...]:
    """The places of the days beside which a first or a later part is named."""
    if not (_ANY_PIECE.search(text) or find_receipts(text)):
        return ()
    leading = zip(places, (None, *places[:-1]), strict=True)
    following = zip(places, (*places[1:], None), strict=True)
    before = [(place, _before(text, place, previous)) for place, previous in leading]
    after = [(place, _after(text, place, following_one)) for place, following_one in following]
    return _told(before) or _told(after)


def _told(stretches: Sequence[tuple[Place, str]]) -> tuple[Place, ...]:
    """The days beside which a part is counted, where one of them is a later one."""
    counted = [(place, words) for place, words in stretches if not _NO_PART.search(words)]
    told = tuple(place for place, words in counted if _FIRST.search(words) or _LATER.search(words))
    return told if len(told) > 1 and any(_LATER.search(words) for _, words in counted) else ()


def _before(text: str, place: Place, previous: Place | None) -> str:
    """The words that lead to a day: from the day before it, or from the start of its sentence."""
    start = _sentence(text, place)[0]
    return text[max(start, previous.end if previous else 0) : place.start]


def _after(text: str, place: Place, following: Place | None) -> str:
    end = _sentence(text, place)[1]
    return text[place.end : min(end, following.start if following else end)]


def _sentence(text: str, place: Place) -> tuple[int, int]:
    number = part_at(text, place.start).sentence
    parts = [part for part in split_parts(text) if part.sentence == number]
    return parts[0].start, parts[-1].end
