"""The page and the table that are made of runs."""

from __future__ import annotations

import base64
import hashlib
import re
from pathlib import Path

import pytest

from evals.__main__ import main
from evals.measurements import keep
from evals.outcomes import ReadingEase, Run
from evals.report import DRAWN, make_page
from evals.tables import markdown_table
from tests.evals.made import outcome, outcomes, run_of


@pytest.fixture(scope="module")
def run() -> Run:
    members = [*outcomes(12, 3), outcome(50, kind="fee", rank=0, confidence=0.3, correct=False, ms=(40.0, 55.5))]
    ease = {"leenfiets": ReadingEase(clauses=31.2, kerns=64.9, explained=3)}
    return run_of(members, commit="<b>abc</b>").model_copy(update={"reading_ease": ease})


@pytest.fixture(scope="module")
def page(run: Run) -> str:
    return make_page([run, run.model_copy(update={"name": "held_out_bare", "annotated": False})])


def test_the_page_needs_nothing_from_elsewhere(page: str) -> None:
    assert not re.search(r"<script|<link|<iframe|https?://|@import|url\(", page)
    assert {source.partition(",")[0] for source in re.findall(r'src="([^"]*)"', page)} == {"data:image/png;base64"}


def test_the_page_keeps_to_the_policy_that_it_states(page: str) -> None:
    style = re.search(r"<style>(.*?)</style>", page, re.DOTALL)
    assert style is not None
    digest = base64.b64encode(hashlib.sha256(style[1].encode()).digest()).decode()
    policy = f"default-src 'none'; img-src data:; style-src 'sha256-{digest}'"
    assert policy in page.replace("&#39;", "'").replace("&#43;", "+")
    assert not re.search(r"<[^>]+\sstyle=|<[^>]+\son\w+=", page)


def test_every_picture_is_there_and_described(page: str) -> None:
    for title in DRAWN:
        assert f"<figcaption>{title}</figcaption>" in page
        assert f'alt="{title}, dev"' in page
        assert f'alt="{title}, held out, terms alone"' in page
    pictures = re.findall(r"base64,([^\"]+)", page)
    assert all(base64.b64decode(picture).startswith(b"\x89PNG") for picture in pictures)
    assert len(pictures) == 2 * len(DRAWN)


def test_what_comes_from_outside_is_escaped(page: str) -> None:
    assert "&lt;b&gt;abc&lt;/b&gt;" in page
    assert "<b>" not in page


def test_the_page_holds_slices_and_reading_ease(page: str) -> None:
    for text in ("kind fee", "company leenfiets", "hit@1", "clause, easy", ">31<", ">65<", ">60<"):
        assert text in page


def test_the_same_runs_give_the_same_page(run: Run) -> None:
    assert make_page([run]) == make_page([run])


def test_the_table_has_a_column_per_run(run: Run) -> None:
    rows = markdown_table([run, run.model_copy(update={"name": "own_dev"})]).splitlines()
    assert rows[0] == "|  | dev | own dev |"
    assert re.fullmatch(r"\| all \| 0\.75 \(0\.\d\d–0\.\d\d\), n = 16 \| .*", rows[2])
    assert "| quotes that are not literal | 0 of 16 | 0 of 16 |" in rows
    assert {row.count("|") for row in rows} == {4}


def test_the_command_writes_the_page_and_prints_the_table(run: Run, tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    keep(run, tmp_path / "dev.json")
    assert main(["report", str(tmp_path / "dev.json"), "--out", str(tmp_path / "out" / "page.html")]) == 0
    assert (tmp_path / "out" / "page.html").read_text(encoding="utf-8") == make_page([run])
    assert main(["report", str(tmp_path / "dev.json"), "--markdown"]) == 0
    assert capsys.readouterr().out.endswith(markdown_table([run]) + "\n")
