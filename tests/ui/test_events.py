"""The demo page's events, as the page calls them, and the page as it is served."""

from __future__ import annotations

import os
import subprocess
import sys
from pathlib import Path
from types import SimpleNamespace
from typing import Any

import pytest

from bot.assembly import Parts
from bot.settings import Settings
from bot.ui.events import Events, csv_url, title_of

ROOT = Path(__file__).parents[2]


@pytest.fixture
def events(small: Parts) -> Events:
    return Events(small, message_limit=200)


def sending(**data: object) -> Any:
    """An event with what the page sends along."""
    return SimpleNamespace(_data=data, value=data.get("value"))


def test_companies_are_offered_by_name(events: Events) -> None:
    assert events.companies() == [("Leenfiets", "leenfiets"), ("Taarthuis", "taarthuis")]


def test_the_question_field_is_empty_before_the_answer_comes(events: Events) -> None:
    emptied, asked, turns = events.take("  wat kost annuleren? ", [])
    assert (emptied, asked, len(turns)) == ("", "wat kost annuleren?", 1)
    assert events.take("   ", []) == ("", "", [])
    assert len(events.take("a" * 500, [])[1]) == 200


@pytest.mark.parametrize("value", ["wat kost annuleren?", {"text": "wat kost annuleren?"}])
def test_a_button_asks_what_it_says(events: Events, value: object) -> None:
    assert events.take_button([], sending(value=value))[1] == "wat kost annuleren?"


def test_an_answer_joins_the_conversation_with_its_clauses_beside_it(events: Events) -> None:
    _, asked, turns = events.take("mag ik de fiets gratis afzeggen?", [])
    conversation, turns, beside = events.ask(asked, "leenfiets", "onbekend", None, turns)
    assert conversation
    assert [turn["role"] for turn in turns] == ["user", "assistant"]
    assert 'href="/terms/leenfiets#2.1"' in beside
    assert "<mark>U kunt een reservering" in beside
    assert "Artikel 2 lid 2" in beside  # what its article says further
    assert "Zo kwam ik hieraan" in beside
    assert " %" in beside


def test_a_deadline_comes_with_its_line(events: Events) -> None:
    _, _, beside = events.ask("Fiets gisteren ingeleverd, tot wanneer kan ik klagen?", "leenfiets", "onbekend", None, [])
    assert 'class="timeline"' in beside
    assert "Klachttermijn" in beside


def test_an_amount_comes_with_its_bar(events: Events) -> None:
    _, _, beside = events.ask("De huur was 80 euro, wat ben ik kwijt als ik te laat annuleer?", "leenfiets", "onbekend", None, [])
    assert 'class="bar"' in beside
    assert "€ 40,00" in beside


def test_an_error_is_told_in_the_conversation(events: Events) -> None:
    _, turns, _ = events.ask("hoi", "nergens", "onbekend", None, [])
    assert "niet bekend" in turns[-1]["content"]


def test_starting_again_empties_everything_and_offers_examples(events: Events) -> None:
    conversation, shown, beside = events.start_again("leenfiets")
    assert conversation is None
    assert shown["value"] == []
    assert shown["examples"][0]["text"].startswith("Ik heb de fiets gisteren")
    assert "Hier komen de bepalingen" in beside
    assert events.example_messages("nergens") == []


def test_companies_are_compared_as_far_as_they_exist(events: Events) -> None:
    shown = events.compare(["leenfiets", "nergens"])
    assert "Leenfiets" in shown
    assert csv_url(["leenfiets"]) in shown


def test_rules_are_offered_by_topic_and_chosen(events: Events) -> None:
    choices = events.rule_choices("leenfiets")
    assert choices == [("Klachttermijn", "leenfiets.klacht"), ("Kosten van laat annuleren", "leenfiets.late_annulering")]
    assert events.show_rules("leenfiets")["value"] == "leenfiets.klacht"
    assert events.show_rules("taarthuis")["value"] is None
    assert events.rule_choices("nergens") == []


def test_a_form_gives_its_clause_before_it_is_filled_in(events: Events) -> None:
    form, outcome = events.show_form("leenfiets", "leenfiets.klacht")
    assert "Op welke dag hebt u de fiets ingeleverd?" in form
    assert "Artikel 4 lid 1" in outcome
    assert "geen rekenregels" in events.show_form("taarthuis", None)[0]


