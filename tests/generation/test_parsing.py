"""Sentences out of what a model writes, in pieces of any size."""

from __future__ import annotations

import json

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.errors import ChatFailed
from bot.generation.drafts import Sentence
from bot.generation.parsing import LONGEST, MOST, SentenceParser

TWO = '{"sentences": [{"text": "U kunt terug.", "clause_ids": ["kge:6.3"]}, {"text": "Dat is [gratis] }.", "clause_ids": []}]}'
FOUND = [Sentence("U kunt terug.", ("kge:6.3",)), Sentence("Dat is [gratis] }.", ())]


def parse(text: str, size: int = 1) -> list[Sentence]:
    parser = SentenceParser()
    found = [sentence for at in range(0, len(text), size) for sentence in parser.feed(text[at : at + size])]
    parser.close()
    return found


def reason(text: str, size: int = 1) -> str:
    with pytest.raises(ChatFailed) as caught:
        parse(text, size)
    return caught.value.reason


@pytest.mark.parametrize("size", [1, 2, 7, 1000])
def test_pieces_of_any_size_give_the_same(size: int) -> None:
    assert parse(TWO, size) == FOUND


def test_a_sentence_comes_as_soon_as_it_is_complete() -> None:
    parser = SentenceParser()
    assert list(parser.feed(TWO[: TWO.index("}") + 1])) == FOUND[:1]
    assert not parser.done


def test_a_fence_around_it_and_words_behind_it_do_no_harm() -> None:
    assert parse(f"```json\n{TWO}\n```\nIk hoop dat dit helpt!") == FOUND
    assert parse('{"sentences": []}') == []


@pytest.mark.parametrize(
    "text",
    [
        "Natuurlijk! U kunt terug.",
        '{"answer": "U kunt terug."}',
        '{"sentences": "U kunt terug."}',
        '{"sentences": ["U kunt terug."]}',
        '{"sentences": [{"text": "a"}]}',
        '{"sentences": [{"text": "", "clause_ids": []}]}',
        '{"sentences": [{"text": "a", "clause_ids": [], "also": 1}]}',
        '{"sentences": [{"text": 3, "clause_ids": []}]}',
        '{"sentences": [{"text": "a", "clause_ids": "kge:6.3"}]}',
        '{"sentences": [{"text": "a", "clause_ids": []} {"text": "b", "clause_ids": []}]}',
        '{"sentences": [{"text": "a", "clause_ids": []}], "more": 1}',
        '{"sentences": [{"text": "a", "clause_ids": []},]}',
        "",
    ],
)
@pytest.mark.parametrize("size", [1, 1000])
def test_anything_else_is_broken(text: str, size: int) -> None:
    assert reason(text, size) == "broken"


@pytest.mark.parametrize("end", [1, 20, 60, 100])
def test_what_ends_too_early_is_cut_off(end: int) -> None:
    assert reason(TWO[:-end]) == "cut_off"


def test_a_loop_is_left_at_its_first_turn() -> None:
    again = json.dumps({"sentences": [{"text": text, "clause_ids": []} for text in ("Dag.", "Ja.", "dag.", "Nee.")]})
    assert reason(again) == "loop"


def test_too_much_is_not_read_on() -> None:
    many = {"sentences": [{"text": f"Zin {number}.", "clause_ids": []} for number in range(MOST + 1)]}
    assert reason(json.dumps(many)) == "too_long"
    parser = SentenceParser()
    with pytest.raises(ChatFailed, match="too_long"):
        list(parser.feed('{"sentences": [{"text": "' + "a" * 4 * LONGEST))


def test_white_space_and_bold_are_taken_out() -> None:
    text = '{"sentences": [{"text": " U  kunt\\n**terug**. ", "clause_ids": []}]}'
    assert [sentence.text for sentence in parse(text)] == ["U kunt terug."]


@given(
    st.lists(st.text(st.characters(codec="utf-8", exclude_characters="*"), min_size=1, max_size=40), max_size=MOST),
    st.integers(1, 30),
)
def test_whatever_is_said_is_found(texts: list[str], size: int) -> None:
    plain = list(dict.fromkeys(" ".join(text.split()) for text in texts))
    told = [text for text in plain if text]
    if len({text.casefold() for text in told}) < len(told):
        return
    written = json.dumps({"sentences": [{"text": text, "clause_ids": ["a:1"]} for text in told]}, ensure_ascii=False)
    assert [sentence.text for sentence in parse(written, size)] == told
