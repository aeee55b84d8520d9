"""How well the words of a question fit each clause: BM25 over stems, and character n-grams that forgive typos."""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping, Sequence
from functools import lru_cache

import bm25s
import numpy as np
from numpy.typing import NDArray
from sklearn.feature_extraction.text import TfidfVectorizer

from bot.words import Tokenizer, fold

Scores = NDArray[np.float32]


NGRAMS = {"analyzer": "char_wb", "ngram_range": (3, 5)}
_cut_up = TfidfVectorizer(**NGRAMS).build_analyzer()


@lru_cache(maxsize=256)
def count_ngrams(question: str) -> Mapping[str, int]:
    """How often each character 3- to 5-gram stands in a question; the same question is cut up once."""
    return Counter(_cut_up(fold(question)))


class Keywords:
    """Keyword scores of one company's clauses, shape (n_clauses,), in the order of the texts that it was made from."""

    def __init__(self, texts: Sequence[str]) -> None:
        self._tokenize = Tokenizer.learn(texts)
        self._bm25 = bm25s.BM25(k1=1.5, b=0.75)
        self._bm25.index([self._tokenize(text) or [""] for text in texts], show_progress=False)
        self._known = frozenset(self._bm25.vocab_dict)
        ngrams = TfidfVectorizer(**NGRAMS, sublinear_tf=True, dtype=np.float32)
        self._matrix = ngrams.fit_transform([fold(text) for text in texts]).tocsc()
        self._vocabulary, self._idf = ngrams.vocabulary_, ngrams.idf_

    def bm25(self, question: str) -> Scores:
        """BM25 of stems; 0 where no word of the question occurs."""
        known = [stem for stem in self._tokenize(question) if stem in self._known]
        if not known:
            return np.zeros(self._matrix.shape[0], dtype=np.float32)
        return np.asarray(self._bm25.get_scores(known), dtype=np.float32)

    def ngrams(self, question: str) -> Scores:
        """Cosine of character 3- to 5-grams, 0..1.

        The sums of the vectorizer's own `transform`, which takes milliseconds to check its input.
        """
        counts = count_ngrams(question)
        known = [ngram for ngram in counts if ngram in self._vocabulary]
        if not known:
            return np.zeros(self._matrix.shape[0], dtype=np.float32)
        columns = np.array([self._vocabulary[ngram] for ngram in known])
        weights = (1 + np.log([counts[ngram] for ngram in known])) * self._idf[columns]
        return np.asarray(self._matrix[:, columns] @ (weights / np.linalg.norm(weights)), dtype=np.float32)

    def coverage(self, question: str) -> float:
        """The share of the question's stems that the company's texts know, 0..1; 1 for a question without words."""
        stems = set(self._tokenize(question))
        return len(stems & self._known) / len(stems) if stems else 1.0
