"""Facts from messages: the right value to the right fact, and rather none than a wrong one."""

from __future__ import annotations

from dataclasses import replace
from datetime import date, datetime
from decimal import Decimal
from pathlib import Path
from typing import Any

import pytest
import yaml

from bot.understanding.facts import Facts, FactValue, find_facts
from bot.understanding.vocabulary import Choice, FactDefinition, FactVocabulary, load_vocabulary

_HERE = Path(__file__).parent
ROWS: list[dict[str, Any]] = yaml.safe_load((_HERE / "facts.yaml").read_text(encoding="utf-8"))
VOCABULARY = load_vocabulary(_HERE.parents[1] / "data" / "facts.yaml")
MONDAY = date(2026, 3, 16)


def _find(says: str, wants: list[str]) -> Facts:
    wanted = [VOCABULARY.by_name[name] for name in wants]
    return find_facts(says, wanted=wanted, vocabulary=VOCABULARY, reference_date=MONDAY)


def test_numbers_told_one_by_one_add_up_only_where_the_rule_says_so() -> None:
    hours = VOCABULARY.by_name["hours_done"]
    says = "Er is 6 uur gewerkt en 1 uur gereden, dat moet binnen 24 uur betaald zijn."
    read = [
        find_facts(says, wanted=[fact], vocabulary=VOCABULARY, reference_date=MONDAY).values
        for fact in (hours, replace(hours, adds_up=True))
    ]
    assert read == [{}, {"hours_done": Decimal(7)}]


def _plain(value: FactValue) -> object:
    if isinstance(value, tuple):
        return [_plain(item) for item in value]
    if isinstance(value, datetime):
        return value.isoformat()
    return float(value) if isinstance(value, Decimal) else value


@pytest.mark.parametrize("row", ROWS, ids=lambda row: f"{row['says'][:60]} -> {' '.join(row['wants'])}")
def test_a_message_gives_the_facts_that_it_tells_and_no_other(row: dict[str, Any]) -> None:
    facts = _find(row["says"], row["wants"])
    assert {name: _plain(value) for name, value in facts.values.items()} == row["gives"]
    assert list(facts.unclear) == row.get("unclear", [])


def test_the_table_is_large_enough_to_mean_something() -> None:
    assert len(ROWS) >= 80


def test_a_fact_carries_the_words_that_gave_it_and_how() -> None:
    fact = _find("Het pakket is op 3 maart 2026 bezorgd", ["received_on"]).found["received_on"]
    assert (fact.text, fact.how, fact.assumed) == ("3 maart 2026", "cue", False)


def test_a_day_without_a_year_is_marked_as_assumed() -> None:
    assert _find("ontvangen op 3 maart", ["received_on"]).found["received_on"].assumed


def test_a_plain_answer_says_so() -> None:
    assert _find("5 maart", ["received_on"]).found["received_on"].how == "answer"


def test_cues_and_choices_of_a_rule_come_before_those_of_the_vocabulary() -> None:
    phase = FactDefinition(
        name="phase",
        type="choice",
        choices=(Choice("started", ("al begonnen", "bezig")), Choice("not_started", ("nog niet begonnen",))),
    )
    found = find_facts("jullie zijn nog niet begonnen", wanted=[phase], vocabulary=FactVocabulary(), reference_date=MONDAY)
    assert found.values == {"phase": "not_started"}


def test_what_is_said_outright_goes_before_words_in_another_order() -> None:
    kind = FactDefinition("kind", "choice", choices=(Choice("ends", ("loopt tot",)), Choice("open", ("onbepaalde tijd",))))
    says = "contract voor onbepaalde tijd, tot wanneer loopt het nog?"
    found = find_facts(says, wanted=[kind], vocabulary=FactVocabulary(), reference_date=MONDAY)
    assert found.values == {"kind": "open"}


def test_what_is_not_there_is_no_cue() -> None:
    says = "Zeg ik mijn contract zonder einddatum op 30 juni 2026 op, wanneer stopt het?"
    assert _find(says, ["notice_on", "contract_end_on"]).values == {"notice_on": date(2026, 6, 30)}


