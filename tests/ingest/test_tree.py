"""Traps in real terms, each as the smallest document that has it."""

from __future__ import annotations

import pytest

from ingest.clauses import Parsed
from tests.ingest.conftest import ParseText


def paths(parsed: Parsed) -> list[str]:
    return [clause.path for clause in parsed.clauses]


def texts(parsed: Parsed) -> dict[str, str]:
    return {clause.path: clause.text for clause in parsed.clauses}


def test_leden_are_split_and_carry_the_title_of_their_article(parse_text: ParseText) -> None:
    parsed = parse_text("Artikel 1. Betaling\n\n1. De klant betaalt.\n2. De winkel levert.\n\nArtikel 2. Slot\n\nDit is alles.\n")
    assert [(clause.clause_id, clause.label, clause.title, clause.text) for clause in parsed.clauses] == [
        ("x:1.1", "Artikel 1 lid 1", "Betaling", "De klant betaalt."),
        ("x:1.2", "Artikel 1 lid 2", "Betaling", "De winkel levert."),
        ("x:2", "Artikel 2", "Slot", "Dit is alles."),
    ]
    assert parsed.report.doubts == ()


def test_a_lead_in_belongs_to_the_article_and_is_the_parent_of_its_parts(parse_text: ParseText) -> None:
    parsed = parse_text("Artikel 1 Begrippen\nHierin betekent:\n1. Dag: kalenderdag;\n2. Week: zeven dagen.\n")
    assert [(clause.path, clause.parent_id) for clause in parsed.clauses] == [("1", None), ("1.1", "x:1"), ("1.2", "x:1")]


def test_letters_are_sub_items_and_i_is_the_ninth_of_them(parse_text: ParseText) -> None:
    items = "".join(f"{letter}. reden {letter};\n\n" for letter in "abcdefghijk")
    parsed = parse_text(f"Artikel 1 Einde\n\n1. Opzeggen kan indien:\n\n{items}2. Einde.\n")
    assert paths(parsed) == ["1.1", *(f"1.1.{letter}" for letter in "abcdefghijk"), "1.2"]
    assert parsed.clauses[9].label == "Artikel 1 lid 1 sub i"


def test_roman_numbers_are_sub_items_too(parse_text: ParseText) -> None:
    parsed = parse_text(
        "Artikel 1 Einde\n1. Opzeggen kan indien:\ni. de klant niet betaalt;\nii. de klant failliet is.\n2. Einde.\n"
    )
    assert paths(parsed) == ["1.1", "1.1.i", "1.1.ii", "1.2"]


def test_a_numbered_list_inside_a_lid_is_told_apart_by_indent(parse_text: ParseText) -> None:
    parsed = parse_text("Artikel 1 X\n 1. Eerst.\n 2. Hij geeft:\n  1. het adres;\n  2. de prijs;\n  3. de duur.\n 3. Daarna.\n")
    assert paths(parsed) == ["1.1", "1.2", "1.2.1", "1.2.2", "1.2.3", "1.3"]
    assert parsed.clauses[2].label == "Artikel 1 lid 2 sub 1"


def test_a_numbered_list_inside_a_lid_without_indent_is_told_apart_by_what_follows(parse_text: ParseText) -> None:
    parsed = parse_text("Artikel 1 X\n1. Eerst.\n2. Hij geeft:\n1. het adres;\n2. de prijs;\n3. de duur.\n3. Daarna.\n")
    assert paths(parsed) == ["1.1", "1.2", "1.2.1", "1.2.2", "1.2.3", "1.3"]
    assert any("twee lijsten" in doubt.message for doubt in parsed.report.doubts)


def test_double_numbering_takes_the_letter(parse_text: ParseText) -> None:
    parsed = parse_text("Artikel 1 X\n1. Doelen:\n  1. a) beoordelen;\n  2. b) analyseren.\n2. Daarna.\n")
    assert paths(parsed) == ["1.1", "1.1.a", "1.1.b", "1.2"]


def test_bullets_belong_to_their_lid(parse_text: ParseText) -> None:
    parsed = parse_text("Artikel 1 X\n1. Hij mag:\n\n • opzeggen;\n\n • wijzigen.\n\n2. Daarna.\n")
    assert texts(parsed) == {"1.1": "Hij mag:\n- opzeggen;\n- wijzigen.", "1.2": "Daarna."}


def test_decimal_numbers_nest_to_three_levels_with_and_without_a_trailing_dot(parse_text: ParseText) -> None:
    parsed = parse_text("Artikel 3. X\n3.1 Een.\n3.2. Twee wanneer:\n3.2.1. dit; of\n3.2.2 dat.\n3.3. Drie.\n")
    assert paths(parsed) == ["3.1", "3.2", "3.2.1", "3.2.2", "3.3"]
    assert parsed.clauses[2].label == "Artikel 3.2.1"


