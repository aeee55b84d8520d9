"""Many documents in one run: progress, a bad one among them, and a run that is killed and started again."""

from __future__ import annotations

import os
import signal
import subprocess
import sys
from collections.abc import Mapping
from pathlib import Path

import pytest

from bot.errors import BadInput
from bot.models import Contact
from bot.retrieval.embeddings import Embedder
from bot.retrieval.index import ClauseIndex
from bot.retrieval.manifest import load_manifest
from ingest.adding import Adder
from ingest.batch import add_all
from ingest.identity import Request
from ingest.listing import Row, read_folder, read_list, slug_of
from tests.small_company import write_data

ROOT = Path(__file__).parents[2]
COUNT, BAD, KILLED_AFTER = 12, 5, 7


def terms(number: int) -> str:
    return (
        f"# Algemene voorwaarden Verhuur {number}\nGeldig vanaf {number + 1} mei 2024\n\n"
        f"Artikel 1 Betaling\n1. U betaalt binnen {number + 7} dagen na de factuur.\n2. Daarna betaalt u rente.\n\n"
        f"Artikel 2 Opzegging\nU zegt op met een termijn van {number + 1} weken.\n\n"
        "Artikel 3 Klachten\n1. Klachten meldt u schriftelijk.\n2. Wij antwoorden binnen een week.\n"
    )


@pytest.fixture
def listed(tmp_path: Path) -> Path:
    """A list of documents, one of which is no PDF, though it says so."""
    lines = ["Bestand; Bedrijf; Naam; Versie"]
    for number in range(COUNT):
        file = tmp_path / f"nr{number}.{'pdf' if number == BAD else 'md'}"
        file.write_text("%PDF-1.4 stuk" if number == BAD else terms(number), encoding="utf-8")
        lines.append(f"{file.name}; verhuur{number}; Verhuurbedrijf {number};")
    path = tmp_path / "lijst.csv"
    path.write_text("\n".join(lines), encoding="utf-8-sig")
    return path


@pytest.fixture
def environment(tmp_path: Path) -> Mapping[str, str]:
    (write_data(tmp_path / "data") / "terms").mkdir()
    return {**os.environ, "DATA_DIR": str(tmp_path / "data"), "INDEX_DIR": str(tmp_path / "index")}


def command(*arguments: str | Path) -> list[str]:
    return [sys.executable, "-m", "ingest", "add", *map(str, arguments)]


def test_a_run_that_was_killed_goes_on_where_it_was(
    listed: Path, environment: Mapping[str, str], tmp_path: Path, embedder: Embedder
) -> None:
    with subprocess.Popen(
        command("--list", listed), cwd=ROOT, env=environment, stdout=subprocess.PIPE, stderr=subprocess.PIPE, text=True
    ) as run:
        assert run.stdout is not None
        told = [line for line, _ in zip(run.stdout, range(KILLED_AFTER), strict=False)]
        run.send_signal(signal.SIGKILL)
    assert told[0].startswith("1 van 12  nr0.md: toegevoegd als verhuur0, versie 2024-05-01: 5 bepalingen, 0 na te kijken. Nog")
    assert f"{BAD + 1} van 12  nr{BAD}.pdf: nr{BAD}.pdf kan niet geopend worden" in told[BAD]
    again = subprocess.run(command("--list", listed), cwd=ROOT, env=environment, capture_output=True, text=True, check=False)
    assert again.returncode == 1
    assert sum("stond er al" in line for line in again.stdout.splitlines()) >= KILLED_AFTER - 1
    assert again.stdout.splitlines()[-1].endswith("1 niet toegevoegd.")
    assert again.stderr.splitlines()[-1].startswith(f"nr{BAD}.pdf (verhuur{BAD}): nr{BAD}.pdf kan niet geopend worden")
    index = ClauseIndex(tmp_path / "index", model=embedder.fingerprint)
    assert len(index.slugs) == COUNT - 1
    for slug in index.slugs:
        vectors = index.similarities(index.find_entry(slug).collection, embedder.embed_queries(["opzeggen"])[0])[1]
        assert len(vectors) == len(index.get_knowledge(slug).clauses) == 5


def test_every_failure_has_its_reason_and_the_rest_goes_on(tmp_path: Path, embedder: Embedder) -> None:
    (write_data(tmp_path / "data") / "terms").mkdir()
    (tmp_path / "goed.md").write_text(terms(1), encoding="utf-8")
    rows = (
        Row(tmp_path / "weg.md", Request("weg", "Weg")),
        Row(tmp_path / "goed.md", Request("Fout!", "Fout")),
        Row(tmp_path / "goed.md", Request("goed", "Goed Verhuur")),
        Row(tmp_path / "goed.md", Request("anders", "Goed Verhuur")),
        Row(tmp_path / "goed.md", Request("goed")),
    )
    told: list[str] = []
    report = add_all(rows, Adder(tmp_path / "data", tmp_path / "index", embedder), tell=told.append)
    assert (report.added, report.known) == (1, 1)
    assert [failure.row for failure in report.failures] == [rows[0], rows[1], rows[3]]
    assert [line.split()[0] for line in told] == ["1", "2", "3", "4", "5"]
    assert told[-1].endswith("stond er al.")
    assert list(load_manifest(tmp_path / "index").companies) == ["goed"]


def test_a_list_may_have_commas_quotes_old_encodings_and_contact(tmp_path: Path) -> None:
    path = tmp_path / "lijst.csv"
    path.write_bytes('bestand,bedrijf,naam,telefoon\n"map/a, b.pdf",cafe,"Café ""Oost""",010 1\n\n'.encode("cp1252"))
    assert read_list(path) == (Row(tmp_path / "map/a, b.pdf", Request("cafe", 'Café "Oost"', None, Contact(phone="010 1"))),)


@pytest.mark.parametrize("text", ["", "a;b\n", "bestand;naam\nx;y\n", "bestand;bedrijf;prijs\n"])
def test_another_table_is_refused_with_its_head(tmp_path: Path, text: str) -> None:
    path = tmp_path / "lijst.csv"
    path.write_text(text, encoding="utf-8")
    with pytest.raises(BadInput, match="bestand;bedrijf;naam;versie"):
        read_list(path)


def test_a_folder_names_its_companies(tmp_path: Path) -> None:
    for name in ("Bootverhuur De Plas 2024-05-01.pdf", "Café Oost.md", "Café Oost_2025-01-01.md", "leesmij.rst", ".weg.md"):
        (tmp_path / name).touch()
    assert [(row.request.slug, row.request.name, row.request.version) for row in read_folder(tmp_path)] == [
        ("bootverhuur-de-plas", "Bootverhuur De Plas", "2024-05-01"),
        ("cafe-oost", "Café Oost", None),
        ("cafe-oost", "Café Oost", "2025-01-01"),
    ]
    (tmp_path / "leeg").mkdir()
    with pytest.raises(BadInput, match="leeg"):
        read_folder(tmp_path / "leeg")


@pytest.mark.parametrize(("name", "slug"), [("Coöperatie De Plas U.A.", "cooperatie-de-plas-u-a"), ("x" * 50, "x" * 40)])
def test_a_slug_is_made_of_a_name(name: str, slug: str) -> None:
    assert slug_of(name) == slug
