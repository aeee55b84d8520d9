"""Which pieces of the vocabulary stay."""

from __future__ import annotations

import pytest

from bot.retrieval.e5.source import Pieces
from bot.retrieval.e5.vocabulary import is_latin, keep_latin


@pytest.mark.parametrize(
    "text",
    ["<s>", "▁de", "ë", "▁coördinatie", "Łódź", "ß", "№", "€", "…", "1", "½", "²", "ª", "º", "-", "”", "▁", "\u0301", "😀", "ﬁ"],
)
def test_latin_letters_signs_and_digits_stay(text: str) -> None:
    assert is_latin(text)


@pytest.mark.parametrize("text", ["▁не", "中", "العربية", "ελ", "a中", "ไทย", "ि", "한", "かな"])
def test_other_scripts_go(text: str) -> None:
    assert not is_latin(text)


def test_special_pieces_are_found_again_at_their_new_places() -> None:
    pieces = Pieces(
        ("中", "<s>", "<pad>", "не", "</s>", "<unk>", "de", "<mask>"), tuple(range(8)), begin=1, end=4, padding=2, unknown=5
    )
    kept = keep_latin(pieces)
    assert kept.rows == (1, 2, 4, 5, 6, 7)
    assert kept.pieces == Pieces(
        ("<s>", "<pad>", "</s>", "<unk>", "de", "<mask>"), (1, 2, 4, 5, 6, 7), begin=0, end=2, padding=1, unknown=3
    )
    assert kept.pieces.mask == 5
