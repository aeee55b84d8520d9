"""What is asked of every system, and how what it found becomes a row."""

from __future__ import annotations

import mmap
import re
import sys
from pathlib import Path

import pytest

from bot.errors import NotReady
from evals.cases import Case
from evals.peers import measuring
from evals.peers.exchange import Asked, Found, Job, load_found, load_job
from evals.peers.matching import Yardstick
from evals.peers.measuring import SYSTEMS, countable, judge, load_sets, measure
from evals.peers.worker import MODULES, WARM_UP, ask, resident_mb

YARDSTICK = Yardstick({"1": "U betaalt binnen dertig dagen na de factuur.", "2": "U kunt altijd kosteloos opzeggen."})


def case(**fields: object) -> Case:
    base = {"id": "x-1", "company": "x", "kind": "clause", "turns": ["hoe lang?"], "expected_status": "answered"}
    return Case.model_validate(base | {"gold_clauses": ["1"]} | fields)


def test_single_questions_with_a_gold_clause_count() -> None:
    counted = [case(), case(kind="fee"), case(kind="deadline", turns=["tot wanneer?"])]
    others = [case(kind="unanswerable"), case(gold_clauses=[]), case(turns=["a", "b"]), case(kind="multi_turn")]
    assert countable([*counted, *others]) == tuple(counted)


def test_the_held_out_half_of_the_companies_and_the_dev_set_are_asked() -> None:
    sets = load_sets()
    assert list(sets) == ["held_out", "dev"]
    assert {found.split for found in sets["held_out"]} == {"held_out"}
    assert {found.split for found in sets["dev"]} == {"dev", "held_out"}
    assert len({found.company for found in sets["held_out"]}) == 5


def test_a_row_has_the_places_of_every_set_in_order() -> None:
    right, wrong = "U betaalt binnen dertig dagen na de factuur.", "U kunt altijd kosteloos opzeggen."
    found = Found(((right,), (wrong, right), (wrong,)), (0.010, 0.020, 0.030), 512.4, {"torch": "2"})
    row = judge(SYSTEMS[0], found, 12.34, {"held_out": [case(), case()], "dev": [case()]}, {"x": YARDSTICK})
    assert row.scores["held_out"].model_dump() == {"questions": 2, "hit_1": 0.5, "hit_3": 1.0, "hit_5": 1.0, "mrr_10": 0.75}
    assert row.scores["dev"].hit_5 == 0.0
    assert (row.latency_ms.p50, row.memory_mb, row.index_cpu_s, row.versions) == (20.0, 512, 12.3, {"torch": "2"})


def test_a_job_and_what_was_found_survive_their_files(tmp_path: Path) -> None:
    job = Job({"x": "Artikel 1. “Één”"}, (Asked("x", "Hoe lang?"),), "/model")
    found = Found((("Eén",), ()), (0.1, 0.2), 3.5, {"torch": "2"})
    job.save(tmp_path / "job.json")
    found.save(tmp_path / "found.json")
    assert load_job(tmp_path / "job.json") == job
    assert load_found(tmp_path / "found.json") == found


def test_every_question_is_asked_once_after_a_warm_up() -> None:
    asked = []

    def search(company: str, question: str) -> list[str]:
        asked.append((company, question))
        return [f"{company}: {question}"]

    found = ask(Job({"x": "", "y": ""}, (Asked("y", "Hoe lang?"),), ""), search, ["pydantic"])
    assert asked == [*((company, question) for company in "xy" for question in WARM_UP), ("y", "Hoe lang?")]
    assert found.texts == (("y: Hoe lang?",),)
    assert len(found.seconds) == 1
    assert set(found.versions) == {"pydantic"}


def test_the_memory_of_this_process_is_in_megabytes() -> None:
    before = resident_mb()
    with mmap.mmap(-1, 64 * 2**20) as kept:  # fresh pages, whatever the heap of this process still holds
        kept.write(b"x" * len(kept))
        assert 32 < resident_mb() - before < 192


def test_every_system_has_a_module() -> None:
    folder = Path(measuring.__file__).parent / "systems"
    assert {system.key for system in SYSTEMS} == set(MODULES)
    assert all((folder / f"{module}.py").exists() for module in MODULES.values())


def test_without_the_peers_environment_it_says_how_to_make_it(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(measuring, "PEERS_PYTHON", tmp_path / "python")
    with pytest.raises(NotReady, match="make peers"):
        measure(tmp_path)


def test_no_warm_up_is_a_question_that_counts() -> None:
    questions = {re.sub(r"\W+", "", found.turns[-1].lower()) for cases in load_sets().values() for found in cases}
    assert not questions & {re.sub(r"\W+", "", question.lower()) for question in WARM_UP}


def test_an_index_that_is_there_is_not_built_again(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    commands: list[list[str]] = []

    def run(command: list[str], **_: str) -> float:
        commands.append(command[2:])
        return 12.5

    monkeypatch.setattr(measuring, "_run", run)
    peer = next(system for system in SYSTEMS if not system.ours)
    assert [measuring._index(peer, tmp_path), measuring._index(peer, tmp_path)] == [12.5, 12.5]
    assert commands == [["evals.peers.worker", peer.key, "index", str(tmp_path / peer.key)]]


def test_our_terms_alone_are_indexed_without_what_people_wrote(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    settings: dict[str, str] = {}
    monkeypatch.setattr(measuring, "_run", lambda _, **environment: settings.update(environment) or 1.0)
    measuring._index(next(system for system in SYSTEMS if system.key == "ours-terms"), tmp_path)
    data = Path(settings["DATA_DIR"])
    assert (data / "terms" / "kge" / "terms.txt").exists()
    assert not {"annotations", "rules", "index"} & {path.name for path in data.iterdir()}
    assert settings["INDEX_DIR"] == str(tmp_path / "ours-terms" / "index")


def test_a_command_costs_the_processor_time_that_it_used() -> None:
    burn = "import time\nwhile time.process_time() < 0.5: pass"
    assert 0.4 < measuring._run([sys.executable, "-c", burn]) < 2
    assert measuring._run([sys.executable, "-c", "import time; time.sleep(1)"]) < 0.9
