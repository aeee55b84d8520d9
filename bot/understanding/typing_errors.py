"""Typing errors mended towards the words of a company's own texts and the common words of Dutch. Rather left than made worse."""

from __future__ import annotations

from collections.abc import Collection, Iterator
from functools import cache
from typing import Final

from bot.understanding.folding import fold
from bot.understanding.frequencies import zipf
from bot.understanding.lexicon import MONTHS, WEEKDAYS

LETTERS: Final = "abcdefghijklmnopqrstuvwxyz"
SHORTEST: Final = 3
"""Letters below which a word has too many neighbours."""
LONGEST: Final = 40
"""Letters above which nothing is a word: the longest that the list holds has 37. Neighbours take the square of this in memory."""
LONG: Final = 7
"""Letters from which a word has so few neighbours that a rare one may be meant."""
RARE: Final = 3.1
"""Zipf from which a word is Dutch, whatever it is near to: the list holds common typing errors below this."""
COMMON: Final = 3.5
"""Zipf from which a short word may be what was meant."""
LISTED: Final = 2.0
"""The same for a long word."""
OWN: Final = 4.5
"""How common a word of the company's own texts counts at least."""
DATED: Final = 6.5
"""The same for a word of the calendar: few messages do without one."""
MORE_COMMON: Final = 2.0
"""Zipf by which the word that was meant must be more common than what was typed."""
MUCH_MORE_COMMON: Final = 3.5
"""The same for the shortest words."""
LEAD: Final = 0.6
"""Zipf by which it must be likelier than any other word one error away."""
SLIP: Final = 0.3
"""What it costs that a letter was left out, or replaced by one that lies or sounds near it."""
BESIDE: Final = 1.0
"""What it costs that a letter was added that lies or sounds near the one beside it."""
FAR_SLIP: Final = 2.0
"""What it costs that a letter was added or replaced that has nothing to do with those around it."""
_ROWS: Final = ("qwertyuiop", "asdfghjkl", "zxcvbnm")
_ALIKE: Final = frozenset(
    ["ck", "kc", "sz", "zs", "fv", "vf", "dt", "td", "ei", "ie", "iy", "yi", "ea", "ae", "oe", "eo", "gh", "hg", "ou", "uo"]
)
_CALENDAR: Final = frozenset((*MONTHS, *WEEKDAYS, "datum", "dagen", "week", "weken", "maand", "maanden"))


def mend(word: str, own: Collection[str]) -> str | None:
    """The word that was meant, folded; None where the word is known, or where it is not clear what was meant.

    `own`: folded words of the company's texts, which are right as they are.
    """
    typed = fold(word)
    if not SHORTEST <= len(typed) <= LONGEST or not typed.isascii() or not typed.isalpha():
        return None
    if typed in own or zipf(typed) >= RARE:
        return None
    likely = sorted(((_likelihood(meant, own) - cost, meant) for meant, cost in _one_error_away(typed)), reverse=True)[:2]
    (best, meant), (second, _) = likely
    least = MUCH_MORE_COMMON if len(typed) == SHORTEST else MORE_COMMON
    return meant if best - zipf(typed) >= least and best - second >= LEAD else None


def _likelihood(word: str, own: Collection[str]) -> float:
    common = zipf(word)
    if word in _CALENDAR:
        return max(common, DATED)
    if word in own:
        return max(common, OWN)
    return common if common >= (LISTED if len(word) >= LONG else COMMON) else 0.0


def _one_error_away(typed: str) -> tuple[tuple[str, float], ...]:
    """Every string one typing error away, with the least that the error costs; the first letter is right."""
    found: dict[str, float] = {}
    for meant, cost in _edits(typed):
        found[meant] = min(cost, found.get(meant, cost))
    found.pop(typed, None)
    return tuple(found.items())


def _edits(typed: str) -> Iterator[tuple[str, float]]:
    for at in range(1, len(typed) + 1):
        before, after, last = typed[:at], typed[at:], typed[at - 1]
        yield from ((before + letter + after, 0.0 if letter in (last, after[:1]) else SLIP) for letter in LETTERS)
        if after:
            yield from ((before + letter + after[1:], _slip(after[0], letter)) for letter in LETTERS)
            yield before + after[1:], min(_added(after[0], beside) for beside in (last, *after[1:2]))
        if len(after) > 1:
            yield before + after[1] + after[0] + after[2:], 0.0


def _added(typed: str, beside: str) -> float:
    """What it costs to type this letter beside that one; nothing for the same one twice."""
    return 0.0 if typed == beside else max(BESIDE, _slip(typed, beside))


@cache
def _slip(typed: str, meant: str) -> float:
    """What it costs to type this letter for that one."""
    beside = any(abs(row.index(typed) - row.index(meant)) == 1 for row in _ROWS if typed in row and meant in row)
    return SLIP if beside or typed + meant in _ALIKE else FAR_SLIP
