"""The examination: it tells what is wrong, with what to do, and nothing that is secret."""

from __future__ import annotations

import json
import os
from datetime import date
from decimal import Decimal
from pathlib import Path

import pytest

from bot import texts
from bot.__main__ import main
from bot.calculators.law import Law, Rate, RateSeries
from bot.clock import now
from bot.conversations.keeping import open_store
from bot.doctor.answers import check_answers
from bot.doctor.data import check_data, law_findings
from bot.doctor.examination import CHECKS, examine
from bot.doctor.finding import Finding, as_text
from bot.doctor.installed import check_index, check_model
from bot.doctor.machine import amount, check_threads, clock_finding, memory_room
from bot.doctor.services import check_chroma, check_database, check_redis
from bot.retrieval.upkeep import note_failure, note_success
from bot.settings import Settings
from tests.servers import free_port, redis_on


def states(findings: list[Finding]) -> list[str]:
    return [finding.state for finding in findings]


def changed(settings: Settings, **other: object) -> Settings:
    return Settings(**{**settings.model_dump(), **other})


@pytest.fixture
def whole(small_settings: Settings, tmp_path: Path) -> Settings:
    """An installation that lacks nothing but the folders of terms, which these companies don't have."""
    settings = changed(small_settings, database_url=f"sqlite:///{tmp_path}/kept.sqlite", review_dir=tmp_path)
    open_store(settings).database.close()
    return settings


def test_every_check_says_what_it_found(whole: Settings) -> None:
    findings = list(examine(whole))
    quiet = {"redis", "chroma", "chatmodel"}  # where none is set
    assert {name for name, _ in CHECKS} - quiet <= {finding.name for finding in findings}
    wrong = [finding for finding in findings if finding.state == "failed"]
    assert [finding.found for finding in wrong if "geen enkel bedrijf" not in finding.found] == []
    assert all(finding.todo for finding in findings if finding.state != "ok")


