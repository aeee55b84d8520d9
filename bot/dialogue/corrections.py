"""What a customer takes back of an earlier message: the day or the amount in it gives way to the one that was meant."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date

from bot.understanding.reading import Reading, read
from bot.understanding.spans import Span


def corrected(earlier: str, reading: Reading, *, day: date) -> str:
    """The earlier message with what this one corrects; as it was where it corrects nothing, or where several may be meant.

    `day` is the day of the question.
    """
    if not earlier or not reading.intent.is_correction:
        return earlier
    before = read(earlier, day)
    for old, new in ((before.dates, reading.dates), (before.amounts, reading.amounts)):
        if len(old) == 1 and new:
            return _replaced(earlier, old, new[-1].text)
    return earlier


def _replaced(text: str, old: Sequence[Span], new: str) -> str:
    return f"{text[: old[0].start]}{new}{text[old[0].end :]}"
