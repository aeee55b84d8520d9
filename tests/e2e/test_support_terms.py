"""An admin adds terms in a real browser, to a server with a data folder of its own: upload, look, correct, publish, ask."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest
from playwright.sync_api import Browser, Page, expect

from bot.retrieval.embeddings import Embedder
from bot.settings import Settings
from ingest.adding import Adder
from ingest.delivery import deliver
from ingest.identity import Request
from ingest.indexing import build_index
from tests.e2e.conftest import Accessible, fresh_page, serving
from tests.e2e.staff import sign_in
from tests.hostile import HOSTILE
from tests.small_company import small_terms, write_data

BOOT = """# Algemene voorwaarden Bootverhuur De Plas
Versie 1, geldig vanaf 1 mei 2023

Artikel 1 Reserveren
1. U reserveert een boot per e-mail aan info@bootdeplas.example.nl. 2. De reservering geldt na onze bevestiging.

Artikel 2 Annuleren
1. U annuleert tot 48 uur voor de vaart kosteloos.
2. Daarna betaalt u de helft van de huurprijs. Zie artikel 9.

Artikel 4 Schade
Schade aan de boot meldt u binnen 1 dag.
"""
LATER = BOOT.replace("Versie 1, geldig vanaf 1 mei 2023", "Versie 2, geldig vanaf 1 juli 2025").replace("48 uur", "72 uur")


@pytest.fixture(scope="module")
def database(tmp_path_factory: pytest.TempPathFactory) -> str:
    return f"sqlite:///{tmp_path_factory.mktemp('terms')}/terms.sqlite"


@pytest.fixture(scope="module")
def site(database: str, tmp_path_factory: pytest.TempPathFactory, embedder: Embedder) -> Iterator[str]:
    folder = tmp_path_factory.mktemp("site")
    settings = Settings(data_dir=write_data(folder / "data"), index_dir=folder / "index")
    (settings.data_dir / "terms").mkdir()
    places = {"data_dir": settings.data_dir, "index_dir": settings.index_dir}
    build_index(small_terms(), **places, embedder=embedder, progress=lambda _: None)
    Adder(**places, embedder=embedder).add(deliver(BOOT.encode(), "boot.md"), Request("deplas", "Bootverhuur De Plas"))
    with serving(database, folder / "site.log", DATA_DIR=str(settings.data_dir), INDEX_DIR=str(settings.index_dir)) as address:
        yield address


def upload(page: Page, text: str, *, name: str = "", company: str = "", file: str = "voorwaarden.md") -> None:
    """Fill in the form and send it."""
    page.goto("/support/terms/add")
    page.get_by_label("Document").set_input_files({"name": file, "mimeType": "text/plain", "buffer": text.encode()})
    if company:
        page.get_by_label("Bedrijf", exact=True).select_option(label=company)
    page.get_by_label("Naam van het nieuwe bedrijf").fill(name)
    page.get_by_role("button", name="Lees het document").click()


def is_fine(page: Page, axe: Accessible) -> None:
    assert axe(page) == []
    assert page.evaluate("() => document.documentElement.scrollWidth <= innerWidth")


def test_terms_are_added_and_can_be_asked_about(page: Page, database: str, site: str, axe: Accessible) -> None:
    name = "Botenhuis" if page.viewport_size == {"width": 1280, "height": 800} else "Botenkade"
    sign_in(page, database, site, "admin")
    page.goto("/support/terms")
    is_fine(page, axe)
    page.get_by_role("link", name="Voorwaarden toevoegen").click()
    is_fine(page, axe)
    upload(page, "Beste klant,\n\nDank u.", name=name, file="brief.txt")
    expect(page.get_by_role("alert")).to_contain_text("geen artikelen")
    is_fine(page, axe)
    upload(page, BOOT.replace("Bootverhuur De Plas", name), name=name)
    expect(page.get_by_role("heading", level=1)).to_have_text(f"Voorbeeld: {name}")
    expect(page.locator(".remarks")).to_contain_text("Artikel 4 volgt op artikel 2")
    clause = page.locator("details", has_text="Artikel 2 lid 1").locator("visible=true").first
    clause.locator("summary").focus()
    page.keyboard.press("Enter")
    expect(clause.locator(".said")).to_be_visible()
    is_fine(page, axe)
    page.get_by_role("link", name="Tekst verbeteren").click()
    lines = page.get_by_label("De regels van het document")
    lines.fill(
        lines.input_value().replace(" 2. De reservering", "\n2. De reservering").replace("binnen 1 dag", "binnen 10 dagen")
    )
    is_fine(page, axe)
    page.get_by_role("button", name="Lees opnieuw").click()
    expect(page.locator(".difference .new")).to_have_text("10 dagen.")
    is_fine(page, axe)
    page.get_by_label("Ik heb deze verschillen gecontroleerd").check()
    page.get_by_role("button", name="Publiceer").click()
    expect(page.get_by_role("heading", level=1)).to_have_text(f"Publiceren: {name}")
    is_fine(page, axe)
    expect(page.get_by_role("heading", level=1)).to_have_text(f"Gepubliceerd: {name}", timeout=180_000)
    is_fine(page, axe)
    page.get_by_role("link", name="Lees de voorwaarden").click()
    expect(page.get_by_text("Schade aan de boot meldt u binnen 10 dagen.")).to_be_visible()
    asked = {"company": name.lower(), "message": "Hoe lang voor de vaart kan ik kosteloos annuleren?"}
    given = page.request.post("/api/v1/chat", data=asked).json()
    assert given["citations"][0]["clause_id"] == f"{name.lower()}:2.1"


def test_a_new_version_shows_what_changes(page: Page, database: str, site: str, axe: Accessible) -> None:
    sign_in(page, database, site, "admin")
    upload(page, LATER, company="Bootverhuur De Plas")
    changes = page.get_by_role("region", name="Wat er verandert")
    expect(changes.locator("del")).to_contain_text(["48"])
    expect(changes.locator("ins")).to_contain_text(["72"])
    is_fine(page, axe)
    page.get_by_role("button", name="Verwijder dit ontwerp").click()
    page.wait_for_url("**/support/terms")


def test_without_javascript_it_works_too(chromium: Browser, database: str, site: str) -> None:
    with fresh_page(chromium, site, java_script_enabled=False) as page:
        sign_in(page, database, site, "admin")
        upload(page, BOOT.replace("Bootverhuur De Plas", "Zeilschool"), name="Zeilschool")
        page.locator("summary", has_text="Artikel 4").click()
        expect(page.get_by_text("Schade aan de boot meldt u binnen 1 dag.").last).to_be_visible()
        page.get_by_role("button", name="Publiceer").click()
        expect(page.get_by_role("heading", level=1)).to_have_text("Gepubliceerd: Zeilschool", timeout=180_000)


def test_hostile_documents_do_nothing(page: Page, database: str, site: str, axe: Accessible) -> None:
    sign_in(page, database, site, "admin")
    clauses = "".join(f"{at}. {' '.join(text.split())}\n" for at, text in enumerate(HOSTILE, start=1)).replace("\x00", "")
    wicked = "<img src=x onerror=globalThis.hacked=1>"
    upload(page, f"Artikel 1 {wicked}\n{clauses}", name=wicked, file=f"{wicked}.md")
    expect(page.get_by_role("heading", level=1)).to_contain_text("<img src=x")
    for summary in page.locator(".tree summary").all()[:40]:
        summary.click()
    is_fine(page, axe)
    assert page.evaluate("() => globalThis.hacked") is None
    page.get_by_role("link", name="Tekst verbeteren").click()
    is_fine(page, axe)
    assert page.evaluate("() => globalThis.hacked") is None
    page.get_by_role("link", name="Terug naar het voorbeeld").click()
    page.get_by_role("button", name="Verwijder dit ontwerp").click()
    page.wait_for_url("**/support/terms")


def test_an_editor_sees_the_list_and_no_way_to_add(desktop: Page, database: str, site: str, axe: Accessible) -> None:
    sign_in(desktop, database, site, "editor")
    desktop.goto("/support/terms")
    expect(desktop.get_by_role("link", name="Bootverhuur De Plas")).to_be_visible()
    expect(desktop.get_by_role("link", name="Voorwaarden toevoegen")).to_have_count(0)
    is_fine(desktop, axe)


def test_the_log_of_the_server_names_no_person(site: str, tmp_path_factory: pytest.TempPathFactory) -> None:
    assert site
    logs = [log.read_text() for log in Path(tmp_path_factory.getbasetemp()).glob("site*/site.log")]
    assert logs
    assert not [log for log in logs if "e2e-admin" in log]