def test_the_command_ends_with_1_and_shows_no_secret(
    whole: Settings, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    for name in ("data_dir", "index_dir", "review_dir"):
        monkeypatch.setenv(name.upper(), str(getattr(whole, name)))
    monkeypatch.setenv("DATABASE_URL", f"postgresql://jan:geheim@127.0.0.1:{free_port()}/x")
    monkeypatch.setenv("REDIS_URL", f"redis://:geheim@127.0.0.1:{free_port()}/0")
    assert main(["doctor", "--json"]) == 1
    said = capsys.readouterr().out
    assert "geheim" not in said
    found = {finding["name"]: finding["state"] for finding in json.loads(said)}
    assert (found["database"], found["redis"], found["index"]) == ("failed", "failed", "ok")


def test_a_line_is_followed_by_what_to_do() -> None:
    lines = list(as_text([Finding("schijf", "failed", "Vol.", "Maak ruimte."), Finding("klok", "ok", "Goed.")]))
    assert [line.split() for line in lines] == [["FOUT", "schijf", "Vol."], ["→", "Maak", "ruimte."], ["goed", "klok", "Goed."]]


def test_a_missing_or_old_index_and_a_failed_build_are_told(whole: Settings, tmp_path: Path) -> None:
    assert states(list(check_index(changed(whole, index_dir=tmp_path / "none")))) == ["failed"]
    assert states(list(check_index(whole))) == ["ok"]
    note_failure(whole.index_dir, "De schijf is vol.", at=now())
    assert "De schijf is vol." in next(iter(check_index(whole))).found
    note_success(whole.index_dir)
    path = whole.data_dir / "annotations" / "leenfiets.yaml"
    kept = path.stat()
    os.utime(path, (kept.st_atime, kept.st_mtime + 10_000_000))
    assert [finding.state for finding in check_index(whole)] == ["warning", "ok"]
    assert clock_finding(whole, kept.st_mtime).state == "failed"  # the clock is behind this file
    os.utime(path, (kept.st_atime, kept.st_mtime))
    assert clock_finding(whole, now().timestamp()).state == "ok"


def test_a_company_that_the_index_lacks_is_named(whole: Settings) -> None:
    folder = whole.data_dir / "terms" / "nieuw"
    folder.mkdir(parents=True)
    (folder / "company.yaml").touch()
    assert "nieuw" in next(iter(check_index(whole))).found
    (folder / "company.yaml").unlink()
    folder.rmdir()
    folder.parent.rmdir()


def test_a_damaged_model_and_a_broken_file_are_named(whole: Settings, tmp_path: Path) -> None:
    assert states(list(check_model(whole))) == ["ok"]
    assert "nog niet gebouwd" in next(iter(check_model(changed(whole, terms_model_dir=tmp_path)))).found
    (tmp_path / "terms" / "leenfiets").mkdir(parents=True)
    (tmp_path / "terms" / "leenfiets" / "company.yaml").touch()
    (tmp_path / "annotations").mkdir()
    (tmp_path / "annotations" / "leenfiets.yaml").write_text("clauses: [", encoding="utf-8")
    (tmp_path / "calibration.yaml").write_bytes((whole.data_dir / "calibration.yaml").read_bytes())
    assert "leenfiets.yaml" in next(iter(check_data(changed(whole, data_dir=tmp_path)))).found


def test_law_that_ends_is_told_before_and_after() -> None:
    series = RateSeries("wettelijke rente", "art. 6:119 BW", date(2026, 12, 31), (Rate(date(1998, 1, 1), Decimal(6), True),))
    law = Law({"rente": series}, {2026: frozenset(), 2027: frozenset()}, ())
    assert states(list(law_findings(law, date(2026, 6, 1)))) == ["ok"]
    assert states(list(law_findings(law, date(2026, 12, 1)))) == ["warning"]
    assert states(list(law_findings(law, date(2027, 1, 1)))) == ["failed"]
    assert "2028" in list(law_findings(law, date(2027, 12, 31)))[-1].found


def test_a_database_that_is_not_there_or_older_is_told(whole: Settings, tmp_path: Path) -> None:
    assert states(list(check_database(whole))) == ["ok"]
    absent = changed(whole, database_url=f"sqlite:///{tmp_path}/none/kept.sqlite")
    assert states(list(check_database(absent))) == ["warning"]
    assert not (tmp_path / "none").exists()
    (tmp_path / "empty.sqlite").touch()
    assert "stap -" in next(iter(check_database(changed(whole, database_url=f"sqlite:///{tmp_path}/empty.sqlite")))).found


def test_redis_is_asked(whole: Settings, tmp_path: Path) -> None:
    assert list(check_redis(whole)) == []
    port = free_port()
    with redis_on(port, tmp_path):
        assert states(list(check_redis(changed(whole, redis_url=f"redis://127.0.0.1:{port}/0")))) == ["ok"]
    assert states(list(check_redis(changed(whole, redis_url="zomaar iets")))) == ["failed"]


def test_a_chroma_server_is_asked(whole: Settings) -> None:
    assert list(check_chroma(whole)) == []
    away = list(check_chroma(changed(whole, chroma_url=f"http://geheim@127.0.0.1:{free_port()}")))
    assert states(away) == ["failed"]
    assert "geheim" not in away[0].found


@pytest.mark.parametrize(("room", "state"), [(100, "failed"), (600, "warning"), (5000, "ok")])
def test_little_room_is_told(room: int, state: str) -> None:
    assert amount("schijf", "disk", room, least=200, good=1000).state == state


def test_memory_is_that_of_the_container_where_that_is_less(tmp_path: Path) -> None:
    meminfo, limit = tmp_path / "meminfo", tmp_path / "max"
    assert memory_room(meminfo, limit) is None
    meminfo.write_text("MemTotal: 9000 kB\nMemAvailable: 8000 kB\n", encoding="utf-8")
    assert memory_room(meminfo, limit) == 8_192_000
    limit.write_text("max\n", encoding="utf-8")
    assert memory_room(meminfo, limit) == 8_192_000
    limit.write_text("1000000\n", encoding="utf-8")
    assert memory_room(meminfo, limit) == 1_000_000


def test_more_threads_than_cores_are_told(whole: Settings) -> None:
    assert states(list(check_threads(changed(whole, threads=4096)))) == ["warning"]
    assert states(list(check_threads(changed(whole, threads=1)))) == ["ok"]


def test_a_company_without_a_literal_answer_is_named(whole: Settings, monkeypatch: pytest.MonkeyPatch) -> None:
    assert states(list(check_answers(whole))) == ["ok"]
    monkeypatch.setattr("bot.doctor.answers.quotes", lambda *_: False)
    assert [finding.found for finding in check_answers(whole)] == [
        texts.get("doctor.silent", slug=s) for s in ("leenfiets", "taarthuis")
    ]
