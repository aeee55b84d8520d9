"""Questions that ask the same, by the likeness of their vectors."""

from __future__ import annotations

import threading
from collections import OrderedDict
from collections.abc import Callable, Sequence
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from bot.conversations.records import Exchange

Vectors = NDArray[np.float32]
ALIKE = 0.79
"""The cosine from which two questions ask the same: paraphrases lie between 0.65 and 0.95, other subjects below 0.78."""
COMPARED = 200
"""The characters of a question that are compared: who rambles says first what it is about."""
REMEMBERED = 5000


@dataclass(frozen=True, slots=True)
class Group:
    """Questions about one company that ask the same; the first speaks for all."""

    exchanges: tuple[Exchange, ...]

    @property
    def first(self) -> Exchange:
        """The one that speaks for all."""
        return self.exchanges[0]

    @property
    def thumbs_down(self) -> int:
        """How many answers in it did not help."""
        return sum(exchange.feedback is not None and exchange.feedback.rating == "down" for exchange in self.exchanges)


class Grouping:
    """Puts questions together; the vector of a question is made once."""

    def __init__(self, embed: Callable[[Sequence[str]], Vectors]) -> None:
        self._embed = embed
        self._vectors: OrderedDict[str, Vectors] = OrderedDict()
        self._lock = threading.Lock()

    def group(self, exchanges: Sequence[Exchange]) -> tuple[Group, ...]:
        """The exchanges in groups, the largest first; in each, and among equals, in the order in which they came."""
        vectors = self._vectors_of([exchange.question[:COMPARED] for exchange in exchanges])
        leaders: list[int] = []
        members: list[list[int]] = []
        for at, exchange in enumerate(exchanges):
            same = [exchanges[leader].company == exchange.company for leader in leaders]
            nearest = [float(vectors[at] @ vectors[leader]) if own else -1.0 for leader, own in zip(leaders, same, strict=True)]
            if nearest and max(nearest) >= ALIKE:
                members[int(np.argmax(nearest))].append(at)
            else:
                leaders.append(at)
                members.append([at])
        groups = (Group(tuple(exchanges[at] for at in found)) for found in members)
        return tuple(sorted(groups, key=lambda group: -len(group.exchanges)))

    def _vectors_of(self, questions: Sequence[str]) -> Sequence[Vectors]:
        with self._lock:
            unknown = list(dict.fromkeys(question for question in questions if question not in self._vectors))
            if unknown:
                self._vectors.update(zip(unknown, self._embed(unknown), strict=True))
            found = [self._vectors[question] for question in questions]
            while len(self._vectors) > REMEMBERED:
                self._vectors.popitem(last=False)
        return found