def compute(events: Events, rule: str, **values: list[str]) -> tuple[str, str]:
    return events.compute("leenfiets", rule, "onbekend", sending(values=values))


def test_a_form_comes_to_a_result_with_its_steps_and_picture(events: Events) -> None:
    form, outcome = compute(events, "leenfiets.klacht", returned_on=["2026-03-11"])
    assert 'value="2026-03-11"' in form
    assert "<b>18 maart 2026</b>" in outcome
    assert 'class="steps"' in outcome
    assert 'class="timeline"' in outcome


def test_an_amount_is_read_as_dutch_people_write_it(events: Events) -> None:
    assert "<b>€ 625,25</b>" in compute(events, "leenfiets.late_annulering", price=["€ 1.250,50"])[1]


def test_what_is_missing_is_marked_and_asked_for(events: Events) -> None:
    form, outcome = compute(events, "leenfiets.klacht")
    assert 'aria-invalid="true"' in form
    assert "Nog nodig" in outcome


def test_nonsense_is_refused_with_a_reason(events: Events) -> None:
    form, outcome = compute(events, "leenfiets.late_annulering", price=["veel"])
    assert 'value="veel"' in form
    assert 'class="error"' in outcome


@pytest.mark.parametrize("data", [{}, {"values": None}, {"values": []}, {"values": {"returned_on": "x", "other": ["1"]}}])
def test_whatever_a_page_sends_breaks_nothing(events: Events, data: dict[str, Any]) -> None:
    _, outcome = events.compute("leenfiets", "leenfiets.klacht", "onbekend", sending(**data))
    assert "Nog nodig" in outcome
    assert "geen rekenregels" in events.compute("taarthuis", "leenfiets.klacht", "onbekend", sending(**data))[0]


def test_until_a_rule_of_this_company_is_chosen_its_first_one_is_shown(events: Events) -> None:
    assert "fiets ingeleverd" in events.show_form("leenfiets", "taarthuis.bestaat_niet")[0]


def test_terms_are_found_by_word_and_else_by_meaning(events: Events) -> None:
    assert "1 bepaling gevonden" in events.show_terms("leenfiets", "politie")
    found = events.show_terms("leenfiets", "mijn fiets is gejat")
    assert "in betekenis" in found
    assert 'id="v-3.2"' in found
    assert "niet bekend" in events.show_terms("nergens", "x")


def test_a_rule_among_the_terms_leads_to_its_calculator(events: Events) -> None:
    tabs, rule = events.to_rule(sending(rule="leenfiets.klacht"))
    assert (tabs["selected"], rule["value"]) == ("bereken", "leenfiets.klacht")


def test_a_rule_for_some_customers_says_so(events: Events) -> None:
    rule = events.knowledge("leenfiets").rules[0]
    assert title_of(rule.model_copy(update={"audience": "consument"})) == "Klachttermijn (consument)"


PAGE = """
from bot.assembly import assemble
from bot.settings import Settings
from bot.ui.demo import mount_demo
from bot.web.app import make_app
from fastapi.testclient import TestClient

settings = Settings()
parts = assemble(settings)
with TestClient(mount_demo(make_app(parts.assistant, parts.search, settings), parts, settings)) as client:
    print(client.get("/demo/").text)
    file = client.get("/demo/vergelijk.csv?bedrijven=leenfiets,taarthuis")
    print(file.headers["content-type"], file.headers["content-disposition"], file.text)
    print(client.get("/demo/vergelijk.csv?bedrijven=nergens").status_code)
"""


def test_the_page_is_served_in_dutch_and_the_comparison_as_a_file(small_settings: Settings) -> None:
    # in a process of its own, because Gradio leaves event loops open
    places = {"INDEX_DIR": str(small_settings.index_dir), "DATA_DIR": str(small_settings.data_dir)}
    served = subprocess.run(
        [sys.executable, "-c", PAGE], env={**os.environ, **places}, cwd=ROOT, capture_output=True, text=True, check=False
    )
    assert served.returncode == 0, served.stderr
    assert '<html lang="nl"' in served.stdout
    assert "Vraag het de voorwaarden" in served.stdout
    assert 'text/csv; charset=utf-8 attachment; filename="vergelijking.csv"' in served.stdout
    assert '"klachttermijn";"Leenfiets";"Klachttermijn";"7 dagen"' in served.stdout
    assert served.stdout.rstrip().endswith("404")
