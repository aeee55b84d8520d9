"""Conversations: sums, questions for what is missing, follow-ups, and new subjects."""

from __future__ import annotations

from datetime import date

import pytest

from bot.assembly import Parts
from bot.models import Question, Reply

MONDAY = date(2026, 3, 16)


def talk(parts: Parts, *messages: str, audience: str | None = None) -> Reply:
    """The reply to the last message of a conversation."""
    conversation = None
    for message in messages:
        reply = parts.assistant.reply(Question("leenfiets", message, MONDAY, conversation_id=conversation))
        conversation = reply.conversation_id
    return reply


def test_a_day_is_computed_and_derived(small: Parts) -> None:
    reply = talk(small, "Ik heb de fiets op 11 maart ingeleverd, tot wanneer kan ik klagen?")
    assert reply.calculation is not None
    assert (reply.status, reply.calculation.result.date) == ("answered", date(2026, 3, 18))
    assert reply.citations[0].clause_id == "leenfiets:4.1"
    assert "**18 maart 2026**" in reply.answer
    assert "11 maart 2026" in reply.answer
    assert reply.calculation.inputs == {"returned_on": "2026-03-11"}


def test_a_term_that_is_over_says_how_late(small: Parts) -> None:
    reply = talk(small, "ik heb de fiets 5 maart teruggebracht ben ik te laat met mn klacht")
    assert "u bent 4 dagen te laat" in reply.answer


def test_a_missing_day_is_asked_for_after_the_general_rule(small: Parts) -> None:
    reply = talk(small, "Op welke dag moet mijn klacht over de fiets uiterlijk binnen zijn?")
    assert reply.status == "clarify"
    assert [fact.name for fact in reply.missing] == ["returned_on"]
    assert "binnen 7 dagen na het inleveren" in reply.answer
    assert reply.citations[0].clause_id == "leenfiets:4.1"


def test_the_answer_to_the_question_fills_it_in(small: Parts) -> None:
    reply = talk(small, "Op welke dag moet mijn klacht over de fiets uiterlijk binnen zijn?", "eergisteren ingeleverd")
    assert reply.calculation is not None
    assert reply.calculation.result.date == date(2026, 3, 21)


def test_a_correction_replaces_the_day(small: Parts) -> None:
    first = "Ik heb de fiets op 11 maart ingeleverd, tot wanneer kan ik klagen?"
    reply = talk(small, first, "nee, 12 maart bedoelde ik")
    assert reply.calculation is not None
    assert reply.calculation.result.date == date(2026, 3, 19)


def test_another_amount_is_computed_anew(small: Parts) -> None:
    reply = talk(small, "de huur was 80 euro, wat kost te laat annuleren?", "en bij een huur van 120 euro?")
    assert reply.calculation is not None
    assert str(reply.calculation.result.amount) == "60.00"


def test_a_new_subject_drops_what_was_known(small: Parts) -> None:
    reply = talk(
        small,
        "Ik heb de fiets op 11 maart ingeleverd, tot wanneer kan ik klagen?",
        "Mijn fiets is gestolen, moet ik aangifte doen?",
        "Op welke dag moet mijn klacht over de fiets uiterlijk binnen zijn?",
    )
    assert reply.status == "clarify"


def test_a_day_that_contradicts_itself_is_asked_again(small: Parts) -> None:
    reply = talk(small, "Ik heb de fiets maandag 10 maart 2026 ingeleverd, tot wanneer kan ik klagen?")
    assert reply.status == "clarify"
    assert "9 maart 2026" in reply.answer or "10 maart 2026" in reply.answer


def test_how_long_in_general_is_answered_and_offers_the_sum(small: Parts) -> None:
    reply = talk(small, "Hoe lang heb ik om te klagen over mijn huurfiets?")
    assert reply.status == "answered"
    assert reply.calculation is None
    assert "Op welke dag hebt u de fiets ingeleverd?" in reply.answer


@pytest.mark.parametrize(
    "message", ["?!?", "…", "fiets " * 300, "😀😀", "<script>alert(1)</script>", "'; DROP TABLE clauses; --"]
)
def test_odd_messages_get_a_reply(small: Parts, message: str) -> None:
    assert talk(small, message).answer


def test_two_questions_get_two_answers_and_two_sums(small: Parts) -> None:
    reply = talk(
        small, "Ik heb de fiets 11 maart ingeleverd, tot wanneer kan ik klagen? De huur was 80 euro, wat kost te laat annuleren?"
    )
    assert reply.status == "answered"
    assert "18 maart 2026" in reply.answer
    assert "€ 40,00" in reply.answer
    assert {"leenfiets:4.1", "leenfiets:2.2"} <= {citation.clause_id for citation in reply.citations}


