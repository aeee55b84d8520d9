"""A realistic second version of one of the five: the answers on both sides of its first day, and what it leaves to review."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
from fastapi.testclient import TestClient

from bot.assembly import assemble
from bot.matching import Stale
from bot.retrieval.embeddings import Embedder
from bot.retrieval.index import ClauseIndex
from bot.settings import Settings
from bot.web.app import make_app
from ingest.__main__ import main
from ingest.indexing import BuildReport, build_index
from ingest.terms import load_versions
from tests.versions.kge_second import FIRST_NAME, NAME, NEW_CLAUSE, write_data

BEFORE, AFTER = "2025-12-31", "2026-01-01"
DEADLINE = "Ik ontving mijn bestelling op 3 maart 2026, tot en met welke dag kan ik herroepen?"
OLD_RULES = ("kge.herroeping", "kge.niet_goed_geld_terug", "kge.terug_te_krijgen", "kge.uren_bij_herroeping")


def build(folder: Path, embedder: Embedder) -> BuildReport:
    versions = [loaded.terms for loaded in load_versions(folder / "data" / "terms" / "kge")]
    return build_index(
        versions,
        data_dir=folder / "data",
        index_dir=folder / "index",
        embedder=embedder,
        progress=lambda _: None,
        chroma_url=Settings().chroma_url,
    )


@pytest.fixture(scope="module")
def folder(tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder = tmp_path_factory.mktemp("second")
    write_data(folder / "data")
    return folder


@pytest.fixture(scope="module")
def report(folder: Path, embedder: Embedder) -> BuildReport:
    return build(folder, embedder)


@pytest.fixture(scope="module")
def client(folder: Path, report: BuildReport) -> Iterator[TestClient]:
    settings = Settings(data_dir=folder / "data", index_dir=folder / "index")
    parts = assemble(settings)
    with TestClient(make_app(parts.assistant, parts.search, settings), raise_server_exceptions=False) as client:
        yield client


def ask(client: TestClient, message: str, contract: str | None) -> dict[str, Any]:
    sent = {"company": "kge", "message": message, "reference_date": "2026-03-16", "contract_date": contract}
    reply = client.post("/api/v1/chat", json=sent)
    assert reply.status_code == 200, reply.text
    return dict(reply.json())


def test_only_what_is_new_is_embedded(report: BuildReport) -> None:
    """Four clauses, and the questions for a sum that now only find the clause; all else has the vector of the first version."""
    assert 4 <= report.embedded <= 40


def test_before_the_day_the_old_rule_computes(client: TestClient) -> None:
    body = ask(client, DEADLINE, BEFORE)
    assert body["calculation"]["rule_id"] == "kge.herroeping"
    assert body["calculation"]["result"]["date"] == "2026-04-01"
    first = body["citations"][0]
    assert "30 dagen bedenktijd" in first["quote"]
    assert (first["terms_version"], first["url"]) == (FIRST_NAME, f"/terms/kge?version={FIRST_NAME}#6.3")
    assert "een overeenkomst van 31 december 2025: versie 12 oktober 2018 (geldig tot en met 31 december 2025)." in body["answer"]


@pytest.mark.parametrize("contract", [AFTER, None], ids=["contract", "today"])
def test_after_the_day_the_clause_is_quoted_and_the_old_rule_is_silent(client: TestClient, contract: str | None) -> None:
    body = ask(client, DEADLINE, contract)
    assert (body["status"], body["calculation"]) == ("answered", None)
    first = body["citations"][0]
    assert first["clause_id"] == "kge:6.3"
    assert "14 dagen bedenktijd" in first["quote"]
    assert (first["terms_version"], first["url"]) == (NAME, f"/terms/kge?version={NAME}#6.3")
    assert "14 dagen bedenktijd" in body["answer"]
    assert "30 dagen" not in body["answer"]
    assert "versie 1 januari 2026" in body["answer"]


def test_a_renumbered_clause_keeps_its_explanation_and_its_rule(client: TestClient) -> None:
    question = "Ik diende op 2 maart 2026 een klacht in, wanneer moet KGE uiterlijk antwoorden?"
    for contract, path in ((BEFORE, "9.4"), (AFTER, "9.3")):
        body = ask(client, question, contract)
        assert body["calculation"]["rule_id"] == "kge.klacht_beantwoorden"
        assert body["calculation"]["clause_ids"] == [f"kge:{path}"]
        assert body["citations"][0]["clause_id"] == f"kge:{path}"
        assert body["citations"][0]["quote"] == "Klachten worden binnen 14 dagen beantwoord."
    texts = {}
    for name, path in ((FIRST_NAME, "9.5"), (NAME, "9.4")):
        texts[name] = client.get(f"/api/v1/companies/kge/clauses/{path}", params={"version": name}).json()["text"]
    assert texts[FIRST_NAME] == texts[NAME]


def test_explanations_go_along_by_their_text(folder: Path, report: BuildReport, embedder: Embedder) -> None:
    index = ClauseIndex(folder / "index", model=embedder.fingerprint)
    old, new = (index.read(entry) for entry in index.versions("kge"))
    assert new.annotation("kge:9.3") == old.annotation("kge:9.4")
    assert new.annotation("kge:9.4") == old.annotation("kge:9.5")
    without = {clause.path for clause in new.terms.clauses if not new.annotation(clause.clause_id).kern}
    assert without == {"2.4", "6.3", "12.3", "slotbepaling"}
    assert all(old.annotation(clause.clause_id).kern for clause in old.terms.clauses)
    assert {rule.id for rule in old.rules} - {rule.id for rule in new.rules} == set(OLD_RULES)


def test_a_reworded_clause_is_still_found_by_what_customers_ask(
    client: TestClient, folder: Path, report: BuildReport, embedder: Embedder
) -> None:
    """By the questions of its old wording; what was explained of that, and its rules, are not used."""
    index = ClauseIndex(folder / "index", model=embedder.fingerprint)
    old, new = (index.read(entry) for entry in index.versions("kge"))
    assert set(old.annotation("kge:6.3").vragen) < set(new.annotation("kge:6.3").vragen)
    assert new.annotation("kge:6.3").kern == ""
    assert new.annotation("kge:12.3").vragen == ()
    body = ask(client, "Hoeveel dagen bedenktijd heb ik?", AFTER)
    assert (body["status"], body["citations"][0]["clause_id"]) == ("answered", "kge:6.3")


def test_a_new_clause_is_found_and_a_dropped_one_only_before_the_day(client: TestClient) -> None:
    claim = "Binnen hoeveel dagen moet ik een vordering van een ander schriftelijk aan KGE melden?"
    assert ask(client, claim, AFTER)["citations"][0]["quote"] == NEW_CLAUSE
    assert all(cited["quote"] != NEW_CLAUSE for cited in ask(client, claim, BEFORE)["citations"])
    page = client.get("/terms/kge", params={"version": NAME}).text
    assert 'href="/terms/kge?version=2018-10-12#9.5"' in page[page.index('<article id="9.5">') :]


def of_kind(report: BuildReport, kind: str) -> dict[str, Stale]:
    return {note.name: note for note in report.stale["kge"] if note.kind == kind}


def test_what_is_left_to_review_is_exactly_what_changed(report: BuildReport) -> None:
    notes, rules = of_kind(report, "toelichting"), of_kind(report, "regel")
    assert sorted(notes) == ["2.4", "6.3", "9.3", "slotbepaling"]
    assert sorted(rules) == sorted(OLD_RULES)
    assert [name for name, note in notes.items() if note.settled] == ["9.3"]
    assert notes["9.3"].reason == "de bepaling is vervallen"
    assert notes["6.3"].todo == (
        'Lees Artikel 6 lid 3 en schrijf de toelichting onder "6.3" in data/annotations/kge.2026-01-01.yaml; '
        "leg daarna vast: python -m ingest annotations stamp kge --version 2026-01-01"
    )
    assert all(note.reason == "de tekst van 6.3 is gewijzigd" for note in rules.values())
    assert "python -m ingest rules stamp kge kge.herroeping." in rules["kge.herroeping"].todo
    assert "data/rules/kge/herroeping.yaml" in rules["kge.herroeping"].todo


NOTE = """company: kge
clauses:
  "6.3":
    kern: U hebt 14 dagen bedenktijd; de dag van ontvangst telt mee.
    vragen: [Hoe lang heb ik volgens de nieuwe voorwaarden om mij te bedenken?]
