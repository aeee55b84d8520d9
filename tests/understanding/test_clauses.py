"""Sentences and their parts."""

from __future__ import annotations

import pytest

from bot.understanding.clauses import split_parts

ROWS = {
    "ontvangen op 3 maart, besteld op 27 februari": ["ontvangen op 3 maart,", "besteld op 27 februari"],
    "besteld maar niet ontvangen": ["besteld", "maar niet ontvangen"],
    "van 3 tot en met 5 maart": ["van 3 tot en met 5 maart"],
    "bedrag 1.250,50 op 3 mrt. betaald": ["bedrag 1.250,50 op 3 mrt. betaald"],
    "om 14:30 gemeld": ["om 14:30 gemeld"],
    "donderdag is die router geleverd": ["donderdag is die router geleverd"],
    "de router die donderdag kwam": ["de router", "die donderdag kwam"],
    "Gekregen. Kapot!": ["Gekregen.", "Kapot!"],
}


@pytest.mark.parametrize(("text", "parts"), ROWS.items())
def test_a_text_is_cut_where_another_event_starts(text: str, parts: list[str]) -> None:
    assert [text[part.start : part.end].strip() for part in split_parts(text)] == parts


def test_sentences_are_counted_and_all_of_the_text_is_covered() -> None:
    text = "Besteld op 3 maart. Is dat te laat? Ja, denk ik"
    parts = split_parts(text)
    assert [part.sentence for part in parts] == [0, 1, 2, 2]
    assert "".join(text[part.start : part.end] for part in parts) == text
