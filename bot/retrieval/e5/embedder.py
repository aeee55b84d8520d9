"""The built-in model on onnxruntime: a start in a second, and half the processor time that torch takes for a question."""

from __future__ import annotations

import json
import threading
from collections.abc import Sequence
from concurrent.futures import ThreadPoolExecutor
from functools import lru_cache
from pathlib import Path

import numpy as np
import onnxruntime
from safetensors.numpy import load_file
from tokenizers import Tokenizer

from bot.retrieval.e5.graph import RESULT, STATES, Weights, make_graph
from bot.retrieval.e5.prompts import PROMPTS
from bot.retrieval.embeddings import Vectors
from bot.retrieval.langchain import LangChainEmbedder

REMEMBERED_QUERIES = 256
_QUIET = 3
"""Level from which onnxruntime writes to the log: errors."""


class BuiltInEmbedder(LangChainEmbedder):
    """The built-in model as `Embedder`.

    Each text goes through the model alone and on one thread, `threads` texts at a time: a text has the same vector whatever is
    embedded beside it, and on a few cores that is also what gets most texts done.
    """

    def __init__(self, folder: Path, *, fingerprint: str, threads: int = 2) -> None:
        self._encoder = Encoder(folder)
        self._fingerprint = fingerprint
        self._threads = threads
        self._turns = threading.Semaphore(threads)
        self._remember = lru_cache(maxsize=REMEMBERED_QUERIES)(self._embed_query)

    @property
    def fingerprint(self) -> str:
        return self._fingerprint

    @property
    def dimensions(self) -> int:
        return self._encoder.width

    def embed_queries(self, texts: Sequence[str]) -> Vectors:
        if len(texts) == 1:
            return self._remember(texts[0])[np.newaxis].copy()
        return self._embed(texts, PROMPTS["query"])

    def embed_passages(self, texts: Sequence[str]) -> Vectors:
        return self._embed(texts, PROMPTS["document"])

    def _embed_query(self, text: str) -> Vectors:
        return self._in_turn(PROMPTS["query"] + text)

    def _embed(self, texts: Sequence[str], prompt: str) -> Vectors:
        if not texts:
            return np.empty((0, self.dimensions), dtype=np.float32)
        with ThreadPoolExecutor(self._threads) as pool:
            return np.stack(list(pool.map(lambda text: self._in_turn(prompt + text), texts)))

    def _in_turn(self, text: str) -> Vectors:
        with self._turns:
            return self._encoder.encode(text)


class Encoder:
    """Vectors of length 1 of single texts, by the model in this folder. Safe to call from several threads."""

    def __init__(self, folder: Path) -> None:
        sizes = json.loads((folder / "config.json").read_text(encoding="utf-8"))
        weights = load_file(folder / "model.safetensors")
        self.width = int(sizes["hidden_size"])
        self._words = weights.pop("embeddings.word_embeddings.weight")  # in half precision: they are looked up, not multiplied
        full: Weights = {name: values.astype(np.float32) for name, values in weights.items()}
        self._places = full["embeddings.position_embeddings.weight"] + full["embeddings.token_type_embeddings.weight"][0]
        layers, heads = int(sizes["num_hidden_layers"]), int(sizes["num_attention_heads"])
        self._session = _start(make_graph(full, layers=layers, heads=heads, width=self.width))
        self._tokenizer = Tokenizer.from_file(str(folder / "tokenizer.json"))
        self._tokenizer.enable_truncation(len(self._places))

    def encode(self, text: str) -> Vectors:
        """The mean of the states of its tokens, with length 1, shape (width,)."""
        tokens = self._tokenizer.encode(text).ids
        states = self._words[tokens].astype(np.float32) + self._places[: len(tokens)]
        (result,) = self._session.run([RESULT], {STATES: states[np.newaxis]})
        vector = result[0].mean(axis=0)
        return np.asarray(vector / np.linalg.norm(vector), dtype=np.float32)


def _start(graph: bytes) -> onnxruntime.InferenceSession:
    options = onnxruntime.SessionOptions()
    options.intra_op_num_threads = options.inter_op_num_threads = 1
    options.log_severity_level = _QUIET
    session = onnxruntime.InferenceSession(graph, options, providers=["CPUExecutionProvider"])
    session._model_bytes = b""  # kept for other providers, and as large as all the weights
    return session
