from __future__ import annotations

import re
from pathlib import Path

import pytest

from bot.answering.suggestions import presentable
from bot.errors import BrokenData
from bot.retrieval.subjects import FILE, load_subjects, subject_passages
from bot.settings import ROOT

SUBJECTS = load_subjects(ROOT / "data" / "scope")
FIGURE = re.compile(r"\d|€|%")
FAMILIAR = re.compile(r"(?i)\b(?:je|jij|jou|jouw)\b")


def test_a_subject_is_embedded_as_terms_say_it_and_as_customers_ask(tmp_path: Path) -> None:
    (tmp_path / FILE).write_text("betalen:\n  bepaling: [U betaalt op tijd.]\n  vragen: [Wanneer betaal ik?]\n", encoding="utf-8")
    passages = subject_passages(load_subjects(tmp_path))
    assert [(passage.passage_id, passage.kind, passage.text) for passage in passages] == [
        ("betalen#bepaling#0", "bepaling", "U betaalt op tijd."),
        ("betalen#klantvraag#0", "klantvraag", "Wanneer betaal ik?"),
    ]


def test_without_a_file_there_are_no_subjects_and_a_broken_one_is_told(tmp_path: Path) -> None:
    assert load_subjects(tmp_path) == {}
    (tmp_path / FILE).write_text("betalen: [los]", encoding="utf-8")
    with pytest.raises(BrokenData, match=FILE):
        load_subjects(tmp_path)


@pytest.mark.parametrize("name", SUBJECTS)
def test_a_subject_has_no_figures_and_its_first_question_can_be_shown(name: str) -> None:
    subject = SUBJECTS[name]
    assert not [text for text in (*subject.bepaling, *subject.vragen) if FIGURE.search(text)]
    assert list(presentable(subject.vragen[:1])) == [subject.vragen[0]]
    assert not FAMILIAR.search(" ".join(subject.vragen[:1]))
    assert len(subject.vragen) >= 2


def test_no_question_stands_under_two_subjects() -> None:
    asked = [question for subject in SUBJECTS.values() for question in subject.vragen]
    assert len(set(asked)) == len(asked)
