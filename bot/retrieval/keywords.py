"""How well the words of a question fit each clause: BM25 over stems, and character n-grams that forgive typos."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from functools import cached_property, lru_cache
from typing import Any

import bm25s
import numpy as np
from numpy.typing import NDArray
from sklearn.feature_extraction.text import TfidfVectorizer

from bot.retrieval.kept import Arrays, joined, parted
from bot.words import Tokenizer, fold

Scores = NDArray[np.float32]

NGRAMS = {"analyzer": "char_wb", "ngram_range": (3, 5)}
GRAM = "<U5"
_cut_up: Callable[[str], Sequence[str]] = TfidfVectorizer(**NGRAMS).build_analyzer()


@lru_cache(maxsize=256)
def weigh_ngrams(question: str) -> tuple[NDArray[np.str_], NDArray[np.float64]]:
    """The character 3- to 5-grams of a question, and 1 + the logarithm of how often each stands in it; cut up once."""
    counts = Counter(_cut_up(fold(question)))
    return np.array(list(counts), dtype=GRAM), 1 + np.log(np.array(list(counts.values()), dtype=np.float64))


@dataclass(frozen=True, eq=False)
class Columns:
    """A sparse matrix of clauses by features: column c holds `values` at `rows` from `starts[c]` to `starts[c + 1]`."""

    starts: NDArray[np.int64]
    rows: NDArray[np.int32]
    values: NDArray[np.float32]

    def weigh(self, columns: NDArray[np.intp], weights: NDArray[np.float64], size: int) -> Scores:
        """The weighted sum of some of the columns, shape (size,)."""
        starts = self.starts[columns]
        lengths = self.starts[columns + 1] - starts
        before = np.cumsum(lengths) - lengths
        at = np.repeat(starts - before, lengths) + np.arange(lengths.sum())
        return np.bincount(self.rows[at], self.values[at] * np.repeat(weights, lengths), minlength=size).astype(np.float32)

    def dump(self, name: str) -> dict[str, NDArray[Any]]:
        """The arrays under names that begin with this one."""
        return {f"{name}.starts": self.starts, f"{name}.rows": self.rows, f"{name}.values": self.values}

    @classmethod
    def load(cls, arrays: Arrays, name: str) -> Columns:
        """What `dump` gave."""
        return cls(arrays[f"{name}.starts"], arrays[f"{name}.rows"], arrays[f"{name}.values"])


@dataclass(frozen=True, eq=False)
class Keywords:
    """Keyword scores of one company's clauses, shape (n_clauses,), in the order of the texts that it was made from.

    `grams` are the known character n-grams, sorted, with the weight of each and the normalised ones of each clause.
    """

    size: int
    words: tuple[str, ...]
    stems: tuple[str, ...]
    of_stems: Columns
    grams: NDArray[np.str_]
    idf: NDArray[np.float64]
    of_grams: Columns

    @classmethod
    def learn(cls, texts: Sequence[str]) -> Keywords:
        """The scores for these texts."""
        tokenize = Tokenizer.learn(texts)
        stems, of_stems = _learn_stems([tokenize(text) or [""] for text in texts])
        grams, idf, of_grams = _learn_ngrams([fold(text) for text in texts])
        return cls(len(texts), tuple(sorted(tokenize.vocabulary)), stems, of_stems, grams, idf, of_grams)

    def bm25(self, question: str) -> Scores:
        """BM25 of stems; 0 where no word of the question occurs."""
        known = [self._stem_at[stem] for stem in self._tokenize(question) if stem in self._stem_at]
        return self.of_stems.weigh(np.array(known, dtype=np.intp), np.ones(len(known)), self.size)

    def ngrams(self, question: str) -> Scores:
        """Cosine of character 3- to 5-grams, 0..1, as the vectorizer works it out."""
        asked, weights = weigh_ngrams(question)
        at = np.minimum(np.searchsorted(self.grams, asked), len(self.grams) - 1)
        known = self.grams[at] == asked if len(self.grams) else np.zeros(len(asked), dtype=bool)
        if not known.any():
            return np.zeros(self.size, dtype=np.float32)
        columns = at[known]
        weighed = weights[known] * self.idf[columns]
        return self.of_grams.weigh(columns, weighed / np.linalg.norm(weighed), self.size)

    def coverage(self, question: str) -> float:
        """The share of the question's stems that the company's texts know, 0..1; 1 for a question without words."""
        stems = set(self._tokenize(question))
        return len(stems & self._stem_at.keys()) / len(stems) if stems else 1.0

    @cached_property
    def _stem_at(self) -> Mapping[str, int]:
        return {stem: at for at, stem in enumerate(self.stems)}

    @cached_property
    def _tokenize(self) -> Tokenizer:
        return Tokenizer(self.words)

    def dump(self, name: str) -> dict[str, NDArray[Any]]:
        """All of it as arrays under names that begin with this one."""
        own = {"size": np.array(self.size), "words": joined(self.words), "stems": joined(self.stems)}
        own |= {"grams": self.grams.view(np.uint32), "idf": self.idf}
        arrays = {f"{name}.{part}": values for part, values in own.items()}
        return {**arrays, **self.of_stems.dump(f"{name}.of_stems"), **self.of_grams.dump(f"{name}.of_grams")}

    @classmethod
    def load(cls, arrays: Arrays, name: str) -> Keywords:
        """What `dump` gave."""
        return cls(
            arrays[f"{name}.size"].item(),
            parted(arrays[f"{name}.words"]),
            parted(arrays[f"{name}.stems"]),
            Columns.load(arrays, f"{name}.of_stems"),
            arrays[f"{name}.grams"].view(GRAM),
            arrays[f"{name}.idf"],
            Columns.load(arrays, f"{name}.of_grams"),
        )


def _learn_stems(tokens: Sequence[Sequence[str]]) -> tuple[tuple[str, ...], Columns]:
    """The stems in the order of their columns, and their BM25 in each text."""
    model = bm25s.BM25(k1=1.5, b=0.75)
    model.index(tokens, show_progress=False)
    stems = tuple(sorted(model.vocab_dict, key=model.vocab_dict.__getitem__))
    scores = model.scores
    return stems, Columns(
        np.asarray(scores["indptr"], dtype=np.int64),
        np.asarray(scores["indices"], dtype=np.int32),
        np.asarray(scores["data"], dtype=np.float32),
    )


def _learn_ngrams(texts: Sequence[str]) -> tuple[NDArray[np.str_], NDArray[np.float64], Columns]:
    """The n-grams in the order of their columns, the weight of each, and their weights in each text."""
    vectorizer = TfidfVectorizer(**NGRAMS, sublinear_tf=True, dtype=np.float32)
    matrix = vectorizer.fit_transform(texts)
    grams = np.array(list(vectorizer.vocabulary_), dtype=GRAM)
    order = np.argsort(grams)
    at = np.fromiter(vectorizer.vocabulary_.values(), dtype=np.intp)[order]
    columns = matrix.tocsc()[:, at]
    idf = np.asarray(vectorizer.idf_, dtype=np.float64)[at]
    return grams[order], idf, Columns(columns.indptr.astype(np.int64), columns.indices.astype(np.int32), columns.data)
