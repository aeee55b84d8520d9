"""Topics by the words that people use for them."""

from __future__ import annotations

from pathlib import Path
from typing import get_args

import pytest

from bot.calculators.rule import Topic
from bot.errors import BrokenData
from bot.understanding.topics import FILE, NamedTopics, TopicWords, load_topics

DATA = Path(__file__).resolve().parents[2] / "data"
WORDS = TopicWords({"klachttermijn": ["klag*", "klacht*"], "levering": ["lever*", "gebracht"], "opzegtermijn": ["zeg op"]})


def test_what_is_asked_for_is_told_from_what_happened() -> None:
    named = WORDS.named_in("De fiets is gisteren gebracht, tot wanneer kan ik klagen?")
    assert named == NamedTopics(asked=frozenset({"klachttermijn"}), told=frozenset({"levering"}))


def test_sums_that_are_told_one_by_one_are_no_topic() -> None:
    words = TopicWords({"rente": ["rente"], "incassokosten": ["kosten"]})
    told = "Er staat 600 euro hoofdsom open, 40 euro kosten en 9 euro rente."
    assert not words.named_in(f"{told} Hoeveel blijft er over als ik 100 euro stort?").told
    assert words.named_in("Ik kreeg 9 euro rente. Hoeveel blijft er over?").told == {"rente"}


def test_a_few_words_may_stand_within_a_phrase() -> None:
    assert WORDS.named_in("wanneer zeg ik het abonnement op?").asked == {"opzegtermijn"}
    assert not WORDS.named_in("wanneer zeg ik het aan wie dan ook hier in de winkel op?").asked


def test_a_word_counts_from_its_start() -> None:
    assert not WORDS.named_in("hoe lang mag ik aanklagen?").asked


def test_without_a_file_nothing_is_named(tmp_path: Path) -> None:
    assert not load_topics(tmp_path / FILE).named_in("tot wanneer kan ik klagen?").asked


def test_a_broken_file_is_said_so(tmp_path: Path) -> None:
    (tmp_path / FILE).write_text("klachttermijn: klagen", encoding="utf-8")
    with pytest.raises(BrokenData, match=FILE):
        load_topics(tmp_path / FILE)


def test_every_topic_with_words_is_one_of_the_rules() -> None:
    assert set(load_topics(DATA / FILE).words) <= set(get_args(Topic))
