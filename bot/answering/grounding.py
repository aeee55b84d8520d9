"""Whether quotes are literal, and whether every figure of a text stands in its sources."""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping

from bot.models import Citation, Clause

FIGURE = re.compile(r"\d+(?:[.,:]\d+)*")
SPACE = re.compile(r"\s+")
NUMBER_WORDS = {
    "één": "1", "twee": "2", "drie": "3", "vier": "4", "vijf": "5", "zes": "6", "zeven": "7", "acht": "8", "negen": "9",
    "tien": "10",
    "elf": "11", "twaalf": "12", "dertien": "13", "veertien": "14", "vijftien": "15", "zestien": "16", "twintig": "20",
    "eenentwintig": "21", "vierentwintig": "24", "dertig": "30", "achtenveertig": "48", "zestig": "60", "tweeënzeventig": "72",
    "negentig": "90",
}  # fmt: skip
COUNTED = re.compile(
    rf"\b({'|'.join(sorted(NUMBER_WORDS, key=len, reverse=True))})\b"
    r"(?=\s*(?:\(\d+\)\s*)?(?:kalender|werk)?(?:dag|week|weken|maand|jaar|jaren|uur|uren|procent|euro|keer)\w*)"
)
"""A number in words counts as a figure only before a unit: "acht dagen" does, "acht bedingen" and "een klacht" do not."""


def is_literal(quote: str, text: str) -> bool:
    """Whether the quote stands in the text, apart from white space."""
    return bool(quote.strip()) and SPACE.sub(" ", quote).strip() in SPACE.sub(" ", text)


def figures(text: str) -> frozenset[str]:
    """Every figure in a text, written one way ("1.250,50" -> "1250.50", "veertien" -> "14")."""
    found = {_plain(match) for match in FIGURE.findall(text)}
    found |= {NUMBER_WORDS[word] for word in COUNTED.findall(text.lower())}
    return frozenset(found)


def _plain(figure: str) -> str:
    whole, comma, cents = figure.replace(".", "").partition(",") if "," in figure else (figure, "", "")
    if not comma:
        return figure
    return f"{whole}.{cents}"


def unfounded_figures(answer: str, *, sources: Iterable[str]) -> frozenset[str]:
    """The figures of an answer that stand in none of its sources."""
    known: set[str] = set()
    for source in sources:
        known |= figures(source)
    return figures(answer) - known


def literal_citations(citations: Iterable[Citation], clauses: Mapping[str, Clause]) -> tuple[Citation, ...]:
    """The citations whose clause exists and holds their quote."""
    return tuple(c for c in citations if c.clause_id in clauses and is_literal(c.quote, clauses[c.clause_id].text))
