"""Adds a document to the terms that are served: all of it or nothing. A failure leaves data and index as they were."""

from __future__ import annotations

import hashlib
import shutil
from collections.abc import Callable, Iterator, Sequence
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass, field, replace
from pathlib import Path

from bot.errors import BadInput, UnknownCompany, UnknownVersion
from bot.matching import Stale
from bot.models import Company, Terms, TermsVersion
from bot.retrieval.embeddings import Embedder
from bot.retrieval.manifest import Entry, load_manifest, replace_file
from bot.settings import Settings
from ingest.alone import alone
from ingest.company import FILE_NAME, find_companies, load_company
from ingest.company_text import without_version
from ingest.delivery import Delivery
from ingest.identity import Request, checked
from ingest.indexing import Prepared, build_index, is_current, prepare_company, use
from ingest.isolation import Limits
from ingest.previewing import Outcome, Preview, preview
from ingest.shelving import STAGING, Shelving
from ingest.terms import load_versions
from ingest.wording import say

Progress = Callable[[str], None]
_USUAL = Limits()


@dataclass(frozen=True, slots=True)
class AddReport:
    """What was added. `known`: these very bytes were there already, and `preview` is None.

    `before` is the version that this one follows; `stale` are annotations and rules that do not fit the newest version.
    """

    outcome: Outcome
    company: Company
    version: TermsVersion
    passages: int = 0
    embedded: int = 0
    stale: tuple[Stale, ...] = ()
    before: Terms | None = None
    preview: Preview | None = None


