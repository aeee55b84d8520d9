"""From clause trees to the index in use. A build that stops half-way leaves the previous index as it was."""

from __future__ import annotations

import hashlib
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from functools import cached_property
from pathlib import Path

import numpy as np

from bot.calculators.loading import load_rules
from bot.errors import IndexMissing
from bot.knowledge import Stale, dump_knowledge, load_annotations, match
from bot.models import Terms
from bot.retrieval.anchors import load_anchors
from bot.retrieval.embeddings import Embedder
from bot.retrieval.index import IndexWriter, Vectors
from bot.retrieval.manifest import Entry, Manifest, load_manifest, replace_file, save_manifest
from bot.retrieval.names import names_of
from bot.retrieval.passages import ASKED, Passage, make_passages
from ingest.shipped import load_vectors, save_vectors

Progress = Callable[[str], None]
EMBED_AT_ONCE = 32
SHIPPED = "vectors.npz"
"""The file in the data folder that spares a first build most of its work."""


@dataclass(frozen=True, slots=True)
class BuildReport:
    """What a build did: passages in the index, passages embedded anew, and annotations and rules that were not used."""

    companies: int
    passages: int
    embedded: int
    stale: Mapping[str, tuple[Stale, ...]]


def build_index(
    documents: Sequence[Terms], *, data_dir: Path, index_dir: Path, embedder: Embedder, progress: Progress
) -> BuildReport:
    """Bring the index up to date with these documents and put it in use in one step.

    Companies that are not among the documents leave the index. Raises: BrokenData for a broken annotations file.
    """
    previous = _previous(index_dir, embedder)
    writer = IndexWriter(index_dir)
    writer.drop(set(writer.names()) - previous.collections)
    shelf = _Shelf(writer, previous, embedder, progress, shipped=data_dir / SHIPPED)
    anchors = shelf.put("anchors", load_anchors(data_dir / "scope"))
    rules = load_rules(data_dir) if (data_dir / "rules").exists() else ()
    entries: dict[str, list[Entry]] = {}
    stale: dict[str, tuple[Stale, ...]] = {}
    for terms in documents:
        slug = terms.company.slug
        annotations = data_dir / "annotations" / f"{slug}.yaml"
        file = load_annotations(annotations) if annotations.exists() else None
        knowledge, stale[slug] = match(terms, file, (rule for rule in rules if rule.company == slug))
        collection = shelf.put(slug, make_passages(knowledge), about=dump_knowledge(knowledge))
        replace_file(index_dir / "knowledge" / f"{collection}.json", dump_knowledge(knowledge))
        entries.setdefault(slug, []).append(
            Entry(
                version=terms.version.name,
                starts_on=terms.version.starts_on,
                collection=collection,
                names=names_of(terms.company),
            )
        )
        progress(f"{slug}: {len(knowledge.clauses)} bepalingen")
    manifest = Manifest(
        model=embedder.fingerprint, anchors=anchors, companies={slug: tuple(found) for slug, found in entries.items()}
    )
    save_manifest(index_dir, manifest)
    _drop_files(index_dir, keep=manifest.collections | previous.collections)
    return BuildReport(len(entries), shelf.passages, shelf.embedded, {slug: found for slug, found in stale.items() if found})


def _previous(index_dir: Path, embedder: Embedder) -> Manifest:
    try:
        manifest = load_manifest(index_dir)
    except IndexMissing:
        return Manifest()
    return manifest if manifest.model == embedder.fingerprint else Manifest()


@dataclass
class _Shelf:
    """Puts collections into the database under a name that tells their contents, and counts what that took."""

    writer: IndexWriter
    previous: Manifest
    embedder: Embedder
    progress: Progress
    shipped: Path
    passages: int = 0
    embedded: int = 0

    def put(self, name: str, passages: Sequence[Passage], *, about: bytes = b"") -> str:
        parts = [self.embedder.fingerprint.encode(), about, *(f"{p.passage_id} {p.text}".encode() for p in passages)]
        collection = f"{name}-{hashlib.sha256(bytes(1).join(parts)).hexdigest()[:16]}"
        self.passages += len(passages)
        if collection not in self.previous.collections:
            self.embedded += self.writer.write(
                collection, passages, known=self._known, embed=lambda fresh: self._embed(name, fresh)
            )
        return collection

    @cached_property
    def _known(self) -> Mapping[str, Vectors]:
        """Every vector that need not be computed, by the digest of its passage; read only when something has changed."""
        shipped = load_vectors(self.shipped, model=self.embedder.fingerprint)
        return {**shipped, **_vectors_in(self.writer, self.previous)}

    def _embed(self, name: str, passages: Sequence[Passage]) -> Vectors:
        def tell(done: int) -> None:
            self.progress(f"{name}: {done} van {len(passages)} passages berekend")

        return embed_passages(passages, self.embedder, progress=tell)


def _vectors_in(writer: IndexWriter, manifest: Manifest) -> Mapping[str, Vectors]:
    read = (writer.read_vectors(name) for name in sorted(manifest.collections))
    return {digest: vector for vectors in read for digest, vector in vectors.items()}


def ship_vectors(*, data_dir: Path, index_dir: Path) -> int:
    """Puts the vectors of the index beside the data, and returns how many. Raises: IndexMissing."""
    manifest = load_manifest(index_dir)
    vectors = _vectors_in(IndexWriter(index_dir), manifest)
    save_vectors(data_dir / SHIPPED, vectors, model=manifest.model)
    return len(vectors)


def embed_passages(passages: Sequence[Passage], embedder: Embedder, *, progress: Callable[[int], None]) -> Vectors:
    """Vectors of shape (n_passages, dimensions); questions are embedded as questions, all else as passages."""
    vectors = np.empty((len(passages), embedder.dimensions), dtype=np.float32)
    order = sorted(range(len(passages)), key=lambda at: (passages[at].kind in ASKED, len(passages[at].text)))
    for start in range(0, len(order), EMBED_AT_ONCE):
        batch = order[start : start + EMBED_AT_ONCE]
        asked = [at for at in batch if passages[at].kind in ASKED]
        said = [at for at in batch if at not in asked]
        if asked:
            vectors[asked] = embedder.embed_queries([passages[at].text for at in asked])
        if said:
            vectors[said] = embedder.embed_passages([passages[at].text for at in said])
        if start // EMBED_AT_ONCE % 10 == 9:
            progress(start + len(batch))
    return vectors


def _drop_files(index_dir: Path, *, keep: frozenset[str]) -> None:
    for path in (index_dir / "knowledge").glob("*.json"):
        if path.stem not in keep:
            path.unlink()
