"""Texts cut into pieces."""

from __future__ import annotations

from hypothesis import given
from hypothesis import strategies as st

from bot.models import Reference
from bot.ui.pieces import Piece, cut, spans_of_quote, spans_of_words

TEXT = "Zie artikel 6 lid 3 en artikel 6, binnen 14 dagen."


def test_marks_and_links_are_kept_apart() -> None:
    references = (Reference("artikel 6", "x:6"), Reference("artikel 6 lid 3", "x:6.3"), Reference("artikel 99", None))
    assert cut(TEXT, spans_of_quote(TEXT, "lid 3 en"), references) == (
        Piece("Zie "),
        Piece("artikel 6 ", target="6.3"),
        Piece("lid 3", marked=True, target="6.3"),
        Piece(" en", marked=True),
        Piece(" artikel 6, binnen 14 dagen."),
    )


def test_a_quote_that_is_not_there_marks_nothing() -> None:
    assert cut(TEXT, spans_of_quote(TEXT, "30 dagen")) == (Piece(TEXT),)


def test_words_are_found_whatever_their_accents_and_capitals() -> None:
    text = "Cliënten betalen één keer; CLIENTEN niet."
    assert [text[first:last] for first, last in spans_of_words(text, ["client", "een"])] == ["Cliënten", "één", "CLIENTEN"]


@given(st.text(max_size=60), st.lists(st.text("ab e1", min_size=1, max_size=4), max_size=3))
def test_the_pieces_are_the_text(text: str, words: list[str]) -> None:
    references = tuple(Reference(word, "x:1") for word in words)
    pieces = cut(text, spans_of_words(text, [word.strip() for word in words if word.strip()]), references)
    assert "".join(piece.text for piece in pieces) == text
