"""The stored figures, and the table and the picture that are made of them."""

from __future__ import annotations

from pathlib import Path
from xml.etree import ElementTree as Xml

import pytest

from bot.errors import BrokenData
from bot.settings import ROOT
from evals.peers import __main__ as command
from evals.peers.chart import chart
from evals.peers.measuring import SYSTEMS
from evals.peers.results import Latency, Results, Scores, SystemResult, latency, load_results, save_results
from evals.peers.table import table

SVG = "{http://www.w3.org/2000/svg}"


def row(key: str, name: str, *, first: float, five: float) -> SystemResult:
    scores = Scores(questions=300, hit_1=first, hit_3=0.5, hit_5=five, mrr_10=0.55)
    return SystemResult(
        key=key,
        name=name,
        scores={"held_out": scores, "dev": scores.model_copy(update={"questions": 54})},
        latency_ms=Latency(p50=12.4, p95=30.6),
        memory_mb=700,
        index_cpu_s=61.4,
        versions={"torch": "2.13.0"},
    )


@pytest.fixture
def results() -> Results:
    systems = (row("a", "Ons <zoeken>", first=0.8, five=0.95), row("b", "Ander", first=0.25, five=0.6))
    return Results(commit="abc", python="3.11.7", processor="x86_64", cores=2, systems=systems)


def test_figures_survive_their_file(results: Results, tmp_path: Path) -> None:
    save_results(results, tmp_path / "results.json")
    assert '"hit@1": 0.8' in (tmp_path / "results.json").read_text(encoding="utf-8")
    assert load_results(tmp_path / "results.json") == results


def test_figures_that_are_missing_or_damaged_are_refused(tmp_path: Path) -> None:
    with pytest.raises(BrokenData, match=r"python -m evals\.peers run"):
        load_results(tmp_path / "results.json")
    (tmp_path / "results.json").write_text('{"commit": "abc"}', encoding="utf-8")
    with pytest.raises(BrokenData, match=r"results\.json cannot be read"):
        load_results(tmp_path / "results.json")


def test_latency_is_the_median_and_the_95th_percentile_in_milliseconds() -> None:
    assert latency([number / 1000 for number in range(1, 102)]) == Latency(p50=51.0, p95=96.0)


def test_the_table_has_a_row_per_system(results: Results) -> None:
    head, line, *rows = table(results).splitlines()
    assert "held out (300)" in head
    assert "dev (54)" in head
    assert rows[1] == "| Ander | 0.25 / 0.50 / 0.60 | 0.55 | 0.25 / 0.50 / 0.60 | 0.55 | 12 / 31 | 700 | 61 |"
    assert {text.count("|") for text in (head, line, *rows)} == {9}


def test_the_picture_has_bars_as_long_as_the_shares(results: Results) -> None:
    root = Xml.fromstring(chart(results))
    texts = [text.text for text in root.iter(f"{SVG}text")]
    assert [name for name in texts if name in {"Ons <zoeken>", "Ander"}] == ["Ons <zoeken>", "Ander"]
    bars = [int(bar.attrib["width"]) for bar in root.iter(f"{SVG}rect") if bar.attrib["height"] == "22"]
    widest, _, first = bars[:3]
    assert widest / first == pytest.approx(0.95 / 0.8, abs=0.01)
    assert bars[5] / first == pytest.approx(0.25 / 0.8, abs=0.01)


def test_report_prints_the_table_and_draws_beside_the_figures(
    results: Results, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    save_results(results, tmp_path / "other.json")
    assert command.main(["report", "--json", str(tmp_path / "other.json")]) == 0
    assert capsys.readouterr().out == table(results) + "\n"
    assert (tmp_path / "other.svg").read_text(encoding="utf-8") == chart(results)


def test_report_without_figures_fails_with_what_to_do(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert command.main(["report", "--json", str(tmp_path / "none.json")]) == 1
    assert "python -m evals.peers run" in capsys.readouterr().err


def test_the_figures_of_the_repository_are_of_every_system_and_the_picture_shows_them() -> None:
    stored = load_results()
    assert [system.key for system in stored.systems] == [system.key for system in SYSTEMS]
    assert all(system.scores.keys() == {"held_out", "dev"} for system in stored.systems)
    assert command.PICTURE.read_text(encoding="utf-8") == chart(stored)
    ours, *others = stored.systems
    readme = (ROOT / "README.md").read_text(encoding="utf-8")
    assert table(stored) in readme
    assert all(ours.scores["held_out"].hit_1 > other.scores["held_out"].hit_1 for other in others)
