"""Which clause of the old terms became which clause of the new ones."""

from __future__ import annotations

from bisect import bisect_left
from collections import defaultdict, deque
from collections.abc import Callable, Hashable, Sequence
from typing import Final

import numpy as np
from numpy.typing import NDArray

from bot.knowledge import text_hash
from bot.models import Clause

Pairs = dict[str, str]
"""Paths of the new terms by those of the old ones."""
LEAST_ALIKE: Final = 0.5
"""Likeness (0..1) from which a clause is the old one in other words; two clauses of one document seldom reach it."""
SAME_PATH, SAME_TITLE, SAME_LEAD_IN = 0.1, 0.05, 0.05
"""What the same number, title or lead-in adds to the likeness of two clauses."""
Key = Callable[[Clause], Hashable]


def pair_clauses(old: Sequence[Clause], new: Sequence[Clause]) -> Pairs:
    """The pairs: first clauses of the same text, then those that are most alike, all taken together."""
    pairs = pair_same_texts(old, new)
    taken = set(pairs.values())
    left = [clause for clause in old if clause.path not in pairs]
    free = [clause for clause in new if clause.path not in taken]
    return {**pairs, **pair_alike(left, free, lead_ins(old), lead_ins(new))}


def pair_same_texts(old: Sequence[Clause], new: Sequence[Clause]) -> Pairs:
    """Clauses of which no letter changed; where several have one text, what stands around them tells them apart."""
    before, after = lead_ins(old), lead_ins(new)
    pairs: Pairs = {}
    for parts in ((0, 1, 2, 3), (0, 1, 2), (0, 1), (0, 3), (0, 2), (0,)):

        def key(clause: Clause, around: dict[str, str], parts: tuple[int, ...] = parts) -> Hashable:
            told = (_words(clause), around[clause.path], clause.title, clause.path)
            return tuple(told[part] for part in parts)

        taken = set(pairs.values())
        waiting: dict[Hashable, deque[str]] = defaultdict(deque)
        for clause in new:
            if clause.path not in taken:
                waiting[key(clause, after)].append(clause.path)
        for clause in old:
            if clause.path not in pairs and waiting[key(clause, before)]:
                pairs[clause.path] = waiting[key(clause, before)].popleft()
    return pairs


def pair_alike(old: Sequence[Clause], new: Sequence[Clause], before: dict[str, str], after: dict[str, str]) -> Pairs:
    """The clauses that are alike enough, paired so that the pairs are together as alike as can be."""
    if not old or not new:
        return {}
    from scipy.optimize import linear_sum_assignment  # heavy, and seldom needed

    likeness = _likeness([_words(clause) for clause in old], [_words(clause) for clause in new])
    scores = likeness + SAME_PATH * _equal([clause.path for clause in old], [clause.path for clause in new])
    scores += SAME_TITLE * _equal([clause.title for clause in old], [clause.title for clause in new])
    scores += SAME_LEAD_IN * _equal([before[clause.path] for clause in old], [after[clause.path] for clause in new])
    scores[scores < LEAST_ALIKE] = 0
    rows, columns = linear_sum_assignment(scores, maximize=True)
    return {old[row].path: new[column].path for row, column in zip(rows, columns, strict=True) if scores[row, column] > 0}


def _likeness(old: Sequence[str], new: Sequence[str]) -> NDArray[np.float64]:
    """Cosine of pieces of words, shape (len(old), len(new)): a word counts in any form, and a rare one more."""
    from sklearn.feature_extraction.text import TfidfVectorizer

    vectorizer = TfidfVectorizer(analyzer="char_wb", ngram_range=(3, 5), sublinear_tf=True)
    try:
        vectorizer.fit([*old, *new])
    except ValueError:  # no text has a word
        return np.zeros((len(old), len(new)))
    return np.asarray((vectorizer.transform(old) @ vectorizer.transform(new).T).todense(), dtype=np.float64)


def _equal(old: Sequence[str], new: Sequence[str]) -> NDArray[np.float64]:
    """1 where both say the same, else 0; nothing equals nothing in no place."""
    return np.array([[bool(one) and one == other for other in new] for one in old], dtype=np.float64)


def lead_ins(clauses: Sequence[Clause]) -> dict[str, str]:
    """By path the hash of the text above a sub-item; empty for a clause that stands alone."""
    texts = {clause.clause_id: clause.text for clause in clauses}
    above = {clause.path: texts.get(clause.parent_id or "", "") for clause in clauses}
    return {path: text_hash(text) if text else "" for path, text in above.items()}


def in_order(pairs: Sequence[tuple[int, int]]) -> frozenset[tuple[int, int]]:
    """The most of these places (old, new) that stand in one order: what is not among them was moved."""
    ordered = sorted(pairs, key=lambda pair: pair[1])
    ends: list[int] = []
    at: list[int] = []
    before: list[int | None] = []
    for index, (place, _) in enumerate(ordered):
        length = bisect_left(ends, place)
        before.append(at[length - 1] if length else None)
        ends[length:] = [place] if length == len(ends) else [place, *ends[length + 1 :]]
        at[length:] = [index] if length == len(at) else [index, *at[length + 1 :]]
    kept, index_now = [], at[-1] if at else None
    while index_now is not None:
        kept.append(ordered[index_now])
        index_now = before[index_now]
    return frozenset(kept)


def _words(clause: Clause) -> str:
    """What a clause says; its heading where it has no text of its own."""
    return " ".join((clause.text or f"{clause.heading} {clause.title}").split())
