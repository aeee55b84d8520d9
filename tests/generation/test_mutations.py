"""Whatever figure of a good sentence is changed, whatever unit or denial: it is not shown any more."""

from __future__ import annotations

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from bot.generation.checks.figure_reading import known_figures
from bot.generation.checks.plain import plain
from bot.generation.drafts import Ground, Sentence
from bot.generation.guard import faults_of
from evals.mutations import Kind, in_words, lies
from tests.generation.grounds import DEADLINE, FEE, IN_TIME, ground
from tests.generation.test_guard import GOOD

VERDICTS = [
    ("4.1", "Uw klacht van 27 maart 2026 is 2 dagen te laat.", DEADLINE),
    ("4.1", "U kunt tot en met 25 maart 2026 schriftelijk klagen.", DEADLINE),
    ("4.1", "U klaagde op 20 maart 2026 en dat is op tijd.", IN_TIME),
    ("2.2", "U betaalt € 40,00: de helft van € 80,00.", FEE),
    ("2.2", "Het bedrag van € 60,00 is te hoog.", FEE),
]
SENTENCES: list[tuple[Sentence, Ground]] = [
    *((Sentence(text, (f"leenfiets:{path}",)), ground(path)) for path, text in GOOD),
    *((Sentence(text, (f"leenfiets:{path}",)), ground(path, reply=reply)) for path, text, reply in VERDICTS),
]
NEVER: tuple[Kind, ...] = (
    "figure", "figure in words", "foreign clause", "quote", "link", "phone", "promise", "advice", "law", "instruction", "markup",
    "form", "language", "subject", "yes or no",
)  # fmt: skip
MOSTLY: dict[Kind, float] = {"unit": 0.2, "negation": 0.2, "opposite": 0.1, "party": 0.1, "company": 0.1, "verdict": 0.1}
"""Kinds of lies that no check tells for sure, with the share of them that gets through at most."""


@pytest.mark.parametrize(
    ("sentence", "where"), SENTENCES, ids=lambda value: value.text[:40] if isinstance(value, Sentence) else ""
)
def test_the_sentences_that_are_changed_here_pass(sentence: Sentence, where: Ground) -> None:
    assert {fault.check for fault in faults_of(sentence, where)} <= {"retelling"}  # which lets only near words through


@pytest.mark.parametrize("kind", NEVER)
def test_no_lie_of_this_kind_gets_through(kind: Kind) -> None:
    told = [(lie.sentence, where) for sentence, where in SENTENCES for lie in lies(sentence, where) if lie.kind == kind]
    assert told
    assert [sentence.text for sentence, where in told if not faults_of(sentence, where)] == []


@pytest.mark.parametrize("kind", MOSTLY)
def test_few_lies_of_this_kind_get_through(kind: Kind) -> None:
    told = [(lie.sentence, where) for sentence, where in SENTENCES for lie in lies(sentence, where) if lie.kind == kind]
    missed = [sentence.text for sentence, where in told if not faults_of(sentence, where)]
    assert told
    assert len(missed) / len(told) <= MOSTLY[kind], missed


@settings(max_examples=200, deadline=None)
@given(
    number=st.integers(1, 999),
    unit=st.sampled_from(["dagen", "weken", "maanden", "werkdagen", "uur", "jaar"]),
    words=st.booleans(),
)
def test_any_term_but_that_of_the_clause_falls(number: int, unit: str, words: bool) -> None:
    text = f"U dient uw klacht binnen {in_words(number) if words else number} {unit} na het inleveren schriftelijk in."
    faults = {fault.check for fault in faults_of(Sentence(text, ("leenfiets:4.1",)), ground("4.1"))}
    right = (number, unit) in ((14, "dagen"), (2, "weken"))
    assert ("figure" not in faults) is right


@settings(max_examples=200, deadline=None)
@given(day=st.dates(min_value=DEADLINE.calculation.result.date.replace(year=1990)))  # type: ignore[union-attr]  # it has a day
def test_any_day_but_those_of_the_sum_falls(day: object) -> None:
    written = f"{day:%d-%m-%Y}"
    faults = faults_of(Sentence(f"U kunt tot en met {written} klagen.", ("leenfiets:4.1",)), ground("4.1", reply=DEADLINE))
    assert bool({fault.check for fault in faults} & {"figure"}) is (written not in ("25-03-2026", "11-03-2026", "27-03-2026"))


@settings(max_examples=200, deadline=None)
@given(cents=st.integers(1, 10_000_000))
def test_any_amount_but_those_of_the_sum_falls(cents: int) -> None:
    text = f"U betaalt € {cents // 100},{cents % 100:02}."
    faults = {fault.check for fault in faults_of(Sentence(text, ("leenfiets:2.2",)), ground("2.2", reply=FEE))}
    assert ("figure" in faults) is (cents not in (4000, 8000, 6000, 2000, 1500))


@given(number=st.integers(1, 999))
def test_a_number_in_words_is_read_as_the_number(number: int) -> None:
    assert ("termijn", f"{number} hours") in known_figures(plain(f"binnen {in_words(number)} uur"))


@settings(max_examples=300, deadline=None)
@given(text=st.text(max_size=200))
def test_whatever_a_model_writes_is_judged(text: str) -> None:
    faults_of(Sentence(text, ("leenfiets:4.1",)), ground("4.1", reply=DEADLINE))
