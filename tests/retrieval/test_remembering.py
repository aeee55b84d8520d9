"""What stays in memory: each key is made once, the one asked for longest ago goes first, and what is not wanted goes at once."""

from __future__ import annotations

import pytest

from bot.retrieval.remembering import Remembered


def test_each_key_is_made_once_and_the_one_of_longest_ago_goes_first() -> None:
    made: list[str] = []

    def make(key: str) -> str:
        made.append(key)
        return key.upper()

    remembered = Remembered(make, most=2)
    assert [remembered(key) for key in ("a", "b", "a", "c", "a", "b")] == ["A", "B", "A", "C", "A", "B"]
    assert made == ["a", "b", "c", "b"]


def test_what_is_not_wanted_is_made_again() -> None:
    made: list[int] = []

    def make(key: int) -> int:
        made.append(key)
        return -key

    remembered = Remembered(make, most=9)
    assert (remembered(1), remembered(2)) == (-1, -2)
    remembered.keep(lambda key: key == 2)
    assert 1 not in remembered
    assert 2 in remembered
    assert remembered(1) == -1
    assert made == [1, 2, 1]


def test_what_could_not_be_made_is_tried_again() -> None:
    tried: list[str] = []

    def make(key: str) -> str:
        tried.append(key)
        if len(tried) == 1:
            raise ConnectionError
        return key

    remembered = Remembered(make, most=1)
    with pytest.raises(ConnectionError):
        remembered("a")
    assert "a" not in remembered
    assert remembered("a") == "a"
    assert tried == ["a", "a"]
