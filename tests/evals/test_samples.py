"""Documents of other companies with a gold structure: what is read wrongly and what is not found shows in the table."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

from bot.errors import BrokenData
from bot.settings import Settings
from evals.__main__ import main
from evals.samples.answers import ask, assemble_for, slug_of
from evals.samples.gold import Article, Sample, load_samples
from evals.samples.structure import check_structure, company_name, compare, with_parents
from evals.samples.table import samples_table

TERMS = """Algemene voorwaarden Kanoverhuur

Artikel 1 Reserveren
1. U reserveert een kano op onze website.
2. Wij bevestigen de reservering binnen twee dagen.

Artikel 2 Annuleren
1. U kunt tot drie dagen voor de vaartocht annuleren:
a. kosteloos, bij onweer;
b. tegen de helft van de prijs, in alle andere gevallen.

Artikel 3 Schade
Een gat in de kano meldt u bij het inleveren.
"""
GOLD = {
    "file": "09_kanoverhuur.md",
    "articles": [
        {"number": "1", "title": "Reserveren", "leden": ["1", "2"], "subitems": {}},
        {"number": "2", "title": "Annuleren", "leden": ["1"], "subitems": {"1": ["a", "b"]}},
        {"number": "3", "title": "Schade", "leden": [], "subitems": {}},
    ],
    "spot_checks": [
        {"clause": "1.2", "must_contain": "binnen  twee dagen"},
        {"clause": "2.1.a", "must_contain": "kosteloos"},
        {"clause": "3", "must_contain": "gat in de KANO"},
    ],
}
QUESTIONS = [
    {"id": "09-q1", "question": "Hoe meld ik een gat in de kano?", "gold": ["3"], "answerable": True},
    {"id": "09-q2", "question": "Kan ik met onweer annuleren?", "gold": ["2.1.a"], "answerable": True},
    {"id": "09-q3", "question": "Wie wordt de volgende president?", "gold": [], "answerable": False},
]


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    samples = tmp_path / "samples"
    samples.mkdir()
    (samples / "09_kanoverhuur.md").write_text(TERMS, encoding="utf-8")
    (samples / "09_kanoverhuur.gold.json").write_text(json.dumps(GOLD), encoding="utf-8")
    asked = "\n".join(json.dumps(question) for question in QUESTIONS)
    (samples / "09_kanoverhuur.questions.jsonl").write_text(asked, encoding="utf-8")
    return samples


@pytest.fixture
def sample(folder: Path) -> Sample:
    return load_samples(folder)[0]


def test_the_paths_of_an_article_are_those_that_are_printed() -> None:
    article = Article(number="5", leden=("1", "2"), subitems={"2": ("a", "b"), "": ("i",)})
    assert set(article.paths()) == {"5", "5.1", "5.2", "5.2.a", "5.2.b", "5.i"}


def test_what_holds_a_clause_counts_as_read() -> None:
    assert with_parents(["2.1.a", "vo:3.1"]) == {"2", "2.1", "2.1.a", "vo:3", "vo:3.1"}


def test_a_document_that_is_read_well(sample: Sample) -> None:
    read = check_structure(sample)
    assert (read.f1, read.misplaced, read.extra, read.missing) == (1.0, (), frozenset(), frozenset())


def test_what_is_read_wrongly_costs(sample: Sample) -> None:
    read = compare(sample, {"1.1": "Wij bevestigen binnen twee dagen.", "2.1": "kosteloos", "4": "een gat in de kano"})
    assert (read.extra, read.missing) == ({"4"}, {"1.2", "2.1.a", "2.1.b", "3"})
    assert read.f1 == pytest.approx(2 * 4 / (5 + 8))
    assert [check.clause for check in read.misplaced] == ["1.2", "3"]


def test_a_document_that_is_refused_counts_as_nothing(folder: Path) -> None:
    (folder / "09_kanoverhuur.md").write_text("", encoding="utf-8")
    read = check_structure(load_samples(folder)[0])
    assert (read.f1, len(read.misplaced)) == (0.0, 3)
    assert "bevat geen tekst" in read.refused


def test_questions_find_their_clause_without_annotations(sample: Sample, small_settings: Settings, tmp_path: Path) -> None:
    parts = assemble_for([sample], tmp_path / "work", small_settings)
    assert parts.search.index.slugs == (slug_of(sample),)
    answered = ask(sample, parts)
    assert [one.rank for one in answered] == [1, 1, 0]
    assert answered[0].right_cited
    assert answered[2].status != "answered"
    table = samples_table({sample.name: check_structure(sample)}, {sample.name: answered}, details=[sample])
    assert table.splitlines()[1].split()[:5] == ["09_kanoverhuur", "1.000", "3/3", "2/2", "2/2"]


def test_the_command_prints_a_table(folder: Path, capsys: pytest.CaptureFixture[str]) -> None:
    (folder / "09_kanoverhuur.md").write_text(TERMS.replace("Artikel 3 Schade\n", ""), encoding="utf-8")
    assert main(["samples", str(folder), "--structure", "--details"]) == 0
    shown = capsys.readouterr().out
    assert "missing: 3" in shown
    assert "not in 3: gat in de KANO" in shown


@pytest.mark.parametrize("broken", ["{", '{"articles": []}', '{"file": "x.md", "articles": 3}'])
def test_a_broken_gold_file_is_named(folder: Path, broken: str) -> None:
    (folder / "09_kanoverhuur.gold.json").write_text(broken, encoding="utf-8")
    with pytest.raises(BrokenData, match="09_kanoverhuur"):
        load_samples(folder)


def test_a_folder_without_documents_is_an_error(tmp_path: Path) -> None:
    with pytest.raises(BrokenData, match=r"no document"):
        load_samples(tmp_path)


@pytest.mark.parametrize(("file", "name"), [("09_kanoverhuur.md", "Kanoverhuur"), ("12.pdf", "Bedrijf"), ("3-de-boot.txt", "De")])
def test_a_company_is_named_after_its_file(file: str, name: str) -> None:
    assert company_name(Path(file)) == name
