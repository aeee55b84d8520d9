"""company.yaml: read, or refused with what is wrong."""

from __future__ import annotations

from datetime import date
from pathlib import Path

import pytest

from bot.errors import BrokenData
from ingest.company import find_companies, load_company
from ingest.terms import load_terms, load_versions

GOOD = """\
slug: winkel
name: Winkel
legal_form: B.V.
aliases: [De Winkel]
contact: {email: info@winkel.nl}
versions:
  - {name: "2020-01-01", starts_on: 2020-01-01, source: oud.txt}
  - {name: "2024-01-01", starts_on: 2024-01-01, source: terms.txt}
"""


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    folder = tmp_path / "winkel"
    folder.mkdir()
    (folder / "oud.txt").write_text("Artikel 1 X\n1. Oud.\n", encoding="utf-8")
    (folder / "terms.txt").write_text("Artikel 1 X\n1. Zie lid 9.\n2. Dat deWinkel levert.\n", encoding="utf-8")
    return folder


def write(folder: Path, text: str) -> Path:
    (folder / "company.yaml").write_text(text, encoding="utf-8")
    return folder


def test_a_company_is_read(folder: Path) -> None:
    company = load_company(write(folder, GOOD)).company
    assert (company.slug, company.name, company.aliases, company.contact.email) == (
        "winkel",
        "Winkel",
        ("De Winkel",),
        "info@winkel.nl",
    )
    assert [version.starts_on for version in company.versions] == [date(2020, 1, 1), date(2024, 1, 1)]
    assert find_companies(folder.parent) == [folder]


def test_every_version_is_loaded_and_the_newest_is_the_one_that_counts(folder: Path) -> None:
    write(folder, GOOD)
    assert [loaded.terms.clauses[0].text for loaded in load_versions(folder)] == ["Oud.", "Zie lid 9."]
    terms, report = load_terms(folder)
    assert (terms.version.name, terms.clauses[0].clause_id, report.doubts[0].line) == ("2024-01-01", "winkel:1.1", 2)


@pytest.mark.parametrize(
    ("old", "new", "words"),
    [
        ("slug: winkel", "slug: Winkel!", "slug"),
        ("slug: winkel", "slug: kraam", "Maak ze gelijk"),
        ("name: Winkel\n", "", "name"),
        ("legal_form", "rechtsvorm", "rechtsvorm"),
        ("source: terms.txt", "source: weg.txt", "weg.txt"),
        ("starts_on: 2024-01-01", "starts_on: 2019-01-01", "van oud naar nieuw"),
        ("aliases: [De Winkel]", "aliases: [De Winkel", "geen geldige YAML"),
        ("aliases: [De Winkel]", "spaces: {deWinkel: de Kraam}", "geen letters"),
    ],
)
def test_a_broken_file_is_refused_with_the_field(folder: Path, old: str, new: str, words: str) -> None:
    with pytest.raises(BrokenData, match=words):
        load_company(write(folder, GOOD.replace(old, new)))


def test_a_missing_file_is_refused(folder: Path) -> None:
    with pytest.raises(BrokenData, match="ontbreekt"):
        load_company(folder)


def test_a_person_corrects_a_reference_and_a_space(folder: Path) -> None:
    write(folder, GOOD + 'references: {"1.1": {lid 9: "1.2"}}\nspaces: {deWinkel: de Winkel}\n')
    first, second = load_terms(folder)[0].clauses
    assert first.references[0].target == "winkel:1.2"
    assert second.text == "Dat de Winkel levert."


@pytest.mark.parametrize(
    ("corrections", "words"),
    [
        ('references: {"1.1": {lid 8: "1.2"}}', "staat niet in die bepaling"),
        ('references: {"1.1": {lid 9: "1.7"}}', "bestaat niet"),
        ("spaces: {hetWeer: het Weer}", "komt niet voor"),
    ],
)
def test_a_correction_that_fits_nothing_is_refused(folder: Path, corrections: str, words: str) -> None:
    with pytest.raises(BrokenData, match=words):
        load_terms(write(folder, f"{GOOD}{corrections}\n"))
