"""Which clause a mention means."""

from __future__ import annotations

from bot.models import Clause
from ingest.corrections import ReferenceCorrection
from ingest.references import with_references

ALL = ("3", "4.1", "4.2", "4.3", "4.3.a", "10.1", "bijlage1", "vo:1.1", "vo:10.1", "vo:10.2", "vo:bijlage1")


def references(path: str, text: str, *corrections: ReferenceCorrection) -> tuple[list[tuple[str, str | None]], list[str]]:
    """The references of one clause, and its warnings."""
    clauses = [Clause(f"x:{each}", each, each, "", text if each == path else "Tekst.") for each in ALL]
    done, doubts = with_references(clauses, {f"x:{path}": 7}, corrections)
    clause = next(clause for clause in done if clause.path == path)
    return [(reference.text, reference.target) for reference in clause.references], [str(doubt) for doubt in doubts]


def test_a_lid_is_one_of_the_same_article() -> None:
    assert references("4.3.a", "zoals bedoeld in lid 2")[0] == [("lid 2", "x:4.2")]


def test_the_lid_before_and_all_leden_before() -> None:
    assert references("4.3", "het vorige lid")[0] == [("het vorige lid", "x:4.2")]
    assert references("4.3", "de vorige leden")[0] == [("de vorige leden", "x:4.1"), ("de vorige leden", "x:4.2")]


def test_a_list_gives_a_reference_for_each() -> None:
    assert references("4.3", "de leden 1 en 2")[0] == [("leden 1 en 2", "x:4.1"), ("leden 1 en 2", "x:4.2")]


def test_an_article_without_own_text_is_its_first_clause() -> None:
    assert references("3", "zie artikel 4")[0] == [("artikel 4", "x:4.1")]
    assert references("4.1", "zie artikel 3")[0] == [("artikel 3", "x:3")]


def test_a_sub_item_is_found() -> None:
    assert references("3", "artikel 4 lid 3 sub a")[0] == [("artikel 4 lid 3 sub a", "x:4.3.a")]


def test_a_second_document_refers_to_itself() -> None:
    assert references("vo:10.2", "in artikel 10.1 en Bijlage 1")[0] == [
        ("artikel 10.1", "x:vo:10.1"),
        ("Bijlage 1", "x:vo:bijlage1"),
    ]


def test_another_document_is_no_reference() -> None:
    assert references("vo:10.2", "artikel 4 van de Algemene Voorwaarden") == ([], [])
    assert references("3", "artikel 4 van de Verwerkersovereenkomst") == ([], [])
    assert references("3", "artikel 4 van onze Algemene Voorwaarden")[0] == [("artikel 4", "x:4.1")]


def test_a_dead_reference_and_one_to_itself_are_warnings() -> None:
    found, doubts = references("4.2", "lid 9")
    assert found == [("lid 9", None)]
    assert doubts == ["regel 7: 4.2 verwijst naar 'lid 9', maar dat is er niet."]
    assert "naar zichzelf" in references("4.2", "lid 2")[1][0]
    assert references("4.1", "het vorige lid")[0] == [("het vorige lid", None)]


def test_a_decimal_counts_only_where_that_clause_is_there() -> None:
    assert references("vo:10.2", "wat er in 10.1 staat")[0] == [("10.1", "x:vo:10.1")]
    assert references("vo:10.2", "een stijging in 2.5 staat") == ([], [])


def test_a_person_corrects_a_reference() -> None:
    fix = ReferenceCorrection("4.2", "lid 9", "4.3")
    assert references("4.2", "lid 9", fix) == ([("lid 9", "x:4.3")], [])
