"""The built index: what is known per company, and the vectors of its passages in Chroma."""

from __future__ import annotations

import logging
import os
import threading
import uuid
from collections.abc import Callable, Iterable, Mapping, Sequence
from datetime import date
from functools import lru_cache
from pathlib import Path
from typing import Any, Final

import numpy as np

from bot.clock import today
from bot.errors import BrokenData, IndexAway, IndexMissing, UnknownCompany, UnknownVersion
from bot.knowledge import Knowledge, parse_knowledge, text_hash
from bot.retrieval.best import make_kinds
from bot.retrieval.chroma import WRITING_S, Chroma
from bot.retrieval.embeddings import Vectors, cosines
from bot.retrieval.kept import Arrays, Kept, joined, parted
from bot.retrieval.lending import Lenders, make_lenders
from bot.retrieval.manifest import MANIFEST, REBUILD, Entry, Manifest, load_manifest
from bot.retrieval.names import NameTable
from bot.retrieval.passages import Passage, split_passage_id
from bot.retrieval.remembering import Remembered

log = logging.getLogger(__name__)
COMPANIES_IN_MEMORY = 256
"""How many collections stay in memory, with what was worked out of them: some megabytes each."""
TRIED_OUT = 50
"""Versions of terms in a new build that are read before it is taken in use."""
BATCH = 1000
OURS: Final = {"program": "voorwaardenbot"}
"""What tells our collections from those of others on the same server."""
EXACT: Final[Mapping[str, Any]] = {
    "embedding_function": None,
    "configuration": {"hnsw": {"space": "cosine", "ef_construction": 200}},
}


