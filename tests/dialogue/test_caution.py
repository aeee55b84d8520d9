"""A sum holds back where it would rest on a guess, or on words that were not said."""

from __future__ import annotations

from dataclasses import replace
from datetime import date
from decimal import Decimal

import pytest

from bot.calculators.facts import FactValue
from bot.calculators.outcomes import CannotCompute, Computed, Missing
from bot.calculators.rules import Rule
from bot.dialogue.corrections import corrected_values
from bot.dialogue.facts import days_ahead, read_facts
from bot.dialogue.ranking import suits
from bot.dialogue.subject import Subject, with_same_question_first
from bot.dialogue.sums import apply_rule, choose_ruling
from bot.dialogue.turn import Turn
from bot.models import Clause, Question
from bot.retrieval.abstention import Judgement
from bot.retrieval.evidence import Evidence
from bot.retrieval.search import Findings, Hit, RuleMatch
from bot.understanding.reading import read
from bot.understanding.topics import NamedTopics
from bot.understanding.vocabulary import FactVocabulary

MONDAY = date(2026, 3, 16)


def turn(message: str) -> Turn:
    reading = read(message, MONDAY)
    return Turn(Question("kge", message, MONDAY), reading, "consument", (message,), reading.intent)


def test_today_is_not_taken_where_an_earlier_day_found_no_place(rules: dict[str, Rule], vocabulary: FactVocabulary) -> None:
    told = turn("Factuur van 2 januari 2026, 500 euro. Op 20 februari heeft mijn zus het geregeld. Hoeveel rente?")
    outcome = apply_rule(rules["kge.rente"], told, True, vocabulary).outcome
    assert isinstance(outcome, Missing)
    assert [fact.name for fact in outcome.facts] == ["paid_on"]


def test_today_is_taken_where_no_other_day_is_told(rules: dict[str, Rule], vocabulary: FactVocabulary) -> None:
    told = turn("Factuur van 2 januari 2026, 500 euro, nog niet betaald. Hoeveel rente?")
    assert isinstance(apply_rule(rules["kge.rente"], told, True, vocabulary).outcome, Computed)


def test_an_amount_is_no_doubt_where_the_sum_has_none(rules: dict[str, Rule], vocabulary: FactVocabulary) -> None:
    told = turn("Ik annuleer vandaag de workshop van 4 juni; daar reken ik reiskosten van 85 euro bij. Wat kost dat?")
    outcome = apply_rule(rules["klantgenerator.training_kosten"], told, True, vocabulary).outcome
    assert isinstance(outcome, Computed)
    assert outcome.calculation.result.amount == 0


def test_what_must_still_be_done_is_not_done(rules: dict[str, Rule], vocabulary: FactVocabulary) -> None:
    message = "We stoppen in de conceptfase. Van de 9.000 euro is voor 4.000 euro werk dat nog gedaan moet worden."
    rule = rules["comcept.ontbindingsvergoeding"]
    given = read_facts(rule, message, reading=read(message, MONDAY), reference_date=MONDAY, vocabulary=vocabulary)
    assert given.values.get("nothing_left") != "niets"


def test_another_day_than_the_one_told_before_is_asked_about(rules: dict[str, Rule], vocabulary: FactVocabulary) -> None:
    before: dict[str, FactValue] = {"course_on": date(2026, 6, 4), "cancelled_on": MONDAY, "price": Decimal(300)}
    told = replace(turn("en als ik het aankijk tot 20 mei?"), rule=rules["klantgenerator.training_kosten"], facts=before)
    outcome = apply_rule(rules["klantgenerator.training_kosten"], told, False, vocabulary).outcome
    assert isinstance(outcome, Missing)
    assert [fact.name for fact in outcome.facts] == ["cancelled_on"]


def test_debts_that_are_told_apart_are_no_two_readings_of_one(rules: dict[str, Rule], vocabulary: FactVocabulary) -> None:
    told = turn("Twee nota's van 300 en 1.100 euro staan open. Hoeveel incassokosten?")
    outcome = apply_rule(rules["efinder.incassokosten"], told, True, vocabulary).outcome
    assert isinstance(outcome, Computed)
    assert outcome.calculation.result.amount == Decimal("210.00")


