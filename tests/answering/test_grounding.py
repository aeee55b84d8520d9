import pytest

from bot.answering.grounding import figures, is_literal, unfounded_figures


@pytest.mark.parametrize(
    ("quote", "held"),
    [
        ("30 dagen bedenktijd", True),
        ("30  dagen\nbedenktijd", True),
        ("31 dagen bedenktijd", False),
        ("", False),
        ("   ", False),
    ],
)
def test_a_quote_is_literal_apart_from_white_space(quote, held):
    assert is_literal(quote, "Klanten hebben 30 dagen bedenktijd om te herroepen.") is held


@pytest.mark.parametrize(
    ("text", "found"),
    [
        ("€ 1.250,50", {"1250.50"}),
        ("binnen veertien (14) dagen", {"14"}),
        ("artikel 6.3", {"6.3"}),
        ("geen getal", set()),
    ],
)
def test_figures_are_written_one_way(text, found):
    assert figures(text) == found


def test_a_figure_that_no_source_holds_is_unfounded():
    assert unfounded_figures("U hebt 14 dagen en betaalt € 40,00.", sources=["veertien dagen"]) == {"40.00"}


@pytest.mark.parametrize(
    ("text", "found"),
    [
        ("binnen acht dagen", {"8"}),
        ("een keer", set()),
        ("één maand", {"1"}),
        ("twee (2) werkdagen", {"2"}),
        ("hij acht een bepaling nietig", set()),
        ("een klacht over één van de diensten", set()),
    ],
)
def test_a_number_in_words_counts_before_a_unit_alone(text, found):
    assert figures(text) == found
