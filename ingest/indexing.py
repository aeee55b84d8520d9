"""From clause trees to the index in use. A build that stops half-way leaves the previous index as it was."""

from __future__ import annotations

import hashlib
from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass
from functools import cached_property
from itertools import groupby
from pathlib import Path

import numpy as np

from bot.calculators.loading import load_rules
from bot.calculators.rules import Rule
from bot.errors import IndexMissing
from bot.knowledge import dump_knowledge
from bot.matching import Stale, load_pool, match
from bot.models import Terms
from bot.retrieval.anchors import load_anchors
from bot.retrieval.embeddings import Embedder, Vectors
from bot.retrieval.index import IndexWriter
from bot.retrieval.manifest import MANIFEST, Entry, Manifest, load_manifest, replace_file, save_manifest
from bot.retrieval.names import names_of
from bot.retrieval.passages import ASKED, Passage, make_passages
from bot.retrieval.subjects import load_subjects, subject_passages
from ingest.carrying import carry_questions
from ingest.reviewing import to_review
from ingest.shipped import load_vectors, save_vectors

Progress = Callable[[str], None]
EMBED_AT_ONCE = 32
SHIPPED = "vectors.npz"
"""The file in the data folder that spares a first build most of its work."""
UNFINISHED = "unfinished.json"
"""What a build has done so far, for one that is started after it was stopped; nobody reads it to answer."""


@dataclass(frozen=True, slots=True)
class BuildReport:
    """What a build did: passages in the index, passages embedded anew, and annotations and rules that were not used."""

    companies: int
    passages: int
    embedded: int
    stale: Mapping[str, tuple[Stale, ...]]


def build_index(
    documents: Sequence[Terms],
    *,
    data_dir: Path,
    index_dir: Path,
    embedder: Embedder,
    progress: Progress,
    chroma_url: str = "",
    clean: bool = False,
) -> BuildReport:
    """Bring the index up to date with these documents and put it in use in one step.

    Companies that are not among the documents leave the index. What a build embedded before it was stopped, the next one need not
    embed again. On a Chroma server collections that are in use no more stay until somebody wants it `clean`: another machine may
    use them. Call it inside `alone`. Raises: BrokenData for a broken annotations file; IndexAway.
    """
    previous, unfinished = _read(index_dir, embedder), _read(index_dir, embedder, UNFINISHED)
    kept = previous.collections | unfinished.collections
    shelf = _Shelf(IndexWriter(index_dir, chroma_url), data_dir, index_dir, embedder, progress, kept=kept, sources=kept)
    manifest = Manifest(model=embedder.fingerprint, anchors=shelf.put_anchors())
    stale: dict[str, tuple[Stale, ...]] = {}
    for slug, group in groupby(sorted(documents, key=_slug), key=_slug):
        versions = [*group]
        entries, stale[slug] = shelf.put_company(versions)
        manifest = manifest.with_company(slug, entries)
        save_manifest(index_dir, manifest, UNFINISHED)
        for terms in versions:
            progress(f"{slug}: {len(terms.clauses)} bepalingen")
    save_manifest(index_dir, manifest)
    (index_dir / UNFINISHED).unlink(missing_ok=True)
    in_use = manifest.collections | previous.collections
    _drop_files(index_dir, keep=in_use)
    if clean:
        shelf.writer.drop(set(shelf.writer.names()) - in_use)
    found = {slug: notes for slug, notes in stale.items() if notes}
    return BuildReport(len(manifest.companies), shelf.passages, shelf.embedded, found)


@dataclass(frozen=True, slots=True)
class Prepared:
    """A company whose passages stand in the database and are not in use yet."""

    manifest: Manifest
    passages: int
    embedded: int
    stale: tuple[Stale, ...]


def is_current(index_dir: Path, embedder: Embedder) -> bool:
    """Whether there is an index that this model built, to which a company can be added."""
    return bool(_read(index_dir, embedder).anchors)


def prepare_company(
    versions: Sequence[Terms], *, data_dir: Path, index_dir: Path, embedder: Embedder, progress: Progress, chroma_url: str = ""
) -> Prepared:
    """Put one company, all its versions from old to new, beside the others in the database; `use` puts it in use.

    Call it inside `alone`, with an index that `is_current`. Raises: BrokenData for a broken annotations file.
    """
    manifest = _read(index_dir, embedder)
    kept = manifest.collections | _read(index_dir, embedder, UNFINISHED).collections
    slug = versions[0].company.slug
    sources = frozenset(entry.collection for entry in manifest.companies.get(slug, ()))
    writer = IndexWriter(index_dir, chroma_url)
    shelf = _Shelf(writer, data_dir, index_dir, embedder, progress, kept=kept, sources=sources)
    entries, stale = shelf.put_company(versions)
    return Prepared(manifest.with_company(slug, entries), shelf.passages, shelf.embedded, stale)


