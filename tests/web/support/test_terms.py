"""Terms in the browser: who may add them, what a page shows of a draft, and what becomes of it."""

from __future__ import annotations

import html
import io
import re
import zipfile
from collections.abc import Iterator
from pathlib import Path

import pytest
from bs4 import BeautifulSoup
from fastapi.testclient import TestClient

from bot.assembly import Parts, assemble
from bot.clock import now
from bot.conversations.accounts import Role
from bot.conversations.keeping import Store, open_store
from bot.knowledge import text_hash
from bot.retrieval.embeddings import Embedder
from bot.retrieval.upkeep import note_failure, note_success
from bot.settings import Settings
from ingest.adding import make_adder
from ingest.delivery import deliver
from ingest.identity import Request
from ingest.indexing import build_index
from ingest.terms import load_versions
from tests.backend import database_in
from tests.hostile import HOSTILE
from tests.small_company import small_terms, write_data
from tests.web.staff import make_client, sign_in
from tests.web.support.desk import TERMS, TermsHere, Visitor, said, without_processes

BOOT = TERMS.replace("Kapsalon Knip", "Bootverhuur De Plas").replace("kapsalonknip", "bootdeplas")
LATER = BOOT.replace("Versie 1, geldig vanaf 1 mei 2023", "Versie 2, geldig vanaf 1 juli 2025").replace("24 uur", "72 uur")
NOTES = """
company: bootdeplas
clauses:
  "2.1":
    hash: "{hash}"
    kern: U annuleert gratis tot 24 uur van tevoren.
"""


@pytest.fixture(scope="module")
def settings(tmp_path_factory: pytest.TempPathFactory, embedder: Embedder) -> Settings:
    """Three companies in the index; one of them has a folder of its own, and a clause with an explanation."""
    folder = tmp_path_factory.mktemp("terms")
    made = Settings(data_dir=write_data(folder / "data"), index_dir=folder / "index", review_dir=folder / "review")
    (made.data_dir / "terms").mkdir()
    build_index(
        small_terms(),
        data_dir=made.data_dir,
        index_dir=made.index_dir,
        embedder=embedder,
        progress=lambda _: None,
        chroma_url=made.chroma_url,
    )
    adder = make_adder(made, embedder, lambda _: None)
    adder.add(deliver(BOOT.encode(), "boot.md"), Request("bootdeplas", "Bootverhuur De Plas"))
    return made


@pytest.fixture(scope="module")
def parts(settings: Settings) -> Parts:
    return assemble(settings)


@pytest.fixture
def store(tmp_path: Path) -> Store:
    return open_store(Settings(database_url=database_in(tmp_path)))


@pytest.fixture
def files(settings: Settings, embedder: Embedder, monkeypatch: pytest.MonkeyPatch) -> TermsHere:
    without_processes(monkeypatch)
    return TermsHere(settings, embedder)


@pytest.fixture
def client(parts: Parts, settings: Settings, store: Store, files: TermsHere) -> Iterator[TestClient]:
    with make_client(parts, settings, store, terms_files=files) as client:
        yield client


@pytest.fixture
def admin(client: TestClient, store: Store) -> Visitor:
    return Visitor(client, sign_in(client, store, "admin"), store)


def terms_of(settings: Settings) -> dict[str, bytes]:
    """Every file of the terms that are served."""
    folder = settings.data_dir / "terms"
    return {str(file.relative_to(folder)): file.read_bytes() for file in folder.rglob("*") if file.is_file()}


def test_every_company_is_listed_with_its_versions(client: TestClient, store: Store) -> None:
    sign_in(client, store)
    shown = client.get("/support/terms").text
    assert re.findall(r'<h2><a href="/terms/(\w+)">', shown) == ["bootdeplas", "leenfiets", "taarthuis"]
    for part in ("6 bepalingen", "toelichting bij 1 van 6", "2 rekenregels", "versie 1 mei 2024", "nu van kracht"):
        assert part in shown, part


@pytest.mark.parametrize("role", ["reader", "editor"])
def test_only_an_admin_may_add_and_sees_the_way(client: TestClient, store: Store, admin: Visitor, role: Role) -> None:
    number = admin.draft(name="Kapsalon Knip")
    csrf = sign_in(client, store, role)
    shown = client.get("/support/terms").text
    assert "/support/terms/add" not in shown
    assert "Kapsalon" not in shown
    for address in ("add", f"drafts/{number}", f"drafts/{number}/text", f"drafts/{number}/state"):
        assert client.get(f"/support/terms/{address}").status_code == 403, address
    for address in ("add", f"drafts/{number}", f"drafts/{number}/text", f"drafts/{number}/publish", f"drafts/{number}/discard"):
        assert client.post(f"/support/terms/{address}", data={"csrf": csrf, "edition": "1"}).status_code == 403, address
    assert store.drafts.get(number).state == "open"


