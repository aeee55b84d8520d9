"""What a message asks for."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import pytest
import yaml

from bot.understanding.intent import read_intent

ROWS: list[dict[str, Any]] = yaml.safe_load((Path(__file__).parent / "intent.yaml").read_text(encoding="utf-8"))


@pytest.mark.parametrize("row", ROWS, ids=lambda row: row["says"])
def test_a_message_shows_what_it_asks(row: dict[str, Any]) -> None:
    shown = {evidence.aspect for evidence in read_intent(row["says"]).evidence}
    assert set(row.get("asks", ())) <= shown
    assert not shown & set(row.get("not", ()))


def test_evidence_is_literally_in_the_message() -> None:
    message = "Hoi! Tot wanneer kan ik dit terugsturen?"
    assert all(message[shown.start : shown.end] == shown.text for shown in read_intent(message).evidence)


def test_clauses_that_are_named_by_number_are_kept() -> None:
    assert [article.path for article in read_intent("Wat betekent artikel 7.10 voor mij?").articles] == ["7.10"]


def test_small_talk_asks_nothing() -> None:
    assert read_intent("Hallo!").is_small_talk
    assert read_intent("dank je wel").is_small_talk
    assert not read_intent("Hallo, mag ik opzeggen?").is_small_talk
    assert not read_intent("Ik heb opgezegd").is_small_talk


def test_the_names_of_the_aspects_answer_for_themselves() -> None:
    intent = read_intent("nee, hoeveel euro ben ik uiterlijk kwijt?")
    assert (intent.asks_when, intent.asks_amount, intent.asks_calculation) == (True, True, True)
    assert (intent.is_follow_up, intent.is_correction) == (True, True)
