"""The five documents, as a whole: every clause against its snapshot, every letter in its place.

A snapshot has a line per clause: path, label, heading, first and last words. After a change that is meant:
`python tests/ingest/test_documents.py` writes them again; read the diff against the documents.
"""

from __future__ import annotations

from functools import cache
from pathlib import Path

import pytest

from bot.models import Clause, Terms
from ingest.blocks import letters
from ingest.company import find_companies
from ingest.report import Report
from ingest.terms import load_terms

TERMS = Path(__file__).parents[2] / "data" / "terms"
SNAPSHOTS = Path(__file__).parent / "snapshots"
COUNTS = {"kge": 80, "klantgenerator": 155, "comcept": 186, "tenrok": 120, "efinder": 147}
COMPANIES = list(COUNTS)


@cache
def loaded(company: str) -> tuple[Terms, Report]:
    return load_terms(TERMS / company)


def snapshot(company: str) -> str:
    return "".join(f"{_summary(clause)}\n" for clause in loaded(company)[0].clauses)


def _summary(clause: Clause) -> str:
    words = clause.text.split()
    first, last = " ".join(words[:8]), " ".join(words[8:][-4:])
    heading = f" [{clause.heading}]" if clause.heading else ""
    return f"{clause.path} | {clause.label} | {clause.title}{heading} | {first}{' … ' + last if last else ''}"


def test_every_company_of_the_data_folder_is_tested() -> None:
    assert [folder.name for folder in find_companies(TERMS)] == sorted(COMPANIES)


@pytest.mark.parametrize("company", COMPANIES)
def test_the_clauses_are_those_of_the_snapshot(company: str) -> None:
    assert snapshot(company) == (SNAPSHOTS / f"{company}.txt").read_text(encoding="utf-8")


@pytest.mark.parametrize(("company", "count"), COUNTS.items())
def test_every_clause_has_its_own_id_and_text(company: str, count: int) -> None:
    clauses = loaded(company)[0].clauses
    assert len({clause.clause_id for clause in clauses}) == len(clauses) == count
    assert all(clause.text.strip() and clause.title and clause.label for clause in clauses)


@pytest.mark.parametrize("company", COMPANIES)
def test_no_letter_is_lost_or_doubled(company: str) -> None:
    coverage = loaded(company)[1].coverage
    assert coverage.lost == ()
    assert (
        sum(coverage.by_role.values())
        == coverage.total
        == len(letters((TERMS / company / "terms.txt").read_text(encoding="utf-8")))
    )


@pytest.mark.parametrize("company", COMPANIES)
def test_clauses_stand_in_the_order_of_the_document(company: str) -> None:
    source, place = letters((TERMS / company / "terms.txt").read_text(encoding="utf-8")), 0
    for clause in loaded(company)[0].clauses:
        for paragraph in clause.text.split("\n"):
            found = source.find(letters(paragraph), place)
            assert found >= 0, f"{clause.clause_id}: {paragraph[:60]}"
            place = found + len(letters(paragraph))


@pytest.mark.parametrize("company", COMPANIES)
def test_no_markup_is_left_in_the_text(company: str) -> None:
    for clause in loaded(company)[0].clauses:
        assert not any(mark in clause.text for mark in ("**", "###", "\\", "\u00a0", "  ")), clause.clause_id


@pytest.mark.parametrize("company", COMPANIES)
def test_every_reference_stands_in_its_clause_and_points_at_one_that_is_there(company: str) -> None:
    clauses = loaded(company)[0].clauses
    ids = {clause.clause_id for clause in clauses}
    for clause in clauses:
        for reference in clause.references:
            assert reference.text in clause.text
            assert reference.target is None or reference.target in ids


@pytest.mark.parametrize(
    ("company", "path", "text", "target"),
    [
        ("kge", "10.5", "lid 2", "10.2"),
        ("klantgenerator", "7.6", "het vorige lid", "7.5"),
        ("comcept", "7.3", "artikel 7.2", "7.2"),
        ("comcept", "12.6", "artikel 11", "11.1"),
        ("comcept", "vo:10.4", "artikel 10.1", "vo:10.1"),
        ("comcept", "vo:2.5", "2.3 en 2.4", "vo:2.3"),
        ("comcept", "2.1.1", "lid 4 van dit artikel", None),
        ("tenrok", "1.12", "Bijlage I", "bijlage1"),
        ("tenrok", "3.4", "tweede en derde lid", "3.2"),
        ("efinder", "1.10", "Bijlage I", None),
        ("efinder", "1.12", "artikel 2", "2"),
        ("efinder", "15.3", "de vorige leden", "15.2"),
    ],
)
def test_known_references(company: str, path: str, text: str, target: str | None) -> None:
    clause = next(clause for clause in loaded(company)[0].clauses if clause.path == path)
    wanted = f"{company}:{target}" if target else None
    assert (text, wanted) in [(reference.text, reference.target) for reference in clause.references]


@pytest.mark.parametrize(
    ("company", "path"), [("kge", "8.2"), ("kge", "8.5"), ("kge", "8.10"), ("klantgenerator", "4.3"), ("tenrok", "17.1")]
)
def test_references_to_laws_are_left_out(company: str, path: str) -> None:
    clause = next(clause for clause in loaded(company)[0].clauses if clause.path == path)
    assert clause.references == ()


@pytest.mark.parametrize(
    ("company", "path", "quote"),
    [
        ("kge", "8.4", "wegens eens Unierechtelijke of lidstaatrechtelijke bepaling verplicht is"),
        ("kge", "8.15", "bedoeld in art. 33 lid 3 AVG, te weten"),
        ("kge", "10.1", "een vergoeding en de onkosten te betalen"),
        ("kge", "11.7", "het deel van de overeenkomst waar de toerekenbare tekortkoming"),
        ("tenrok", "6.5", "twaalf maanden na het einde van de oorspronkelijke"),
        ("tenrok", "12.3", "rechten of vorderingen toekent die verder gaan"),
        ("efinder", "6.7", "maar alleen als de Ondernemer dit duidelijk bij het aanbod"),
        ("efinder", "20.5", "op behoorlijke en zorgvuldige wijze verwerkt"),
        ("efinder", "17.8", "zonder dat rechterlijke tussenkomst en zonder dat enige ingebrekestelling"),
        ("comcept", "13.11", "bevinden: a. b. c. d. Na aanvang van de oriëntatiefase: 25%"),
    ],
)
def test_sentences_that_a_page_or_a_line_cut_are_whole(company: str, path: str, quote: str) -> None:
    assert quote in next(clause for clause in loaded(company)[0].clauses if clause.path == path).text


def test_the_doubtful_places_are_the_known_ones() -> None:
    doubts = {company: [doubt.line for doubt in loaded(company)[1].doubts] for company in COMPANIES}
    assert doubts == {"kge": [133], "klantgenerator": [], "comcept": [12], "tenrok": [], "efinder": [35]}


if __name__ == "__main__":
    for name in COMPANIES:
        (SNAPSHOTS / f"{name}.txt").write_text(snapshot(name), encoding="utf-8")
