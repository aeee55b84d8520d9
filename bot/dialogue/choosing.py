"""Subjects to choose from where it is not clear what is meant, and the one that a customer takes."""

from __future__ import annotations

import re
from collections.abc import Sequence
from typing import Final

from bot.knowledge import Knowledge, sentences
from bot.models import Clause
from bot.understanding.canonical import canonical
from bot.understanding.choices import find_choice
from bot.understanding.vocabulary import Choice
from bot.words import words

_PLACE: Final = re.compile(
    r"^\W*(?:ik bedoel |doe maar |graag )?(?:(?:de|optie|keuze|nummer|nr)\.? )+(?:(\d)e?|(laatste))\b(?:\W+(?!\d)\w+){0,3}\W*$"
)
"""A place in the list, with a few polite words around it."""
LONGEST = 90
"""Characters of a choice, so that it fits on a button."""
MOST_WORDS = 6
"""Content words above which a message is a question of its own, and takes no choice by its words."""


def names_of(clauses: Sequence[Clause], knowledge: Knowledge) -> tuple[str, ...]:
    """How each of these clauses is offered: the title of its article where that tells them apart, else what it says."""
    titles = [clause.heading or clause.title for clause in clauses]
    if all(titles) and len(set(titles)) == len(titles):
        return tuple(titles)
    return tuple(_gist(clause, knowledge) for clause in clauses)


def find_chosen(message: str, offered: Sequence[Clause], knowledge: Knowledge) -> Clause | None:
    """The clause that the message takes, by its number in the list, its label, or words that only this one has."""
    if not offered:
        return None
    names = names_of(offered, knowledge)
    choices = tuple(Choice(clause.clause_id, (name, clause.label)) for clause, name in zip(offered, names, strict=True))
    source = canonical(message)
    taken = find_choice(source, choices, asked=True)
    if taken is not None:
        return knowledge.clauses[taken[0]]
    if place := _PLACE.match(source.text):
        number = len(offered) if place[2] else int(place[1])
        return offered[number - 1] if 1 <= number <= len(offered) else None
    return _by_words(message, offered, names, knowledge)


def _by_words(message: str, offered: Sequence[Clause], names: Sequence[str], knowledge: Knowledge) -> Clause | None:
    said = set(knowledge.tokenize(message))
    if not said or len(words(message)) > MOST_WORDS:
        return None
    fitting = [clause for clause, name in zip(offered, names, strict=True) if said <= set(knowledge.tokenize(name))]
    return fitting[0] if len(fitting) == 1 else None


def _gist(clause: Clause, knowledge: Knowledge) -> str:
    """The first sentence of the explanation, or of the clause, cut at a word where it is long."""
    said = next(sentences(knowledge.annotation(clause.clause_id).kern or clause.text), clause.label)
    if len(said) <= LONGEST:
        return said
    return f"{said[:LONGEST].rsplit(' ', 1)[0].rstrip(',;:')} …"
