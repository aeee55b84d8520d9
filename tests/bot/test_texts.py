from __future__ import annotations

import pytest

from bot import texts
from bot.errors import BrokenData


def test_variables_are_filled_in() -> None:
    assert texts.get("calculators.interest.total", total="€ 8,13") == "De rente is samen € 8,13."


def test_unknown_key_is_an_error() -> None:
    with pytest.raises(BrokenData, match=r"calculators\.bestaat_niet"):
        texts.get("calculators.bestaat_niet")


def test_missing_variable_is_an_error() -> None:
    with pytest.raises(BrokenData, match="total"):
        texts.get("calculators.interest.total")


def test_a_leaf_that_is_no_text_is_an_error() -> None:
    assert dict(texts.flatten("a", {"b": {"c": "zin "}})) == {"a.b.c": "zin"}
    with pytest.raises(BrokenData, match=r"a\.b"):
        dict(texts.flatten("a", {"b": 3}))
