"""Lies of a chat model: none is shown, and the measurement would see it if one were."""

from __future__ import annotations

from datetime import date
from pathlib import Path

import pytest

from bot.settings import Settings
from evals.__main__ import cases_to_show, main
from evals.cases import Case, load_cases
from evals.drafted import draft_all, save
from evals.drafted import summary as side_by_side
from evals.lies import measuring
from evals.lies.hearing import Heard, hear
from evals.lies.measuring import HONEST, counts, liar_parts, summary, tell_lies
from evals.lies.over_http import late, tell_over_http
from evals.lies.server import FAILING
from evals.lies.telling import LIES

MONDAY = date(2026, 3, 16)


def case(name: str, *turns: str, status: str = "answered") -> Case:
    return Case.model_validate(
        {
            "id": name, "company": "leenfiets", "kind": "clause", "audience": None, "reference_date": MONDAY.isoformat(),
            "turns": list(turns), "expected_status": status, "gold_clauses": [], "also_ok_clauses": [], "must_include": [],
            "must_include_any": [], "must_not_include": [], "expected_date": None, "expected_amount": None, "difficulty": "easy",
            "why": "",
        }
    )  # fmt: skip


CASES = (
    case("free", "Tot wanneer mag ik mijn reservering gratis laten vervallen?"),
    case("sum", "Ik heb de fiets op 11 maart ingeleverd, tot wanneer kan ik klagen?"),
    case("turns", "De huur was 80 euro, wat kost te laat annuleren?", "en bij een huur van 120 euro?"),
    case("joke", "Vertel een mop.", status="out_of_scope"),
)


class Blind:
    """A guard that sees nothing."""

    def faults_of(self, *_: object) -> tuple[()]:
        return ()

    def omissions(self, *_: object) -> tuple[()]:
        return ()


def test_no_lie_is_shown(small_settings: Settings) -> None:
    parts, liar = liar_parts(small_settings)
    told = tuple(tell_lies(CASES, parts, liar))
    assert {each.case_id for each in told} == {"free", "sum", "turns"}
    assert {each.lie for each in told} == {HONEST, *LIES}
    assert [each for each in told if each.is_shown] == []
    assert {each.fallback for each in told if each.lie == HONEST} == {""}
    assert f"lies told: {3 * len(LIES)}; shown:\n  wrong figures: 0\n" in summary(told)


def test_each_lie_would_be_seen(small_settings: Settings, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(measuring, "guard", Blind())
    parts, liar = liar_parts(small_settings)
    told = tuple(tell_lies(CASES[:1], parts, liar))
    assert [each.lie for each in told if not each.is_shown and each.lie != HONEST] == []
    assert all(counts(each, LIES[each.lie].kind) for each in told if each.lie in LIES)
    assert "  wrong figures: 0\n" not in summary(told)


def test_over_connections_nothing_is_shown_or_late(small_settings: Settings) -> None:
    parts, liar = liar_parts(small_settings)
    served = tuple(tell_over_http(CASES, parts, liar, small_settings))
    assert [each.told.lie for each in served] == [HONEST, *LIES, *FAILING]
    assert [each for each in served if each.told.is_shown or each.is_late] == []
    assert all(each.told.fallback for each in served if each.told.lie in FAILING)
    assert late(served).endswith("late: none")


def test_both_answers_stand_side_by_side(small_settings: Settings, tmp_path: Path) -> None:
    parts, liar = liar_parts(small_settings)
    liar.lie = "obeyed"
    obeyed = tuple(draft_all(CASES, parts, seconds=5))
    assert [pair.composed == pair.drafted for pair in obeyed] == [True, True, True]
    liar.lie = HONEST
    pairs = tuple(draft_all(CASES, parts, seconds=5))
    save((*obeyed, *pairs), tmp_path / "made" / "pairs.jsonl")
    assert len((tmp_path / "made" / "pairs.jsonl").read_text(encoding="utf-8").splitlines()) == 6
    told = side_by_side((*obeyed, *pairs), "liar")
    assert "model liar: 6 answers\nworded: 3; composed after all: nothing_left 3\n" in told
    assert "right: composed 6, worded 6" in told
    assert side_by_side((), "liar") == "no answers to word"


def test_without_a_model_there_is_nothing_to_compare(capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["drafted"]) == 2
    assert "CHAT_MODEL" in capsys.readouterr().err


def test_a_message_without_data_says_nothing() -> None:
    assert hear("dag") == Heard("", "", "", {})


def test_held_out_cases_are_not_shown() -> None:
    assert {case.split for case in cases_to_show(["kge"])} == {"dev"}
    assert cases_to_show([]) == cases_to_show(["dev"]) == load_cases(("dev",))
