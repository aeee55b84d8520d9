"""Ours: the search over clauses. Its index is built by `python -m ingest build`, so there is nothing to build here."""

from __future__ import annotations

from pathlib import Path

from bot.retrieval.calibration import load_calibration
from bot.retrieval.embeddings import make_embedder
from bot.retrieval.index import ClauseIndex
from bot.retrieval.search import ClauseSearch
from bot.settings import Settings
from evals.peers.exchange import CHUNKS, Job, Search

PACKAGES = ("chromadb", "bm25s", "sentence-transformers", "torch")


def open_search(_: Job, folder: Path) -> Search:
    """The texts of the clauses that our search ranks highest."""
    settings = Settings()
    embedder = make_embedder(settings)
    calibration = load_calibration(settings.data_dir)
    search = ClauseSearch(ClauseIndex(folder / "index", model=embedder.fingerprint), embedder, calibration)

    def find(company: str, question: str) -> list[str]:
        return [hit.clause.text for hit in search.find(company, question).hits[:CHUNKS]]

    return find
