"""Who acts in a message: the customer, or the company that is written to."""

from __future__ import annotations

import re
from collections.abc import Sequence
from functools import lru_cache

from bot.understanding.folding import fold

# "Kan ik er nog vanaf", "kom ik daar onderuit"; in "vanaf 1 mei" nobody gets out of anything.
_OUT = (
    r"(?:(?:er|daar)\s+(?:\w+\s+){0,3}?(?:vanaf|van af|onderuit|onder uit|uit)"
    r"(?=\s*(?:$|[.?!,;])|\s+(?:als|zonder|zien|kom|kan|mag|wil)\w*)"
    r"|ervan\s?af|vanaf (?:zien|komen|kom|wil|mag|kan)\w*)"
)
_ACTS = (
    r"(?:zeg\w*|zei|zeiden|zeide\w*|zegd\w*|opzeg\w*|opgezegd|stop\w*|gestopt|trek\w*|trok\w*|intrek\w*|terugtrek\w*|teruggetrokken|ingetrokken|ontbind\w*|ontbond\w*|ontbonden|herroep\w*|herriep\w*"
    rf"|beeindig\w*|annuleer\w*|annuleren|geannuleerd|verbreek\w*|verbroken|af wil\w*|eruit\w*|{_OUT}"
    r"|af\s?(?:te\s)?zien|terugkom\w*|terugdraai\w*|afblaz\w*)"
)
_MAY = r"(?:mag|mogen|kan|kunnen|wil|willen|gaan|gaat|heeft|hebben|had|hadden|zou|zouden)"


_COMPANY = r"(?<!\bbij )(?<!\bvan )(?<!\bmet )(?<!\baan )(?:jullie|zij|ze|het bedrijf)"
_NOT_US = r"(?:(?!(?:ik|wij|we)\b)[^\s.?!]+\s+){0,8}?"
_ANY_WORDS = r"(?:[^\s.?!]+\s+){0,8}?"
_COMPANY_ACTS = re.compile(
    rf"\b{_COMPANY}\s+{_NOT_US}{_ACTS}\b|\b{_ACTS}\s+{_COMPANY}\b|\b{_MAY}\s+{_COMPANY}\s+{_ANY_WORDS}{_ACTS}\b"
)

_GETS_OUT = re.compile(rf"\b(?:kan|mag|kom|wil|wou|zou|raak)\s+(?:ik|k|we|wij)\s+{_OUT}|\b(?:ik|we|wij)\s+{_ANY_WORDS}{_OUT}")


@lru_cache(maxsize=8)
def _acts(who: str) -> re.Pattern[str]:
    between = r"(?:[^\s.?!,;]+\s+){0,8}?"
    return re.compile(rf"\b{who}\s+{between}{_ACTS}\b|\b{_ACTS}\s+{who}\b|\b{_MAY}\s+{who}\s+{between}{_ACTS}\b")


def writer_acts(message: str) -> bool:
    """Whether the message tells or asks of the writer ending, cancelling or withdrawing something."""
    return _acts(r"(?:ik|k|we|wij)").search(fold(message)) is not None


def writer_gets_out(message: str) -> bool:
    """Whether the writer asks to get out of what was agreed ("kan ik er nog vanaf")."""
    return _GETS_OUT.search(fold(message)) is not None


def customer_acts(explanation: str) -> bool:
    """The same for an explanation of a clause, which speaks to the customer as "u"."""
    return (
        _acts(r"(?:u|de consument|de klant|de wederpartij|de opdrachtgever|beide partijen)").search(fold(explanation)) is not None
    )


def company_acts(message: str, names: Sequence[str]) -> bool:
    """Whether the message tells or asks of the company ending, cancelling or withdrawing something, by one of its names."""
    text = fold(message)
    for name in sorted(map(fold, names), key=len, reverse=True):
        if name in text:
            text = re.sub(re.escape(name), "jullie", text)
    return _COMPANY_ACTS.search(text) is not None
