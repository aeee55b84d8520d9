"""Signals of quite different scales to one score: each z-scored over the clauses, then weighed."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from types import MappingProxyType

import numpy as np

from bot.retrieval.keywords import Scores

WEIGHTS: Mapping[str, float] = MappingProxyType(
    {"clause": 1.0, "kern": 1.0, "vraag": 2.0, "vraag_2": 1.0, "vraag_3": 1.0, "bm25": 1.0, "ngrams": 1.0}
)
"""Weight of each z-scored signal. Source: the recipe that was measured best on companies left out."""
BORROWING: Mapping[str, float] = MappingProxyType({**WEIGHTS, "clause": 3.0, "geleend": 2.0, "bm25": 0.5, "ngrams": 0.5})
"""The same for terms that borrow sample questions, because few of their clauses have any: customers share few words with them."""
RULE_WEIGHTS: Mapping[str, float] = MappingProxyType({"som": 2.0, "bm25": 1.0, "ngrams": 1.0})
KEYWORD_SIGNALS = frozenset({"bm25", "ngrams"})


def fuse(signals: Mapping[str, Scores], weights: Mapping[str, float]) -> Scores:
    """The weighted mean of the z-scored signals, shape (n_clauses,); a signal that says nothing weighs nothing."""
    total = np.zeros(next(iter(signals.values())).shape, dtype=np.float32)
    weight_sum = 0.0
    for name, values in signals.items():
        spread = float(values.std())
        if spread > 1e-6:
            total += np.float32(weights[name]) * (values - values.mean()) / np.float32(spread)
            weight_sum += weights[name]
    return total / np.float32(weight_sum) if weight_sum else total


def join_signals(measured: Sequence[Mapping[str, Scores]]) -> dict[str, Scores]:
    """The signals of several terms end to end; where one has no explanations, the cosine of its clauses stands in."""
    names = dict.fromkeys(name for signals in measured for name in signals)
    return {name: np.concatenate([signals.get(name, signals["clause"]) for signals in measured]) for name in names}


def nearest_of(signals: Mapping[str, Scores]) -> Scores:
    """The best cosine of each clause, whatever kind of passage it is from."""
    cosines = [values for name, values in signals.items() if name not in KEYWORD_SIGNALS]
    return np.max(np.stack(cosines), axis=0) if cosines else np.zeros_like(signals["bm25"])
