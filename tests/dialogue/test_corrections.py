"""What is taken back of an earlier message."""

from __future__ import annotations

from datetime import date
from decimal import Decimal

import pytest

from bot.calculators.rules import Rule
from bot.conversations.store import Conversation
from bot.dialogue.corrections import corrected, corrected_facts, corrected_values
from bot.dialogue.turn import read_turn
from bot.knowledge import Knowledge
from bot.models import Company, Contact, Question, Terms, TermsVersion
from bot.understanding.reading import read
from bot.understanding.vocabulary import FactVocabulary

DAY = date(2026, 3, 16)
COMPANY = Company(
    slug="kge",
    name="KGE",
    aliases=(),
    legal_form="U.A.",
    contact=Contact(),
    versions=(TermsVersion(name="2026-01", starts_on=None, source="terms.txt"),),
)


@pytest.mark.parametrize(
    ("earlier", "message", "meant"),
    [
        ("Het kwam op 3 maart, kan ik nog terug?", "ik bedoelde 5 maart", "Het kwam op 5 maart, kan ik nog terug?"),
        ("Het kwam op 3 maart, kan ik nog terug?", "nee, niet 3 maart maar 5 maart", "Het kwam op 5 maart, kan ik nog terug?"),
        ("Ik kocht voor 250 euro, mag dat?", "sorry het was 200 euro", "Ik kocht voor 200 euro, mag dat?"),
        ("Sinds gisteren stuk, wat nu?", "oeps, eergisteren", "Sinds eergisteren stuk, wat nu?"),
    ],
)
def test_the_figure_that_was_meant_takes_the_place_of_the_other(earlier: str, message: str, meant: str) -> None:
    assert corrected(earlier, read(message, DAY), day=DAY) == meant


@pytest.mark.parametrize(
    ("earlier", "message"),
    [
        ("Het kwam op 3 maart, kan ik nog terug?", "en als het 5 maart was?"),
        ("Het kwam op 3 maart, kan ik nog terug?", "nee, zakelijk"),
        ("Besteld op 3 maart en binnen op 9 maart", "nee, 5 maart bedoelde ik"),
        ("Kan ik nog terug?", "sorry, 5 maart bedoel ik"),
        ("", "nee, 5 maart"),
    ],
)
def test_what_corrects_no_single_figure_leaves_the_message_as_it_was(earlier: str, message: str) -> None:
    assert corrected(earlier, read(message, DAY), day=DAY) == earlier


RECEIVED, PAID = date(2026, 3, 9), Decimal(600)


@pytest.mark.parametrize(
    ("message", "found"),
    [
        ("correctie: het was de 10e", {"received_on": date(2026, 3, 10)}),
        ("nee wacht, 450 euro", {"paid": Decimal(450)}),
        ("het was de 10e", {}),
        ("correctie: zakelijk", {}),
        ("sorry, 10 of 11 maart", {}),
    ],
)
def test_the_one_day_or_amount_that_was_told_before_is_corrected(message: str, found: dict[str, object]) -> None:
    earlier = {"received_on": RECEIVED, "paid": PAID, "audience": "consument"}
    assert corrected_facts(earlier, (), read(message, DAY)) == found


def test_of_two_days_none_is_corrected_and_what_is_told_by_itself_corrects_nothing() -> None:
    reading = read("correctie: het was de 10e", DAY)
    assert corrected_facts({"received_on": RECEIVED, "ordered_on": date(2026, 3, 1)}, (), reading) == {}
    assert corrected_facts({"received_on": RECEIVED}, (date(2026, 3, 10),), reading) == {}


@pytest.mark.parametrize(
    ("before", "message", "meant"),
    [
        (date(2026, 6, 30), "en voor 30 november?", date(2026, 11, 30)),
        (date(2026, 6, 30), "nee, 31 augustus", date(2026, 8, 31)),
        (date(2025, 4, 2), "nee, 2 juni", date(2025, 6, 2)),
        (date(2026, 1, 2), "nee, 30 december", date(2025, 12, 30)),
        (date(2026, 6, 30), "nee, 31 augustus 2024", date(2024, 8, 31)),
    ],
)
def test_a_day_without_a_year_is_the_one_nearest_to_the_day_that_it_corrects(
    before: date, message: str, meant: date, rules: dict[str, Rule]
) -> None:
    found = corrected_values(rules["kge.opzegging"], {}, {"wanted_end_on": before}, read(message, DAY))
    assert found == {"wanted_end_on": meant}


def test_a_bare_day_corrects_the_one_that_was_told_and_is_no_other_one(
    rules: dict[str, Rule], vocabulary: FactVocabulary
) -> None:
    rule, end = rules["kge.opzegging"], date(2026, 6, 30)
    known = Knowledge(Terms(COMPANY, COMPANY.versions[0], ()), {}, (rule,))
    before = Conversation("c1", "kge", question="Tot wanneer kan ik opzeggen?", rule_id=rule.id, facts={"wanted_end_on": end})
    turn = read_turn(Question("kge", "nee 31 juli", DAY), before, known, vocabulary)
    assert turn.facts == {"wanted_end_on": date(2026, 7, 31)}
