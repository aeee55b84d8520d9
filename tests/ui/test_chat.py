"""The conversation as the page shows it."""

from __future__ import annotations

import pytest

from bot.models import MissingFact, Reply
from bot.ui.chat import answered, asked, marked_up, next_messages, plain, told
from bot.ui.confidence import in_words


def test_what_a_visitor_types_is_no_markup() -> None:
    assert plain("![x](https://a.example) <img src=x> **b**") == (r"!\[x\](https://a.example) &lt;img src=x&gt; \*\*b\*\*")


def test_of_an_answer_only_bold_words_and_lists_are_markup() -> None:
    answer = "U kunt tot **1 april**.\n\n- Stap [een](javascript:x)\n1. <b>twee</b> `x` _y_"
    assert marked_up(answer) == (
        "U kunt tot **1 april**.\n\n- Stap \\[een\\](javascript:x)\n1. &lt;b&gt;twee&lt;/b&gt; \\`x\\` \\_y\\_"
    )


def test_choices_come_before_follow_ups() -> None:
    missing = (MissingFact("fase", "Welke fase?", ("concept", "bouw")), MissingFact("dag", "Welke dag?"))
    assert next_messages(Reply("clarify", "", 0.9, missing=missing, suggestions=("Iets anders?",))) == ("concept", "bouw")
    assert next_messages(Reply("answered", "", 0.9, suggestions=("Iets anders?",))) == ("Iets anders?",)


def test_only_the_last_message_has_buttons() -> None:
    reply = Reply("answered", "Ja.", 0.9, suggestions=("Iets anders?",))
    turns = answered(asked([], "Mag het?"), reply)
    assert turns[-1]["options"] == [{"value": "Iets anders?", "label": "Iets anders?"}]
    assert all("options" not in turn for turn in asked(turns, "Iets anders?"))
    assert all("options" not in turn for turn in told(turns, "Fout."))


@pytest.mark.parametrize(
    ("confidence", "words"),
    [(0.97, "Zeer zeker"), (0.9, "Zeer zeker"), (0.8, "Vrij zeker"), (0.66, "Redelijk zeker"), (0.2, "Niet zeker")],
)
def test_certainty_has_a_word(confidence: float, words: str) -> None:
    assert in_words(confidence) == words
