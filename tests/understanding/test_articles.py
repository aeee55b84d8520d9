"""References to the number of a clause."""

from __future__ import annotations

import pytest

from bot.understanding.articles import find_articles

ROWS = {
    "artikel 7.10": ["7.10"],
    "art 6 lid 3": ["6.3"],
    "art. 6, lid 3": ["6.3"],
    "Artikel 10 lid 3 sub a": ["10.3.a"],
    "artikel 10.3.a": ["10.3.a"],
    "artikel 10.3 onder b": ["10.3.b"],
    "lid 2 van artikel 4": ["4.2"],
    "het derde lid van artikel 4": ["4.3"],
    "artikel zes": ["6"],
    "artikel 6 en artikel 7": ["6", "7"],
    "§ 6.3": ["6.3"],
    "clausule 3.7.2": ["3.7.2"],
    "bijlage 1": ["bijlage1"],
    "wat staat er in punt 4?": ["4"],
    "7.10": [],
    "3 artikelen gekocht": [],
    "ik heb 2 artikels besteld": [],
    "lid worden": [],
    "startpunt 3": [],
}


@pytest.mark.parametrize(("says", "paths"), ROWS.items())
def test_a_clause_number_is_read_as_its_path(says: str, paths: list[str]) -> None:
    assert [mention.path for mention in find_articles(says)] == paths
