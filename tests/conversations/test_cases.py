"""A case of staff is in the format of the eval cases."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

from bot.conversations.cases import kind_of, propose_case, write_case
from bot.conversations.database import Database
from bot.conversations.records import Records
from bot.errors import BadInput
from evals.cases import Case, load_cases
from tests.conversations.made import SUM, keep


@pytest.fixture
def records(database: Database) -> Records:
    made = Records(database)
    keep(made, "m1", "Hoe lang?", status="answered")
    keep(made, "m2", "En wat kost dat?", status="answered", calculation=SUM)
    keep(made, "m3", "Hebt u een winkel?", conversation="c2")
    return made


def test_a_case_holds_the_conversation_up_to_its_question(records: Records) -> None:
    case = propose_case(records.conversation("c1"), "m2")
    assert (case.kind, case.turns, case.gold_clauses) == ("multi_turn", ("Hoe lang?", "En wat kost dat?"), ("6.3",))
    assert (str(case.expected_amount), case.expected_status) == ("12.50", "answered")
    assert propose_case(records.conversation("c1"), "m1").turns == ("Hoe lang?",)


def test_the_kind_follows_from_the_answer(records: Records) -> None:
    assert [kind_of(records.get(message_id)) for message_id in ("m1", "m2", "m3")] == ["clause", "fee", "unanswerable"]


def test_what_is_written_is_read_as_an_eval_case(records: Records, tmp_path: Path) -> None:
    for conversation, message_id in (("c1", "m2"), ("c2", "m3")):
        written = write_case(tmp_path / "review", propose_case(records.conversation(conversation), message_id))
    assert written == tmp_path / "review" / "kge.jsonl"
    first, second = load_cases(["kge"], folder=tmp_path / "review")
    assert (first.turns, str(first.expected_amount)) == (("Hoe lang?", "En wat kost dat?"), "12.50")
    assert (second.id, second.expected_status) == ("support-m3", "not_in_terms")
    assert set(json.loads(written.read_text(encoding="utf-8").splitlines()[0])) <= set(Case.model_fields)


def test_a_case_is_written_once(records: Records, tmp_path: Path) -> None:
    case = propose_case(records.conversation("c2"), "m3")
    write_case(tmp_path, case)
    with pytest.raises(BadInput, match=r"kge\.jsonl"):
        write_case(tmp_path, case)
    assert len((tmp_path / "kge.jsonl").read_text(encoding="utf-8").splitlines()) == 1
