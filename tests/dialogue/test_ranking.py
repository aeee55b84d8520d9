"""Which rule a question asks for, by what speaks for each of them."""

from __future__ import annotations

from dataclasses import replace
from datetime import date

import pytest

from bot.assembly import Parts
from bot.calculators.deadline_rules import PeriodRule
from bot.calculators.outcomes import Computed
from bot.calculators.rules import Rule
from bot.dialogue.ruling import find_rules
from bot.dialogue.subject import with_who_acts_first
from bot.dialogue.sums import choose_ruling
from bot.dialogue.turn import Turn
from bot.knowledge import Annotation, Knowledge
from bot.models import Question
from bot.retrieval.search import Findings, Hit, RuleMatch
from bot.understanding.reading import read
from bot.understanding.topics import NamedTopics
from bot.understanding.vocabulary import FactDefinition, FactVocabulary

MONDAY = date(2026, 3, 16)
COMPLAINT, LATE = "leenfiets.klacht", "leenfiets.late_annulering"
RETURNED = FactDefinition("returned_on", "date", cues=("ingeleverd",))
VOCABULARY = FactVocabulary((RETURNED,))


@pytest.fixture(scope="module")
def knowledge(small: Parts) -> Knowledge:
    return small.search.index.get_knowledge("leenfiets")


def turn(message: str) -> Turn:
    reading = read(message, MONDAY)
    return Turn(Question("leenfiets", message, MONDAY), reading, None, (message,), reading.intent)


def findings(found: Findings, scores: dict[str, float], similarities: dict[str, float]) -> Findings:
    """The findings with these scores of clauses and these similarities of rules."""
    hits = [Hit(hit.clause, scores.get(hit.clause.path, -1.0), 0.8) for hit in found.hits]
    rules = {name: RuleMatch(similarities.get(name, 0.0), 0.0) for name in found.rules}
    return replace(found, hits=tuple(sorted(hits, key=lambda hit: -hit.score)), rules=rules)


def ids(rules: tuple[Rule, ...]) -> list[str]:
    return [rule.id for rule in rules]


def test_a_rule_on_the_topic_that_is_asked_for_goes_first(small: Parts, knowledge: Knowledge) -> None:
    asked = turn("De fiets kwam laat, tot wanneer kan ik klagen en wat kost het?")
    found = findings(
        small.search.find("leenfiets", asked.question.message), {"2.2": 2.0, "4.1": 1.2}, {COMPLAINT: 0.79, LATE: 0.8}
    )
    assert ids(find_rules(found, knowledge, asked, NamedTopics(), spread=0.05))[0] == LATE
    named = NamedTopics(asked=frozenset({"klachttermijn"}))
    assert ids(find_rules(found, knowledge, asked, named, spread=0.05))[0] == COMPLAINT


def test_a_named_topic_is_found_farther_off(small: Parts, knowledge: Knowledge) -> None:
    asked = turn("Tot wanneer kan ik klagen?")
    found = findings(small.search.find("leenfiets", asked.question.message), {"3.2": 2.0, "4.1": 0.6}, {COMPLAINT: 0.5})
    assert not find_rules(found, knowledge, asked, NamedTopics(), spread=0.05)
    named = NamedTopics(asked=frozenset({"klachttermijn"}))
    assert ids(find_rules(found, knowledge, asked, named, spread=0.05)) == [COMPLAINT]


def test_a_named_topic_beyond_reach_is_none(small: Parts, knowledge: Knowledge) -> None:
    asked = turn("Tot wanneer kan ik klagen?")
    found = findings(small.search.find("leenfiets", asked.question.message), {"3.2": 2.0, "4.1": 0.1}, {COMPLAINT: 0.5})
    assert not find_rules(found, knowledge, asked, NamedTopics(asked=frozenset({"klachttermijn"})), spread=0.05)


def test_a_named_topic_whose_questions_are_nearest_is_in_reach_of_any_clause(small: Parts, knowledge: Knowledge) -> None:
    asked = turn("Tot wanneer kan ik klagen?")
    named = NamedTopics(asked=frozenset({"klachttermijn"}))
    far = {"3.2": 7.0, "4.1": 0.1}
    brought_up = small.search.find("leenfiets", asked.question.message)
    assert ids(find_rules(findings(brought_up, far, {COMPLAINT: 0.81}), knowledge, asked, named, spread=0.05)) == [COMPLAINT]
    assert not find_rules(findings(brought_up, far, {COMPLAINT: 0.79}), knowledge, asked, named, spread=0.05)


def test_rules_that_come_to_the_same_are_no_tie(knowledge: Knowledge) -> None:
    told = turn("Ik heb de fiets op 2 maart ingeleverd, tot wanneer kan ik klagen?")
    complaint = next(rule for rule in knowledge.rules if rule.id == COMPLAINT)
    assert isinstance(complaint, PeriodRule)
    other_day = {"x_on": complaint.needs["returned_on"].model_copy(update={"cues": ("x",)})}
    other_start = complaint.period.model_copy(update={"start": "x_on"})
    open_one = complaint.model_copy(update={"id": "leenfiets.andere", "period": other_start, "needs": other_day})
    twin = complaint.model_copy(update={"id": "leenfiets.tweede"})
    longer = complaint.period.model_copy(update={"length": 9})
    later = complaint.model_copy(update={"id": "leenfiets.later", "period": longer})
    agreed = choose_ruling((open_one, complaint, twin), (), told, True, VOCABULARY)
    assert agreed is not None
    assert isinstance(agreed.outcome, Computed)
    assert agreed.rule.id == COMPLAINT
    torn = choose_ruling((open_one, complaint, later), (), told, True, VOCABULARY)
    assert torn is not None
    assert torn.rule.id == "leenfiets.andere"


@pytest.mark.parametrize(
    ("message", "first"),
    [
        ("Kan ik mijn reservering nog annuleren?", "2.1"),
        ("Kunnen jullie mijn reservering nog annuleren?", "1.1"),
        ("Hoe maak ik een reservering?", "1.1"),
    ],
)
def test_who_acts_in_the_clause_is_who_acts_in_the_message(message: str, first: str, small: Parts, knowledge: Knowledge) -> None:
    kerns = {"1.1": "Leenfiets mag uw reservering nog annuleren.", "2.1": "U mag uw reservering nog annuleren."}
    told = replace(knowledge, annotations={f"leenfiets:{path}": Annotation(kern=kern) for path, kern in kerns.items()})
    found = findings(small.search.find("leenfiets", message), {"1.1": 2.0, "2.1": 1.5}, {})
    assert with_who_acts_first(found, turn(message), told).hits[0].clause.path == first


@pytest.mark.parametrize(
    ("message", "first"),
    [("Reservering gemaakt, kan ik er nog vanaf?", "2.1"), ("Reservering gemaakt, mag ik die nog annuleren?", "1.1")],
)
def test_who_asks_to_get_out_is_told_how_however_far_behind(message: str, first: str, small: Parts, knowledge: Knowledge) -> None:
    kerns = {"1.1": "Leenfiets mag uw reservering nog annuleren.", "2.1": "U mag uw reservering nog annuleren."}
    told = replace(knowledge, annotations={f"leenfiets:{path}": Annotation(kern=kern) for path, kern in kerns.items()})
    found = findings(small.search.find("leenfiets", message), {"1.1": 4.0, "2.1": 1.5}, {})
    assert with_who_acts_first(found, turn(message), told).hits[0].clause.path == first