"""


def test_after_the_review_both_versions_have_their_own(
    tmp_path: Path, embedder: Embedder, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    data = write_data(tmp_path / "data")
    monkeypatch.setenv("DATA_DIR", str(data))
    (data / "annotations" / f"kge.{NAME}.yaml").write_text(NOTE, encoding="utf-8")
    assert main(["annotations", "stamp", "kge", "--version", NAME]) == 0
    old = (data / "rules" / "kge" / "herroeping.yaml").read_text(encoding="utf-8")
    new = old.replace("30", "14").replace("id: kge.herroeping", "id: kge.herroeping_2026")
    new = "\n".join(line for line in new.split("\n") if not line.startswith("hash:"))
    (data / "rules" / "kge" / "herroeping_2026.yaml").write_text(new, encoding="utf-8")
    assert main(["rules", "check"]) == 1
    assert "kge.herroeping_2026: ligt niet vast bij welke tekst." in capsys.readouterr().out
    assert main(["rules", "stamp", "kge"]) == 0
    assert "1 regels van kge horen bij de tekst van versie 2026-01-01." in capsys.readouterr().out
    assert main(["rules", "stamp", "kge", "kge.uren_bij_herroeping"]) == 0
    assert main(["rules", "check"]) == 0
    report = build(tmp_path, embedder)
    open_notes = [note.name for note in report.stale["kge"] if not note.settled]
    assert open_notes == ["2.4", "slotbepaling", "kge.niet_goed_geld_terug", "kge.terug_te_krijgen"]
    index = ClauseIndex(tmp_path / "index", model=embedder.fingerprint)
    old_terms, new_terms = (index.read(entry) for entry in index.versions("kge"))
    assert new_terms.annotation("kge:6.3").kern.startswith("U hebt 14 dagen")
    assert (
        old_terms.annotation("kge:6.3").kern.startswith("U hebt 30 dagen") or "30 dagen" in old_terms.annotation("kge:6.3").kern
    )
    assert new_terms.find_rule("kge.herroeping_2026")
    assert not new_terms.find_rule("kge.herroeping")
    assert old_terms.find_rule("kge.herroeping")
    assert not old_terms.find_rule("kge.herroeping_2026")
    assert old_terms.find_rule("kge.uren_bij_herroeping")
    assert new_terms.find_rule("kge.uren_bij_herroeping")


def test_a_rule_whose_figures_are_gone_is_not_stamped(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.setenv("DATA_DIR", str(write_data(tmp_path / "data")))
    assert main(["rules", "stamp", "kge", "kge.herroeping"]) == 1
    assert "kge.herroeping past niet bij versie 2026-01-01: 30 dagen bedenktijd." in capsys.readouterr().err
    assert main(["rules", "stamp", "kge", "kge.bestaat_niet"]) == 1
    assert "kge heeft geen regel kge.bestaat_niet." in capsys.readouterr().err
