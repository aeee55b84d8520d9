"""Lines that name a part of a document."""

from __future__ import annotations

import pytest

from ingest import headings
from ingest.blocks import Line


def line(text: str, *, bullet: bool = False) -> Line:
    return Line(1, 0, len(text), text, bullet=bullet)


@pytest.mark.parametrize(
    ("text", "number", "title"),
    [
        ("Artikel 1. Definities", 1, "Definities"),
        ("Artikel 21– Overige bepalingen", 21, "Overige bepalingen"),
        ("Artikel 2-Aanbiedingen, offertes", 2, "Aanbiedingen, offertes"),
        ("ARTIKEL 3 TOEPASSELIJKHEID", 3, "TOEPASSELIJKHEID"),
        ("Art. 4 Betaling", 4, "Betaling"),
        ("§ 5 Levering", 5, "Levering"),
        (
            "Artikel 18. Welk recht geldt? Wie is de rechter?",
            18,
            "Welk recht geldt? Wie is de rechter?",
        ),
        ("Artikel 7", 7, ""),
    ],
)
def test_article_headings(text: str, number: int, title: str) -> None:
    heading = headings.read_article(line(text))
    assert heading is not None
    assert (heading.number, heading.title) == (number, title)


@pytest.mark.parametrize(
    "text",
    [
        "artikel 11 van onze Algemene Voorwaarden.",
        "Artikel 5 lid 2 is van overeenkomstige toepassing.",
        "Artikel 11 van onze Algemene Voorwaarden geldt ook hier.",
        "Artikel 7.2 geldt",
        "Artikel 6:75 BW geldt",
        "Artikel 3 en artikel 4 gelden",
        "Artikel 9 Wij zijn niet aansprakelijk voor schade die ontstaat doordat de klant ons onjuiste gegevens gaf.",
    ],
)
def test_a_reference_at_the_start_of_a_line_is_no_heading(text: str) -> None:
    assert headings.read_article(line(text)) is None


@pytest.mark.parametrize(
    ("text", "path", "label", "title"),
    [
        ("Bijlage I: Modelformulier voor herroeping", "bijlage1", "Bijlage I", "Modelformulier voor herroeping"),
        ("Bijlage 2 behorende bij de overeenkomst", "bijlage2", "Bijlage 2", "Bijlage 2 behorende bij de overeenkomst"),
        ("BIJLAGE IV", "bijlage4", "Bijlage IV", "BIJLAGE IV"),
    ],
)
def test_annex_headings(text: str, path: str, label: str, title: str) -> None:
    annex = headings.read_annex(line(text))
    assert annex is not None
    assert (annex.path, annex.label, annex.title) == (path, label, title)


def test_a_bullet_or_a_sentence_about_an_annex_opens_nothing() -> None:
    assert headings.read_annex(line("Bijlage 1: Persoonsgegevens", bullet=True)) is None
    assert headings.read_annex(line("Bijlage 1 hoeft niet te worden ingevuld.")) is None


@pytest.mark.parametrize(
    ("title", "prefix"),
    [
        ("Verwerkersovereenkomst Comcept", "vo"),
        ("Algemene Voorwaarden", "av"),
        ("Algemene verkoopvoorwaarden", "avv"),
        ("Privacyverklaring van de winkel", "pv"),
        ("Service Level Agreement", "sla"),
        ("Huisregels camping De Eik", "hcd"),
    ],
)
def test_the_prefix_of_a_document_is_made_of_initials(title: str, prefix: str) -> None:
    assert headings.document_prefix(title) == prefix


@pytest.mark.parametrize(
    ("text", "is_title"),
    [
        ("Algemene voorwaarden.", True),
        ("Algemene voorwaarden Coöperatie Klanten Generatie Experts U.A.", True),
        ("Verwerkersovereenkomst Comcept", True),
        ("Overeenkomst: de overeenkomst van Koop en/of Opdracht", False),
        ("Deze voorwaarden zijn van toepassing", False),
        ("Hof van Otten 1 7771 JA Hardenberg", False),
    ],
)
def test_titles_of_documents(text: str, is_title: bool) -> None:
    assert headings.is_document_title(line(text)) is is_title


@pytest.mark.parametrize(
    ("text", "is_page"), [("Pagina 3 van 7", True), ("- 4 -", True), ("2/9", True), ("14", False), ("3 dagen", False)]
)
def test_page_numbers(text: str, is_page: bool) -> None:
    assert headings.is_page_number(line(text)) is is_page
