"""Lines that are joined to sentences, and lines that aren't."""

from __future__ import annotations

import pytest

from ingest.blocks import Line
from ingest.paragraphs import join

LONG = "De klant is verplicht de overeengekomen vergoeding en alle redelijke"


def lines(*texts: str) -> list[Line]:
    return [
        Line(number, 0, 0, text.removeprefix("- "), bullet=text.startswith("- ")) for number, text in enumerate(texts, start=1)
    ]


@pytest.mark.parametrize(
    ("texts", "joined"),
    [
        ((LONG, "kosten te betalen."), f"{LONG} kosten te betalen."),
        (("Dit geldt ook voor de", "Ondernemer zelf."), "Dit geldt ook voor de Ondernemer zelf."),
        (("Na ontvangst,", "Maar niet later."), "Na ontvangst, Maar niet later."),
        ((f"{LONG} uitgaven tot de Bedenktijd", "14 Dagen later"), f"{LONG} uitgaven tot de Bedenktijd 14 Dagen later"),
        (("De klant betaalt.", "De winkel levert."), "De klant betaalt.\nDe winkel levert."),
        (
            ("Bestelling: de bestelling van producten", "Klant: wie koopt"),
            "Bestelling: de bestelling van producten\nKlant: wie koopt",
        ),
        (("Hof van Otten 1", "info@voorbeeld.nl"), "Hof van Otten 1\ninfo@voorbeeld.nl"),
        (("Hij mag:", "- opzeggen;", "- wijzigen."), "Hij mag:\n- opzeggen;\n- wijzigen."),
        (("- door opzet; -", "aansluitstekkers zijn beschadigd."), "- door opzet;\n- aansluitstekkers zijn beschadigd."),
    ],
)
def test_lines_become_text(texts: tuple[str, ...], joined: str) -> None:
    assert join(lines(*texts)) == joined


def test_a_line_break_that_the_author_asked_for_stays() -> None:
    first = Line(1, 0, 0, f"{LONG} aanduiding", hard_break=True)
    assert join([first, Line(2, 0, 0, "de levering")]) == f"{LONG} aanduiding\nde levering"
