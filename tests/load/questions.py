"""What the clients ask: conversations of the development cases, never the same question twice within hundreds."""

from __future__ import annotations

import random
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from evals.cases import load_cases

SEED = 7


@dataclass(frozen=True, slots=True)
class Dialogue:
    """The messages of one customer to one company."""

    company: str
    turns: tuple[str, ...]


def dialogues() -> list[Dialogue]:
    """Every conversation of the development cases, in an order that mixes the companies."""
    cases = load_cases(split="dev") + load_cases(["dev"])
    found = list(dict.fromkeys(Dialogue(case.company, case.turns) for case in cases))
    random.Random(SEED).shuffle(found)
    return found


def over(companies: Sequence[str], asked: Sequence[Dialogue]) -> Iterator[Dialogue]:
    """The same conversations time and again, each time with companies drawn by chance."""
    draw = random.Random(SEED)
    while True:
        yield from (Dialogue(draw.choice(companies), dialogue.turns) for dialogue in asked)


def again_and_again(asked: Sequence[Dialogue]) -> Iterator[Dialogue]:
    """The conversations one after another, without end."""
    while True:
        yield from asked
