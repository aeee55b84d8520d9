"""Adding a document: it can be asked about at once, or nothing has changed."""

from __future__ import annotations

import json
import threading
from collections.abc import Mapping
from datetime import date
from pathlib import Path

import pytest
from starlette.testclient import TestClient

from bot.assembly import Parts, assemble
from bot.errors import BadInput, BrokenData, UnknownCompany, UnknownVersion, UnreadableTerms
from bot.knowledge import text_hash
from bot.models import Contact, Question
from bot.retrieval.embeddings import Embedder
from bot.retrieval.index import ClauseIndex
from bot.retrieval.manifest import load_manifest
from bot.settings import Settings
from bot.web.app import make_app
from ingest import adding, shelving
from ingest.adding import Adder, make_adder
from ingest.alone import alone
from ingest.company import load_company
from ingest.delivery import Delivery, deliver
from ingest.identity import Request
from ingest.indexing import build_index
from ingest.previewing import preview
from ingest.telling import report_as_json, report_as_text
from ingest.terms import load_versions
from tests.backend import redis_url
from tests.small_company import small_terms, write_data

BOOT = """# Algemene voorwaarden Bootverhuur De Plas
Versie 2, 1 mei 2023

Artikel 1 Reserveren
1. U reserveert een boot per e-mail aan info@bootdeplas.nl.
2. De reservering geldt na onze bevestiging.

Artikel 2 Annuleren
1. U annuleert tot 48 uur voor de vaart kosteloos.
2. Daarna betaalt u de helft van de huurprijs.

Artikel 3 Schade
Schade aan de boot meldt u binnen 1 dag.
"""
LATER = BOOT.replace("Versie 2, 1 mei 2023", "Versie 3, geldig vanaf 1 juli 2025").replace("48 uur", "72 uur")
ASKED = Request("bootdeplas", "Bootverhuur De Plas")


def boot(text: str = BOOT, name: str = "voorwaarden.md") -> Delivery:
    return deliver(text.encode(), name)


@pytest.fixture
def settings(tmp_path: Path, embedder: Embedder) -> Settings:
    """Two companies in the index, none of them with a folder of its own."""
    made = Settings(data_dir=write_data(tmp_path / "data"), index_dir=tmp_path / "index", redis_url=redis_url())
    (made.data_dir / "terms").mkdir()
    build_index(
        small_terms(),
        data_dir=made.data_dir,
        index_dir=made.index_dir,
        embedder=embedder,
        progress=lambda _: None,
        chroma_url=made.chroma_url,
    )
    return made


@pytest.fixture
def adder(settings: Settings, embedder: Embedder) -> Adder:
    return make_adder(settings, embedder, lambda _: None)


def state(settings: Settings) -> Mapping[str, bytes]:
    """Everything that is served: the terms, and the manifest that says what of the index is in use."""
    files = [*(settings.data_dir / "terms").rglob("*"), settings.index_dir / "manifest.json"]
    return {str(file): file.read_bytes() for file in files if file.is_file()}


def test_a_new_company_is_served_and_the_others_stay(adder: Adder, settings: Settings) -> None:
    before = load_manifest(settings.index_dir).companies
    report = adder.add(boot(), ASKED)
    assert (report.outcome, report.version.name, report.version.starts_on) == ("new_company", "2023-05-01", date(2023, 5, 1))
    assert report.embedded == report.passages == 5
    assert report.preview is not None
    assert report.preview.warnings == ()
    after = load_manifest(settings.index_dir).companies
    assert {slug: after[slug] for slug in before} == before
    described = load_company(settings.data_dir / "terms" / "bootdeplas").company
    assert described == report.company
    assert described.contact == Contact(email="info@bootdeplas.nl")
    assert (settings.data_dir / "terms" / "bootdeplas" / "2023-05-01.md").read_bytes() == BOOT.encode()
    assert not (settings.data_dir / "terms" / shelving.STAGING).exists()


