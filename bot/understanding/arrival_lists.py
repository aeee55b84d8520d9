"""Days in a row on which things came in, told by what came: "de laptop kwam 1 maart, het scherm 8 maart"."""

from __future__ import annotations

import re
from collections.abc import Sequence
from itertools import groupby, pairwise
from typing import Final, NamedTuple

from bot.understanding.binding import Place
from bot.understanding.cues import find_receipts

_CAME: Final = re.compile(r"\b(?:geleverd|afgeleverd|thuisbezorgd|thuisgebracht|leverde|leverden|bezorgde|bezorgden)\b")
_CUT: Final = re.compile(r"[,;:.!?\n()]|\s-\s|\b(?:en|maar|terwijl|plus|daarna|toen)\b")
_COUNTED: Final = re.compile(
    r"\b(?:[2-9]|1\d|meerdere|verschillende|losse|aparte)\s+(?:losse\s+|aparte\s+)?"
    r"(?:pakjes|pakketjes|pakketten|pakskes|dozen|doosjes|zendingen|leveringen|delen|onderdelen|stukken|producten|artikelen|colli)\b"
)
_DETERMINER: Final = r"(?:de|het|een|mijn|onze?|die|dat|deze|dit|'t|\d{1,2})"
# Such a thing or word tells of something else than the arrival of what was ordered.
_NO_THING: Final = (
    r"(?:(?!zending|levering|bezorging)\w*ing(?:en)?|\w*ge\w{2,}(?:d|t|en)|(?:ont|be|ver|her)\w+(?:d|t|en)|terug\w*|retour\w*|\w*mail\w*"
    r"|\w*brief|\w*factuur|nota|bericht|\w*formulier|uitleg|info\w*|klacht\w*|reactie|antwoord|verzoek|offerte|order|contract|abonnement"
    r"|opdracht|\w*termijn|\w*dag|\w*datum|week|maand|jaar|keer|bedenktijd|gebrek|defect|kapot|stuk|storing|fout|schade|probleem|barst"
    r"|pakbon|bon|reparatie|installatie|spijt|twijfel\w*|contact|vakantie|ruzie|geld|bedrag|afspraak|cursus|training|workshop|factu\w*|eind\w*|begin|laatste|eerste|brak|viel|ging|is|was|zijn|of|nee"
    r"|sorry|toch|uiterlijk|tot|van|vanaf|sinds|per|tussen|wil|kan|mag|moet|zal|vraag|herroep\w*|retourneer\w*|annule\w*|stuur\w*|niet|geen)"
)
_THING: Final = rf"(?!{_NO_THING}\b)[a-z][a-z'-]{{2,}}"
_NO_NAME: Final = (
    rf"(?:{_DETERMINER}|zijn|waren|werd|werden|heb|hebben|had|pas|ook|dan|weer|nog|later|eerst|bij|aan|thuis|jullie|ons)"
)
_NAMED: Final = re.compile(
    rf"\b{_DETERMINER}\s+(?:(?!{_NO_THING}\b)[a-z]+e\s+)?{_THING}(?:\s+\d{{1,2}}\b)?"
    rf"|^\s*(?!{_NO_NAME}\b){_THING}(?:\s+\d{{1,2}}\b)?"
)
_BARE: Final = re.compile(r"\s*(?:(?:op|pas|ook|dan|weer|nog|later)\s+)*#+\s*")
_TODAY: Final = re.compile(r"(?:vandaag|nu|morgen|overmorgen)\b")
_SMALL: Final = re.compile(
    r"\b(?:ik|wij|we|k|heb|hebben|had|is|was|zijn|waren|werd|werden|er|mij|me|ons|op|pas|ook|dan|weer|nog|later|eerst|eindelijk|al|om"
    r"|bij|aan|thuis|van|jullie|u)\b"
)


class _Piece(NamedTuple):
    """A piece of the text between two cuts; `place` is the one day of which it tells no more than that something came in."""

    words: str
    place: Place | None


def listed_arrivals(text: str, places: Sequence[Place]) -> tuple[Place, ...]:
    """The places of the days of the first row of arrivals; none where no row of two days or more tells of nothing else."""
    pieces = _pieces(text, places)
    start = 0
    for listed, group in groupby(pieces, key=lambda piece: piece.place is not None):
        row = list(group)
        lead = pieces[start - 1].words if start else ""
        start += len(row)
        if listed and len(row) > 1 and _tell_of_arrival(lead, row):
            return tuple(piece.place for piece in row if piece.place)
    return ()


def _tell_of_arrival(lead: str, row: Sequence[_Piece]) -> bool:
    """Whether the days of the row, or the words that lead to it, tell that things came in."""
    if any(_came_in(piece.words) for piece in row):
        return True
    return (_came_in(lead) or _COUNTED.search(lead) is not None) and not re.search(r"\b(?:niet|geen|nooit|\w*factuur)\b", lead)


def _came_in(words: str) -> bool:
    return bool(find_receipts(words)) or _CAME.search(words) is not None


def _pieces(text: str, places: Sequence[Place]) -> list[_Piece]:
    masked = text
    for place in places:
        day = masked[place.start : place.end].rstrip(".")
        masked = f"{masked[: place.start]}{'#' * len(day)}{masked[place.start + len(day) :]}"
    borders = [0, *(match.end() for match in _CUT.finditer(masked)), len(masked)]
    found = []
    for start, end in pairwise(borders):
        words = _CUT.sub(" ", masked[start:end])
        if words.strip():
            inside = [place for place in places if start <= place.start < end]
            found.append(
                _Piece(words, inside[0] if len(inside) == 1 and _only_comes_in(words, text[inside[0].start :]) else None)
            )
    return found


def _only_comes_in(words: str, day: str) -> bool:
    """Whether these words beside a day tell what came in, that it did, or nothing; "het is 8 maart" tells neither.

    Nor does "vandaag 8 maart" without a word; `day` is the text from the day on.
    """
    rest = _CAME.sub(" ", words)
    for hit in find_receipts(rest):
        rest = f"{rest[: hit.start]}{' ' * (hit.end - hit.start)}{rest[hit.end :]}"
    unnamed = _NAMED.sub(" ", rest)
    if _SMALL.sub(" ", unnamed).replace("#", " ").strip():
        return False
    return unnamed != words or (_BARE.fullmatch(words) is not None and not _TODAY.match(day))
