"""Whether a sentence looks back or ahead, which decides the year of a date that was written without one."""

from __future__ import annotations

import re
from typing import Final

from bot.understanding.clauses import part_at
from bot.understanding.date_reading import Direction

_FUTURE: Final = re.compile(
    r"\b(?:loopt\b(?!\s+al)|afloopt|verloopt|eindigt|eindigen|begint|beginnen|start|starten|zal|zullen|gaat in|ingaat|gepland\w*"
    r"|ingepland|plaatsvind\w*|vindt plaats|straks|binnenkort|vervalt|verstrijkt|aanstaande|komende|volgende|a\.s\.?|uiterlijk"
    r"|ten laatste|deadline)"
)
_PAST: Final = re.compile(
    r"\b(?:heb|hebben|heeft|hebt|had|hadden|was|waren|werd|werden|kreeg|kregen|kwam|kwamen|ging|viel|vielen|stuurde|stuurden|liep|liepen"
    r"|verliep|begon|bestelde|betaalde|tekende|stond|sinds|geleden|terug|afgelopen|vorige|jl|j\.l\.|jongstleden"
    r"|laatstleden|al sinds"
    r"|ontvangen|ontving|besteld|gekocht|betaald|bezorgd|verzonden|ont\w+[dt]\b|ver\w+[dt]\b|opge\w+|afge\w+|aange\w+|binnenge\w+"
    r"|ge\w{2,}(?:[dt]|en)\b)"
)
# "Was 1 juni" tells of a plan that changed, not of a day that is past.
_MOVED: Final = re.compile(r"\b(?:verplaatst|verzet|verschoven|uitgesteld|vervroegd|opgeschoven|omgeboekt|gepland|ingepland)\b")
_PLANNED: Final = re.compile(r"\b(?:was|stond|waren)\s+(?:eerst\s+|oorspronkelijk\s+|eigenlijk\s+|op\s+|gepland\s+|de\s+)*$")
_EITHER_WAY: Final = re.compile(
    r"\b(?:per|vanaf|tot|t/m|tot en met|voor|met ingang van|ingaande|m\.i\.v\.|tegen)\s+(?:\w+dag\s+)?(?:de\s+)?$"
)
_BACK: Final = re.compile(r"\b(?:afgelopen|vorige|(?<!ten )laatste|jongstleden)\s+$")
_AHEAD: Final = re.compile(r"\b(?:komende|aanstaande|volgende)\s+$")
# "De training van vrijdag" is one to come, unless the sentence looks back.
_TO_COME: Final = re.compile(
    r"\b(?:training|event|evenement|afspraak|bijeenkomst|workshop|webinar|seminar|cursusdag|lesdag|inspectie|oplevering)\s+"
    r"(?:van|op|voor|is|valt|is op|staat op)\s+(?:\w+dag\s+)?$"
)
_HABIT: Final = re.compile(
    r"\b(?:altijd|meestal|steeds|gewoonlijk|doorgaans|maandelijks|elke|iedere|elk|ieder)\s+(?:[a-z]+\s+){0,3}$"
)
_JUST_PAST: Final = re.compile(r"\s*(?:jl\b|j\.l|jongstleden|laatstleden|l\.l|afgelopen\b|laatst\b)")
_SOON: Final = re.compile(r"\s*(?:a\.s|as\b|aanstaande|e\.k|eerstkomend)")


def direction(text: str, start: int, end: int) -> Direction:
    """Where the date at `text[start:end]` points to, from the words beside it and in its part of the sentence."""
    before, after = text[max(0, start - 24) : start], text[end : end + 16]
    if _BACK.search(before) or _JUST_PAST.match(after):
        return "past"
    if _AHEAD.search(before) or _SOON.match(after):
        return "future"
    if _PLANNED.search(text[:start]) and _MOVED.search(text):
        return "nearest"
    part = part_at(text, start)
    told = _from_words(text[part.start : start] + " " + text[end : part.end])
    if told == "unknown" and _TO_COME.search(text[part.start : start]):
        return "future"
    # "opgezegd per 1 april" looks back on the notice, not on the day.
    return "nearest" if _EITHER_WAY.search(before) and told != "future" else told


def is_habit(text: str, start: int) -> bool:
    """Whether the words before a day make it one of many: "we betalen altijd op de 30e"."""
    return _HABIT.search(text[max(0, start - 48) : start]) is not None


def _from_words(words: str) -> Direction:
    past, future = bool(_PAST.search(words)), bool(_FUTURE.search(words))
    if past and future:
        return "nearest"
    if past or future:
        return "past" if past else "future"
    return "unknown"
