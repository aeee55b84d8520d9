"""One nasty file: how it is made, and what has to come of it."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path

TERMS = (
    "Algemene voorwaarden\n\nArtikel 1 Betaling\n1. U betaalt binnen 14 dagen na de factuurdatum.\n"
    "2. Daarna bent u rente verschuldigd.\n\nArtikel 2 Opzegging\n1. U zegt op met een termijn van een maand.\n"
)
SECRET = "STRENG-GEHEIM"
"""Stands in `geheim.txt` beside every nasty file, and may never get into what is read."""


@dataclass(frozen=True)
class Nasty:
    """A file called `name`, written by `make`.

    `refused` is a pattern in the Dutch error; where it is empty the file is read, and its clauses hold and lack these texts.
    """

    name: str
    make: Callable[[Path], None]
    refused: str = ""
    holds: tuple[str, ...] = ()
    lacks: tuple[str, ...] = ()


def of(content: bytes | Callable[[], bytes | str]) -> Callable[[Path], None]:
    """Writes these bytes, or this text in UTF-8."""

    def write(path: Path) -> None:
        made = content if isinstance(content, bytes) else content()
        path.write_bytes(made.encode() if isinstance(made, str) else made)

    return write