def test_without_the_token_of_the_session_nothing_is_taken(admin: Visitor, store: Store) -> None:
    admin.csrf = "verzonnen"
    assert admin.upload(name="Kapsalon Knip").status_code == 403
    assert store.drafts.waiting() == ()


def test_an_upload_shows_how_it_would_be_served_and_serves_nothing(admin: Visitor, settings: Settings) -> None:
    before = terms_of(settings)
    number = admin.draft(TERMS + "\nArtikel 5 Slot\nZie artikel 9.\n", name="Kapsalon Knip B.V.")
    shown = html.unescape(admin.page(number))
    for part in (
        "Nieuw bedrijf 'kapsalon-knip', versie 1 mei 2023",
        "Artikel 2 lid 1",
        "U annuleert tot 24 uur voor de afspraak kosteloos.",
        'value="info@kapsalonknip.example.nl"',
        'value="2023-05-01"',
        "hebben een plaats",
        "Artikel 5 volgt op artikel 3; de nummers sluiten niet aan. (regel",
        "verwijst naar 'artikel 9', maar dat is er niet",
    ):
        assert part in shown, part
    doubtful = re.findall(r'<details id="c-([^"]+)" class="doubtful">', shown)
    assert doubtful == ["5"]
    assert terms_of(settings) == before
    assert "Kapsalon" in admin.client.get("/support/terms").text


def test_it_can_be_asked_about_at_once_when_it_is_published(admin: Visitor, settings: Settings, store: Store) -> None:
    number = admin.draft(name="Salon Nul", starts_on="2024-02-01")
    assert admin.publish(number) == "published"
    shown = html.unescape(admin.page(number))
    assert "Klanten kunnen er nu vragen over stellen." in shown
    assert 'data-company="salon-nul" defer></script>' in shown
    asked = {"company": "salon-nul", "message": "Hoe laat voor de afspraak kan ik nog kosteloos annuleren?"}
    given = admin.client.post("/api/v1/chat", json=asked).json()
    assert given["citations"][0]["clause_id"] == "salon-nul:2.1"
    assert (settings.data_dir / "terms" / "salon-nul" / "2024-02-01.md").read_text(encoding="utf-8") == TERMS
    done = store.drafts.published()[0]
    assert (done.changed_by, done.file_name, done.served_digest) == ("admin", "voorwaarden.md", done.digest)
    listed = admin.client.get("/support/terms").text
    assert done.digest in listed
    assert 'href="/terms/salon-nul"' in listed


def test_a_new_version_shows_what_changes_and_what_goes_stale(admin: Visitor, settings: Settings) -> None:
    folder = settings.data_dir / "terms" / "bootdeplas"
    clause = next(clause for clause in load_versions(folder)[-1].terms.clauses if clause.path == "2.1")
    notes = settings.data_dir / "annotations" / "bootdeplas.yaml"
    notes.write_text(NOTES.format(hash=text_hash(clause.text)), encoding="utf-8")
    number = admin.draft(LATER, company="bootdeplas")
    shown = html.unescape(admin.page(number))
    assert "Nieuwe versie van 'bootdeplas': versie 1 juli 2025" in shown
    assert re.search(r"<del>24</del>\s*<ins>72</ins>", shown)
    assert "Ongewijzigd: 4" in shown
    assert re.search(r"<li>2\.1: de tekst van de bepaling is gewijzigd\. Lees ", shown)
    assert admin.publish(number) == "published"
    assert [file.name for file in sorted(folder.glob("*.md"))] == ["2023-05-01.md", "2025-07-01.md"]
    listed = html.unescape(admin.client.get("/support/terms").text)
    assert "/terms/bootdeplas/changes?old=2023-05-01&new=2025-07-01" in listed
    assert "Niet gebruikt, na te kijken: 1" in listed
    again = admin.upload(LATER, company="bootdeplas")
    assert (again.status_code, "Dit document is er al" in said(again.text)) == (422, True)