def test_a_second_question_that_the_terms_do_not_answer_is_said_so(small: Parts) -> None:
    reply = talk(small, "Tot wanneer mag ik mijn reservering gratis laten vervallen? Geven jullie korting aan studenten?")
    assert reply.status == "answered"
    assert reply.citations[0].clause_id == "leenfiets:2.1"
    said = "Op uw vraag «Geven jullie korting aan studenten» vond ik in de voorwaarden van Leenfiets geen duidelijk antwoord."
    assert said in reply.answer


def test_every_question_of_a_message_is_named_with_what_became_of_it(small: Parts) -> None:
    reply = talk(
        small,
        "Tot wanneer mag ik mijn reservering gratis laten vervallen? Moet ik aangifte doen als de fiets is gestolen? "
        "Geven jullie korting aan studenten? Hoe kan ik een klacht indienen? Wat betaal ik bij schade aan de fiets?",
    )
    assert [citation.clause_id for citation in reply.citations] == ["leenfiets:2.1", "leenfiets:3.2"]
    assert "Over uw vraag «Moet ik aangifte doen als de fiets is gestolen»: " in reply.answer
    assert "Op uw vraag «Geven jullie korting aan studenten» vond ik" in reply.answer
    assert "Uw vraag «Hoe kan ik een klacht indienen» staat hier nog niet bij; stel hem apart." in reply.answer
    assert "Uw vraag «Wat betaal ik bij schade aan de fiets» staat hier nog niet bij; stel hem apart." in reply.answer


def test_a_question_that_the_terms_do_not_answer_is_named_behind_one_that_they_do(small: Parts) -> None:
    reply = talk(small, "Geven jullie korting aan studenten? Tot wanneer mag ik mijn reservering gratis laten vervallen?")
    assert "Op uw vraag «Geven jullie korting aan studenten» vond ik" in reply.answer


def test_a_question_of_one_telling_word_is_looked_for_by_itself(small: Parts) -> None:
    reply = talk(small, "Tot wanneer mag ik mijn reservering gratis laten vervallen? Hoe zit het met klachten?")
    assert "leenfiets:4.1" in {citation.clause_id for citation in reply.citations}


@pytest.mark.parametrize("message", ["hallo klacht?", "hoi, klachttermijn", "Bedankt! En klacht?", "goedemorgen. klacht?"])
def test_a_question_behind_a_greeting_is_answered(small: Parts, message: str) -> None:
    assert talk(small, message).citations[0].clause_id == "leenfiets:4.1"


@pytest.mark.parametrize("message", ["hallo", "hallo?", "Goedemorgen allemaal", "Dag, ik heb een vraag", "hoi, iemand daar?"])
def test_a_greeting_is_greeted_back(small: Parts, message: str) -> None:
    assert talk(small, message).answer.startswith("Dag!")


def test_the_question_that_the_terms_do_answer_is_answered(small: Parts) -> None:
    reply = talk(small, "Geven jullie korting aan studenten? Tot wanneer mag ik mijn reservering gratis laten vervallen?")
    assert reply.status == "answered"
    assert reply.citations[0].clause_id == "leenfiets:2.1"


def test_another_companys_terms_are_not_told(small: Parts) -> None:
    reply = talk(small, "Tot wanneer kan ik een taart bij Taarthuis annuleren?")
    assert (reply.status, reply.citations) == ("out_of_scope", ())


def test_thanks_are_answered_as_thanks(small: Parts) -> None:
    assert talk(small, "dank je wel!").answer.startswith("Graag gedaan.")


@pytest.mark.parametrize(
    ("message", "said"),
    [
        ("Combien de temps ai-je pour annuler ma réservation ?", "en néerlandais"),
        ("Wie lange kann ich meine Reservierung kostenlos stornieren?", "auf Niederländisch"),
        ("هل يمكنني إلغاء الحجز؟", "بالهولندية"),
        ("Чи можу я скасувати бронювання?", "in Dutch"),
    ],
)
def test_a_question_in_another_language_gets_no_false_no(small: Parts, message: str, said: str) -> None:
    reply = talk(small, message)
    assert (reply.status, reply.citations) == ("out_of_scope", ())
    assert "alleen in het Nederlands" in reply.answer
    assert said in reply.answer