def test_a_follow_up_puts_one_value_otherwise(rules: dict[str, Rule], vocabulary: FactVocabulary) -> None:
    rule = rules["klantgenerator.rente"]
    before: dict[str, FactValue] = {"invoices": (Decimal(400),), "months_late": Decimal(2)}
    varied = corrected_values(rule, {}, before, read("en wat als het 5 maanden is?", MONDAY))
    assert varied == {"months_late": 5}
    assert corrected_values(rule, {}, before, read("en bij 900 euro?", MONDAY)) == {"invoices": (Decimal(900),)}
    assert not corrected_values(rule, {}, before, read("en als ik 100 euro afbetaal?", MONDAY))


def test_one_more_debt_is_added_to_those_before(rules: dict[str, Rule]) -> None:
    reading = read("Er is ook nog een rekening van 250 euro.", MONDAY)
    told: dict[str, FactValue] = {"invoices": (Decimal(250),)}
    assert corrected_values(rules["klantgenerator.incassokosten"], told, {"invoices": (Decimal(600),)}, reading) == {
        "invoices": (Decimal(600), Decimal(250))
    }
    assert corrected_values(rules["efinder.rente"], {"principal": Decimal(250)}, {"principal": Decimal(600)}, reading) == {
        "principal": Decimal(850)
    }


def test_a_day_that_was_asked_for_is_not_taken_to_be_today(rules: dict[str, Rule], vocabulary: FactVocabulary) -> None:
    rule = rules["tenrok.rente"]
    before: dict[str, FactValue] = {"principal": Decimal(900), "reminder_received_on": date(2026, 2, 2)}
    told = replace(turn("het ging om 1.300 euro"), rule=rule, facts={**before, "principal": Decimal(1300)})
    assert isinstance(apply_rule(rule, told, False, vocabulary).outcome, Computed)
    asked = apply_rule(rule, replace(told, asked=("paid_on",)), False, vocabulary).outcome
    assert isinstance(asked, Missing)
    assert [fact.name for fact in asked.facts] == ["paid_on"]


def test_a_number_in_a_choice_is_one_number(rules: dict[str, Rule], vocabulary: FactVocabulary) -> None:
    message = "Ontbinden in de afrondende fase, van 7.000 euro; er resteert nog 1.000 euro. Hoeveel?"
    rule = rules["comcept.ontbindingsvergoeding"]
    given = read_facts(rule, message, reading=read(message, MONDAY), reference_date=MONDAY, vocabulary=vocabulary)
    assert given.values["phase"] == "afronding"


def test_another_length_of_time_is_not_passed_over(rules: dict[str, Rule], vocabulary: FactVocabulary) -> None:
    rule = rules["klantgenerator.rente"]
    before: dict[str, FactValue] = {"invoices": (Decimal(400),), "months_late": Decimal(2)}
    told = replace(turn("en hoe zit dat als mijn boekhouder nog 5 maanden op zich laat wachten?"), rule=rule, facts=before)
    outcome = apply_rule(rule, told, False, vocabulary).outcome
    assert isinstance(outcome, Missing)
    assert "months_late" in {fact.name for fact in outcome.facts}


def test_what_was_told_before_counts_for_a_rule_on_the_same_clause_and_for_no_other(
    rules: dict[str, Rule], vocabulary: FactVocabulary
) -> None:
    asked = replace(
        turn("Wat krijg ik terug als ik op 2 mei annuleer? De prijs was 300 euro."),
        earlier="Tot wanneer kan ik de workshop van 4 juni annuleren?",
        facts={"course_on": date(2026, 6, 4)},
    )
    rule = rules["klantgenerator.training_terugbetaling"]
    alike = replace(asked, before=rules["klantgenerator.training_annuleren"])
    assert isinstance(apply_rule(rule, alike, True, vocabulary).outcome, Computed)
    other = replace(asked, before=rules["klantgenerator.rente"])
    assert isinstance(apply_rule(rule, other, True, vocabulary).outcome, Missing)


