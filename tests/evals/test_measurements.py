"""Measuring from start to end, on two small companies of our own."""

from __future__ import annotations

import json
import shutil
from collections.abc import Sequence
from pathlib import Path

import pytest

from bot.knowledge import text_hash
from bot.models import Terms
from bot.retrieval.embeddings import Embedder
from bot.retrieval.index import ClauseIndex
from bot.settings import Settings
from evals.__main__ import main
from evals.bare import bare_settings
from evals.cases import Case, load_cases
from evals.measurements import BASELINES, KEPT, LEFT_OUT, REPORTED, Measurement, Plan, carry_out, may_be_shown
from evals.outcomes import load_run
from evals.provenance import find_origin
from ingest.indexing import build_index
from ingest.terms import load_versions
from tests.evals.made import outcomes, run_of
from tests.small_company import write_data

CASES: list[dict[str, object]] = [
    {"id": "a-1", "kind": "clause", "turns": ["Kan ik de fiets kosteloos annuleren?"], "gold_clauses": ["2.1"]},
    {"id": "a-2", "kind": "clause", "turns": ["Mijn fiets is gestolen, moet ik aangifte doen?"], "gold_clauses": ["3.2"]},
    {"id": "a-3", "kind": "out_of_scope", "turns": ["Wat voor weer wordt het morgen?"], "expected_status": "out_of_scope"},
    {
        "id": "a-4",
        "kind": "deadline",
        "turns": ["Tot wanneer kan ik klagen over de fiets?", "Ik heb hem op 3 maart 2026 ingeleverd, wat is de laatste dag?"],
        "gold_clauses": ["4.1"],
        "expected_date": "2026-03-10",
    },
]


