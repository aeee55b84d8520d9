"""Texts as vectors, behind a small protocol, so that the model can be another one."""

from __future__ import annotations

import os
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from functools import cached_property
from pathlib import Path
from typing import Protocol

import numpy as np
from numpy.typing import NDArray
from threadpoolctl import threadpool_limits

from bot.offline import stay_offline
from bot.retrieval.e5.folder import check_folder, fingerprint, model_folder
from bot.settings import Settings

Vectors = NDArray[np.float32]
SPIN = "30000"
"""Rounds that a thread of torch waits awake: a fraction of a millisecond."""


def cosines(vectors: Vectors, vector: Vectors) -> Vectors:
    """The dot product of each row with the vector."""
    return np.asarray(vectors @ vector, dtype=np.float32)


class Embedder(Protocol):
    """Turns texts into vectors of length 1, so that a dot product is a cosine. Safe to call from several threads."""

    @property
    def fingerprint(self) -> str:
        """The name of this very model: vectors of two embedders may be compared when their fingerprints are equal."""

    @property
    def dimensions(self) -> int:
        """The length of every vector."""

    def embed_queries(self, texts: Sequence[str]) -> Vectors:
        """Vectors of what customers ask, shape (len(texts), dimensions)."""

    def embed_passages(self, texts: Sequence[str]) -> Vectors:
        """Vectors of what can be found, shape (len(texts), dimensions)."""


@dataclass(frozen=True)
class DeferredEmbedder:
    """An embedder that is loaded when it is first asked for a vector: an index that is up to date asks for none."""

    fingerprint: str
    load: Callable[[], Embedder]

    @cached_property
    def _loaded(self) -> Embedder:
        return self.load()

    @property
    def dimensions(self) -> int:
        return self._loaded.dimensions

    def embed_queries(self, texts: Sequence[str]) -> Vectors:
        return self._loaded.embed_queries(texts)

    def embed_passages(self, texts: Sequence[str]) -> Vectors:
        return self._loaded.embed_passages(texts)


def make_embedder(settings: Settings, *, deferred: bool = False) -> Embedder:
    """The embedding model of these settings; `deferred` loads it only when it has work. Raises: NotReady, ModelDamaged."""
    make = defer_embedder if deferred else load_embedder
    return make(
        settings.embedding_model, cache=settings.terms_model_dir, threads=settings.threads, allow_download=settings.allow_download
    )


def load_embedder(model_name: str = "", *, cache: Path, threads: int = 2, allow_download: bool = False) -> Embedder:
    """The embedder of this model: a sentence-transformers name or path; empty means the built-in one in this cache.

    `threads` holds for the whole process. A name that is not on this machine is only fetched with `allow_download`.
    Raises: NotReady when the model is not there; ModelDamaged when the built-in model is not as it was built.
    """
    stay_offline(allow_download=allow_download and bool(model_name))
    threadpool_limits(limits=1, user_api="blas")  # threads of one more library would only wait on the same cores
    if not model_name:
        known = _check_built_in(cache)
        from bot.retrieval.e5.embedder import BuiltInEmbedder  # loads onnx: half a second

        return BuiltInEmbedder(model_folder(cache), fingerprint=known, threads=threads)
    _share_processor()
    from bot.retrieval.sentence_model import SentenceEmbedder  # loads torch: seconds, and it reads the environment once

    return SentenceEmbedder(model_name, threads=threads, allow_download=allow_download)


def defer_embedder(model_name: str = "", *, cache: Path, threads: int = 2, allow_download: bool = False) -> Embedder:
    """The same embedder as `load_embedder` gives, loaded at once only where its fingerprint can't be told without."""

    def load() -> Embedder:
        return load_embedder(model_name, cache=cache, threads=threads, allow_download=allow_download)

    return load() if model_name else DeferredEmbedder(_check_built_in(cache), load)


def _check_built_in(cache: Path) -> str:
    """The fingerprint of the built-in model, when it is as it was built."""
    folder = model_folder(cache)
    check_folder(folder)
    return fingerprint(folder)


def _share_processor() -> None:
    """Lets torch's threads wait for each other for a moment, and then sleep.

    Waking from sleep at once doubles the time of a short question; spinning without end takes seconds where another program
    wants the same cores.
    """
    os.environ.setdefault("GOMP_SPINCOUNT", SPIN)