@pytest.mark.parametrize(
    ("message", "computed"),
    [
        ("De bestelling kwam op 4 maart. Of toch 6 maart, volgens mijn buurvrouw? Tot wanneer kan ik herroepen?", False),
        ("De lamp kwam op 4 maart. De kap is 6 maart gekomen. Tot wanneer kan ik herroepen?", False),
        ("De bestelling kwam op 4 maart, op 6 maart heb ik haar opengemaakt. Tot wanneer kan ik herroepen?", True),
        ("De bestelling kwam op 4 maart. Let op: Pasen zit ertussen. Tot wanneer kan ik herroepen?", True),
        ("De bestelling kwam op 4 maart, op 3 april ben ik weg. Tot wanneer kan ik herroepen?", True),
    ],
)
def test_a_day_that_found_no_place_is_asked_about(
    message: str, computed: bool, rules: dict[str, Rule], vocabulary: FactVocabulary
) -> None:
    outcome = apply_rule(rules["kge.herroeping"], turn(message), True, vocabulary).outcome
    assert isinstance(outcome, Computed) is computed


@pytest.mark.parametrize(
    ("message", "said"),
    [
        ("Besteld op 1 maart, ontvangen op 4 maart en opengemaakt op 6 maart. Tot wanneer kan ik terug?", False),
        ("De eerste doos kwam op 4 maart, de laatste op 6 maart. Tot wanneer kan ik terug?", True),
    ],
)
def test_a_rule_waits_for_the_words_that_it_needs(message: str, said: bool, rules: dict[str, Rule]) -> None:
    assert suits(rules["tenrok.herroeping_meer_producten"], turn(message), ("Tenrok",)) is said


def test_a_rule_about_the_company_waits_for_the_company_to_act(rules: dict[str, Rule]) -> None:
    rule = rules["klantgenerator.opzegging_klantgenerator"]
    assert not suits(rule, turn("wij willen per 1 juni stoppen, wanneer uiterlijk opzeggen?"), ("KlantGenerator",))
    assert suits(rule, turn("KlantGenerator zegt op 1 juni op, wanneer eindigt het dan?"), ("KlantGenerator",))


@pytest.mark.parametrize(
    ("message", "course_on"),
    [
        ("Ik heb een training geboekt op 1 juni, wat kost afzeggen?", date(2026, 6, 1)),
        ("Ik heb de training van 9 maart gemist, wat kost dat?", date(2026, 3, 9)),
        ("Ik heb een training geboekt op 1 juni 2025, wat kost afzeggen?", date(2025, 6, 1)),
    ],
)
def test_what_can_still_be_called_off_lies_ahead(
    message: str, course_on: date, rules: dict[str, Rule], vocabulary: FactVocabulary
) -> None:
    rule = next(rule for rule in rules.values() if "course_on" in days_ahead(rule))
    given = read_facts(rule, message, reading=read(message, MONDAY), reference_date=MONDAY, vocabulary=vocabulary)
    assert given.values["course_on"] == course_on


def test_a_day_on_which_the_customer_was_told_is_not_looked_for(rules: dict[str, Rule], vocabulary: FactVocabulary) -> None:
    message = "Dienst afgesproken op 1 maart, wanneer is de bedenktijd om?"
    rule = rules["efinder.bedenktijd_dienst"]
    given = read_facts(rule, message, reading=read(message, MONDAY), reference_date=MONDAY, vocabulary=vocabulary)
    assert given.values == {"concluded_on": date(2026, 3, 1)}


def test_a_day_that_is_left_over_is_the_one_that_is_still_missing(rules: dict[str, Rule], vocabulary: FactVocabulary) -> None:
    asked = turn("Contract voor onbepaalde tijd. Als ik er vandaag mee ophoud, wanneer ben ik dan klaar?")
    ruling = apply_rule(rules["tenrok.opzegging"], asked, True, vocabulary)
    assert ruling.given.values == {"contract_type": "onbepaald", "notice_on": MONDAY}
    assert isinstance(ruling.outcome, Computed)


