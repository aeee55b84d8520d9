"""One message cut into the questions that it asks."""

from __future__ import annotations

import re
from itertools import pairwise
from typing import Final

from bot.understanding.folding import fold

_ASKING: Final = re.compile(
    r"\b(?:wie|wat|waar\w*|wanneer|waarom|hoe\w*|welke?|tot wanneer|mag|kan|moet|kun\w*|geldt|klopt|krijg|heb ik|ben ik)\b"
)
_VERB_FIRST: Final = re.compile(r"^\W*(?:en |maar |ook )?[a-z]+\s+(?:ik|wij|we|u|je|jij|jullie|ge|hij|het|er|de|mijn)\b")
_QUESTION_WORD: Final = (
    r"(?:wie|wat|waar|wanneer|waarom|hoe(?:lang|veel)?|welke?|tot wanneer|binnen (?:welke|hoeveel)"
    r"|op welke|mag ik|kan ik|moet ik|krijg ik)"
)
_MODAL: Final = r"(?:mag|kan|moet|krijg|hoef|heb) ik"
_SUBORDINATE: Final = r"(?:ik|wij|we|u|je|jij|ge|jullie|hij|ze|zij|het|'t|dat|er|de|mijn|mn|uw|die|deze)"
# A question of its own has its verb before its subject: "wie betaalt dat", not "wie dat betaalt".
_OWN_QUESTION: Final = re.compile(
    rf"\b(?:{_MODAL}\b|(?:wie|wat|waar|wanneer|waarom|hoe(?: ?lang| ?veel)?|welke?)\s+(?!{_SUBORDINATE}\b)\w+)"
)
_JOINED: Final = re.compile(rf",?\s+en\s+(?:ook\s+)?(?={_OWN_QUESTION.pattern}|{_QUESTION_WORD}\s+(?!{_SUBORDINATE}\b)\w+)")
_LISTED: Final = re.compile(rf",\s+(?={_OWN_QUESTION.pattern})")
_SHORTEST: Final = 12


def split_questions(text: str) -> tuple[str, ...]:
    """The questions of a message in order, each with the statements that lead to it; the whole message where it asks one.

    Cuts after a question mark, before "en" plus a question word where a full question stands on both sides, and at the commas
    of a list of questions before that.
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
    folded = fold(piece)
    asks = _ASKING.search(folded) or _VERB_FIRST.search(folded)
    return "?" in piece and len(piece) >= _SHORTEST and asks is not None


def _at_joints(piece: str) -> list[str]:
    folded = fold(piece)
    for joint in _JOINED.finditer(folded):
        left, right = piece[: joint.start()].strip(), piece[joint.end() :].strip()
        sentence = re.split(r"[.!]\s", fold(left))[-1]
        if len(sentence) >= _SHORTEST and len(right) >= _SHORTEST and _OWN_QUESTION.search(sentence):
            return [*(f"{part}?" for part in _at_commas(left)), *_at_joints(right)]
    return [piece]


def _at_commas(piece: str) -> list[str]:
    """The questions of a list that begins with one: "hoe lang is A, wie betaalt B"."""
    if not _OWN_QUESTION.match(fold(piece)):
        return [piece]
    cuts = [0, *(cut.start() for cut in _LISTED.finditer(fold(piece))), len(piece)]
    return [piece[start:end].strip(" ,") for start, end in pairwise(cuts)]
