"""What is found wrong with annotations, and what stamping them writes."""

from __future__ import annotations

from pathlib import Path

import pytest

from bot.knowledge import Annotation, AnnotationFile, load_annotations, text_hash
from bot.models import Terms
from ingest.annotating import problems, stamp
from ingest.spelling import Speller
from ingest.terms import load_terms
from tests.small_company import ROOT, make_terms

TEXT = "De huurder betaalt de borg binnen 5 dagen na het ophalen."
ASKED = tuple(f"Hoe betaal ik borg nummer {number}?" for number in "12345678")
OUTSIDE = ("Krijg ik rente over de borg?", "Kan de borg in delen?", "Is er korting op de borg?")


@pytest.fixture
def terms() -> Terms:
    return make_terms("leenfiets", "Leenfiets", {"1.1": ("Artikel 1 lid 1", "Borg", TEXT)})


def good(**changes: object) -> Annotation:
    """An annotation without fault, apart from these changes."""
    kern = "U betaalt de borg binnen 5 dagen na het ophalen."
    values = {"hash": text_hash(TEXT), "kern": kern, "vragen": ASKED, "buiten": OUTSIDE, **changes}
    return Annotation.model_validate(values)


def found(terms: Terms, clauses: dict[str, Annotation]) -> list[str]:
    return list(problems(terms, AnnotationFile(company="leenfiets", clauses=clauses), Speller.of(terms)))


def test_good_annotations_have_no_problems(terms: Terms) -> None:
    assert found(terms, {"1.1": good()}) == []


@pytest.mark.parametrize(
    ("changes", "problem"),
    [
        ({"hash": "000000000000"}, "de toelichting hoort bij een andere tekst"),
        ({"kern": " "}, "kern ontbreekt"),
        ({"kern": "U betaalt binnen 6 dagen."}, "kern noemt 6, de bepaling niet"),
        ({"kern": "Je betaalt de borg."}, "kern zegt 'Je' in plaats van 'u'"),
        ({"kern": "U betaalt de borg als jullie dat vragen."}, "kern zegt 'jullie' in plaats van 'u'"),
        ({"kern": "U betaalt. U haalt op. U huurt. U borgt. U leent."}, "kern telt 5 zinnen, hoogstens 4 mogelijk"),
        ({"kern": "U betaalt de borrrg."}, "kern: geen Nederlands woord: borrrg"),
        ({"vragen": ASKED[1:]}, "7 vragen, minstens 8 nodig"),
        ({"buiten": OUTSIDE[1:]}, "2 vragen buiten de voorwaarden, minstens 3 nodig"),
        ({"vragen": (*ASKED, "Moet ik btealen?")}, "verschreven: btealen in: Moet ik btealen?"),
        ({"buiten": (*OUTSIDE, ASKED[0].lower())}, f"staat bij buiten en bij de vragen van een bepaling: {ASKED[0].lower()}"),
    ],
)
def test_each_fault_is_named(terms: Terms, changes: dict[str, object], problem: str) -> None:
    assert found(terms, {"1.1": good(**changes)}) == [f"1.1: {problem}"]


def test_a_quoted_je_is_what_the_terms_say(terms: Terms) -> None:
    assert found(terms, {"1.1": good(kern="Met 'je' wordt de huurder bedoeld.")}) == []


def test_questions_may_be_familiar_and_flemish(terms: Terms) -> None:
    assert found(terms, {"1.1": good(vragen=(*ASKED, "moet ge da borgske direct aan jullie betalen"))}) == []


def test_missing_unknown_and_shared() -> None:
    two = make_terms("leenfiets", "Leenfiets", {p: (f"Artikel {p}", "Borg", TEXT) for p in ("1.1", "1.2", "1.3")})
    assert found(two, {"1.1": good(), "1.2": good(vragen=(*ASKED[1:], "Wat is borg?")), "9": good()}) == [
        "1.3: er is geen toelichting",
        "9: deze bepaling bestaat niet",
        *(f"vraag staat {2 if question == ASKED[0] else 3} keer in het bestand: {question[:-1].lower()}" for question in ASKED),
    ]


def test_stamping_writes_the_hash_of_the_text_as_it_is_now(terms: Terms, tmp_path: Path) -> None:
    path = tmp_path / "leenfiets.yaml"
    path.write_text('company: leenfiets\nclauses:\n  "1.1":\n    hash: "0"\n    kern: U betaalt.\n', encoding="utf-8")
    assert stamp(path, terms) == 1
    assert load_annotations(path).clauses["1.1"].hash == text_hash(TEXT)


@pytest.mark.parametrize("path", sorted((ROOT / "data" / "annotations").glob("*.yaml")), ids=lambda path: path.stem)
def test_the_annotations_in_use_have_no_problems(path: Path) -> None:
    terms, _report = load_terms(ROOT / "data" / "terms" / path.stem)
    assert list(problems(terms, load_annotations(path))) == []
