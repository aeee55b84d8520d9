"""Who acts in a message: the customer, or the company that is written to."""

from __future__ import annotations

import re
from collections.abc import Sequence
from functools import lru_cache

from bot.understanding.folding import fold

_ACTS = (
    r"(?:zeg\w*|opzeg\w*|opgezegd|stop\w*|gestopt|trek\w*|trok\w*|intrek\w*|ingetrokken|ontbind\w*|ontbond\w*|ontbonden|herroep\w*|herriep\w*"
    r"|beeindig\w*|annuleer\w*|annuleren|geannuleerd|verbreek\w*|verbroken|af wil\w*|eruit\w*)"
)
_MAY = r"(?:mag|mogen|kan|kunnen|wil|willen|gaan|gaat|heeft|hebben|had|hadden|zou|zouden)"


@lru_cache(maxsize=256)
def _company_acts(names: tuple[str, ...]) -> re.Pattern[str]:
    named = "|".join(["jullie", "zij", "ze", "het bedrijf", *(re.escape(fold(name)) for name in names)])
    company = rf"(?<!\bbij )(?<!\bvan )(?<!\bmet )(?<!\baan )(?:{named})"
    between = r"(?:(?!(?:ik|wij|we|mij|ons)\b)[^\s.?!]+\s+){0,8}?"
    any_words = r"(?:[^\s.?!]+\s+){0,8}?"
    return re.compile(rf"\b{company}\s+{between}{_ACTS}\b|\b{_ACTS}\s+{company}\b|\b{_MAY}\s+{company}\s+{any_words}{_ACTS}\b")


def company_acts(message: str, names: Sequence[str]) -> bool:
    """Whether the message tells or asks of the company ending, cancelling or withdrawing something, by one of its names."""
    return _company_acts(tuple(names)).search(fold(message)) is not None
