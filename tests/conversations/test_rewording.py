"""Which words a person changed in a document, and which changes are only its layout or its numbers."""

from __future__ import annotations

import time

import pytest

from bot.conversations.rewording import rewordings


@pytest.mark.parametrize(
    ("before", "after"),
    [
        ("1. U betaalt binnen 14 dagen.", "1. U betaalt\nbinnen 14 dagen."),
        ("1. U betaalt.\n2. Wij leveren.", "# 1. U betaalt.\n\n   2. **Wij leveren.**"),
        ("over-\neenkomst", "overeenkomst"),
        ("u betaalt het geleverde", "u betaalt hetgeleverde"),
        ("- a\n- b", "a\nb"),
        ("een \\* ster", "een * ster"),
    ],
)
def test_another_layout_is_no_other_word(before: str, after: str) -> None:
    assert rewordings(before, after) == ()


@pytest.mark.parametrize(
    ("before", "after"),
    [
        ("1. U betaalt.", "2. U betaalt."),
        ("Artikel 3 Koop", "# Artikel 4 Koop"),
        ("3.1 De koop", "3.2 De koop"),
        ("a) de koop", "b) de koop"),
        ("U betaalt.", "1. U betaalt."),
        ("§ 3 Koop", "§ 4 Koop"),
    ],
)
def test_a_number_at_the_start_of_a_line_is_told_apart(before: str, after: str) -> None:
    assert [change.number for change in rewordings(before, after)] == [True]


@pytest.mark.parametrize(
    ("before", "after", "was", "becomes"),
    [
        ("binnen 14 dagen na", "binnen 30 dagen na", "14", "30"),
        ("14 dagen na", "30 dagen na", "14", "30"),
        ("3.500 euro", "4.500 euro", "3.500", "4.500"),
        ("de prijs is 1.5 euro", "de prijs is 15 euro", "1.5", "15"),
        ("lid 3 van dit artikel", "lid 4 van dit artikel", "3", "4"),
        ("artikel 3 geldt", "artikel 4 geldt", "3", "4"),
        ("u betaalt niet", "u betaalt", "niet", ""),
        ("u betaalt", "u betaalt niets", "", "niets"),
        ("U betaalt", "u betaalt", "U", "u"),
        ("een € 5 extra", "een $ 5 extra", "€", "$"),
    ],
)
def test_other_words_and_figures_are_shown(before: str, after: str, was: str, becomes: str) -> None:
    found = rewordings(f"Artikel 1 Kop\n{before}\nEen slot.", f"Artikel 1 Kop\n{after}\nEen slot.")
    assert [(change.before, change.after, change.number) for change in found] == [(was, becomes, False)]


def test_a_long_text_is_compared_soon() -> None:
    before = "\n".join(f"{at}. Op regel {at} staat iets over betaling {at * 7}." for at in range(4000))
    started = time.monotonic()
    assert len(rewordings(before, before.replace("betaling 700.", "levering 700."))) == 1
    assert rewordings(before, before[::-1])
    assert time.monotonic() - started < 30