def test_a_lid_glued_to_the_one_before_it_is_taken_apart(parse_text: ParseText) -> None:
    parsed = parse_text("Artikel 10 X\n10.1 Hij blijft aansprakelijk. 10.2 Als hij wil, geldt 10.1 niet.\n10.3 Klaar.\n")
    assert texts(parsed)["10.1"] == "Hij blijft aansprakelijk."
    assert texts(parsed)["10.2"] == "Als hij wil, geldt 10.1 niet."


def test_an_enumeration_inside_a_sentence_is_not_split(parse_text: ParseText) -> None:
    parsed = parse_text("Artikel 1 X\n1.1. Het percentage is: a. b. c. Na de start: 25%; Na het concept: 50%.\n1.2. Klaar.\n")
    assert paths(parsed) == ["1.1", "1.2"]


def test_a_heading_that_is_a_list_item_becomes_the_heading_of_that_lid(parse_text: ParseText) -> None:
    parsed = parse_text(
        "Artikel 8 X\n1. Eerst.\n2. **Datalekken**\nHij meldt dit.\n\n3. Rechten van mensen\n\nHij verleent bijstand aan hen.\n"
    )
    assert [(clause.path, clause.heading, clause.text) for clause in parsed.clauses] == [
        ("8.1", "", "Eerst."),
        ("8.2", "Datalekken", "Hij meldt dit."),
        ("8.3", "Rechten van mensen", "Hij verleent bijstand aan hen."),
    ]


def test_a_styled_subheading_names_the_leden_below_it(parse_text: ParseText) -> None:
    parsed = parse_text("### Artikel 6 - X\n\n### *Bij producten:*\n\n1. Een.\n2. Twee.\n\n#### *Bij diensten*\n\n3. Drie.\n")
    assert [(clause.path, clause.heading) for clause in parsed.clauses] == [
        ("6.1", "Bij producten"),
        ("6.2", "Bij producten"),
        ("6.3", "Bij diensten"),
    ]


def test_a_page_header_between_two_leden_is_set_aside(parse_text: ParseText) -> None:
    parsed = parse_text("Artikel 1 X\n\n1. Een.\n\nAlgemene voorwaarden Winkel B.V.\n\n2. Twee.\n")
    assert texts(parsed) == {"1.1": "Een.", "1.2": "Twee."}
    assert [aside.line for aside in parsed.report.set_aside] == [5]


def test_a_footer_glued_to_a_heading_is_taken_off(parse_text: ParseText) -> None:
    parsed = parse_text("Artikel 1 X\n\n1. Een.\n\nAlgemene Voorwaarden September2019 WinkelArtikel 2 Levering\n\n1. Twee.\n")
    assert [(clause.path, clause.title) for clause in parsed.clauses] == [("1.1", "X"), ("2.1", "Levering")]


def test_a_sentence_cut_by_a_page_break_is_joined(parse_text: ParseText) -> None:
    parsed = parse_text(
        "Artikel 1 X\n\n1. De winkel stelt hem op de hoogte onder mededeling van de gegevens bedoeld in art. 33\n\n"
        "lid 3 AVG, te weten de aard daarvan.\n\n2. Twee.\n"
    )
    assert texts(parsed)["1.1"].endswith("bedoeld in art. 33 lid 3 AVG, te weten de aard daarvan.")
    assert paths(parsed) == ["1.1", "1.2"]


def test_a_reference_at_the_start_of_a_line_stays_in_its_lid(parse_text: ParseText) -> None:
    parsed = parse_text(
        "Artikel 1 X\n1. Dit geldt zoals omschreven in\nartikel 2 van onze Algemene Voorwaarden.\n\nArtikel 2 Y\n1. Twee.\n"
    )
    assert texts(parsed)["1.1"] == "Dit geldt zoals omschreven in artikel 2 van onze Algemene Voorwaarden."


def test_a_table_of_contents_is_set_aside(parse_text: ParseText) -> None:
    table = "Inhoudsopgave:\n\n- Artikel 1 - Een\n- Artikel 2 - Twee\n- Artikel 3 - Drie\n\n"
    parsed = parse_text(table + "Artikel 1 - Een\n\n1. A.\n\nArtikel 2 - Twee\n\nB.\n\nArtikel 3 - Drie\n\n1. C.\n")
    assert texts(parsed) == {"1.1": "A.", "2": "B.", "3.1": "C."}
    assert len(parsed.report.set_aside) == 4


