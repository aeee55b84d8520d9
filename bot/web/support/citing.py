"""A clause as staff put it into an e-mail: its label, its version and its literal text."""

from __future__ import annotations

from bot.answering.versions import version_in_words
from bot.models import Clause, TermsVersion


def citation(clause: Clause, version: TermsVersion) -> str:
    """ "Artikel 6 lid 3, versie 12 oktober 2018: «…»"."""
    return f"{clause.label}, {version_in_words(version.name)}: «{clause.text}»"
