"""How an answer came about, as the assistant tells it."""

from __future__ import annotations

from datetime import date

from bot.assembly import Parts
from bot.dialogue.tracing import read_facts
from bot.models import Question, ReadFact, Trace
from bot.understanding.reading import read

MONDAY = date(2026, 3, 16)


def trace(parts: Parts, message: str) -> Trace:
    found = parts.assistant.reply(Question("leenfiets", message, MONDAY)).trace
    assert found is not None
    return found


def test_a_sum_shows_the_facts_of_its_rule_and_how_the_clause_was_read(small: Parts) -> None:
    found = trace(small, "Ik heb de fiets op 11 maart ingeleverd, tot wanneer kan ik klagen?")
    assert [fact.value for fact in found.facts] == ["11 maart 2026"]
    assert (found.rule_id, found.rule_title) == ("leenfiets.klacht", "Klachttermijn")
    assert found.reading == "De dag van inleveren telt niet mee."


def test_clauses_are_named_with_their_strength_the_strongest_first(small: Parts) -> None:
    found = trace(small, "mag ik de fiets gratis afzeggen?")
    assert found.clauses[0].clause_id == "leenfiets:2.1"
    assert found.clauses[0].strength == 1.0
    strengths = [clause.strength for clause in found.clauses]
    assert strengths == sorted(strengths, reverse=True)
    assert min(strengths) >= 0
    assert found.rule_id == ""


def test_who_asks_is_told(small: Parts) -> None:
    assert trace(small, "Ik ben consument, mag ik de fiets gratis afzeggen?").facts[0].value == "consument"


def test_without_a_rule_everything_that_was_read_is_named_once() -> None:
    facts = read_facts(read("Op 3 maart betaalde ik € 80, ja € 80, voor 2 weken met 10% korting", MONDAY))
    assert facts == (
        ReadFact("dag", "3 maart 2026"),
        ReadFact("bedrag", "€ 80,00"),
        ReadFact("percentage", "10%"),
        ReadFact("duur", "2 weken"),
    )