def test_facts_are_put_right_and_the_document_is_read_again(admin: Visitor, store: Store) -> None:
    number = admin.draft(name="Kapsalon Knip")
    reply = admin.send(number, name="Knip & Zn", slug="knipenzn", starts_on="2025-01-01", email="", phone="070 1234567")
    assert reply.status_code == 303
    reading = store.drafts.open(number).reading
    assert (reading.company.slug, reading.company.name, reading.version.name) == ("knipenzn", "Knip & Zn", "2025-01-01")
    assert (reading.company.contact.email, reading.company.contact.phone) == (None, "070 1234567")
    assert reading.clauses[0].clause_id == "knipenzn:1.1"
    wrong = admin.send(number, name="Taarthuis", slug="bootdeplas")
    assert (wrong.status_code, "is al het bedrijf Bootverhuur De Plas" in said(wrong.text)) == (422, True)
    assert store.drafts.open(number).reading.company.slug == "knipenzn"


def test_a_correction_of_the_layout_needs_no_confirmation(admin: Visitor, settings: Settings, store: Store) -> None:
    glued = TERMS.replace("\n2. De afspraak", " 2. De afspraak").replace("Kapsalon Knip", "Salon Een")
    number = admin.draft(glued, name="Salon Een")
    text = store.drafts.open(number).text
    assert admin.send(number, "text", text=text.replace(" 2. De afspraak", "\r\n2. De afspraak")).status_code == 303
    assert [clause.path for clause in store.drafts.open(number).reading.clauses][:3] == ["1.1", "1.2", "2.1"]
    assert "Alleen de indeling is anders" in admin.page(number)
    assert admin.publish(number) == "published"
    folder = settings.data_dir / "terms" / "salon-een"
    assert (folder / "2023-05-01.origineel.md").read_text(encoding="utf-8") == glued
    assert "\n2. De afspraak" in (folder / "2023-05-01.md").read_text(encoding="utf-8")
    done = store.drafts.published()[0]
    assert done.served_digest != done.digest


def test_other_words_are_shown_and_must_be_confirmed(admin: Visitor, store: Store) -> None:
    number = admin.draft(TERMS.replace("Kapsalon Knip", "Salon Twee"), name="Salon Twee")
    text = store.drafts.open(number).text
    admin.send(number, "text", text=text.replace("24 uur", "240 uur").replace("Artikel 3", "Artikel 4"))
    shown = html.unescape(admin.page(number))
    assert '<dd class="gone">24</dd>' in shown
    assert '<dd class="new">240</dd>' in shown
    assert "Andere nummers dan in het document (1)" in shown
    refused = admin.send(number, "publish")
    assert (refused.status_code, "andere woorden dan het document" in said(refused.text)) == (422, True)
    admin.send(number, "text", reset="1", text="weg")
    assert store.drafts.open(number).text == text
    admin.send(number, "text", text=text.replace("24 uur", "240 uur"))
    assert admin.publish(number, confirm="1") == "published"


def test_a_correction_that_leaves_no_article_is_refused_and_kept_on_the_page(admin: Visitor, store: Store) -> None:
    number = admin.draft(name="Kapsalon Knip Drie")
    reply = admin.send(number, "text", text="</textarea>\nBeste klant")
    assert (reply.status_code, "geen artikelen" in said(reply.text)) == (422, True)
    assert "&lt;/textarea&gt;\nBeste klant" in reply.text
    assert store.drafts.open(number).corrected is False


def test_two_people_at_once_and_a_form_sent_twice(admin: Visitor, files: TermsHere, store: Store) -> None:
    files.gate.opened.clear()
    number = admin.draft(TERMS.replace("Kapsalon Knip", "Salon Vier"), name="Salon Vier")
    other = admin.draft(TERMS.replace("Kapsalon Knip", "Salon Vier"), name="Salon Vier")
    edition = admin.edition(number)
    first, second = (admin.send(number, "publish", edition) for _ in range(2))
    assert (first.status_code, second.status_code) == (303, 303)
    assert "De bepalingen worden geïndexeerd." in admin.page(number)
    state = admin.client.get(f"/support/terms/drafts/{number}/state").json()
    assert state == {"state": "publishing", "told": "Er wordt gewerkt."}
    late = admin.send(number, "discard", edition)
    assert (late.status_code, store.drafts.get(number).state) == (422, "publishing")
    assert admin.send(other, "publish").status_code == 303  # the same name in the address: who comes second is told
    files.gate.opened.set()
    admin.wait(number)
    admin.wait(other)
    states = [store.drafts.get(each).state for each in (number, other)]
    assert len(files.gate.published) == len([state for state in states if state == "published"])
    assert "published" in states


