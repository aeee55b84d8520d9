"""Questions and rules on the command line."""

from __future__ import annotations

import json

import pytest

from bot.__main__ import main
from bot.settings import Settings


@pytest.fixture(autouse=True)
def _small(small_settings: Settings, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("INDEX_DIR", str(small_settings.index_dir))
    monkeypatch.setenv("DATA_DIR", str(small_settings.data_dir))


def test_an_answer_comes_with_its_literal_clause(capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["ask", "mag ik de fiets gratis afzeggen?", "--company", "leenfiets"]) == 0
    said = capsys.readouterr().out
    assert "U annuleert gratis tot 24 uur voordat u de fiets ophaalt." in said
    assert (
        "Artikel 2 lid 1, versie 2024-05-01:\n«U kunt een reservering tot 24 uur voor het ophalen kosteloos annuleren.»" in said
    )
    assert "geen juridisch advies" in said


def test_json_is_that_of_the_api(capsys: pytest.CaptureFixture[str]) -> None:
    question = "Ik heb de fiets gisteren ingeleverd, tot wanneer kan ik klagen?"
    assert main(["ask", question, "--company", "leenfiets", "--json", "--reference-date", "2026-03-16"]) == 0
    body = json.loads(capsys.readouterr().out)
    assert body["calculation"]["result"]["date"] == "2026-03-22"


def test_an_unknown_company_is_named_with_those_that_are_known(capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["ask", "hoi", "--company", "nergens"]) == 1
    assert "Bekend zijn: leenfiets, taarthuis." in capsys.readouterr().err


def test_rules_are_listed_with_clause_figures_and_reading(capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["rules", "--company", "leenfiets"]) == 0
    first = capsys.readouterr().out.splitlines()[:2]
    assert first[0].split() == ["leenfiets.klacht", "4.1", "period", "iedereen", "7", "dagen"]
    assert first[1].strip() == "De dag van inleveren telt niet mee."


def test_rules_of_an_unknown_company_are_an_error(capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["rules", "--company", "nergens"]) == 1
    assert "nergens" in capsys.readouterr().err
