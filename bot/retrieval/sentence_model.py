"""An embedder on sentence-transformers, for any model that it can load."""

from __future__ import annotations

import hashlib
import re
import threading
from collections.abc import Sequence
from functools import lru_cache

import numpy as np
import torch
from sentence_transformers import SentenceTransformer
from torch.nn.functional import normalize
from transformers.utils.logging import disable_progress_bar

from bot.errors import NotReady
from bot.retrieval.e5.prompts import PROMPTS
from bot.retrieval.embeddings import Vectors
from bot.retrieval.langchain import LangChainEmbedder

REMEMBERED_QUERIES = 256
BATCH = 32
LARGE_TABLE = 50_000
_PLAIN_E5 = re.compile(r"(^|[/-])e5-(small|base|large)(?!.*instruct)")


class SentenceEmbedder(LangChainEmbedder):
    """A sentence-transformers model as `Embedder`."""

    def __init__(self, name: str, *, threads: int = 2, allow_download: bool = False) -> None:
        torch.set_num_threads(threads)
        self._model = _load(name, allow_download=allow_download)
        self._prompts = _find_prompts(self._model, name)
        self._lock = threading.Lock()  # the tokenizer can't be shared by threads while it pads
        self._remember = lru_cache(maxsize=REMEMBERED_QUERIES)(self._embed_query)
        self._fingerprint = _digest(self._model, self._prompts)
        _lay_out_for_single_texts(self._model)
        _halve_word_vectors(self._model)
        self._dimensions = len(self._embed_query("opwarmen"))  # the first pass through a model is the slowest

    @property
    def fingerprint(self) -> str:
        return self._fingerprint

    @property
    def dimensions(self) -> int:
        return self._dimensions

    def embed_queries(self, texts: Sequence[str]) -> Vectors:
        if len(texts) == 1:
            return self._remember(texts[0])[np.newaxis].copy()
        return self._embed(texts, self._prompts["query"])

    def embed_passages(self, texts: Sequence[str]) -> Vectors:
        return self._embed(texts, self._prompts["document"])

    def _embed_query(self, text: str) -> Vectors:
        with self._lock, torch.inference_mode():  # without `encode`, which takes milliseconds to sort and collect one text
            features = self._model.preprocess([self._prompts["query"] + text])
            vector = normalize(self._model(features)["sentence_embedding"][0], dim=0)
        return np.asarray(vector, dtype=np.float32)

    def _embed(self, texts: Sequence[str], prompt: str) -> Vectors:
        if not texts:
            return np.empty((0, self._dimensions), dtype=np.float32)
        with self._lock:
            vectors = self._model.encode(
                list(texts), prompt=prompt, batch_size=BATCH, normalize_embeddings=True, show_progress_bar=False
            )
        return np.asarray(vectors, dtype=np.float32)


def _load(name: str, *, allow_download: bool) -> SentenceTransformer:
    disable_progress_bar()
    try:
        model = SentenceTransformer(name, device="cpu", local_files_only=not allow_download)
    except (OSError, ValueError) as error:
        raise NotReady(
            f"Het taalmodel {name!r} is niet gevonden of onleesbaar. Geef in EMBEDDING_MODEL een map met een "
            "sentence-transformers-model, laat het leeg voor het ingebouwde, of zet ALLOW_DOWNLOAD=1 om het op te halen."
        ) from error
    return model.float().eval()


def _find_prompts(model: SentenceTransformer, name: str) -> dict[str, str]:
    """What goes before a query and a document. Plain E5 models were trained with prefixes that their own folders leave out."""
    own = {kind: model.prompts.get(kind) or "" for kind in PROMPTS}
    return own if any(own.values()) or not _PLAIN_E5.search(name) else dict(PROMPTS)


def _digest(model: SentenceTransformer, prompts: dict[str, str]) -> str:
    """A name for these weights with these prompts: a sample of every tensor, so a fine-tuned model gets another one."""
    state = hashlib.sha256(repr(sorted(prompts.items())).encode())
    for name, tensor in sorted(model.state_dict().items()):
        state.update(f"{name} {tuple(tensor.shape)}".encode())
        state.update(tensor.reshape(-1)[:64].numpy().tobytes())
    return state.hexdigest()[:16]


def _halve_word_vectors(model: SentenceTransformer) -> None:
    """Keeps large tables of word vectors in half precision where that loses nothing: they are looked up, not multiplied."""
    for module in model.modules():
        if isinstance(module, torch.nn.Embedding) and module.num_embeddings >= LARGE_TABLE:
            half = module.weight.data.half()
            if torch.equal(half.float(), module.weight.data):
                module.weight.data = half


def _lay_out_for_single_texts(model: SentenceTransformer) -> None:
    """Stores the weights of linear layers column by column: the same values, but twice as fast for a text or two on two cores.

    Row by row the matrix product of so few rows is not shared between threads.
    """
    for module in model.modules():
        if isinstance(module, torch.nn.Linear):
            module.weight.data = module.weight.data.t().contiguous().t()