def test_a_running_assistant_answers_about_it_at_once(adder: Adder, settings: Settings) -> None:
    running: Parts = assemble(settings)
    assert "bootdeplas" not in running.search.index.slugs
    adder.add(boot(), ASKED)
    question = Question("bootdeplas", "Tot wanneer kan ik de boot gratis annuleren?", reference_date=date(2026, 3, 16))
    reply = running.assistant.reply(question)
    assert reply.status == "answered"
    assert reply.citations[0].clause_id == "bootdeplas:2.1"


def test_the_same_bytes_again_change_nothing(adder: Adder, settings: Settings) -> None:
    adder.add(boot(), ASKED)
    before = state(settings)
    report = adder.add(boot(name="kopie.md"), Request("bootdeplas"))
    assert (report.outcome, report.embedded, report.preview) == ("known", 0, None)
    assert state(settings) == before


def test_a_later_version_stands_behind_the_one_before_it(adder: Adder, settings: Settings, embedder: Embedder) -> None:
    adder.add(boot(), ASKED)
    report = adder.add(boot(LATER), Request("bootdeplas"))
    assert report.outcome == "new_version"
    assert report.before is not None
    assert report.before.version.name == "2023-05-01"
    assert report.embedded == 1
    index = ClauseIndex(settings.index_dir, model=embedder.fingerprint, chroma_url=settings.chroma_url)
    assert "48 uur" in index.get_knowledge("bootdeplas", on=date(2024, 1, 1)).get_clause("2.1").text
    assert "72 uur" in index.get_knowledge("bootdeplas", on=date(2025, 7, 1)).get_clause("2.1").text


def test_an_earlier_version_goes_in_front_and_comments_stay(adder: Adder, settings: Settings) -> None:
    adder.add(boot(LATER), ASKED)
    file = settings.data_dir / "terms" / "bootdeplas" / "company.yaml"
    file.write_text(
        file.read_text(encoding="utf-8").replace("versions:", "# door een mens nagekeken\nversions:"), encoding="utf-8"
    )
    report = adder.add(boot(), Request("bootdeplas"))
    assert [version.name for version in report.company.versions] == ["2023-05-01", "2025-07-01"]
    assert report.before is None
    assert "# door een mens nagekeken\nversions:" in file.read_text(encoding="utf-8")


@pytest.mark.parametrize(
    ("request_", "text", "message"),
    [
        (Request("Boot!", "x"), BOOT, "kan niet in een adres staan"),
        (Request("../boot", "x"), BOOT, "kan niet in een adres staan"),
        (Request("anchors", "x"), BOOT, "kan niet in een adres staan"),
        (Request("boot", "a\nb\x07"), BOOT, "zonder regeleinden"),
        (Request("boot", "x", version="2024-13-01"), BOOT, "is geen dag"),
        (Request("boot", "x", version="../x"), BOOT, "is geen dag"),
        (Request("boot"), BOOT, "nog niet bekend. Geef ook de naam"),
        (Request("boot", "bootverhuur de plas"), BOOT, "is al bekend als 'bootdeplas'"),
        (Request("bootdeplas", "Een ander"), LATER, "is al het bedrijf Bootverhuur De Plas"),
        (Request("bootdeplas", version="2023-05-01"), LATER, "Versie 2023-05-01 van Bootverhuur De Plas is er al"),
        (Request("bootdeplas"), LATER.replace("geldig vanaf 1 juli 2025", ""), "Geef de dag waarop deze versie ingaat, zoals"),
    ],
)
def test_what_can_not_be_is_refused_and_changes_nothing(
    adder: Adder, settings: Settings, request_: Request, text: str, message: str
) -> None:
    adder.add(boot(), ASKED)
    before = state(settings)
    with pytest.raises(BadInput, match=message):
        adder.add(boot(text), request_)
    assert state(settings) == before


def test_a_document_without_articles_is_refused(adder: Adder, settings: Settings) -> None:
    before = state(settings)
    with pytest.raises(UnreadableTerms, match="geen artikelen"):
        adder.add(boot("Beste klant,\n\nHartelijk dank voor uw bestelling."), ASKED)
    assert state(settings) == before


