"""Several questions in one message: each is looked for by its own words, with the facts of the whole message."""

from __future__ import annotations

import re
from dataclasses import replace
from textwrap import shorten
from typing import Final

from bot.conversations.masking import masked
from bot.dialogue.turn import Turn
from bot.understanding.intent import read_intent
from bot.understanding.questions import split_questions
from bot.words import words

MOST_QUESTIONS: Final = 3
"""Questions of one message that are answered."""
FEWEST_WORDS: Final = 2
"""Content words below which a question is not only looked for alone."""
LONGEST_NAME: Final = 100
"""Characters of a question that an answer names."""
_STATEMENT: Final = re.compile(r"(?<=\w{2}[.!;])\s+(?=[^\W\d])")
_SIGNS: Final = re.compile(r"[^\w\s.,;'’€%&+/\[\]-]")


def in_parts(turn: Turn) -> tuple[Turn, ...]:
    """A turn for each question of the message in order; the turn itself where it asks one thing or adds to an earlier one."""
    parts = _questions(turn)[:MOST_QUESTIONS]
    if len(parts) < 2:
        return (turn,)
    first, *others = parts
    return _about(turn, first, turn.question.message), *(_about(turn, part, f"{first} {part}") for part in others)


def names_of_questions(turn: Turn) -> tuple[str, ...]:
    """Every question of the message as an answer may name it, those beyond `MOST_QUESTIONS` included."""
    return tuple(map(name_of, _questions(turn)))


def name_of(question: str) -> str:
    """What is asked, without the statements before it: masked, without signs that an answer gives a meaning, and short."""
    asked = _STATEMENT.split(" ".join(masked(question).split()).rstrip(" ?!."))[-1]
    return shorten(_SIGNS.sub(" ", asked), LONGEST_NAME, placeholder=" …")


def _questions(turn: Turn) -> tuple[str, ...]:
    return split_questions(turn.question.message) if turn.rule is None else (turn.question.message,)


def _about(turn: Turn, part: str, together: str) -> Turn:
    """The turn narrowed to one of its questions, which leans on the others where it says little by itself."""
    intent = read_intent(part)
    told = len(words(part))
    leans = intent.is_follow_up or not told
    searches = (together,) if leans else (part,) if told >= FEWEST_WORDS else (part, together)
    return replace(turn, reading=replace(turn.reading, intent=intent), wish=intent, searches=searches, part=part)