@pytest.fixture(scope="module")
def folder(tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder = tmp_path_factory.mktemp("cases")
    base = {"company": "leenfiets", "expected_status": "answered", "reference_date": "2026-03-05"}
    (folder / "fietsen.jsonl").write_text("\n".join(json.dumps(base | case) for case in CASES), encoding="utf-8")
    return folder


def test_a_run_keeps_how_each_case_went_and_no_text(small_settings: Settings, folder: Path) -> None:
    measured = carry_out(Plan(sets=("fietsen",)), small_settings, folder=folder)
    found = {outcome.id: outcome for outcome in measured.run.outcomes}
    assert [found[name].correct for name in ("a-1", "a-2", "a-3", "a-4")] == [True] * 4
    assert [found[name].rank for name in ("a-1", "a-2", "a-3", "a-4")] == [1, 1, None, None]
    assert len(found["a-4"].ms) == 2
    assert found["a-4"].checks["date"]
    assert found["a-1"].quotes > 0 == found["a-1"].bad_quotes
    assert measured.run.reading_ease["leenfiets"].explained == 1
    written = measured.run.model_dump_json()
    assert not any(turn in written for case in measured.results for turn in case.grade.case.turns)
    assert not any(result.reply.answer in written for result in measured.results)


def test_the_origin_follows_what_decides_an_answer(small_settings: Settings, folder: Path, tmp_path: Path) -> None:
    cases = load_cases(["fietsen"], folder=folder)
    first = find_origin(small_settings, cases)

    def differs(settings: Settings, asked: Sequence[Case] = cases) -> set[str]:
        return {name for name, value in find_origin(settings, asked).model_dump().items() if value != getattr(first, name)}

    data = tmp_path / "data"
    shutil.copytree(small_settings.data_dir, data)
    assert differs(small_settings.model_copy(update={"port": 9, "threads": 7, "data_dir": data})) == set()
    assert differs(small_settings.model_copy(update={"message_limit": 9})) == {"settings"}
    assert differs(small_settings, cases[1:]) == {"cases"}
    (data / "facts.yaml").write_text("{}", encoding="utf-8")
    assert differs(small_settings.model_copy(update={"data_dir": data})) == {"data"}


@pytest.fixture
def command(small_settings: Settings, folder: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """The commands, on the small companies and in a folder of their own."""
    monkeypatch.setattr("evals.__main__.carry_out", lambda plan, _: carry_out(plan, small_settings, folder=folder))
    monkeypatch.setattr("evals.__main__.RESULTS", tmp_path)
    return tmp_path


def test_a_run_can_be_compared_with_itself(command: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["run", "--set", "fietsen"]) == 0
    assert "kind deadline" in capsys.readouterr().out
    assert main(["compare", str(command / "fietsen.json")]) == 0
    assert "No drop beyond noise." in capsys.readouterr().out


def test_one_command_replaces_the_baselines(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.setattr("evals.__main__.carry_out", lambda plan, _: Measurement(run_of(outcomes(3, 1), name=plan.name), ()))
    monkeypatch.setattr("evals.__main__.BASELINES", tmp_path)
    assert main(["baselines"]) == 0
    written = ["dev.json", "dev_bare.json", "held_out.json", "held_out_bare.json", "own_dev.json"]
    assert [path.name for path in sorted(tmp_path.iterdir())] == written
    assert capsys.readouterr().out.startswith("|  | dev | own dev | held out |")


def test_a_set_that_is_not_there_is_named(command: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["run", "--set", "nergens"]) == 2
    assert "'nergens'" in capsys.readouterr().err


def test_failures_are_shown_except_to_held_out_questions() -> None:
    def case(number: int) -> Case:
        return Case(id=f"x-{number}", company="x", kind="clause", turns=("?",), expected_status="answered")

    by_split = {found.split: found for found in map(case, range(10))}
    assert may_be_shown(by_split["dev"], Plan())
    assert not may_be_shown(by_split["held_out"], Plan())
    assert not may_be_shown(by_split["held_out"], Plan(split="held_out"))
    assert may_be_shown(by_split["held_out"], Plan(sets=("dev",)))


def test_every_baseline_is_one_that_a_command_makes() -> None:
    annotated = {plan.name: plan.annotated for plan in KEPT} | {name: used for used, name in LEFT_OUT.items()}
    found = {path.stem: load_run(path) for path in BASELINES.glob("*.json")}
    assert set(found) == set(annotated) == set(REPORTED)
    assert {name: (run.name, run.annotated) for name, run in found.items()} == {
        name: (name, used) for name, used in annotated.items()
    }


WINKEL = """Algemene voorwaarden

Artikel 1 Retour
1. U mag een product binnen 30 dagen terugsturen.
2. De kosten van het terugsturen zijn voor uw rekening.
"""


def test_terms_alone_have_no_annotations_and_leave_all_else_as_it_is(tmp_path: Path, embedder: Embedder) -> None:
    data = write_data(tmp_path / "data")
    terms = [add_shop(data, slug) for slug in ("winkel", "buurman")]
    settings = Settings(data_dir=data, index_dir=data / "index")
    build_index(terms, data_dir=data, index_dir=settings.index_dir, embedder=embedder, progress=lambda _: None)
    before = (settings.index_dir / "manifest.json").read_bytes()
    with bare_settings(settings, "winkel") as bare:
        index = ClauseIndex(bare.index_dir, model=embedder.fingerprint)
        known = index.get_knowledge("winkel")
        assert (len(known.terms.clauses), len(known.annotations), len(known.rules)) == (2, 0, 0)
        assert len(index.get_knowledge("buurman").annotations) == 1
        assert len(index.lenders()) == 1
    assert not bare.index_dir.exists()
    assert (settings.index_dir / "manifest.json").read_bytes() == before
    assert len(ClauseIndex(settings.index_dir, model=embedder.fingerprint).get_knowledge("winkel").annotations) == 1


def add_shop(data: Path, slug: str) -> Terms:
    """A shop in the data folder, with an annotation for its first clause."""
    folder = data / "terms" / slug
    folder.mkdir(parents=True)
    (folder / "terms.txt").write_text(WINKEL, encoding="utf-8")
    described = f"slug: {slug}\nname: {slug.title()}\nlegal_form: B.V.\nversions: [{{name: '2024-01', source: terms.txt}}]\n"
    (folder / "company.yaml").write_text(described, encoding="utf-8")
    terms = load_versions(folder)[0].terms
    note = f"{{hash: '{text_hash(terms.clauses[0].text)}', kern: U stuurt het terug., vragen: [Mag ik ruilen?]}}"
    notes = f"company: {slug}\nclauses: {{'1.1': {note}}}\n"
    (data / "annotations" / f"{slug}.yaml").write_text(notes, encoding="utf-8")
    return terms
