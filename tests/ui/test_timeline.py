"""A deadline as a line of days."""

from __future__ import annotations

from datetime import date, timedelta

from bot.models import Calculation, CalculationResult
from bot.ui.panels import picture_of
from bot.ui.timeline import CLOSE, MOST_TICKS, Timeline, timeline_of

LABELS = {"received_on": "dag van ontvangst", "paid_on": "dag van betaling"}
NAMES = {"today": "vandaag", "last": "laatste dag"}


def calculation(last: date | None, **inputs: str) -> Calculation:
    return Calculation("x.regel", "deadline", CalculationResult(date=last), inputs, (), ())


def line(last: date, today: date, **inputs: str) -> Timeline:
    found = timeline_of(calculation(last, **inputs), LABELS, today=today, names=NAMES)
    assert found is not None
    return found


def test_event_today_and_last_day_are_marked_in_order() -> None:
    found = line(date(2026, 4, 1), date(2026, 3, 16), received_on="2026-03-03")
    assert [(mark.kind, mark.day, mark.label) for mark in found.marks] == [
        ("event", date(2026, 3, 3), "dag van ontvangst"),
        ("today", date(2026, 3, 16), "vandaag"),
        ("last", date(2026, 4, 1), "laatste dag"),
    ]
    assert found.marks[0].at < found.marks[1].at < found.marks[2].at


def test_every_saturday_and_sunday_is_a_weekend() -> None:
    found = line(date(2026, 3, 17), date(2026, 3, 3), received_on="2026-03-03")
    assert [stretch.day.weekday() for stretch in found.weekends] == [5, 6, 5, 6]


def test_holidays_are_named() -> None:
    found = line(date(2026, 4, 10), date(2026, 4, 1), received_on="2026-03-27")
    assert [(stretch.day, stretch.name) for stretch in found.holidays][:2] == [
        (date(2026, 4, 3), "Goede vrijdag"),
        (date(2026, 4, 5), "Eerste paasdag"),
    ]


def test_the_term_runs_from_the_event_to_the_end_of_the_last_day() -> None:
    found = line(date(2026, 3, 12), date(2026, 3, 3), received_on="2026-03-03")
    assert (found.first, found.last) == (date(2026, 3, 2), date(2026, 3, 13))
    assert [round(edge, 2) for edge in found.term] == [8.33, 91.67]


def test_today_is_left_out_where_it_would_squeeze_the_term() -> None:
    found = line(date(2024, 4, 1), date(2026, 3, 16), received_on="2024-03-03")
    assert found.today_outside
    assert [mark.kind for mark in found.marks] == ["event", "last"]


def test_a_line_of_years_has_no_weekends_and_few_ticks() -> None:
    found = line(date(2033, 3, 1), date(2026, 3, 16), received_on="2026-03-01")
    assert found.weekends == ()
    assert found.holidays == ()
    assert 2 <= len(found.ticks) <= MOST_TICKS
    assert found.ticks[0].label.startswith("jan ")


def test_any_line_has_a_handful_of_ticks_on_it() -> None:
    for days in (1, 5, 14, 30, 61, 90, 140, 200, 365, 800, 3650):
        start = date(2026, 1, 7)
        found = line(start + timedelta(days=days), start, received_on=start.isoformat())
        assert len(found.ticks) <= MOST_TICKS, days
        assert all(0 <= tick.at <= 100 for tick in found.ticks), days


def test_labels_that_would_overlap_stand_in_rows_of_their_own() -> None:
    found = line(date(2026, 4, 1), date(2026, 3, 4), received_on="2026-03-03", paid_on="2026-03-05")
    for row in range(found.rows):
        places = [mark.at for mark in found.marks if mark.row == row]
        assert all(abs(one - other) >= CLOSE for one in places for other in places if one != other)
    assert found.rows == 3


def test_several_days_of_one_fact_and_moments_count_too() -> None:
    found = line(date(2026, 3, 20), date(2026, 3, 3), received_on="2026-03-03, 2026-03-05", paid_on="2026-03-06T14:30:00+01:00")
    assert [mark.day.day for mark in found.marks if mark.kind == "event"] == [3, 5, 6]


def test_facts_that_are_no_days_are_no_marks() -> None:
    found = line(date(2026, 3, 20), date(2026, 3, 3), received_on="2026-03-03", price="80", phase="concept")
    assert [mark.kind for mark in found.marks] == ["event", "today", "last"]


def test_an_amount_has_no_line() -> None:
    assert timeline_of(calculation(None), LABELS, today=date(2026, 3, 3), names=NAMES) is None


def test_the_picture_says_in_words_what_it_shows() -> None:
    shown = picture_of(calculation(date(2026, 4, 10), received_on="2026-03-27"), None, today=date(2026, 4, 1), key="k")
    assert '<svg class="timeline" role="img" aria-labelledby="k-title k-desc"' in shown
    assert "<title" in shown
    assert "received on: vrijdag 27 maart 2026. vandaag: woensdag 1 april 2026. laatste dag: vrijdag 10 april 2026." in shown
    assert "Eerste paasdag: zondag 5 april 2026" in shown