def use(manifest: Manifest, *, index_dir: Path) -> None:
    """Put this manifest in use; a running server follows. What the one before it needs stays for who is still reading it."""
    in_use = [load_manifest(index_dir, name).collections for name in (MANIFEST, UNFINISHED) if (index_dir / name).exists()]
    save_manifest(index_dir, manifest)
    _drop_files(index_dir, keep=manifest.collections.union(*in_use))


def _slug(terms: Terms) -> str:
    return terms.company.slug


def _read(index_dir: Path, embedder: Embedder, name: str = MANIFEST) -> Manifest:
    """The manifest of this name; an empty one where there is none or where another model made it."""
    try:
        manifest = load_manifest(index_dir, name)
    except IndexMissing:
        return Manifest()
    return manifest if manifest.model == embedder.fingerprint else Manifest()


@dataclass
class _Shelf:
    """Puts collections into the database under a name that tells their contents, and counts what that took.

    All but the collections in `kept` leave a database of our own first. Vectors are taken from those in `sources` where they are
    known.
    """

    writer: IndexWriter
    data_dir: Path
    index_dir: Path
    embedder: Embedder
    progress: Progress
    kept: frozenset[str]
    sources: frozenset[str]
    passages: int = 0
    embedded: int = 0
    there: frozenset[str] = frozenset()

    def __post_init__(self) -> None:
        names = frozenset(self.writer.names())
        if not self.writer.is_shared:
            self.writer.drop(names - self.kept)
        self.there = names if self.writer.is_shared else names & self.kept

    def put_anchors(self) -> str:
        """The collection of messages that no clause answers, and of what terms of all trades tell."""
        scope = self.data_dir / "scope"
        return self._put("anchors", (*load_anchors(scope), *subject_passages(load_subjects(scope))))

    def put_company(self, versions: Sequence[Terms]) -> tuple[tuple[Entry, ...], tuple[Stale, ...]]:
        """The entries of one company, and the annotations and rules that its versions, from old to new, can't use."""
        slug = _slug(versions[0])
        pool = load_pool(self.data_dir / "annotations", slug)
        rules = [rule for rule in self._rules if rule.company == slug]
        entries: list[Entry] = []
        matched = carry_questions([match(terms, pool, rules) for terms in versions])
        for terms, knowledge in zip(versions, (each.knowledge for each in matched), strict=True):
            about = dump_knowledge(knowledge)
            collection = self._put(slug, make_passages(knowledge), about=about)
            replace_file(self.index_dir / "knowledge" / f"{collection}.json", about)
            entries.append(
                Entry(
                    version=terms.version.name,
                    starts_on=terms.version.starts_on,
                    collection=collection,
                    names=names_of(terms.company),
                    lends=any(annotation.vragen for annotation in knowledge.annotations.values()),
                )
            )
        return tuple(entries), to_review(matched, data_dir=self.data_dir)

    @cached_property
    def _rules(self) -> Sequence[Rule]:
        return load_rules(self.data_dir) if (self.data_dir / "rules").exists() else ()

    def _put(self, name: str, passages: Sequence[Passage], *, about: bytes = b"") -> str:
        parts = [self.embedder.fingerprint.encode(), about, *(f"{p.passage_id} {p.text}".encode() for p in passages)]
        collection = f"{name}-{hashlib.sha256(bytes(1).join(parts)).hexdigest()[:16]}"
        self.passages += len(passages)
        if collection not in self.there:
            self.embedded += self.writer.write(
                collection, passages, known=self._known, embed=lambda fresh: self._embed(name, fresh)
            )
        return collection

    @cached_property
    def _known(self) -> Mapping[str, Vectors]:
        """Every vector that need not be computed, by the digest of its passage; read only when something has changed."""
        shipped = load_vectors(self.data_dir / SHIPPED, model=self.embedder.fingerprint)
        return {**shipped, **_vectors_in(self.writer, self.sources)}

    def _embed(self, name: str, passages: Sequence[Passage]) -> Vectors:
        def tell(done: int) -> None:
            self.progress(f"{name}: {done} van {len(passages)} passages berekend")

        return embed_passages(passages, self.embedder, progress=tell)


def _vectors_in(writer: IndexWriter, collections: Iterable[str]) -> Mapping[str, Vectors]:
    read = (writer.read_vectors(name) for name in sorted(collections))
    return {digest: vector for vectors in read for digest, vector in vectors.items()}


def ship_vectors(*, data_dir: Path, index_dir: Path, chroma_url: str = "") -> int:
    """Puts the vectors of the index beside the data, and returns how many. Raises: IndexMissing, IndexAway."""
    manifest = load_manifest(index_dir)
    vectors = _vectors_in(IndexWriter(index_dir, chroma_url), manifest.collections)
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