def test_the_name_in_the_address_is_taken_meanwhile(admin: Visitor, store: Store) -> None:
    numbers = [admin.draft(TERMS.replace("Kapsalon Knip", f"Salon Vijf{sign}"), name="Salon Vijf") for sign in ("", "!")]
    assert admin.publish(numbers[0]) == "published"
    assert admin.publish(numbers[1]) == "open"
    assert "Versie 2023-05-01 van Salon Vijf is er al" in said(html.unescape(admin.page(numbers[1])))
    admin.store.drafts.fail(numbers[1], "")
    later = admin.send(numbers[1], name="Salon Vijf", slug="salon-vijf", starts_on="2024-01-01")
    assert later.status_code == 303
    assert store.drafts.open(numbers[1]).reading.outcome == "new_version"


def test_a_draft_that_somebody_else_changed_is_not_overwritten(admin: Visitor, client: TestClient, store: Store) -> None:
    number = admin.draft(name="Kapsalon Knip Zes")
    old = admin.edition(number)
    colleague = Visitor(client, sign_in(client, store, "admin", name="collega"), store)
    assert colleague.send(number, name="Salon Zes", slug="salonzes").status_code == 303
    late = colleague.send(number, "", old, name="Salon Zeven", slug="salonzeven")
    assert (late.status_code, "intussen gewijzigd, door collega" in said(late.text)) == (422, True)
    assert store.drafts.get(number).wanted.slug == "salonzes"


def test_what_fails_is_said_and_can_be_tried_again(admin: Visitor, files: TermsHere, settings: Settings) -> None:
    before = terms_of(settings)
    files.gate.refused = "De schijf is vol: <b>0 bytes</b>."
    number = admin.draft(TERMS.replace("Kapsalon Knip", "Salon Acht"), name="Salon Acht")
    assert admin.publish(number) == "open"
    assert "De schijf is vol: &lt;b&gt;0 bytes&lt;/b&gt;." in admin.page(number)
    assert terms_of(settings) == before
    files.gate.refused = ""
    assert admin.publish(number) == "published"


def test_a_draft_is_thrown_away(admin: Visitor, store: Store) -> None:
    number = admin.draft(name="Kapsalon Knip Negen")
    assert admin.send(number, "discard").headers["Location"] == "/support/terms"
    assert store.drafts.waiting() == ()
    assert admin.client.get(f"/support/terms/drafts/{number}").status_code == 404


def bomb() -> bytes:
    packed = io.BytesIO()
    with zipfile.ZipFile(packed, "w", zipfile.ZIP_DEFLATED) as archive:
        archive.writestr("word/document.xml", b"\0" * 300_000_000)
    return packed.getvalue()


NASTY = {
    "leeg": (b"", "leeg.txt", "bevat geen tekst"),
    "verkeerd": (b"%PDF-1.7", "voorwaarden.txt", "eindigt op .txt, maar is een PDF"),
    "onbekend": (b"x", "voorwaarden.exe", "formaat dat hier niet gelezen wordt"),
    "zonder": (b"x", "voorwaarden", "formaat dat hier niet gelezen wordt"),
    "bom": (bomb(), "bom.docx", "bij het uitpakken veel te groot"),
    "stuk": (b"%PDF-1.7\nonzin", "stuk.pdf", "het bestand is beschadigd"),
    "brief": (b"Beste klant,\n\nDank u.", "brief.txt", "geen artikelen"),
    "pad": (b"Beste klant,\n\nDank u.", "../../etc/brief.txt", "In brief.txt"),
}


@pytest.mark.parametrize("case", NASTY)
def test_what_can_not_be_read_leaves_nothing(admin: Visitor, store: Store, settings: Settings, case: str) -> None:
    before = terms_of(settings)
    data, name, message = NASTY[case]
    reply = admin.upload(data, name, name="Kapsalon Knip")
    assert (reply.status_code, message in html.unescape(said(reply.text))) == (422, True), reply.text
    assert 'value="Kapsalon Knip"' in reply.text
    assert store.drafts.waiting() == ()
    assert terms_of(settings) == before


