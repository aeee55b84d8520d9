"""Everything that the first question about a company would wait for, worked out when the index is built."""

from __future__ import annotations

from pathlib import Path

from bot.retrieval.calibration import FILE, load_calibration
from bot.retrieval.embeddings import Embedder
from bot.retrieval.index import ClauseIndex
from bot.retrieval.names import load_well_known
from bot.retrieval.offers import Offers
from bot.retrieval.search import ClauseSearch
from bot.retrieval.subjects import load_subjects


def make_ready(*, data_dir: Path, index_dir: Path, embedder: Embedder, chroma_url: str = "") -> int:
    """Keep beside the index what takes long to work out of each company's terms; how many versions of terms there are.

    What is kept already is only read. Nothing is made without a calibration: the first one is measured on an index.
    Raises: IndexMissing, IndexAway, BrokenData.
    """
    if not (data_dir / FILE).exists():
        return 0
    index = ClauseIndex(index_dir, model=embedder.fingerprint, chroma_url=chroma_url)
    scope = data_dir / "scope"
    search = ClauseSearch(index, embedder, load_calibration(data_dir), well_known=load_well_known(scope))
    offers = Offers(search, load_subjects(scope))
    entries = [entry for slug in index.slugs for entry in index.versions(slug)]
    for entry in entries:
        search.prepare(entry)
        offers.of(entry)
    index.kept.tidy(index.collections)
    return len(entries)
