"""Who writes: a consumer, a business, or one that leaves it open."""

from __future__ import annotations

from pathlib import Path

import pytest
import yaml

from bot.understanding.audience import find_audience, read_audience

ROWS: dict[str, str] = yaml.safe_load((Path(__file__).parent / "audience.yaml").read_text(encoding="utf-8"))


@pytest.mark.parametrize(("says", "who"), ROWS.items())
def test_the_writer_is_known_from_own_words_only(says: str, who: str) -> None:
    mention = read_audience(find_audience(says), says)
    assert ((mention and (mention.value or "open")) or "none") == who


def test_a_mention_carries_the_text_that_was_read() -> None:
    (mention,) = find_audience("Hallo, wij zijn een bv uit Zwolle")
    assert mention.text == "zijn een bv"


def test_what_is_told_by_the_way_is_marked_as_implied() -> None:
    (mention,) = find_audience("mijn webwinkel draait op jullie platform")
    assert mention.implied
