"""The demo page's events, as the page calls them."""

from __future__ import annotations

import os
import subprocess
import sys
from pathlib import Path

from bot.assembly import Parts
from bot.models import Citation, Reply
from bot.settings import Settings
from bot.ui.demo import ask, company_choices, plain, show_sources, start_again, take

ROOT = Path(__file__).parents[2]


def test_companies_are_offered_by_name(small: Parts) -> None:
    assert company_choices(small) == [("Leenfiets", "leenfiets"), ("Taarthuis", "taarthuis")]


def test_the_question_field_is_empty_before_the_answer_comes() -> None:
    emptied, asked, turns = take("  wat kost annuleren? ", [])
    assert (emptied, asked, len(turns)) == ("", "wat kost annuleren?", 1)
    assert take("   ", []) == ("", "", [])


def test_an_answer_joins_the_conversation_with_its_clauses_beside_it(small: Parts) -> None:
    _, asked, turns = take("mag ik de fiets gratis afzeggen?", [])
    conversation, turns, sources = ask(small.assistant, asked, "leenfiets", "onbekend", None, turns)
    assert conversation
    assert [turn["role"] for turn in turns] == ["user", "assistant"]
    assert 'href="/terms/leenfiets#2.1"' in sources


def test_an_error_is_told_in_the_conversation(small: Parts) -> None:
    _, turns, _ = ask(small.assistant, "hoi", "nergens", "onbekend", None, [])
    assert "niet bekend" in turns[-1]["content"]


def test_what_a_visitor_types_is_no_markup() -> None:
    assert plain("![x](https://a.example) <img src=x> **b**") == (r"\!\[x\]\(https://a.example\) &lt;img src=x&gt; \*\*b\*\*")


def test_a_hostile_clause_is_shown_as_text() -> None:
    citation = Citation("x:1", "<b>1</b>", "<script>", "<img onerror=alert(1)>", "v", '/terms/x"#1')
    shown = show_sources(Reply("answered", "", 0.5, citations=(citation,)))
    assert "<script>" not in shown
    assert "<img" not in shown
    assert 'x"#1' not in shown


def test_starting_again_empties_everything() -> None:
    conversation, turns, sources = start_again()
    assert (conversation, turns) == (None, [])
    assert "letterlijke bepalingen" in sources


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
"""


def test_the_page_is_served_in_dutch(small_settings: Settings) -> None:
    # in a process of its own, because Gradio leaves event loops open
    places = {"INDEX_DIR": str(small_settings.index_dir), "DATA_DIR": str(small_settings.data_dir)}
    served = subprocess.run(
        [sys.executable, "-c", PAGE], env={**os.environ, **places}, cwd=ROOT, capture_output=True, text=True, check=False
    )
    assert served.returncode == 0, served.stderr
    assert "Vraag het de voorwaarden" in served.stdout