@pytest.mark.parametrize(
    ("fields", "message"),
    [
        ({"name": ""}, "Geef de naam van het nieuwe bedrijf"),
        ({"name": "!!!"}, "kan niet in een adres staan"),
        ({"name": "Salon", "slug": "../x"}, "kan niet in een adres staan"),
        ({"name": "Salon", "starts_on": "2024-13-01"}, "is geen dag"),
        ({"company": "bootdeplas"}, "Versie 2023-05-01 van Bootverhuur De Plas is er al"),
    ],
)
def test_what_can_not_be_asked_is_said_on_the_page(admin: Visitor, store: Store, fields: dict[str, str], message: str) -> None:
    reply = admin.upload(**fields)
    assert (reply.status_code, message in html.unescape(said(reply.text))) == (422, True), reply.text
    assert "--" not in said(reply.text).replace("&#39;", "")  # no options of the command line
    assert store.drafts.waiting() == ()


def test_without_a_file_it_is_asked_for(admin: Visitor) -> None:
    reply = admin.client.post("/support/terms/add", data={"csrf": admin.csrf, "name": "Salon"})
    assert (reply.status_code, "Kies een document." in reply.text) == (422, True)


def test_a_document_that_is_too_large_is_refused(parts: Parts, settings: Settings, store: Store, files: TermsHere) -> None:
    small = settings.model_copy(update={"upload_limit": 200_000})
    with make_client(parts, small, store, terms_files=files) as client:
        visitor = Visitor(client, sign_in(client, store, "admin"), store)
        assert visitor.upload(TERMS + "x" * 100_000, name="Salon Groot").status_code == 303  # more than other forms may have
        reply = visitor.upload("x" * 300_000, name="Salon Groter")
        assert (reply.status_code, reply.headers["Content-Type"]) == (413, "text/html; charset=utf-8")
        assert 'role="alert"' in reply.text
        assert client.post("/support/terms/add", content=b"x" * 300_000).status_code in (403, 413)
        assert len(store.drafts.waiting()) == 1


def test_hostile_texts_are_shown_as_text(admin: Visitor) -> None:
    clauses = "".join(f"{at}. {' '.join(text.split())}\n" for at, text in enumerate(HOSTILE, start=1)).replace("\x00", "")
    shown = 0
    for text in HOSTILE[::7]:
        line = " ".join(text.split())[:70]
        reply = admin.upload(f"Artikel 1 {line}\n{clauses}", f"{line}.md", name=line, slug="vijandig", email=line)
        if reply.status_code != 303:
            assert_harmless(reply.text)
            continue
        number = int(reply.headers["Location"].rpartition("/")[2])
        for address in ("", "/text"):
            assert_harmless(admin.client.get(f"/support/terms/drafts/{number}{address}").text)
            shown += 1
    assert shown >= 8
    assert_harmless(admin.client.get("/support/terms").text)


def assert_harmless(page: str) -> None:
    """Nothing in a page runs or draws but our own files."""
    for tag in BeautifulSoup(page, "html.parser").find_all(True):
        assert tag.name not in ("style", "svg", "img", "iframe", "object", "embed", "base", "video"), tag
        assert not [name for name in tag.attrs if name.startswith("on") or name in ("style", "srcdoc")], tag
        assert tag.name != "script" or str(tag["src"]).startswith("/static/support/"), tag
        assert not str(tag.get("href", "")).startswith(("javascript:", "data:")), tag


@pytest.mark.parametrize("address", ["", "/add", "/drafts/{number}", "/drafts/{number}/text"])
def test_no_page_has_a_script_or_style_of_its_own(admin: Visitor, address: str) -> None:
    number = admin.draft(name="Kapsalon Knip Tien")
    assert_harmless(admin.client.get(f"/support/terms{address.format(number=number)}").text)


def test_a_version_of_another_company_is_offered_in_the_form(admin: Visitor) -> None:
    shown = admin.client.get("/support/terms/add", params={"company": "bootdeplas"}).text
    assert '<option value="bootdeplas" selected>Bootverhuur De Plas</option>' in shown


def test_a_broken_file_and_a_failed_build_are_told_and_the_page_is_there(admin: Visitor, settings: Settings) -> None:
    file = settings.data_dir / "annotations" / "bootdeplas.yaml"
    try:
        file.write_text("company: bootdeplas\nclauses: [", encoding="utf-8")
        note_failure(settings.index_dir, "De schijf is vol.", at=now())
        page = admin.client.get("/support/terms").text
        assert "bootdeplas.yaml kan niet worden gelezen" in page
        assert "Het bijwerken van de index is mislukt; de vorige blijft in gebruik. De schijf is vol." in page
        assert "Bootverhuur De Plas" in page
    finally:
        file.unlink()
        note_success(settings.index_dir)
    assert "mislukt" not in admin.client.get("/support/terms").text