def test_a_usual_number_is_not_taken_where_another_number_found_no_place(
    rules: dict[str, Rule], vocabulary: FactVocabulary
) -> None:
    told = turn("De prijs is 49 euro per stuk en het gaat om 12 dus. Hoeveel is dat met btw?")
    outcome = apply_rule(rules["tenrok.prijs_inclusief_btw"], told, True, vocabulary).outcome
    assert isinstance(outcome, Missing)
    assert [fact.name for fact in outcome.facts] == ["pieces"]


def test_a_rule_that_can_tell_no_day_gives_way_to_none_that_can(rules: dict[str, Rule], vocabulary: FactVocabulary) -> None:
    told = turn("We zijn een bv en kregen de factuur op 20 februari. Wanneer zijn we in verzuim?")
    told = replace(told, audience="zakelijk")
    tried = (rules["kge.verzuim"], rules["kge.bezwaar_factuur"])
    chosen = choose_ruling(tried, (), told, True, vocabulary)
    assert chosen is not None
    assert chosen.rule.id == "kge.verzuim"
    assert isinstance(chosen.outcome, CannotCompute)


@pytest.mark.parametrize(
    ("named", "outside", "speaks"),
    [({"bedenktijd"}, 0.7, True), (set(), 0.7, False), ({"opzegtermijn"}, 0.7, False), ({"bedenktijd"}, 0.85, False)],
)
def test_where_the_evidence_says_no_a_rule_speaks_on_a_topic_that_is_asked_for_by_name(
    named: set[str], outside: float, speaks: bool, rules: dict[str, Rule], vocabulary: FactVocabulary
) -> None:
    told = turn("Kan ik me nog bedenken, en tot wanneer?")
    ruling = apply_rule(rules["kge.herroeping"], told, True, vocabulary)
    clause = Clause("kge:6.3", "6.3", "Artikel 6 lid 3", "Bedenktijd", "U hebt 30 dagen bedenktijd.")
    evidence = Evidence(True, 0.8, outside, 0.7, 0.6, 0.7, 0.8, 5.0)
    matches = {"kge.herroeping": RuleMatch(0.75, 1.0)}
    found = Findings("bedenken", (Hit(clause, 2.0, 0.8),), matches, outside, 0.7, 0.6, 1.0, evidence)
    subject = Subject(found, Judgement("not_in_terms", 0.5))
    assert subject.lets_speak(ruling, told, NamedTopics(asked=frozenset(named)), spread=0.05) is speaks


@pytest.mark.parametrize(("similarity", "first"), [(0.995, "6.3"), (0.97, "1")])
def test_a_clause_that_has_this_very_question_comes_first(similarity: float, first: str) -> None:
    meaning = Clause("kge:1", "1", "Artikel 1", "Begrippen", "Bedenktijd: de termijn om te herroepen.")
    length = Clause("kge:6.3", "6.3", "Artikel 6 lid 3", "Bedenktijd", "U hebt 30 dagen bedenktijd.")
    evidence = Evidence(True, similarity, 0.7, 0.7, 0.6, 0.7, 0.8, 5.0)
    hits = (Hit(meaning, 3.0, 0.96), Hit(length, 2.0, similarity))
    found = with_same_question_first(Findings("bedenktijd", hits, {}, 0.7, 0.7, 0.6, 1.0, evidence))
    assert found.hits[0].clause.path == first


@pytest.mark.parametrize(
    ("rule", "message", "missing"),
    [
        ("kge.rente", "Factuur van 3 maart, 480 euro. Hoeveel rente als ik 14 dagen te laat betaal?", "paid_on"),
    ],
)
def test_what_is_told_and_finds_no_place_is_asked_about(
    rule: str, message: str, missing: str, rules: dict[str, Rule], vocabulary: FactVocabulary
) -> None:
    outcome = apply_rule(rules[rule], turn(message), True, vocabulary).outcome
    assert isinstance(outcome, Missing)
    assert [fact.name for fact in outcome.facts] == [missing]
