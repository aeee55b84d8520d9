"""The built index: what is known per company, and the vectors of its passages in Chroma. The only module that knows chromadb."""

from __future__ import annotations

import threading
from collections.abc import Callable, Iterable, Mapping, Sequence
from datetime import date
from functools import lru_cache
from pathlib import Path

import chromadb
import numpy as np
from chromadb.api import ClientAPI
from chromadb.config import Settings as ChromaSettings
from chromadb.errors import ChromaError, NotFoundError

from bot.clock import today
from bot.errors import IndexMissing, UnknownCompany, UnknownVersion
from bot.knowledge import Knowledge, parse_knowledge, text_hash
from bot.retrieval.best import make_kinds
from bot.retrieval.embeddings import Vectors, cosines
from bot.retrieval.lending import Lenders, make_lenders
from bot.retrieval.manifest import REBUILD, Entry, Manifest, load_manifest
from bot.retrieval.names import NameTable
from bot.retrieval.passages import Passage, split_passage_id

COMPANIES_IN_MEMORY = 256
"""How many collections stay in memory, with what was worked out of them: some megabytes each."""
BATCH = 1000


def open_client(folder: Path) -> ClientAPI:
    """A Chroma client on the embedded database in this index folder; it sends nothing anywhere."""
    return chromadb.PersistentClient(str(folder / "chroma"), settings=ChromaSettings(anonymized_telemetry=False))


class ClauseIndex:
    """Reads the index of all companies. Follows a new build by itself, because the manifest says which collections count.

    Every method raises IndexMissing when nothing was built, or when it was built with another embedding model.
    """

    def __init__(self, folder: Path, *, model: str, clock: Callable[[], date] = today) -> None:
        self.folder = folder
        self._model = model
        self._clock = clock
        self._lock = threading.Lock()
        self._stamp = 0
        self._manifest = Manifest()
        self._names = NameTable(())
        self._lending: tuple[str, ...] = ()
        self._client: ClientAPI | None = None
        self._read = lru_cache(maxsize=COMPANIES_IN_MEMORY)(self._read_knowledge)
        self._vectors = lru_cache(maxsize=COMPANIES_IN_MEMORY)(self._read_vectors)
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

    def _chroma(self) -> ClientAPI:
        with self._lock:
            if self._client is None:
                self._client = open_client(self.folder)
            return self._client

    def _current(self) -> Manifest:
        try:
            stamp = (self.folder / "manifest.json").stat().st_mtime_ns
        except FileNotFoundError as error:
            raise IndexMissing(f"Er is nog geen index. {REBUILD}") from error
        if stamp != self._stamp:
            with self._lock:
                manifest = self._load()
                self._names, self._lending = _names_in(manifest), _lending_in(manifest)
                self._manifest, self._stamp = manifest, stamp
        return self._manifest

    def _load(self) -> Manifest:
        manifest = load_manifest(self.folder)
        if manifest.model != self._model:
            raise IndexMissing(f"De index is met een ander taalmodel gebouwd. {REBUILD}")
        return manifest

    def _read_vectors(self, collection: str) -> tuple[tuple[str, ...], Vectors]:
        """Ids and unit vectors of every passage of one collection."""
        try:
            stored = self._chroma().get_collection(collection, embedding_function=None).get(include=["embeddings"])
        except NotFoundError as error:
            raise IndexMissing(f"De index mist een verzameling. {REBUILD}") from error
        except ChromaError as error:
            raise IndexMissing(f"De index is beschadigd. {REBUILD}") from error
        vectors = np.asarray(stored["embeddings"], dtype=np.float32)
        return tuple(stored["ids"]), vectors.reshape(len(stored["ids"]), -1)

    def _read_knowledge(self, name: str) -> Knowledge:
        try:
            return parse_knowledge((self.folder / "knowledge" / f"{name}.json").read_bytes())
        except FileNotFoundError as error:
            raise IndexMissing(f"De index mist de voorwaarden {name}. {REBUILD}") from error


def _names_in(manifest: Manifest) -> NameTable:
    """What customers call every company, and its slug."""
    return NameTable((name, slug) for slug, entries in manifest.companies.items() for entry in entries for name in entry.names)


def _lending_in(manifest: Manifest) -> tuple[str, ...]:
    """The collections that lend: that of the anchors, and those of companies with sample questions."""
    lending = (entry.collection for entries in manifest.companies.values() for entry in entries if entry.lends)
    return (manifest.anchors, *lending)


class IndexWriter:
    """Writes collections of passages. Vectors of passages that an older collection already holds are taken from there."""

    def __init__(self, folder: Path) -> None:
        folder.mkdir(parents=True, exist_ok=True)
        self._client = open_client(folder)

    def write(
        self,
        collection: str,
        passages: Sequence[Passage],
        *,
        known: Mapping[str, Vectors],
        embed: Callable[[Sequence[Passage]], Vectors],
    ) -> int:
        """Fill a collection and return how many passages were embedded anew. An unfinished one of this name is replaced."""
        self.drop([collection])
        fresh = [passage for passage in passages if passage.digest not in known]
        vectors = dict(known)
        if fresh:
            vectors |= dict(zip((passage.digest for passage in fresh), embed(fresh), strict=True))
        target = self._client.create_collection(
            collection, embedding_function=None, configuration={"hnsw": {"space": "cosine", "ef_construction": 200}}
        )
        for start in range(0, len(passages), BATCH):
            part = passages[start : start + BATCH]
            target.add(
                ids=[passage.passage_id for passage in part],
                embeddings=np.stack([vectors[passage.digest] for passage in part]),
                metadatas=[{"digest": passage.digest, "clause_id": passage.clause_id, "kind": passage.kind} for passage in part],
                documents=[passage.text for passage in part],
            )
        return len(fresh)

    def read_vectors(self, collection: str) -> Mapping[str, Vectors]:
        """The vectors of a collection by the digest of their passage; nothing where the collection does not exist."""
        try:
            stored = self._client.get_collection(collection, embedding_function=None).get(include=["embeddings", "metadatas"])
        except NotFoundError:
            return {}
        metadatas, embeddings = stored["metadatas"] or [], stored["embeddings"]
        if embeddings is None:
            return {}
        return {
            str(metadata["digest"]): np.asarray(vector, dtype=np.float32)
            for metadata, vector in zip(metadatas, embeddings, strict=True)
        }

    def drop(self, collections: Iterable[str]) -> None:
        """Remove these collections where they exist."""
        for name in set(collections) & set(self.names()):
            self._client.delete_collection(name)

    def names(self) -> tuple[str, ...]:
        """Every collection that the database holds, finished or not."""
        return tuple(collection.name for collection in self._client.list_collections())