@pytest.mark.parametrize(("says", "value"), [("ja", True), ("nee", False), ("het is geopend", True), ("nog niet geopend", False)])
def test_yes_and_no_are_read(says: str, value: bool) -> None:
    opened = FactDefinition("opened", "yes_no", cues=("geopend",))
    found = find_facts(says, wanted=[opened], vocabulary=FactVocabulary(), reference_date=MONDAY)
    assert found.values == {"opened": value}


def test_a_percentage_is_read() -> None:
    rate = FactDefinition("rate", "percentage", cues=("rente",))
    found = find_facts("de rente is 2%", wanted=[rate], vocabulary=FactVocabulary(), reference_date=MONDAY)
    assert found.values == {"rate": Decimal(2)}


def test_several_days_are_kept_together() -> None:
    facts = _find("geleverd op 3 maart en geleverd op 5 maart", ["delivery_dates"])
    assert facts.values == {"delivery_dates": (date(2026, 3, 3), date(2026, 3, 5))}


def test_an_empty_message_gives_nothing() -> None:
    assert _find("", ["received_on"]).values == {}


def test_a_value_without_a_cue_goes_to_the_one_fact_that_is_sought() -> None:
    wanted = [
        VOCABULARY.by_name["invoice_on"],
        replace(VOCABULARY.by_name["paid_on"], sought=False),
        replace(VOCABULARY.by_name["invoice_received_on"], sought=False),
    ]
    found = find_facts("nee wacht, 11 maart", wanted=wanted, vocabulary=VOCABULARY, reference_date=MONDAY)
    assert found.values == {"invoice_on": date(2026, 3, 11)}


def test_a_fact_is_not_sought_where_another_was_given_instead() -> None:
    wanted = [replace(VOCABULARY.by_name["invoices"], instead=("price",)), replace(VOCABULARY.by_name["price"], sought=False)]
    found = find_facts("de prijs was 900 euro, en nog 45 euro", wanted=wanted, vocabulary=VOCABULARY, reference_date=MONDAY)
    assert found.values == {"price": Decimal(900)}


@pytest.mark.parametrize(
    ("says", "values"),
    [
        ("4 muizen van 19,95 per stuk", {"pieces": Decimal(4), "each": Decimal("19.95")}),
        ("drie trackers van 59 euro per stuk", {"pieces": Decimal(3), "each": Decimal(59)}),
        ("een muis van 19,95 per stuk, 30 dagen garantie", {"each": Decimal("19.95")}),
        ("19,95 per stuk, ik wil er 12", {"pieces": Decimal(12), "each": Decimal("19.95")}),
        ("7 schermen van 129 euro, bezorgkosten 15 euro", {"pieces": Decimal(7), "each": Decimal(129)}),
    ],
)
def test_so_many_things_of_one_price_are_counted(says: str, values: dict[str, Decimal]) -> None:
    wanted = [
        FactDefinition("pieces", "count", cues=("stuks",)),
        FactDefinition("each", "amount", cues=("per stuk",)),
    ]
    found = find_facts(says, wanted=wanted, vocabulary=FactVocabulary(), reference_date=MONDAY)
    assert found.values == values


@pytest.mark.parametrize(
    ("says", "day"),
    [
        ("eentje kwam 3 maart en de andere 6 maart. tot wanneer?", None),
        ("op maandag 2 maart gekomen en de rest vrijdag 6 maart, tot wanneer?", None),
        ("de levering kwam 3 maart en op 6 maart.", None),
        ("een pakket kreeg ik op 3 maart en een op 6 maart, is dat betaald?", None),
        ("het pakket kwam op 3 maart en op 6 maart heb ik de doos opengemaakt", date(2026, 3, 3)),
        ("het pakket kwam op 3 maart", date(2026, 3, 3)),
    ],
)
def test_a_second_day_of_the_same_kind_leaves_the_fact_open(says: str, day: date | None) -> None:
    found = find_facts(says, wanted=[VOCABULARY.by_name["received_on"]], vocabulary=VOCABULARY, reference_date=MONDAY)
    assert found.values == ({} if day is None else {"received_on": day})


