"""One message cut into the questions that it asks."""

from __future__ import annotations

import re
from typing import Final

from bot.understanding.folding import fold

_ASKING: Final = re.compile(
    r"\b(?:wie|wat|waar\w*|wanneer|waarom|hoe\w*|welke?|tot wanneer|mag|kan|moet|kun\w*|geldt|klopt|krijg|heb ik|ben ik)\b"
)
_QUESTION_WORD: Final = (
    r"(?:wie|wat|waar|wanneer|waarom|hoe(?:lang|veel)?|welke?|tot wanneer|binnen (?:welke|hoeveel)"
    r"|op welke|mag ik|kan ik|moet ik|krijg ik)"
)
_JOINED: Final = re.compile(rf",?\s+en\s+(?:ook\s+)?(?={_QUESTION_WORD}\b)")
_SHORTEST: Final = 12


def split_questions(text: str) -> tuple[str, ...]:
    """The questions of a message in order, each with the statements that lead to it; the whole message where it asks one.

    Cuts only after a question mark, or before "en" plus a question word where a full question stands on both sides.
    """
    pieces = [part for piece in _at_question_marks(text) for part in _at_joints(piece)]
    whole = text.strip()
    return tuple(pieces) if len(pieces) > 1 else ((whole,) if whole else ())


def _at_question_marks(text: str) -> list[str]:
    pieces = [piece.strip() for piece in re.findall(r"[^?]+\?+|[^?]+$", text)]
    asked: list[str] = []
    for piece in (piece for piece in pieces if piece):
        if asked and not _is_question(piece):
            asked[-1] = f"{asked[-1]} {piece}"
        else:
            asked.append(piece)
    return asked


def _is_question(piece: str) -> bool:
    return "?" in piece and len(piece) >= _SHORTEST and _ASKING.search(fold(piece)) is not None


def _at_joints(piece: str) -> list[str]:
    joint = _JOINED.search(fold(piece))
    if joint is None or not piece.rstrip().endswith("?"):
        return [piece]
    left, right = piece[: joint.start()].strip(), piece[joint.end() :].strip()
    sentence = re.split(r"[.!]\s", left)[-1]
    if len(sentence) < _SHORTEST or len(right) < _SHORTEST or not _opens_as_question(sentence):
        return [piece]
    return [left + "?", right]


def _opens_as_question(sentence: str) -> bool:
    """True where the sentence asks by itself: "weet u wat ... en hoe ..." is one question with two parts."""
    opening = fold(sentence).strip()
    return (
        re.match(
            rf"(?:en |maar |ook )?{_QUESTION_WORD}\b|(?:mag|kan|moet|krijg|heb|ben|geldt|klopt|kunnen|mogen|moeten)\b", opening
        )
        is not None
    )