def test_what_looks_wrong_is_a_warning(settings: Settings) -> None:
    short = boot(
        "Article 1 Payment\nArtikel 1 Payment\nYou have to pay what you owe us within the time that they have given you.\n"
    )
    made = preview(short, Request("winkel", "Winkel"), data_dir=settings.data_dir)
    assert [text.partition(" ")[0] for text in made.warnings] == ["Er", "Het", "De"]
    assert not (settings.data_dir / "terms" / "winkel").exists()


class Broken(Exception):
    """A failure that nobody foresaw."""


@pytest.mark.parametrize("later", [False, True])
@pytest.mark.parametrize("step", ["prepare_company", "use"])
def test_a_failure_on_the_way_leaves_everything_as_it_was(
    adder: Adder, settings: Settings, monkeypatch: pytest.MonkeyPatch, step: str, later: bool
) -> None:
    if later:
        adder.add(boot(), ASKED)
    before = state(settings)

    def fail(*_: object, **__: object) -> None:
        raise Broken

    with monkeypatch.context() as broken:
        broken.setattr(adding, step, fail)
        with pytest.raises(Broken):
            adder.add(boot(LATER), ASKED)
    assert state(settings) == before
    assert adder.add(boot(LATER), ASKED).outcome == ("new_version" if later else "new_company")


def test_a_company_file_that_would_not_read_back_is_not_written(adder: Adder, settings: Settings) -> None:
    adder.add(boot(), ASKED)
    file = settings.data_dir / "terms" / "bootdeplas" / "company.yaml"
    text = file.read_text(encoding="utf-8").replace("versions:", "versions: &versions") + "spaces: {}\n"
    file.write_text(text.replace("name: Bootverhuur De Plas", 'name: "Bootverhuur \\\n  De Plas"'), encoding="utf-8")
    assert adder.add(boot(LATER), Request("bootdeplas")).outcome == "new_version"
    broken = file.read_text(encoding="utf-8").replace("slug: bootdeplas", "slug: anders")
    file.write_text(broken, encoding="utf-8")
    with pytest.raises(BrokenData, match="Maak ze gelijk"):
        adder.add(boot(BOOT + "\n"), Request("bootdeplas", version="2026-01-01"))
    assert file.read_text(encoding="utf-8") == broken


def test_without_an_index_everything_is_indexed(adder: Adder, settings: Settings, embedder: Embedder) -> None:
    adder.add(boot(), ASKED)
    other = Adder(settings.data_dir, settings.index_dir.with_name("anders"), embedder)
    other.add(boot(LATER), Request("tweede", "De Tweede"))
    assert ClauseIndex(other.index_dir, model=embedder.fingerprint).slugs == ("bootdeplas", "tweede")


def test_what_was_stopped_between_data_and_index_is_finished(adder: Adder, settings: Settings, embedder: Embedder) -> None:
    adder.add(boot(), ASKED)
    manifest = settings.index_dir / "manifest.json"
    stopped = load_manifest(settings.index_dir).without_company("bootdeplas")
    manifest.write_text(stopped.model_dump_json(), encoding="utf-8")
    assert adder.add(boot(), ASKED).outcome == "known"
    assert "bootdeplas" in ClauseIndex(settings.index_dir, model=embedder.fingerprint, chroma_url=settings.chroma_url).slugs


def test_a_build_after_it_embeds_nothing(adder: Adder, settings: Settings, embedder: Embedder) -> None:
    adder.add(boot(), ASKED)
    documents = [*small_terms(), *(loaded.terms for loaded in load_versions(settings.data_dir / "terms" / "bootdeplas"))]
    places = {"data_dir": settings.data_dir, "index_dir": settings.index_dir}
    report = build_index(documents, **places, embedder=embedder, progress=lambda _: None, chroma_url=settings.chroma_url)
    assert (report.companies, report.embedded) == (3, 0)


def test_the_second_writer_waits_and_is_told(adder: Adder, settings: Settings) -> None:
    told: list[str] = []
    adder.progress = told.append
    waiting = threading.Thread(target=adder.add, args=(boot(), ASKED))
    with alone(settings.index_dir, print, settings.redis_url):
        waiting.start()
        waiting.join(1)
        assert waiting.is_alive()
        assert told == ["Er wordt al aan de voorwaarden of de index gewerkt. Er wordt gewacht tot dat klaar is."]
    waiting.join(60)
    assert (settings.data_dir / "terms" / "bootdeplas").exists()


