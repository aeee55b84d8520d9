"""Which part of the vocabulary of a hundred languages is kept: all that text in Latin script can use."""

from __future__ import annotations

import unicodedata
from dataclasses import dataclass

from bot.retrieval.e5.source import Pieces


@dataclass(frozen=True, slots=True)
class KeptPieces:
    """The pieces that stay, and `rows`: their places in the full vocabulary, ascending."""

    pieces: Pieces
    rows: tuple[int, ...]


def keep_latin(pieces: Pieces) -> KeptPieces:
    """The pieces in Latin script, with every digit, punctuation mark, symbol and special token.

    Text in Latin script is cut up exactly as with the full vocabulary, because no piece that could match is gone. What is left
    is under half of the size.
    """
    rows = tuple(row for row, text in enumerate(pieces.texts) if is_latin(text))
    place = {row: new for new, row in enumerate(rows)}
    kept = Pieces(
        texts=tuple(pieces.texts[row] for row in rows),
        scores=tuple(pieces.scores[row] for row in rows),
        begin=place[pieces.begin],
        end=place[pieces.end],
        padding=place[pieces.padding],
        unknown=place[pieces.unknown],
    )
    return KeptPieces(kept, rows)


def is_latin(text: str) -> bool:
    """Whether every letter and combining mark in the text belongs to Latin script; signs and digits belong to all scripts."""
    return all(_fits_latin(character) for character in text)


def _fits_latin(character: str) -> bool:
    if unicodedata.category(character)[0] not in "LM":
        return True
    name = unicodedata.name(character, "")
    return "LATIN" in name or name.startswith(("COMBINING", "MODIFIER LETTER", "FEMININE ORDINAL", "MASCULINE ORDINAL"))
