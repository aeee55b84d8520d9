"""One message read in one pass; any text at all can be read."""

from __future__ import annotations

from datetime import date
from decimal import Decimal
from itertools import pairwise
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from bot.errors import BrokenData
from bot.understanding import Reading, read
from bot.understanding.canonical import canonical
from bot.understanding.facts import find_facts
from bot.understanding.numbers import find_numbers
from bot.understanding.questions import split_questions
from bot.understanding.spans import Span
from bot.understanding.vocabulary import FactDefinition, FactVocabulary, load_vocabulary

MONDAY = date(2026, 3, 16)
_WORDS = st.sampled_from(
    [
        "3",
        "31",
        "maart",
        "mrt",
        "februari",
        "2026",
        "12-11-2026",
        "de",
        "15e",
        "op",
        "van",
        "tussen",
        "en",
        "t/m",
        "gisteren",
        "vrijdag",
        "vorige",
        "week",
        "over",
        "geleden",
        "terug",
        "een",
        "half",
        "anderhalf",
        "jaar",
        "maanden",
        "dagen",
        "€",
        "1.250,50",
        "euro",
        "900",
        "k",
        "procent",
        "%",
        "artikel",
        "6.3",
        "lid",
        "bv",
        "zakelijk",
        "privé",
        "niet",
        "maar",
        "nee",
        ",",
        ".",
        "?",
        "(",
        "om",
        "9",
        "uur",
        "'s",
        "ochtends",
        "duizend",
        "twaalfhonderd",
        "pasen",
        "eind",
        "januari",
        "ontvangen",
        "besteld",
        "factuur",
        "é",
        "İ",
        "ß",
        "ﬁ",
        "½",
        "²",
        "9999",
        "0",
    ]
)
ANY_TEXT = st.one_of(st.text(max_size=80), st.lists(_WORDS, max_size=14).map(" ".join), st.lists(_WORDS, max_size=8).map("".join))
ANY_DAY = st.dates()


def _spans(reading: Reading) -> list[Span]:
    spans: list[Span] = [*reading.dates, *reading.amounts, *reading.durations, *reading.percentages]
    return [*spans, *reading.intent.evidence, *reading.intent.articles, *([reading.audience] if reading.audience else [])]


@settings(max_examples=400, deadline=None)
@given(message=ANY_TEXT, today=ANY_DAY)
def test_any_text_is_read_and_every_span_stands_where_it_says(message: str, today: date) -> None:
    for span in [*_spans(read(message, today)), *find_numbers(message)]:
        assert message[span.start : span.end] == span.text
        assert span.text


@settings(max_examples=200, deadline=None)
@given(message=ANY_TEXT, today=ANY_DAY)
def test_dates_never_overlap_and_have_a_day_only_when_they_say_so(message: str, today: date) -> None:
    dates = read(message, today).dates
    assert all(not left.overlaps(right) for left, right in pairwise(dates))
    assert all((mention.value is not None) == (mention.status in ("exact", "assumed")) for mention in dates)


@settings(max_examples=200, deadline=None)
@given(message=ANY_TEXT, today=ANY_DAY)
def test_facts_and_questions_of_any_text_can_be_sought(message: str, today: date) -> None:
    wanted = [
        FactDefinition("received_on", "date", cues=("ontvangen",)),
        FactDefinition("invoices", "amounts", cues=("factuur",)),
    ]
    facts = find_facts(message, wanted=wanted, vocabulary=FactVocabulary(), reference_date=today)
    assert all(message[fact.start : fact.end] == fact.text for fact in facts.found.values())
    assert all(question.strip() for question in split_questions(message))


@settings(max_examples=200, deadline=None)
@given(day=st.dates(min_value=date(1990, 1, 1), max_value=date(2089, 12, 31)), today=ANY_DAY)
def test_a_date_in_figures_is_that_date_on_any_day(day: date, today: date) -> None:
    for written in (f"{day:%d-%m-%Y}", f"{day:%Y-%m-%d}", f"{day.day}/{day.month}/{day.year}"):
        assert [mention.value for mention in read(f"ontvangen op {written}", today).dates] == [day]


@settings(max_examples=200, deadline=None)
@given(cents=st.integers(min_value=1, max_value=10**9))
def test_an_amount_in_dutch_notation_is_that_amount(cents: int) -> None:
    written = f"{cents // 100:,}".replace(",", ".") + f",{cents % 100:02}"
    assert [amount.cents for amount in read(f"er staat € {written} open", MONDAY).amounts] == [cents]


def test_one_message_is_read_in_all_its_parts() -> None:
    reading = read(
        "Wij zijn een bv. Factuur van 4 maart, € 1.000 plus 2%, binnen 14 dagen: wanneer moet ik betalen (artikel 7.10)?", MONDAY
    )
    assert [mention.value for mention in reading.dates] == [date(2026, 3, 4)]
    assert [amount.value for amount in reading.amounts] == [Decimal(1000)]
    assert [percentage.value for percentage in reading.percentages] == [Decimal(2)]
    assert [(length.value, length.unit) for length in reading.durations] == [(Decimal(14), "days")]
    assert [article.path for article in reading.intent.articles] == ["7.10"]
    assert (reading.audience_value, reading.intent.asks_when) == ("zakelijk", True)


def test_the_normalised_text_has_digits_and_mended_words() -> None:
    assert read("Drie dagen na Vrijdg", MONDAY).normalised == "3 dagen na vrijdag"


def test_each_character_leads_back_to_the_message() -> None:
    source = canonical("Café: tweeëntwintig febuari!")
    start = source.text.index("22 februari")
    assert source.span(start, start + len("22 februari")).text == "tweeëntwintig febuari"


@pytest.mark.parametrize("content", ["- een\n- twee\n", "naam: {type: onzin}\n", "naam: tekst\n", "a: [\n"])
def test_a_vocabulary_that_makes_no_sense_is_refused(tmp_path: Path, content: str) -> None:
    file = tmp_path / "facts.yaml"
    file.write_text(content, encoding="utf-8")
    with pytest.raises(BrokenData, match=r"facts\.yaml"):
        load_vocabulary(file)


def test_a_vocabulary_that_is_not_there_is_refused(tmp_path: Path) -> None:
    with pytest.raises(BrokenData, match="niet te lezen"):
        load_vocabulary(tmp_path / "none.yaml")