@dataclass
class Adder:
    """Adds documents to one data folder and its index, with one embedder for all of them."""

    data_dir: Path
    index_dir: Path
    embedder: Embedder
    progress: Progress = field(default=lambda _: None)
    limits: Limits = _USUAL
    chroma_url: str = ""
    redis_url: str = ""

    def add(self, delivery: Delivery, request: Request, *, expected: Sequence[str] | None = None) -> AddReport:
        """Serve this document from now on, as a new company or as a version of a known one.

        The same bytes again change nothing. `expected` are the names of all versions that the company should have then. Raises:
        BadInput, also where it would have others; UnreadableTerms, BrokenData, NotReady.
        """
        request = checked(request)
        with alone(self.index_dir, self.progress, self.redis_url):
            if same := self.find_same(delivery, request):
                return self._again(*same)
            made = self._preview(delivery, request)
            if expected is not None and list(expected) != [version.name for version in made.company.versions]:
                raise BadInput(say("added_meanwhile", slug=request.slug, name=made.company.name))
            others = self._other_versions(request.slug) if made.outcome == "new_version" else ()
            with Shelving(self._terms, made.company, made.version, delivery) as shelving:
                prepared = self._index(_versions(made, others), put=shelving.put)
        before = _before(made, others)
        return AddReport(
            made.outcome, made.company, made.version, prepared.passages, prepared.embedded, prepared.stale, before, made
        )

    def find_same(self, delivery: Delivery, request: Request) -> tuple[Company, TermsVersion] | None:
        """The company of this slug and its version that hold these very bytes; None where there is none. Raises: BadInput."""
        folder = self._terms / checked(request).slug
        if not (folder / FILE_NAME).exists():
            return None
        company = load_company(folder).company
        for version in company.versions:
            if hashlib.sha256((folder / version.source).read_bytes()).hexdigest() == delivery.digest:
                return company, version
        return None

    def remove(self, slug: str) -> None:
        """Serve this company no longer, and drop its documents.

        Raises: UnknownCompany; BadInput where people wrote about its clauses: they take that away themselves.
        """
        with alone(self.index_dir, self.progress, self.redis_url):
            folder = self._folder(slug)
            if written := [path for path in self._written_about(slug) if path.exists()]:
                raise BadInput(say("company_written_about", slug=slug, files=", ".join(map(str, written))))
            self._take_out(folder)

    def remove_version(self, slug: str, name: str) -> None:
        """Serve one version of a company no longer, and drop its document.

        Raises: UnknownCompany, UnknownVersion; BadInput where it is the only one.
        """
        with alone(self.index_dir, self.progress, self.redis_url):
            folder = self._folder(slug)
            company = load_company(folder).company
            gone = next((version for version in company.versions if version.name == name), None)
            if gone is None:
                known = ", ".join(version.name for version in company.versions)
                raise UnknownVersion(say("diff_version", slug=slug, version=name, known=known))
            if len(company.versions) == 1:
                raise BadInput(say("only_version", slug=slug, version=name))
            left = replace(company, versions=tuple(version for version in company.versions if version != gone))
            terms = [replace(each, company=left) for each in self._other_versions(slug) if each.version != gone]
            before = (folder / FILE_NAME).read_bytes()
            after = without_version(before.decode(), name).encode()
            try:
                self._index(terms, put=lambda: replace_file(folder / FILE_NAME, after))
            except BaseException:
                replace_file(folder / FILE_NAME, before)
                raise
            (folder / gone.source).unlink()

    def _folder(self, slug: str) -> Path:
        folder = next((folder for folder in find_companies(self._terms) if folder.name == slug), None)
        if folder is None:
            raise UnknownCompany(say("company_unknown", slug=slug))
        return folder

    def _preview(self, delivery: Delivery, request: Request) -> Preview:
        """The document as it is read by another process, while this one loads the embedding model."""
        with ThreadPoolExecutor(max_workers=1) as loading:
            loading.submit(lambda: self.embedder.dimensions)
            return preview(delivery, request, data_dir=self.data_dir, limits=self.limits)

    @property
    def _terms(self) -> Path:
        return self.data_dir / "terms"

    def _again(self, company: Company, version: TermsVersion) -> AddReport:
        """The report on a document that is there; it is indexed where an earlier run was stopped before that."""
        if self._is_indexed(company):
            return AddReport("known", company, version)
        prepared = self._index(self._other_versions(company.slug), put=lambda: None)
        return AddReport("known", company, version, prepared.passages, prepared.embedded, prepared.stale)

    def _is_indexed(self, company: Company) -> bool:
        if not is_current(self.index_dir, self.embedder):
            return False
        entries: tuple[Entry, ...] = load_manifest(self.index_dir).companies.get(company.slug, ())
        return [entry.version for entry in entries] == [version.name for version in company.versions]

    def _index(self, versions: Sequence[Terms], *, put: Callable[[], None]) -> Prepared:
        """Put one company in the index, with `put` between making it ready and using it; all of them where there is no index."""
        if is_current(self.index_dir, self.embedder):
            prepared = prepare_company(
                versions,
                data_dir=self.data_dir,
                index_dir=self.index_dir,
                embedder=self.embedder,
                progress=self.progress,
                chroma_url=self.chroma_url,
            )
            put()
            use(prepared.manifest, index_dir=self.index_dir)
            return prepared
        self.progress(say("index_first"))
        slug = versions[0].company.slug
        rest = [terms for folder in find_companies(self._terms) if folder.name != slug for terms in _load(folder)]
        put()
        built = build_index(
            [*rest, *versions],
            data_dir=self.data_dir,
            index_dir=self.index_dir,
            embedder=self.embedder,
            progress=self.progress,
            chroma_url=self.chroma_url,
        )
        return Prepared(load_manifest(self.index_dir), built.passages, built.embedded, built.stale.get(slug, ()))

    def _other_versions(self, slug: str) -> tuple[Terms, ...]:
        return tuple(_load(self._terms / slug))

    def _written_about(self, slug: str) -> tuple[Path, ...]:
        annotations = self.data_dir / "annotations"
        return annotations / f"{slug}.yaml", *annotations.glob(f"{slug}.*.yaml"), self.data_dir / "rules" / slug

    def _take_out(self, folder: Path) -> None:
        """First out of the index, then out of the data: stopped in between, it can be asked again."""
        if is_current(self.index_dir, self.embedder):
            use(load_manifest(self.index_dir).without_company(folder.name), index_dir=self.index_dir)
        gone = self._terms / STAGING / folder.name
        shutil.rmtree(gone.parent, ignore_errors=True)
        gone.parent.mkdir()
        folder.rename(gone)
        shutil.rmtree(gone.parent)


def make_adder(settings: Settings, embedder: Embedder, progress: Progress) -> Adder:
    """An adder to the folders and servers of these settings."""
    chroma, redis = settings.chroma_url, settings.redis_url
    return Adder(settings.data_dir, settings.index_dir, embedder, progress, chroma_url=chroma, redis_url=redis)


def _load(folder: Path) -> Iterator[Terms]:
    return (loaded.terms for loaded in load_versions(folder))


def _versions(made: Preview, others: Sequence[Terms]) -> tuple[Terms, ...]:
    """Every version of the company with the new one among them, from old to new."""
    clauses = {terms.version: terms.clauses for terms in others} | {made.version: made.document.parsed.clauses}
    return tuple(Terms(made.company, version, clauses[version]) for version in made.company.versions)


def _before(made: Preview, others: Sequence[Terms]) -> Terms | None:
    at = made.company.versions.index(made.version)
    return others[at - 1] if at else None
