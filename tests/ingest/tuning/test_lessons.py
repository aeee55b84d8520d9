"""What is learned from annotations."""

from __future__ import annotations

import pytest

from bot.knowledge import Annotation, Knowledge
from ingest.tuning.lessons import Lessons, make_course, make_lessons
from tests.small_company import LEENFIETS, TAARTHUIS, make_terms

ANNOTATED = {
    "leenfiets:2.1": Annotation(
        kern="U annuleert gratis.", vragen=("mag ik afzeggen", "kan ik nog weg"), buiten=("Mag het later?",)
    ),
    "leenfiets:4.1": Annotation(kern="U klaagt op tijd.", vragen=("tot wanneer klagen bij Leenfiets",), buiten=()),
    "leenfiets:3.1": Annotation(kern="U betaalt de schade."),
}


@pytest.fixture
def lessons() -> Lessons:
    return make_lessons(Knowledge(make_terms("leenfiets", "Leenfiets", LEENFIETS), ANNOTATED))


def test_questions_belong_to_their_clauses_in_reading_order(lessons: Lessons) -> None:
    assert [text.partition(":")[0] for text in lessons.clauses] == ["Annuleren", "Klachten"]
    assert list(zip(lessons.asked, lessons.asked_of, strict=True)) == [
        ("mag ik afzeggen", 0),
        ("kan ik nog weg", 0),
        ("tot wanneer klagen bij jullie", 1),
    ]
    assert (lessons.outside, lessons.outside_of) == (("Mag het later?",), (0,))


def test_a_company_without_annotations_teaches_nothing() -> None:
    companies = [
        Knowledge(make_terms("leenfiets", "Leenfiets", LEENFIETS), ANNOTATED),
        Knowledge(make_terms("taarthuis", "Taarthuis", TAARTHUIS)),
    ]
    course = make_course(companies, [])
    assert [lessons.company for lessons in course.lessons] == ["leenfiets"]


def test_the_digest_changes_with_any_text() -> None:
    terms = make_terms("leenfiets", "Leenfiets", LEENFIETS)
    one = make_course([Knowledge(terms, ANNOTATED)], [])
    changed = ANNOTATED | {"leenfiets:4.1": Annotation(kern="U klaagt op tijd.", vragen=("tot wanneer zeuren",))}
    assert one.digest == make_course([Knowledge(terms, ANNOTATED)], []).digest
    assert one.digest != make_course([Knowledge(terms, changed)], []).digest
