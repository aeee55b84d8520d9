"""Questions to go on with, and to begin with."""

from __future__ import annotations

import pytest

from bot.answering.suggestions import examples, presentable, suggest
from bot.assembly import Parts
from bot.knowledge import Knowledge
from bot.models import Question
from tests.bot.test_assistant import MONDAY, talk


@pytest.fixture
def knowledge(small: Parts) -> Knowledge:
    return small.search.index.get_knowledge("leenfiets")


def test_the_sum_of_a_cited_clause_is_suggested(knowledge: Knowledge) -> None:
    assert suggest(knowledge, ["leenfiets:4.1"], question="Hoe klaag ik?") == ("Tot wanneer kan ik klagen over de fiets?",)


def test_a_rule_that_has_spoken_is_not_suggested_again(knowledge: Knowledge) -> None:
    assert suggest(knowledge, ["leenfiets:4.1"], question="Hoe klaag ik?", rule_id="leenfiets.klacht") == ()


def test_what_was_just_asked_is_not_suggested(knowledge: Knowledge) -> None:
    assert suggest(knowledge, ["leenfiets:4.1"], question="tot wanneer kan ik klagen over de fiets") == ()


def test_what_a_clause_refers_to_is_suggested(knowledge: Knowledge) -> None:
    found = suggest(knowledge, ["leenfiets:2.2"], question="Wat kost te laat afzeggen?")
    assert "Ik kan morgen toch niet, kost het geld als ik de fiets afzeg?" in found


def test_nothing_cited_suggests_nothing(knowledge: Knowledge) -> None:
    assert suggest(knowledge, [], question="hoi") == ()


def test_one_begins_with_a_day_an_amount_and_a_clause(knowledge: Knowledge) -> None:
    assert examples(knowledge) == (
        "Ik heb de fiets gisteren ingeleverd, hoe lang heb ik om een klacht te sturen?",
        "De huur was 80 euro, wat ben ik kwijt als ik nu nog annuleer?",
        "Ik kan morgen toch niet, kost het geld als ik de fiets afzeg?",
    )


def test_without_annotations_and_rules_there_are_no_examples(small: Parts) -> None:
    assert examples(small.search.index.get_knowledge("taarthuis")) == ()


def test_only_what_can_stand_alone_is_shown() -> None:
    told = ["en als ik later betaal, wat dan?", "ik wil mijn geld terug", "wat kost dat?", "wat kost te laat betalen mij?"]
    assert list(presentable(told)) == ["Wat kost te laat betalen mij?"]


def test_a_question_back_comes_without_suggestions(small: Parts) -> None:
    reply = talk(small, "Op welke dag moet mijn klacht over de fiets uiterlijk binnen zijn?")
    assert (reply.status, reply.suggestions) == ("clarify", ())


def test_what_is_no_question_gets_something_to_begin_with(small: Parts) -> None:
    reply = small.assistant.reply(Question("leenfiets", "Vertel een mop.", MONDAY))
    assert reply.status == "out_of_scope"
    assert len(reply.suggestions) == 3
