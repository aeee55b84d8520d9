"""Which figure a question asks for, and whether a text gives one of that kind: "hoeveel uur" is not answered by "spoedig"."""

from __future__ import annotations

import re
from collections.abc import Mapping
from typing import Final, Literal

from bot.understanding.folding import fold
from bot.understanding.numbers import find_numbers

Figure = Literal["amount", "share", "length", "period", "clock", "count"]
"""`length` is asked in a unit ("hoeveel dagen"), a `period` in any words ("hoe lang")."""

_UNIT: Final = (
    r"(?:(?:werk|kalender|week|les)?dag(?:en)?|week|weken|maand(?:en)?|kwarta(?:al|len)|(?:kalender)?jaar|jaren|uur|uren|minu(?:ut|ten)"
    r"|seconden?|etmaal|etmalen)"
)
_MONTH: Final = r"(?:januari|februari|maart|april|mei|juni|juli|augustus|september|oktober|november|december)"
_PRICE: Final = r"(?:prijs|prijzen|kosten|tarief|tarieven|uurtarief|dagprijs|uurprijs|huurprijs|boete|toeslag|korting)"
_ASKED: Final[Mapping[Figure, re.Pattern[str]]] = {
    "share": re.compile(r"\bhoeveel (?:procent|%)|\bwelke? percentage\b"),
    "clock": re.compile(r"\bhoe laat\b"),
    "length": re.compile(rf"\bhoeveel (?:[a-z]+ )?{_UNIT}\b"),
    "period": re.compile(r"\bhoe ?lang\b|\bhoeveel tijd\b|\bbinnen (?:welke|wat voor) |\bhoe snel\b|\bhoe ver van tevoren\b"),
    "amount": re.compile(
        rf"\bwat kost(?:en)?\b|\bwat (?:is|zijn) (?:de|het|jullie|je|uw) (?:[a-z]+ )?{_PRICE}\b|\bwelke boete\b|\bhoe duur\b"
        rf"|\bhoeveel (?:[a-z]+ )?(?:kost|rekenen|vragen|berekenen)\b|\bhoeveel {_PRICE}\b|\bwat (?:vragen|rekenen) jullie\b"
    ),
    "count": re.compile(
        r"\bhoe vaak\b|\bhoeveel (?!(?:is|zijn|was|wordt|worden|komt|kan|kunnen|moet|moeten|mag|mogen|heb|hebben|hoef|krijg"
        r"|krijgen|betaal|ben|blijft|vergoed|vergoeden|van|daarvan|terug|nog|dan|er|ik|we|wij|jullie|geld|euro|ruimte|last)\b)[a-z]{3,}"
    ),
}
_BESIDE: Final = re.compile(r"(?:\ben|\?)\s*$")
_MEASURED: Final = re.compile(rf"\W{{0,3}}(?:\([^)]*\)\W{{0,2}})?(?:[a-z]+e )?(?:{_UNIT}|{_MONTH})\b")
_ONE: Final = re.compile(rf"\been (?:hele |volle |halve )?{_UNIT}\b")
_UNMEASURED: Final = re.compile(
    r"\b(?:onmiddellijk|onverwijld|meteen|direct|terstond|zo (?:spoedig|snel)|(?:on)?bepaalde (?:tijd|duur)|te allen tijde"
    r"|ieder moment|elk moment|altijd|nooit|levenslang|gedurende|voordat|totdat|zolang|tot en met|\w*termijn\w*|\w*duur)\b"
)
_MONEY: Final = re.compile(
    r"€|\d,-|%|\b(?:euro|eur|procent|percent|gratis|kosteloos|kosteloze|offerte|prijslijst|tarieflijst|naar rato"
    r"|evenredig|wettelijke (?:handels)?rente|(?:geen|zonder|werkelijke|gemaakte|redelijke) (?:[a-z]+ )?kosten|niet in rekening"
    r"|inbegrepen)\b"
)
_SHARE: Final = re.compile(r"%|\b(?:procent|percent|volledige?|hele|gehele)\b")
_CLOCK: Final = re.compile(r"\b\d{1,2}[.:]\d{2}\b|\b\d{1,2} uur\b")
_OFTEN: Final = re.compile(
    r"\b(?:vaak|frequentie|aantal|aantallen|eenmaal|eenmalig|tweemaal|driemaal|keer|maal|jaarlijks\w*|maandelijks\w*|wekelijks\w*|dagelijks\w*|ieder|iedere|elk|elke"
    r"|onbeperkt|per|enkele|slechts)\b"
)


def figure_asked(question: str) -> Figure | None:
    """The kind of figure that answers this question; None for any other question.

    None also where it is asked beside something else ("mag dat en wat kost het"), or with figures to reckon with.
    """
    asked = fold(question)
    for kind, pattern in _ASKED.items():
        if found := pattern.search(asked):
            beside = _BESIDE.search(asked, 0, found.start())
            return None if beside or (kind in ("amount", "count") and find_numbers(asked)) else kind
    return None


def gives_figure(kind: Figure, text: str) -> bool:
    """Whether a text gives a figure of this kind, or words that stand for one ("kosteloos", "onverwijld")."""
    said = fold(text)
    match kind:
        case "share":
            return bool(_SHARE.search(said))
        case "clock":
            return bool(_CLOCK.search(said))
        case "amount":
            return bool(_MONEY.search(said))
        case "length":
            return _is_measured(said)
        case "period":
            return _is_measured(said) or bool(_UNMEASURED.search(said))
        case _:
            return bool(_OFTEN.search(said) or find_numbers(said))


def _is_measured(said: str) -> bool:
    numbers = find_numbers(said)
    return bool(_ONE.search(said)) or any(_MEASURED.match(said, number.end) for number in numbers)
