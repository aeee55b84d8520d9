"""Numbers at the start of a line."""

from __future__ import annotations

import pytest

from ingest.numbering import read_markers, roman_value, to_roman


@pytest.mark.parametrize(
    ("text", "kind", "values", "rest"),
    [
        ("1. De klant betaalt.", "number", (1,), "De klant betaalt."),
        ("12) De klant", "number", (12,), "De klant"),
        ("(3) De klant", "number", (3,), "De klant"),
        ("lid 4. De klant", "number", (4,), "De klant"),
        ("3.7. Een Overeenkomst", "decimal", (3, 7), "Een Overeenkomst"),
        ("2.1.8 Website: x", "decimal", (2, 1, 8), "Website: x"),
        ("1.6Indien leverancier", "decimal", (1, 6), "Indien leverancier"),
        ("a. de klant", "letter", (1,), "de klant"),
        ("k) zich gewijzigde", "letter", (11,), "zich gewijzigde"),
        ("(b) te gebruiken", "letter", (2,), "te gebruiken"),
        ("iv. de klant", "roman", (4,), "de klant"),
        ("2. b) het analyseren", "letter", (2,), "het analyseren"),
    ],
)
def test_a_number_is_read_with_the_text_behind_it(text: str, kind: str, values: tuple[int, ...], rest: str) -> None:
    marker = read_markers(text)[0]
    assert (marker.kind, marker.values, marker.rest) == (kind, values, rest)


@pytest.mark.parametrize(
    "text",
    [
        "14 Dagen na de Dag waarop",
        "lid 3 AVG, te weten",
        "3.000,- per Website",
        "12.10.2018",
        "6:75 BW",
        "24 maanden op de hardware",
        "i love de klant",
        "07.05 uur",
        "De klant betaalt.",
    ],
)
def test_other_figures_at_the_start_are_text(text: str) -> None:
    assert read_markers(text) == ()


def test_an_i_is_offered_as_a_letter_and_as_a_roman_number() -> None:
    assert [(marker.kind, marker.value) for marker in read_markers("i. Gebruiker")] == [("letter", 9), ("roman", 1)]


@pytest.mark.parametrize(
    ("printed", "value"), [("I", 1), ("iv", 4), ("IX", 9), ("xiv", 14), ("iiv", None), ("d", None), ("", None)]
)
def test_roman_numbers(printed: str, value: int | None) -> None:
    assert roman_value(printed) == value
    if value:
        assert to_roman(value) == printed.lower()