def test_text_before_article_1_is_a_preamble_only_if_it_says_something(parse_text: ParseText) -> None:
    prose = "De informatie op deze site is alleen bedoeld om u te informeren over onze diensten.\n\nAkkoord\n\n"
    parsed = parse_text(f"Algemene voorwaarden\n\n{prose}Artikel 1 X\n1. Een.\n")
    assert paths(parsed) == ["preambule", "1.1"]
    assert parsed.clauses[0].label == "Voorafgaand aan artikel 1"
    assert parsed.clauses[0].text.endswith("\nAkkoord")
    assert paths(parse_text("Algemene voorwaarden\nWinkel\n\nArtikel 1 X\n1. Een.\n")) == ["1.1"]


def test_a_second_document_has_its_own_numbers_behind_a_prefix(parse_text: ParseText) -> None:
    parsed = parse_text(
        "Artikel 1. X\n1.1. Een.\nArtikel 2. Y\n2.1. Twee.\nVerwerkersovereenkomst Winkel\nDit geldt erbij.\nOverwegende dat:\n"
        "- Bijlage 1: de gegevens.\n1. Definities\n1.1 Hierin betekent:\n- Dag: kalenderdag.\n2. Duur\n2.1 Een jaar.\n"
        "Bijlage 1 behorende bij de overeenkomst\nGegevens\n- Naam\n"
    )
    assert [(clause.path, clause.label) for clause in parsed.clauses] == [
        ("1.1", "Artikel 1.1"),
        ("2.1", "Artikel 2.1"),
        ("vo:overwegingen", "Verwerkersovereenkomst overwegingen"),
        ("vo:1.1", "Verwerkersovereenkomst artikel 1.1"),
        ("vo:2.1", "Verwerkersovereenkomst artikel 2.1"),
        ("vo:bijlage1", "Verwerkersovereenkomst bijlage 1"),
    ]


def test_an_annex_with_articles_of_its_own_keeps_them_apart(parse_text: ParseText) -> None:
    parsed = parse_text("Artikel 1 X\n1. Een.\n\nArtikel 2 Y\n1. Twee.\n\nBijlage A: Huisregels\n\nArtikel 1 Rust\n1. Stil.\n")
    assert paths(parsed) == ["1.1", "2.1", "bijlagea.1.1"]


def test_a_closing_part_without_a_number_stands_alone(parse_text: ParseText) -> None:
    parsed = parse_text("Artikel 1 X\n1. Een.\n\nSlotbepaling\n\nDeze voorwaarden zijn te downloaden.\n")
    assert (parsed.clauses[1].path, parsed.clauses[1].label) == ("slotbepaling", "Slotbepaling")


def test_a_title_on_the_line_below_its_number_is_found(parse_text: ParseText) -> None:
    parsed = parse_text("Artikel 1\nBetaling\na) De klant betaalt.\nb) De winkel levert.\n\nArtikel 2\nSlot\na) Klaar.\n")
    assert [(clause.path, clause.title) for clause in parsed.clauses] == [
        ("1.a", "Betaling"),
        ("1.b", "Betaling"),
        ("2.a", "Slot"),
    ]


def test_numbered_titles_are_articles_where_a_document_has_no_other(parse_text: ParseText) -> None:
    parsed = parse_text("1. Betaling\nDe klant betaalt.\n2. Levering\nDe winkel levert.\n3. Slot\nDit is alles.\n")
    assert [(clause.path, clause.title, clause.text) for clause in parsed.clauses] == [
        ("1", "Betaling", "De klant betaalt."),
        ("2", "Levering", "De winkel levert."),
        ("3", "Slot", "Dit is alles."),
    ]


@pytest.mark.parametrize(
    ("text", "line", "words"),
    [
        ("Artikel 1 X\n1. Een.\n3. Drie.\n", 3, "ontbreekt"),
        ("Artikel 1 X\n1. Een.\n\nArtikel 3 Y\n1. Drie.\n", 4, "sluiten niet aan"),
        ("Artikel 2 X\n1. Een.\n\nArtikel 2 Y\n1. Twee.\n", 4, "twee keer"),
        ("Artikel 1 X\n1. Een.\n7. Zeven.\n", 3, "niet aansluit"),
        ("Artikel 1 X\nEen.\n\nArtikel 2 Y\n", 0, "geen eigen tekst"),
    ],
)
def test_a_doubtful_place_is_a_warning_with_its_line(parse_text: ParseText, text: str, line: int, words: str) -> None:
    assert any(doubt.line == line and words in doubt.message for doubt in parse_text(text).report.doubts)
