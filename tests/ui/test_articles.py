"""The terms as a tree."""

from __future__ import annotations

import pytest

from bot.assembly import Parts
from bot.knowledge import Knowledge
from bot.models import Clause
from bot.ui.articles import articles_of, root_of, these, tree
from bot.ui.panels import terms


@pytest.fixture
def knowledge(small: Parts) -> Knowledge:
    return small.search.index.get_knowledge("leenfiets")


def clause(path: str, label: str, title: str = "Kop") -> Clause:
    return Clause(f"x:{path}", path, label, title, "Tekst.")


@pytest.mark.parametrize(
    ("path", "root"),
    [
        ("6.3", "6"),
        ("10.3.a", "10"),
        ("20", "20"),
        ("vo:7.1", "vo:7"),
        ("vo:bijlage2", "vo:bijlage2"),
        ("preambule", "preambule"),
    ],
)
def test_a_clause_belongs_to_an_article(path: str, root: str) -> None:
    assert root_of(path) == root


def test_articles_are_named_as_a_lawyer_does() -> None:
    found = articles_of(
        [
            clause("1", "Artikel 1"),
            clause("1.1", "Artikel 1 lid 1"),
            clause("2.1", "Artikel 2.1"),
            clause("vo:2.1", "Verwerkersovereenkomst artikel 2.1"),
            clause("bijlage1", "Bijlage I"),
        ]
    )
    assert [(article.label, len(article.clauses)) for article in found] == [
        ("Artikel 1", 2),
        ("Artikel 2", 1),
        ("Verwerkersovereenkomst artikel 2", 1),
        ("Bijlage I", 1),
    ]


def test_the_tree_has_every_clause_and_marks_the_rules(knowledge: Knowledge) -> None:
    branches = tree(knowledge)
    assert [leaf.path for branch in branches for leaf in branch.leaves] == ["1.1", "2.1", "2.2", "3.1", "3.2", "4.1"]
    assert {branch.label: branch.rules for branch in branches} == {"Artikel 1": 0, "Artikel 2": 1, "Artikel 3": 0, "Artikel 4": 1}
    assert not any(branch.open for branch in branches)


def test_a_mention_of_another_clause_is_a_link(knowledge: Knowledge) -> None:
    leaf = next(leaf for branch in tree(knowledge) for leaf in branch.leaves if leaf.path == "2.2")
    assert [(piece.text, piece.target) for piece in leaf.paragraphs[0] if piece.target] == [("lid 1", "2.1")]


@pytest.mark.parametrize("wanted", ["aangifte politie", "POLITIE", "politi aang", "3.2", "artikel 3 lid 2"])
def test_what_has_all_the_words_is_found_and_marked(knowledge: Knowledge, wanted: str) -> None:
    branches = tree(knowledge, wanted)
    assert [leaf.path for branch in branches for leaf in branch.leaves] == ["3.2"]
    assert branches[0].open


def test_found_words_are_marked_as_they_are_written(knowledge: Knowledge) -> None:
    leaf = tree(knowledge, "aangif")[0].leaves[0]
    assert [piece.text for piece in leaf.paragraphs[0] if piece.marked] == ["aangifte"]


def test_a_word_that_is_nowhere_leaves_nothing(knowledge: Knowledge) -> None:
    assert tree(knowledge, "kwantumfluctuatie") == ()


def test_what_comes_nearest_is_shown_instead(knowledge: Knowledge) -> None:
    shown = terms(knowledge, "gejat", ["leenfiets:3.2"])
    assert "qua betekenis" in shown or "in betekenis" in shown
    assert 'id="v-3.2"' in shown
    assert these(knowledge, [knowledge.clauses["leenfiets:3.2"]])[0].open


def test_the_number_of_clauses_is_told(knowledge: Knowledge) -> None:
    assert "6 bepalingen" in terms(knowledge, "")
    assert "1 bepaling gevonden." in terms(knowledge, "politie")
    assert 'data-rule="leenfiets.klacht"' in terms(knowledge, "klacht")
