"""LangChain's interface of an embedding model, for its vector stores and retrievers."""

from __future__ import annotations

from abc import abstractmethod
from collections.abc import Sequence

from langchain_core.embeddings import Embeddings

from bot.retrieval.embeddings import Vectors


class LangChainEmbedder(Embeddings):
    """An `Embedder` that LangChain can use too."""

    @abstractmethod
    def embed_queries(self, texts: Sequence[str]) -> Vectors:
        """Vectors of what customers ask, shape (len(texts), dimensions)."""

    @abstractmethod
    def embed_passages(self, texts: Sequence[str]) -> Vectors:
        """Vectors of what can be found, shape (len(texts), dimensions)."""

    def embed_query(self, text: str) -> list[float]:
        return [float(value) for value in self.embed_queries([text])[0]]

    def embed_documents(self, texts: list[str]) -> list[list[float]]:
        return [[float(value) for value in vector] for vector in self.embed_passages(texts)]
