"""Several questions in one message: each is looked for by its own words, with the facts of the whole message."""

from __future__ import annotations

from dataclasses import replace
from typing import Final

from bot.dialogue.turn import Turn
from bot.understanding.intent import read_intent
from bot.understanding.questions import split_questions
from bot.words import words

MOST_QUESTIONS: Final = 3
"""Questions of one message that are answered."""
FEWEST_WORDS: Final = 2
"""Content words below which a question can't be looked for alone."""


def in_parts(turn: Turn) -> tuple[Turn, ...]:
    """A turn for each question of the message in order; the turn itself where it asks one thing or adds to an earlier one."""
    parts = split_questions(turn.question.message)[:MOST_QUESTIONS]
    if len(parts) < 2 or turn.rule is not None:
        return (turn,)
    first, *others = parts
    return _about(turn, first, turn.question.message), *(_about(turn, part, f"{first} {part}") for part in others)


def _about(turn: Turn, part: str, together: str) -> Turn:
    """The turn narrowed to one of its questions, which leans on the others where it says little by itself."""
    intent = read_intent(part)
    leans = intent.is_follow_up or len(words(part)) < FEWEST_WORDS
    searches = (together if leans else part,)
    return replace(turn, reading=replace(turn.reading, intent=intent), wish=intent, searches=searches, part=part)
