"""Mentions of clauses in a sentence."""

from __future__ import annotations

import pytest

from ingest.mentions import find_mentions


@pytest.mark.parametrize(
    ("text", "found"),
    [
        ("zoals bedoeld in lid 1 van dit artikel geldt", ["lid 1 van dit artikel"]),
        ("zoals bedoeld in artikel 7.2, van het werk", ["artikel 7.2"]),
        ("zie artikel 5 lid 2 en artikel 6", ["artikel 5 lid 2", "artikel 6"]),
        ("zie artikel 5, lid 2, sub b", ["artikel 5, lid 2, sub b"]),
        ("de leden 1, 4 en 5 van dit artikel", ["leden 1, 4 en 5 van dit artikel"]),
        ("de op het vorige lid gebaseerde", ["het vorige lid"]),
        ("in het voorgaande lid bedoelde", ["het voorgaande lid"]),
        ("is het tweede en derde lid van toepassing", ["tweede en derde lid"]),
        ("het in Bijlage I opgenomen formulier", ["Bijlage I"]),
        ("wat er in 2.3 en 2.4 staat", ["2.3 en 2.4"]),
        ("ingevolge lid 1. onder het eigendomsvoorbehoud", ["lid 1"]),
        ("artikelen 3 t/m 5 gelden", ["artikelen 3 t/m 5"]),
        ("artikel 2 van deze voorwaarden en de wet", ["artikel 2"]),
        ("de leden van de vereniging", []),
        ("geldt het in dit artikel bepaalde", []),
    ],
)
def test_mentions_are_found_as_printed(text: str, found: list[str]) -> None:
    assert [mention.text for mention in find_mentions(text)] == found


@pytest.mark.parametrize(
    "text",
    [
        "artikel 28 AVG",
        "art. 33 lid 3 AVG, te weten",
        "art. 28 lid 2 en 4 AVG gevolgd wordt",
        "artikel 6:236 BW",
        "de artikelen 7:407, 7:407 lid 2 en 7:409 van het Burgerlijk Wetboek",
        "artikel 6:75 van het Burgerlijke Wetboek",
        "de artikelen 35 (effectbeoordeling) en 36 (voorafgaande raadpleging) AVG",
        "artikel 28 lid 3 van de Algemene Verordening Gegevensbescherming",
        "artikel 14 lid 5 van de Wet bescherming persoonsgegevens",
        "artikel 1 sub a van de Wbp",
    ],
)
def test_articles_of_a_law_are_no_mentions(text: str) -> None:
    assert find_mentions(text) == ()


def test_a_range_is_written_out() -> None:
    assert find_mentions("de artikelen 3 t/m 6")[0].articles == ("3", "4", "5", "6")
