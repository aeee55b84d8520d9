"""Who acts in a message: the customer, or the company that is written to."""

from __future__ import annotations

import re
from collections.abc import Sequence
from functools import lru_cache

from bot.understanding.folding import fold

_ACTS = (
    r"(?:zeg\w*|zei|zeiden|zeide\w*|zegd\w*|opzeg\w*|opgezegd|stop\w*|gestopt|trek\w*|trok\w*|intrek\w*|terugtrek\w*|teruggetrokken|ingetrokken|ontbind\w*|ontbond\w*|ontbonden|herroep\w*|herriep\w*"
    r"|beeindig\w*|annuleer\w*|annuleren|geannuleerd|verbreek\w*|verbroken|af wil\w*|eruit\w*)"
)
_MAY = r"(?:mag|mogen|kan|kunnen|wil|willen|gaan|gaat|heeft|hebben|had|hadden|zou|zouden)"


@lru_cache(maxsize=256)
def _company_acts(names: tuple[str, ...]) -> re.Pattern[str]:
    named = "|".join(["jullie", "zij", "ze", "het bedrijf", *(re.escape(fold(name)) for name in names)])
    company = rf"(?<!\bbij )(?<!\bvan )(?<!\bmet )(?<!\baan )(?:{named})"
    between = r"(?:(?!(?:ik|wij|we)\b)[^\s.?!]+\s+){0,8}?"
    any_words = r"(?:[^\s.?!]+\s+){0,8}?"
    return re.compile(rf"\b{company}\s+{between}{_ACTS}\b|\b{_ACTS}\s+{company}\b|\b{_MAY}\s+{company}\s+{any_words}{_ACTS}\b")


@lru_cache(maxsize=8)
def _acts(who: str) -> re.Pattern[str]:
    between = r"(?:[^\s.?!,;]+\s+){0,8}?"
    return re.compile(rf"\b{who}\s+{between}{_ACTS}\b|\b{_ACTS}\s+{who}\b|\b{_MAY}\s+{who}\s+{between}{_ACTS}\b")


def writer_acts(message: str) -> bool:
    """Whether the message tells or asks of the writer ending, cancelling or withdrawing something."""
    return _acts(r"(?:ik|k|we|wij)").search(fold(message)) is not None


def customer_acts(explanation: str) -> bool:
    """The same for an explanation of a clause, which speaks to the customer as "u"."""
    return (
        _acts(r"(?:u|de consument|de klant|de wederpartij|de opdrachtgever|beide partijen)").search(fold(explanation)) is not None
    )


def company_acts(message: str, names: Sequence[str]) -> bool:
    """Whether the message tells or asks of the company ending, cancelling or withdrawing something, by one of its names."""
    return _company_acts(tuple(names)).search(fold(message)) is not None
