"""When a chunk counts: by the start of a clause or by lying inside it, each clause once."""

from __future__ import annotations

import pytest

from evals.peers.matching import SHORTEST, START, Yardstick

LEAD = "De klant kan de overeenkomst tussentijds schriftelijk opzeggen"
LONG = f"{LEAD} met een termijn van een maand. Al betaalde bedragen worden naar rato teruggegeven, tenzij anders is afgesproken."
TEXTS = {
    "6": "Opzeggen gaat als volgt.",
    "6.1": LONG,
    "6.2": "Een opzegging per e-mail is ook goed.",
    "7.1": "Klachten binnen 7 dagen.",
}


@pytest.fixture
def yardstick() -> Yardstick:
    return Yardstick(TEXTS)


def test_a_chunk_stands_for_every_clause_whose_start_it_holds(yardstick: Yardstick) -> None:
    assert yardstick.clauses_of(f"Artikel 6\n6.1 {LONG[:START]}") == {"6.1"}
    assert yardstick.clauses_of(f"6.1 {LONG}\n6.2 {TEXTS['6.2']}\n\nArtikel 7") == {"6.1", "6.2"}


def test_a_start_that_is_cut_off_does_not_count(yardstick: Yardstick) -> None:
    assert yardstick.clauses_of(f"Artikel 6\n6.1 {LONG[: START - 1]}") == frozenset()


def test_a_part_of_a_clause_stands_for_it(yardstick: Yardstick) -> None:
    assert yardstick.clauses_of("Al betaalde bedragen worden naar rato teruggegeven") == {"6.1"}
    assert yardstick.clauses_of("teruggegeven, tenzij anders is afgesproken.\n\nArtikel 7") == frozenset()


def test_a_few_characters_stand_for_nothing(yardstick: Yardstick) -> None:
    inside = "bedragen worden naar"
    assert len(inside) == SHORTEST
    assert yardstick.clauses_of(inside) == {"6.1"}
    assert yardstick.clauses_of(inside[1:]) == frozenset()


def test_white_space_capitals_and_marks_make_no_difference(yardstick: Yardstick) -> None:
    assert yardstick.clauses_of("**Een OPZEGGING**\n   per e-mail\n is ook goed.") == {"6.2"}


def test_a_clause_without_a_text_is_never_found() -> None:
    assert Yardstick({"6": " "}).clauses_of("Een opzegging per e-mail is ook goed.") == frozenset()


@pytest.mark.parametrize(("golds", "place"), [(["7.1"], 2), (["6.2"], 1), (["7"], 2), (["7.1.a"], 2), (["8"], None)])
def test_the_place_is_that_of_the_first_chunk_with_a_gold_clause_its_parent_or_its_child(
    yardstick: Yardstick, golds: list[str], place: int | None
) -> None:
    assert yardstick.place([TEXTS["6.2"], TEXTS["7.1"], LONG], golds) == place


def test_parts_of_one_clause_take_one_place(yardstick: Yardstick) -> None:
    halves = [LONG[:START], LONG[START:]]
    assert yardstick.place([*halves, TEXTS["7.1"]], ["7.1"]) == 2
    assert yardstick.place([LONG, f"{LONG} {TEXTS['6.2']}", TEXTS["7.1"]], ["7.1"]) == 3


def test_chunks_that_stand_for_nothing_take_a_place_each(yardstick: Yardstick) -> None:
    nothing = [f"Inhoudsopgave, bladzijde {number}" for number in range(9)]
    assert yardstick.place([*nothing, TEXTS["7.1"]], ["7.1"]) == 10
    assert yardstick.place([*nothing, "Voorblad", TEXTS["7.1"]], ["7.1"]) is None