def test_a_company_can_be_taken_out_unless_people_wrote_about_it(adder: Adder, settings: Settings, embedder: Embedder) -> None:
    before = state(settings)
    adder.add(boot(), ASKED)
    notes = settings.data_dir / "annotations" / "bootdeplas.yaml"
    notes.write_text("company: bootdeplas\nclauses: {}\n", encoding="utf-8")
    with pytest.raises(BadInput, match=r"bootdeplas\.yaml"):
        adder.remove("bootdeplas")
    notes.unlink()
    adder.remove("bootdeplas")
    assert state(settings) == before
    assert "bootdeplas" not in ClauseIndex(settings.index_dir, model=embedder.fingerprint, chroma_url=settings.chroma_url).slugs
    with pytest.raises(UnknownCompany):
        adder.remove("bootdeplas")


def test_a_later_version_is_told_by_what_changed_and_what_waits_for_a_person(adder: Adder, settings: Settings) -> None:
    terms = adder.add(boot(), ASKED).preview
    assert terms is not None
    clause = next(clause for clause in terms.document.parsed.clauses if clause.path == "2.1")
    notes = settings.data_dir / "annotations" / "bootdeplas.yaml"
    note = f'hash: "{text_hash(clause.text)}"\n    kern: U annuleert tot 48 uur vooraf.'
    notes.write_text(f'company: bootdeplas\nclauses:\n  "2.1":\n    {note}\n', encoding="utf-8")
    report = adder.add(boot(LATER), Request("bootdeplas"))
    told = report_as_text(report)
    assert "Ten opzichte van versie 2023-05-01: 1 gewijzigd, 4 ongewijzigd." in told
    assert "termijn: 48 uur -> 72 uur" in told
    assert "python -m ingest diff bootdeplas@2023-05-01 bootdeplas@2025-07-01" in told
    assert [stale.name for stale in report.stale] == ["2.1"]
    assert "  2.1: " in told
    assert json.loads(report_as_json(report))["changes"]["figures"] == [{"path": "2.1", "figures": ["termijn: 48 uur -> 72 uur"]}]


def test_a_running_server_shows_it_at_once(adder: Adder, settings: Settings) -> None:
    parts = assemble(settings)
    with TestClient(make_app(parts.assistant, parts.search, settings)) as client:
        assert client.get("/terms/bootdeplas").status_code == 404
        adder.add(boot(), ASKED)
        companies = {company["slug"]: company for company in client.get("/api/v1/companies").json()["companies"]}
        assert companies["bootdeplas"]["contact"]["email"] == "info@bootdeplas.nl"
        assert "U annuleert tot 48 uur" in client.get("/terms/bootdeplas").text
        clauses = client.get("/api/v1/companies/bootdeplas/clauses").json()["clauses"]
        assert clauses[0]["clause_id"] == "bootdeplas:1.1"
        question = {"company": "bootdeplas", "message": "Tot wanneer kan ik gratis annuleren?"}
        assert client.post("/api/v1/chat", json=question).json()["citations"][0]["url"] == "/terms/bootdeplas#2.1"


def test_one_version_can_be_taken_out_again(adder: Adder, settings: Settings, embedder: Embedder) -> None:
    adder.add(boot(), ASKED)
    before = {file: data for file, data in state(settings).items() if "manifest" not in file}
    adder.add(boot(LATER), Request("bootdeplas"))
    with pytest.raises(UnknownVersion, match="2024-01-01"):
        adder.remove_version("bootdeplas", "2024-01-01")
    adder.remove_version("bootdeplas", "2025-07-01")
    assert {file: data for file, data in state(settings).items() if "manifest" not in file} == before
    index = ClauseIndex(settings.index_dir, model=embedder.fingerprint, chroma_url=settings.chroma_url)
    assert [entry.version for entry in index.versions("bootdeplas")] == ["2023-05-01"]
    assert "48 uur" in index.get_knowledge("bootdeplas").get_clause("2.1").text
    with pytest.raises(BadInput, match="de enige"):
        adder.remove_version("bootdeplas", "2023-05-01")