def test_two_of_a_kind_leave_the_fact_open_whatever_the_question_names() -> None:
    wanted = [VOCABULARY.by_name["invoice_on"], replace(VOCABULARY.by_name["paid_on"], sought=False)]
    message = "ik heb een factuur van 3 maart en een van 10 maart, wanneer moeten die betaald zijn?"
    assert find_facts(message, wanted=wanted, vocabulary=VOCABULARY, reference_date=MONDAY).values == {}


def test_hours_over_the_quote_are_not_those_that_were_agreed() -> None:
    wanted = [FactDefinition("over", "count", cues=("uur over",)), VOCABULARY.by_name["hours_agreed"]]
    found = find_facts("u zat 6 uur over de offerte", wanted=wanted, vocabulary=VOCABULARY, reference_date=MONDAY)
    assert found.values == {"over": Decimal(6)}


def test_what_came_in_was_not_ordered_on_that_day() -> None:
    wanted = [VOCABULARY.by_name["ordered_on"]]
    found = find_facts("bestelling binnengekomen op 7 maart", wanted=wanted, vocabulary=VOCABULARY, reference_date=MONDAY)
    assert found.values == {}


@pytest.mark.parametrize(
    ("says", "wanted", "values"),
    [
        ("500 open + 40 kosten + 6,25 rente", ("costs_due", "interest_due"), {"costs_due": 40, "interest_due": Decimal("6.25")}),
        ("Ons bedrijf betaalde 2.000 euro een kwartaal te laat", ("principal",), {"principal": 2000}),
        ("jaarcontract tot 31/8/2026, uiterste opzegdag", ("contract_end_on",), {"contract_end_on": date(2026, 8, 31)}),
        ("het nieuwe tarief gaat in op 1 juni, wanneer aangekondigd?", ("announced_on",), {}),
        ("mijn abonnement moet stoppen op 31 mei, wanneer ten laatste opzeggen?", ("notice_on",), {}),
        ("ik maakte het over (rekeningnr eindigt op 447)", ("principal",), {}),
    ],
)
def test_what_is_told_in_other_words_finds_its_fact(says: str, wanted: tuple[str, ...], values: dict[str, object]) -> None:
    facts = [VOCABULARY.by_name[name] for name in wanted]
    assert find_facts(says, wanted=facts, vocabulary=VOCABULARY, reference_date=MONDAY).values == values


@pytest.mark.parametrize(
    ("says", "price"),
    [("2 x 200 euro", 400), ("3x € 24,50", Decimal("73.50")), ("twee zenders van 64 euro", 128), ("een zender van 64 euro", 64)],
)
def test_so_many_times_an_amount_is_the_amount_of_all(says: str, price: Decimal | int) -> None:
    wanted = [FactDefinition("price", "amount", cues=("gaat om", "per stuk"))]
    found = find_facts(f"het gaat om {says}", wanted=wanted, vocabulary=FactVocabulary(), reference_date=MONDAY)
    assert found.values == {"price": price}


def test_three_quarters_are_no_three_hours() -> None:
    wanted = [FactDefinition("hours", "count", cues=("coaching",))]
    found = find_facts("drie kwartier coaching", wanted=wanted, vocabulary=FactVocabulary(), reference_date=MONDAY)
    assert found.values == {}


def test_the_name_of_a_company_is_no_typing_error() -> None:
    phase = FactDefinition("phase", "choice", choices=(Choice("concept", ("conceptfase", "concept")),))
    message = "hoeveel rekent Comcept daarvoor?"
    given = {"wanted": [phase], "vocabulary": FactVocabulary(), "reference_date": MONDAY}
    assert find_facts(message, **given).values == {"phase": "concept"}
    assert find_facts(message, names=("comcept",), **given).values == {}