class ClauseIndex:
    """Reads the index of all companies. Follows a new build by itself, because the manifest says which collections count.

    `edition` counts the builds that it followed. One that can't be read is left alone: the one before stays in use.
    Every method raises IndexMissing when nothing was built, or when it was built with another embedding model. What needs vectors
    that are not in memory raises IndexAway while the Chroma server is away.
    """

    def __init__(self, folder: Path, *, model: str, clock: Callable[[], date] = today, chroma_url: str = "") -> None:
        self.folder = folder
        self._manifest_path = str(folder / MANIFEST)
        self.kept = Kept(folder)
        self._model = model
        self._clock = clock
        self._lock = threading.Lock()
        self._stamp = 0
        self.edition = 0
        self._manifest = Manifest()
        self._names = NameTable(())
        self._lending: tuple[str, ...] = ()
        self._chroma = Chroma(folder, chroma_url)
        self._read = Remembered(self._read_knowledge, most=COMPANIES_IN_MEMORY)
        self._vectors = Remembered(self._read_vectors, most=COMPANIES_IN_MEMORY)
        self._lend = lru_cache(maxsize=1)(self._gather_lenders)
        self._kinds = lru_cache(maxsize=1)(lambda collection: make_kinds(self._vectors(collection)[0]))

    @property
    def slugs(self) -> tuple[str, ...]:
        """The companies in the index, sorted by slug."""
        return tuple(sorted(self._current().companies))

    @property
    def collections(self) -> frozenset[str]:
        """Every collection in use."""
        return self._current().collections

    def check(self) -> None:
        """Returns when every company can be answered: the vectors are at hand, or in memory. Raises: IndexMissing, IndexAway."""
        manifest = self._current()
        try:
            self._chroma.check()
        except IndexAway:
            for collection in sorted(manifest.collections):
                self._vectors(collection)

    def versions(self, slug: str) -> tuple[Entry, ...]:
        """Every version of the company's terms, from old to new. Raises: UnknownCompany."""
        entries = self._current().companies.get(slug)
        if not entries:
            raise UnknownCompany(f"Het bedrijf {slug!r} is hier niet bekend. Bekend zijn: {', '.join(self.slugs)}.")
        return entries

    def find_entry(self, slug: str, *, on: date | None = None) -> Entry:
        """The version in force on a day, else today; the oldest for a day before all of them. Raises: UnknownCompany."""
        entries = self.versions(slug)
        day = on or self._clock()
        in_force = [entry for entry in entries if entry.starts_on is None or entry.starts_on <= day]
        return in_force[-1] if in_force else entries[0]

    def find_version(self, slug: str, name: str | None, *, on: date | None = None) -> Entry:
        """The version with this name; without one that of `find_entry`. Raises: UnknownCompany, UnknownVersion."""
        if not name:
            return self.find_entry(slug, on=on)
        entries = self.versions(slug)
        for entry in entries:
            if entry.version == name:
                return entry
        known = ", ".join(entry.version for entry in entries)
        raise UnknownVersion(f"Versie {name!r} van de voorwaarden van {slug} is hier niet bekend. Bekend zijn: {known}.")

    def names_of_others(self, slug: str, message: str) -> tuple[str, ...]:
        """What customers call other companies in the index, of those names whose first word stands in the message."""
        self._current()
        return tuple(name for name, whose in self._names.near(message) if whose != slug)

    def get_knowledge(self, slug: str, *, on: date | None = None) -> Knowledge:
        """What is known of this company, in the version of `find_entry`. Raises: UnknownCompany."""
        return self.read(self.find_entry(slug, on=on))

    def read(self, entry: Entry) -> Knowledge:
        """What is known of a company in this version of its terms."""
        return self._read(entry.collection)

    def nearest_anchors(self, vector: Vectors) -> Mapping[str, float]:
        """The best cosine with the question's vector of messages that no clause answers, by their kind."""
        anchors = self._current().anchors
        return self._kinds(anchors).best(cosines(self._vectors(anchors)[1], vector))

    def similarities(self, collection: str, vector: Vectors) -> tuple[Sequence[str], Vectors]:
        """The id of every passage of one collection and its cosine with the question's vector.

        Exact, and over all passages, because each clause is judged by all of its own. Chroma keeps the vectors; those of the
        companies that are asked about stay in memory, as a search for every single passage would take it ten times as long.
        """
        names, vectors = self._vectors(collection)
        return names, cosines(vectors, vector)

    def vectors(self, collection: str) -> tuple[Sequence[str], Vectors]:
        """The id and the unit vector of every passage of one collection."""
        return self._vectors(collection)

    def subjects(self) -> tuple[Sequence[str], Vectors, Vectors]:
        """The subjects of all trades by name, how terms put each and the first question for each, (n_subjects, dimensions)."""
        names, vectors = self._vectors(self._current().anchors)
        row = {name: at for at, name in enumerate(names)}
        told = [split_passage_id(name)[0] for name in names if name.endswith("#bepaling#0")]
        said, asked = ([row[f"{name}#{kind}#0"] for name in told] for kind in ("bepaling", "klantvraag"))
        return told, vectors[said], vectors[asked]

    def lenders(self) -> Lenders:
        """The clauses of all companies that have sample questions; the same object until another build is in use."""
        self._current()
        return self._lend(self._lending)

    def _gather_lenders(self, collections: Sequence[str]) -> Lenders:
        return make_lenders((self._vectors(name) for name in collections), name=text_hash(" ".join(collections)))

    def _current(self) -> Manifest:
        try:
            stamp = os.stat(self._manifest_path).st_mtime_ns  # noqa: PTH116 - several times for each question
        except FileNotFoundError as error:
            raise IndexMissing(f"Er is nog geen index. {REBUILD}") from error
        if stamp != self._stamp:
            with self._lock:
                self._follow(stamp)
        return self._manifest

    def _follow(self, stamp: int) -> None:
        """Take a new build in use; what was in use stays so where the new one can't be read, by an older program above all."""
        if stamp == self._stamp:
            return
        before = self._manifest
        try:
            manifest = self._load()
            self._try_out(manifest.collections - before.collections - {manifest.anchors})
        except IndexMissing as error:
            if not before.companies:
                raise
            log.error("the new index can't be used, so the one before stays in use: %s", error)
            self._stamp = stamp
            return
        self._names, self._lending = _names_in(manifest), _lending_in(manifest)
        self._manifest, self._stamp, self.edition = manifest, stamp, self.edition + 1
        kept = manifest.collections | before.collections  # somebody may be reading these
        self._read.keep(kept.__contains__)
        self._vectors.keep(kept.__contains__)

    def _try_out(self, collections: Iterable[str]) -> None:
        for collection in sorted(collections)[:TRIED_OUT]:
            self._read(collection)

    def _load(self) -> Manifest:
        manifest = load_manifest(self.folder)
        if manifest.model != self._model:
            raise IndexMissing(f"De index is met een ander taalmodel gebouwd. {REBUILD}")
        return manifest

    def _read_vectors(self, collection: str) -> tuple[tuple[str, ...], Vectors]:
        """Ids and unit vectors of every passage of one collection.

        Chroma takes ten times as long to give them as a file does, so they are kept beside the index.
        """
        kept = self.kept.get(collection, "vectors", lambda: _as_arrays(*self._fetch(collection)))
        return parted(kept["names"]), kept["vectors"]

    def _fetch(self, collection: str) -> tuple[tuple[str, ...], Vectors]:
        pages = [*self._chroma.pages(collection, ["embeddings"])]
        names = tuple(name for page in pages for name in page["ids"])
        vectors = np.concatenate(
            [np.asarray(page["embeddings"], dtype=np.float32).reshape(len(page["ids"]), -1) for page in pages]
        )
        return names, vectors.reshape(len(names), -1)

    def _read_knowledge(self, name: str) -> Knowledge:
        try:
            return parse_knowledge((self.folder / "knowledge" / f"{name}.json").read_bytes())
        except FileNotFoundError as error:
            raise IndexMissing(f"De index mist de voorwaarden {name}. {REBUILD}") from error
        except BrokenData as error:
            raise IndexMissing(str(error)) from error


