"""The cited clauses of an answer, each in its article."""

from __future__ import annotations

from bot.assembly import Parts
from bot.models import Citation
from bot.ui.pieces import Piece
from bot.ui.sources import sources_of


def citation(path: str, quote: str) -> Citation:
    return Citation(f"leenfiets:{path}", "Artikel", "Kop", quote, "2024-05-01", f"/terms/leenfiets#{path}")


def test_the_quote_is_marked_within_its_clause_and_article(small: Parts) -> None:
    knowledge = small.search.index.get_knowledge("leenfiets")
    source = sources_of([citation("3.2", "binnen 2 dagen aangifte")], knowledge)[0]
    assert source.pieces == (
        Piece("Wordt de fiets gestolen, dan doet u "),
        Piece("binnen 2 dagen aangifte", marked=True),
        Piece(" bij de politie."),
    )
    assert [clause.path for clause in source.before] == ["3.1"]
    assert source.after == ()


def test_a_clause_that_is_gone_shows_its_quote_alone(small: Parts) -> None:
    source = sources_of([citation("9.9", "weg")], small.search.index.get_knowledge("leenfiets"))[0]
    assert (source.pieces, source.before, source.after) == ((Piece("weg", marked=True),), (), ())
