"""The Flesch-Douma score."""

from __future__ import annotations

import pytest

from evals.readability import reading_ease, syllables


@pytest.mark.parametrize(
    ("word", "count"),
    [
        ("u", 1),
        ("niet", 1),
        ("zaken", 2),
        ("Open", 2),
        ("over", 2),
        ("eigen", 2),
        ("ideeën", 3),
        ("voorwaarden", 3),
        ("annuleren", 4),
        ("onafhankelijk", 5),
        ("aansprakelijkheid", 5),
    ],
)
def test_syllables_are_those_of_dutch(word: str, count: int) -> None:
    assert syllables(word) == count


def test_the_score_is_the_published_formula() -> None:
    assert reading_ease("U mag dit zo doen.") == pytest.approx(206.84 - 0.93 * 5 - 77 * 1)
    assert reading_ease("Zaken. Voorwaarden.") == pytest.approx(206.84 - 0.93 * 1 - 77 * 2.5)


def test_lines_marks_and_figures_are_no_words() -> None:
    assert reading_ease("- **U** betaalt € 1.250,50\n- U wacht") == reading_ease("U betaalt. U wacht.")


def test_plain_dutch_reads_more_easily_than_a_clause() -> None:
    plain = reading_ease("U mag uw bestelling binnen dertig dagen terugsturen. U betaalt dan zelf de post.")
    clause = reading_ease(
        "Onverminderd het bepaalde in de voorgaande artikelleden is de opdrachtgever gerechtigd de overeenkomst "
        "buitengerechtelijk te ontbinden indien de wederpartij toerekenbaar tekortschiet in de nakoming van haar verplichtingen."
    )
    assert plain is not None
    assert clause is not None
    assert plain > 60 > 30 > clause


def test_a_text_without_words_has_no_score() -> None:
    assert reading_ease("€ 12,50!") is None
