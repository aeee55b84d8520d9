"""Amounts that somebody else named as the outcome: "klopt het dat ik 600 euro incassokosten moet betalen?"."""

from __future__ import annotations

import re
from typing import Final

from bot.understanding.vocabulary import FactDefinition

CLAIMED: Final = "claimed"
_CHECKED: Final = re.compile(
    r"\b(?:klopt|kloppen|juist|correct|terecht|toegestaan|zomaar|mag|mogen|kan|kunnen|moet|moeten|zeggen|zegt|beweren|beweert)\b"
    r"|\b(?:jullie|u|ze|zij|jij|je)\s+(?:\w+\s+)?(?:vragen|vraagt|rekenen|rekent|eisen|eist|willen|wil|berekenen|berekent|stuur\w*)\b"
    r"|\b(?:vragen|vraagt|rekenen|rekent|eisen|eist|willen|wilt)\s+(?:jullie|u|ze|zij)\b"
)
_WORDS: Final[dict[str, tuple[str, ...]]] = {
    "incassokosten": ("incassokosten", "incasso", "invorderingskosten", "aanmaningskosten", "incassobedrag", "aan kosten"),
    "rente": ("rente", "intrest", "vertragingsrente"),
    "aanbetaling": (
        "voorschot", "aanbetaling", "aanbetalen", "vooruitbetalen", "vooruitbetaling", "vooruit betalen", "vooraf", "vooruit",
        "voorschieten", "op voorhand",
    ),
    "prijs": ("ineens",),
}  # fmt: skip


def claimed_amount(text: str, topic: str) -> FactDefinition | None:
    """The fact that a message names an outcome for a sum on this topic; None where it asks for no check.

    `text` is canonical.
    """
    words = _WORDS.get(topic, ())
    return FactDefinition(CLAIMED, "amount", cues=words, sought=False) if words and _CHECKED.search(text) else None
