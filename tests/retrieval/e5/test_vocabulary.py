"""Which pieces of the vocabulary stay."""

from __future__ import annotations

import pytest

from bot.retrieval.e5.source import Pieces
from bot.retrieval.e5.vocabulary import is_latin, keep_latin


@pytest.mark.parametrize("text", ["<s>", "▁de", "ë", "▁coördinatie", "Łódź", "ß", "ﬁ", "ª", "º", "\u0301"])
def test_latin_letters_and_accents_stay(text: str) -> None:
    assert is_latin(text)


@pytest.mark.parametrize("text", ["№", "€", "…", "1", "½", "²", "-", "”", "▁", "😀"])
def test_signs_and_digits_stay(text: str) -> None:
    assert is_latin(text)


@pytest.mark.parametrize("text", ["▁не", "中", "العربية", "ελ", "a中", "ไทย", "ि", "한", "かな"])
def test_other_scripts_go(text: str) -> None:
    assert not is_latin(text)


def test_special_pieces_are_found_again_at_their_new_places() -> None:
    texts = ("中", "<s>", "<pad>", "не", "</s>", "<unk>", "de", "<mask>")
    kept = keep_latin(Pieces(texts, tuple(range(8)), begin=1, end=4, padding=2, unknown=5))
    assert kept.rows == (1, 2, 4, 5, 6, 7)
    assert kept.pieces.texts == ("<s>", "<pad>", "</s>", "<unk>", "de", "<mask>")
    assert kept.pieces.scores == kept.rows
    assert (kept.pieces.begin, kept.pieces.end, kept.pieces.padding, kept.pieces.unknown, kept.pieces.mask) == (0, 2, 1, 3, 5)
