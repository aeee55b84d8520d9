"""A small company with three versions of its terms: an old one, the one in force, and one of a far future."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from datetime import date

import pytest
from fastapi.testclient import TestClient

from bot.assembly import Parts, assemble
from bot.models import Company, Contact, Terms, TermsVersion
from bot.retrieval.embeddings import Embedder
from bot.settings import Settings
from bot.web.app import make_app
from ingest.indexing import build_index
from tests.small_company import LEENFIETS, make_terms, write_data

OLD = TermsVersion("2020-01-01", "oud.txt", date(2020, 1, 1))
NOW = TermsVersion("2024-05-01", "terms.txt", date(2024, 5, 1))
LATER = TermsVersion("2099-01-01", "straks.txt", date(2099, 1, 1))
VERSIONS = (OLD, NOW, LATER)
FREE_OLD = "U kunt een reservering tot 48 uur voor het ophalen kosteloos annuleren."
FREE_LATER = "U kunt een reservering tot 6 uur voor het ophalen kosteloos annuleren."


def version_of(version: TermsVersion, changes: dict[str, str | None], *, versions: tuple[TermsVersion, ...] = VERSIONS) -> Terms:
    """The terms of this version: those of the small company with other texts by path, None for a clause that it lacks."""
    texts = {**LEENFIETS, **{path: (f"Artikel {path}", "Slot", "") for path in changes if path not in LEENFIETS}}
    kept = {path: (label, title, changes.get(path, text)) for path, (label, title, text) in texts.items()}
    clauses = {path: (label, title, text) for path, (label, title, text) in kept.items() if text is not None}
    company = Company("leenfiets", "Leenfiets", "B.V.", Contact(email="balie@leenfiets.example"), versions)
    return replace(make_terms("leenfiets", "Leenfiets", clauses), company=company, version=version)


def three_versions() -> list[Terms]:
    """An old version with a clause that is no more and other hours; the one in force; one of a far future."""
    old = version_of(OLD, {"2.1": FREE_OLD, "3.2": None, "9.1": "Een fiets zonder slot mag u niet meenemen."})
    return [old, version_of(NOW, {}), version_of(LATER, {"2.1": FREE_LATER})]


@pytest.fixture(scope="module")
def settings(tmp_path_factory: pytest.TempPathFactory, embedder: Embedder) -> Settings:
    folder = tmp_path_factory.mktemp("versions")
    settings = Settings(data_dir=write_data(folder / "data"), index_dir=folder / "index")
    build_index(
        three_versions(),
        data_dir=settings.data_dir,
        index_dir=settings.index_dir,
        embedder=embedder,
        progress=lambda _: None,
        chroma_url=settings.chroma_url,
    )
    return settings


@pytest.fixture(scope="module")
def parts(settings: Settings) -> Parts:
    return assemble(settings)


@pytest.fixture(scope="module")
def client(parts: Parts, settings: Settings) -> Iterator[TestClient]:
    with TestClient(make_app(parts.assistant, parts.search, settings), raise_server_exceptions=False) as client:
        yield client
