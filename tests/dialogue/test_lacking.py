"""A question for a figure is not answered by clauses without one."""

from __future__ import annotations

from datetime import date

import pytest

from bot.answering.compose import Composer
from bot.dialogue.lacking import SILENT, without_figure
from bot.dialogue.replying import Found, write
from bot.dialogue.subject import FAR, Subject
from bot.dialogue.turn import Turn
from bot.knowledge import Annotation, Knowledge
from bot.models import Clause, Company, Contact, Question, Terms, TermsVersion
from bot.retrieval.abstention import Judgement
from bot.retrieval.evidence import Evidence
from bot.retrieval.search import Findings, Hit
from bot.understanding.reading import read

MONDAY = date(2026, 3, 16)
NONE = Evidence(annotated=False, asked=-1, outside=0.7, general=0.7, foreign=0.6, usual=0.7, explained=-1, words=1.0)
TEXTS = {
    "1.1": "Bij een lek in de tent bericht de verhuurder de huurder.",
    "1.2": "De huurder betaalt een waarborgsom:",
    "1.2.a": "€ 50,00 voor een tent;",
    "2": "De huurder houdt de tent schoon.",
    "3": "De verhuurder bericht de huurder binnen 24 uur.",
}


@pytest.fixture(scope="module")
def knowledge() -> Knowledge:
    version = TermsVersion(name="2026-01", starts_on=date(2026, 1, 1), source="tent.txt")
    company = Company(slug="tent", name="Tentverhuur", aliases=(), legal_form="bv", contact=Contact(), versions=(version,))
    parents = {"1.2.a": "tent:1.2"}
    clauses = tuple(
        Clause(f"tent:{path}", path, f"Artikel {path}", "Huur", text, parent_id=parents.get(path)) for path, text in TEXTS.items()
    )
    return Knowledge(Terms(company, version, clauses), {"tent:2": Annotation(kern="Schoonmaken kost € 10,00.")})


def found(message: str, knowledge: Knowledge, *paths: str) -> Found:
    hits = tuple(Hit(knowledge.get_clause(path), 3.0 - at, 0.8) for at, path in enumerate(paths))
    judged = Subject(Findings(message, hits, {}, 0.7, 0.7, 0.6, 1.0, NONE), Judgement("answered", 0.7))
    reading = read(message, MONDAY)
    return Found(Turn(Question("tent", message, MONDAY), reading, None, (message,), reading.intent), judged, None)


def test_the_terms_are_said_not_to_give_it_and_the_nearest_clause_is_named(knowledge: Knowledge) -> None:
    told = without_figure(found("Binnen hoeveel uur hoor ik van een lek?", knowledge, "1.1", "2", "3"), knowledge)
    assert (told.lacking, told.subject.judgement) == ("length", Judgement("not_in_terms", SILENT))
    draft = write(Composer(knowledge), told)
    assert draft.status == "not_in_terms"
    assert "Het dichtst in de buurt komt **Artikel 1.1**, maar daar staat geen termijn in." in draft.answer
    assert [citation.clause_id for citation in draft.citations] == ["tent:1.1"]
    assert SILENT < FAR


@pytest.mark.parametrize(
    ("message", "paths"),
    [
        ("Binnen hoeveel uur hoor ik van een lek?", ("1.1", "3")),
        ("Wat kost de borg?", ("1.2", "1.1")),
        ("Wat kost schoonmaken?", ("2", "1.1")),
        ("Wie bericht mij bij een lek?", ("1.1", "2")),
        ("Wat zegt artikel 1.1, hoeveel uur is het?", ("1.1", "2")),
    ],
)
def test_an_answer_stands_where_a_clause_its_parts_or_its_explanation_give_it(
    message: str, paths: tuple[str, ...], knowledge: Knowledge
) -> None:
    told = found(message, knowledge, *paths)
    assert without_figure(told, knowledge) == told
