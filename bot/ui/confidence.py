"""How sure an answer is, in words."""

from __future__ import annotations

from bot import texts

LEVELS = ((0.9, "very"), (0.75, "fairly"), (0.6, "rather"), (0.0, "little"))
"""The least probability for each word."""


def in_words(confidence: float) -> str:
    """The certainty of an answer in Dutch: "zeer zeker"."""
    return texts.get(f"demo.certainty.{next(name for least, name in LEVELS if confidence >= least)}")
