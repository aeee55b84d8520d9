"""How a clause is shown: its place, its references, the words that were looked for, and the text for an e-mail."""

from __future__ import annotations

import pytest

from bot.answering.versions import version_in_words
from bot.web.support.citing import citation
from bot.web.support.marking import Marker
from bot.web.support.outline import article_key, article_of, documents_of
from bot.web.support.references import mentions_in, mentions_of, pieces
from tests.web.support.terms import VERSION, clause, knowledge

TERMS = knowledge()


def test_documents_and_articles_have_the_names_that_people_use() -> None:
    outline = [(document.key, document.name, [article.name for article in document.articles]) for document in documents_of(TERMS)]
    assert outline == [
        ("", "Algemene voorwaarden", ["6. Betaling", "7. Opzeggen", "Slotbepaling"]),
        ("vo", "Verwerkersovereenkomst", ["7. Datalek", "Bijlage 1"]),
    ]


def test_articles_with_the_same_number_in_two_documents_are_two() -> None:
    assert article_key(TERMS.get_clause("vo:7.1")) == "vo:7"
    assert [other.path for other in article_of(TERMS, TERMS.get_clause("7.2")).clauses] == ["7.1", "7.2", "7.2.a"]


def test_references_go_both_ways() -> None:
    there = mentions_in(TERMS, TERMS.get_clause("7.2"))
    assert [(mention.text, mention.clause and mention.clause.path) for mention in there] == [
        ("lid 1", "7.1"),
        ("bijlage 9", None),
    ]
    back = mentions_of(TERMS, TERMS.get_clause("7.1"))
    assert [(mention.clause and mention.clause.path, mention.text) for mention in back] == [
        ("6.1", "Artikel 7 geldt ook, evenals artikel 7 lid 2."),
        ("7.2", "Anders dan lid 1 en bijlage 9 zegt:"),
    ]


def test_who_mentions_an_article_mentions_all_of_it_but_who_mentions_a_lid_only_that() -> None:
    assert [mention.clause and mention.clause.path for mention in mentions_of(TERMS, TERMS.get_clause("7.2.a"))] == ["6.1"]
    assert mentions_of(TERMS, TERMS.get_clause("vo:7.1")) == ()


def test_the_text_is_cut_up_at_its_mentions_and_stays_literal() -> None:
    found = pieces(TERMS, TERMS.get_clause("6.1"))
    assert "".join(piece.text for piece in found) == TERMS.get_clause("6.1").text
    assert [(piece.text, piece.target.path) for piece in found if piece.target] == [
        ("Artikel 7", "7.1"),
        ("artikel 7 lid 2", "7.2"),
    ]


@pytest.mark.parametrize(
    ("question", "text", "marked"),
    [
        ("opzegtermijn", "De opzegtermijn is lang.", ["opzegtermijn"]),
        ("opzegg", "Opzeggen kan, bij opzegging.", ["Opzeggen", "opzegging"]),
        ("klachten", "Een klacht.", ["klacht"]),
        ("de", "De dag en de week.", []),
        ("geïnd", "Het geïnde bedrag.", ["geïnde"]),
        ("", "De dag.", []),
    ],
)
def test_words_are_marked_in_any_form_and_the_last_from_its_first_letters(question: str, text: str, marked: list[str]) -> None:
    assert [text[start:end] for start, end in Marker(question, TERMS).marks(text)] == marked


def test_an_excerpt_starts_at_the_sentence_with_the_words_and_is_literal() -> None:
    long = clause("9", "Artikel 9", "Lang", "Eerst dit. " * 40 + "Dan een boete van tien euro. " + "En nog meer. " * 40)
    shown = Marker("boete", TERMS).excerpt(long)
    assert shown.text.startswith("Dan een boete")
    assert shown.text in long.text
    assert (shown.cut_before, shown.cut_after) == (True, True)
    assert len(shown.text) < 320


def test_a_short_clause_is_shown_whole() -> None:
    shown = Marker("maand", TERMS).excerpt(TERMS.get_clause("7.1"))
    assert (shown.text, shown.cut_before, shown.cut_after) == (TERMS.get_clause("7.1").text, False, False)


@pytest.mark.parametrize(
    ("name", "words"),
    [
        ("2018-10-12", "versie 12 oktober 2018"),
        ("2019-09", "versie september 2019"),
        ("ongedateerd", "ongedateerde versie"),
        ("3.1", "versie 3.1"),
    ],
)
def test_a_version_is_said_as_people_say_it(name: str, words: str) -> None:
    assert version_in_words(name) == words


def test_a_citation_has_label_version_and_literal_text() -> None:
    said = citation(TERMS.get_clause("7.1"), VERSION)
    assert said == "Artikel 7 lid 1, versie 12 oktober 2018: «Opzeggen kan per maand. De opzegtermijn is één maand.»"
