"""The LangChain tutorial with our embedding model, with the prefixes that it was trained with."""

from __future__ import annotations

from pathlib import Path

from langchain_huggingface import HuggingFaceEmbeddings

from evals.peers.exchange import Job, Search
from evals.peers.systems import langchain_chroma

PACKAGES = langchain_chroma.PACKAGES


def build(job: Job, folder: Path) -> None:
    """Writes the store."""
    langchain_chroma.build_store(job, folder, _embeddings(job))


def open_search(job: Job, folder: Path) -> Search:
    """The search in the store that was built here."""
    return langchain_chroma.search_store(folder, _embeddings(job))


def _embeddings(job: Job) -> HuggingFaceEmbeddings:
    return HuggingFaceEmbeddings(
        model_name=job.model, encode_kwargs={"prompt_name": "document"}, query_encode_kwargs={"prompt_name": "query"}
    )