def _as_arrays(names: Sequence[str], vectors: Vectors) -> Arrays:
    return {"names": joined(names), "vectors": vectors}


def _names_in(manifest: Manifest) -> NameTable:
    """What customers call every company, and its slug."""
    return NameTable((name, slug) for slug, entries in manifest.companies.items() for entry in entries for name in entry.names)


def _lending_in(manifest: Manifest) -> tuple[str, ...]:
    """The collections that lend: that of the anchors, and those of companies with sample questions."""
    lending = (entry.collection for entries in manifest.companies.values() for entry in entries if entry.lends)
    return (manifest.anchors, *lending)


class IndexWriter:
    """Writes collections of passages. Vectors of passages that an older collection already holds are taken from there."""

    def __init__(self, folder: Path, chroma_url: str = "") -> None:
        folder.mkdir(parents=True, exist_ok=True)
        self._chroma = Chroma(folder, chroma_url, patience=WRITING_S)

    @property
    def is_shared(self) -> bool:
        """Whether other machines may use collections of this database that this one knows nothing of."""
        return self._chroma.is_shared

    def write(
        self,
        collection: str,
        passages: Sequence[Passage],
        *,
        known: Mapping[str, Vectors],
        embed: Callable[[Sequence[Passage]], Vectors],
    ) -> int:
        """Fill a collection and return how many passages were embedded anew. An unfinished one of this name is replaced.

        On a server it gets its name when it is complete, so that another machine never takes it before.
        """
        fresh = [passage for passage in passages if passage.digest not in known]
        vectors = dict(known)
        if fresh:
            vectors |= dict(zip((passage.digest for passage in fresh), embed(fresh), strict=True))
        if self.is_shared:
            unfinished = f"{collection}-{uuid.uuid4().hex[:8]}"
            self._fill(unfinished, passages, vectors)
            self._chroma.rename(unfinished, collection)  # where another machine was first, theirs is as good
        else:
            self.drop([collection])
            self._fill(collection, passages, vectors)
        return len(fresh)

    def _fill(self, collection: str, passages: Sequence[Passage], vectors: Mapping[str, Vectors]) -> None:
        target = self._chroma.ask(lambda client: client.create_collection(collection, metadata=dict(OURS), **EXACT))
        for start in range(0, len(passages), BATCH):
            part = passages[start : start + BATCH]
            rows: dict[str, Any] = {
                "ids": [passage.passage_id for passage in part],
                "embeddings": np.stack([vectors[passage.digest] for passage in part]),
                "metadatas": [
                    {"digest": passage.digest, "clause_id": passage.clause_id, "kind": passage.kind} for passage in part
                ],
                "documents": [passage.text for passage in part],
            }
            self._chroma.ask(lambda _: target.add(**rows))  # noqa: B023 - asked at once

    def read_vectors(self, collection: str) -> Mapping[str, Vectors]:
        """The vectors of a collection by the digest of their passage; nothing where the collection does not exist."""
        try:
            pages = [*self._chroma.pages(collection, ["embeddings", "metadatas"])]
        except IndexMissing:
            return {}
        found: dict[str, Vectors] = {}
        for page in pages:
            metadatas, embeddings = page["metadatas"] or [], page["embeddings"]
            for metadata, vector in zip(metadatas, embeddings if embeddings is not None else [], strict=True):
                found[str(metadata["digest"])] = np.asarray(vector, dtype=np.float32)
        return found

    def drop(self, collections: Iterable[str]) -> None:
        """Remove these collections where they exist."""
        for name in set(collections) & set(self.names()):
            self._chroma.ask(lambda client: client.delete_collection(name))  # noqa: B023 - asked at once

    def names(self) -> tuple[str, ...]:
        """Every collection of ours that the database holds, finished or not."""
        found = self._chroma.ask(lambda client: client.list_collections())
        ours = (each for each in found if not self.is_shared or (each.metadata or {}).get("program") == OURS["program"])
        return tuple(collection.name for collection in ours)
