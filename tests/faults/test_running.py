"""What a running server survives: it goes on with the last good index, and says what it can't keep."""

from __future__ import annotations

import itertools
import resource
import shutil
import signal
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from datetime import date, timedelta
from pathlib import Path

import pytest

from bot.retrieval.manifest import load_manifest
from ingest.indexing import UNFINISHED
from tests.faults.places import Place, Site, read_until
from tests.small_company import LEENFIETS

QUESTION = "Wat staat er in artikel 3 lid 1?"
SUM = "Ik heb de fiets gisteren ingeleverd, tot wanneer kan ik klagen?"
FIRST = 150
AMOUNTS = itertools.count(200)
REFUSED = [
    ("annotations/leenfiets.yaml", "company: leenfiets\nclauses: [\n", "line 3", ""),
    ("rules/leenfiets/regels.yaml", "- id: leenfiets.klacht\n  kind: raadsel\n", "regel leenfiets.klacht klopt niet", ""),
    ("rules/leenfiets/regels.yaml", "", "Is de schijf vol", "4096"),
]
"""A file in the data folder, what it holds then, what a build says of it, and how large a file can be on the disk."""
BEGUN, DONE = "leenfiets: 6 bepalingen", "De index is klaar"


@dataclass
class Running:
    """A server, its folders, and a clock of its own."""

    place: Place
    site: Site
    clock: Path
    amount: int = field(default=FIRST)

    def change_terms(self) -> int:
        """The amount that the clause in question has from now on in the files."""
        new = next(AMOUNTS)
        changed = {path: (label, title, text.replace("€ 150", f"€ {new}")) for path, (label, title, text) in LEENFIETS.items()}
        self.place.write_terms("leenfiets", "Leenfiets", changed)
        return new

    def quoted(self) -> int:
        """The amount that customers are told now, from a whole answer."""
        answer = self.site.ask(QUESTION)
        assert answer.status == 200, answer
        assert answer.body["status"] == "answered"
        return int(answer.body["citations"][0]["quote"].rpartition("€ ")[2].rstrip("."))

    @contextmanager
    def at(self, days: int) -> Iterator[None]:
        """Let the clock of the server be wrong by so many days for a while."""
        self.clock.write_text(str(days), encoding="utf-8")
        yield
        self.clock.write_text("0", encoding="utf-8")


@contextmanager
def read_only(folder: Path) -> Iterator[None]:
    """Let nothing be written in this folder for a while."""
    places = [folder, *folder.rglob("*")]
    modes = [place.stat().st_mode for place in places]
    for place, mode in zip(places, modes, strict=True):
        place.chmod(mode & ~0o222)
    try:
        yield
    finally:
        for place, mode in zip(places, modes, strict=True):
            place.chmod(mode)


@pytest.fixture(scope="module")
def running(built: Place, tmp_path_factory: pytest.TempPathFactory) -> Iterator[Running]:
    """A server that these tests share: each takes it as it finds it."""
    folder = tmp_path_factory.mktemp("running")
    for name in ("data", "index"):
        shutil.copytree(built.folder / name, folder / name)
    clock = folder / "clock"
    clock.write_text("0", encoding="utf-8")
    place = Place(folder)
    with place.serving(CLOCK_FILE=str(clock), OBEYS_MODES="1", RATE_PER_ADDRESS="3/hour") as site:
        yield Running(place, site, clock)


def test_a_build_that_is_killed_leaves_the_old_index_in_use_and_two_at_once_finish_it_in_turn(running: Running) -> None:
    before, new = running.quoted(), running.change_terms()
    assert running.place.build(DIE_AT=BEGUN).returncode == -signal.SIGKILL
    assert running.quoted() == before
    assert running.site.get("/api/v1/health/ready").body["companies"] == ["leenfiets", "taarthuis"]
    first = running.place.start("ingest", "build", HOLD_AT=BEGUN)
    read_until(first, BEGUN)
    second = running.place.start("ingest", "build", DIE_AT=DONE)
    read_until(second, "Er wordt gewacht")
    assert running.quoted() == before
    said = [build.communicate(timeout=120) for build in (first, second)]
    assert [first.returncode, second.returncode] == [0, -signal.SIGKILL], said  # the second died after it was put in use
    assert sorted(load_manifest(running.place.folder / "index").companies) == ["leenfiets", "taarthuis"]
    assert running.quoted() == new
    assert not (running.place.folder / "index" / UNFINISHED).exists()


def test_what_keeps_a_build_from_working_is_named_and_the_last_good_index_stays(running: Running) -> None:
    before, new = running.quoted(), running.change_terms()
    for name, content, said, most in REFUSED:
        file = running.place.folder / "data" / name
        whole = file.read_text(encoding="utf-8")
        file.write_text(content or whole, encoding="utf-8")
        refused = running.place.build(FILE_MOST=most)
        assert refused.returncode == 1
        assert said in refused.stderr
        assert content == "" or file.name in refused.stderr
        assert "Traceback" not in refused.stderr
        assert running.quoted() == before
        assert running.site.metric("index_build_failed") == 1
        file.write_text(whole, encoding="utf-8")
    assert running.place.build().returncode == 0
    assert running.site.metric("index_build_failed") == 0
    assert running.quoted() == new


def test_a_folder_that_became_read_only_is_named_and_the_server_goes_on(running: Running) -> None:
    before = running.quoted()
    with read_only(running.place.folder / "index"), read_only(running.place.folder / "data"):
        assert running.quoted() == before
        assert running.site.get("/api/v1/health/ready").status == 200
        refused = running.place.build(OBEYS_MODES="1")
        assert refused.returncode == 1
        assert str(running.place.folder / "index") in refused.stderr
        assert "Traceback" not in refused.stderr
        started = running.place.run("app", "--port", "0", OBEYS_MODES="1")
        assert started.returncode == 2
        assert f"INDEX_DIR: in de map {running.place.folder / 'index'} kan niet worden geschreven" in started.stderr
    with read_only(running.place.folder / "state"):
        started = running.place.run("app", "--port", "0", OBEYS_MODES="1")
        assert started.returncode == 2
        assert "DATABASE_URL: in de map" in started.stderr
    assert running.quoted() == before


def test_what_can_not_be_kept_on_a_full_disk_is_not_answered(running: Running) -> None:
    pid = running.site.process.pid
    whole = resource.prlimit(pid, resource.RLIMIT_FSIZE)
    resource.prlimit(pid, resource.RLIMIT_FSIZE, (1, whole[1]))
    try:
        refused = running.site.ask(QUESTION)
        assert refused.status == 503
        assert "opslag" in refused.body["detail"]
        assert "Retry-After" in {name.title() for name in refused.headers}
        assert running.site.get("/api/v1/companies").status == 200
    finally:
        resource.prlimit(pid, resource.RLIMIT_FSIZE, whole)
    answer = running.site.ask(QUESTION).body
    assert running.site.rate(answer["message_id"]) == 204


def test_when_the_clock_jumps_answers_follow_the_day_and_nothing_is_negative(running: Running) -> None:
    def last_day() -> date:
        return date.fromisoformat(running.site.ask(SUM).body["calculation"]["result"]["date"])

    def statuses(count: int) -> list[int]:
        return [running.site.ask(SUM, address="203.0.113.5").status for _ in range(count)]

    today = last_day()
    assert statuses(4) == [200, 200, 200, 429]
    with running.at(40):
        assert last_day() == today + timedelta(days=40)
        assert statuses(1) == [200]
    assert last_day() == today
    with running.at(-40):
        assert last_day() == today - timedelta(days=40)
        assert running.site.metric("index_age_seconds") == 0
        refused = running.site.ask(SUM, address="203.0.113.5")
        assert refused.status == 200 or 0 < int({k.title(): v for k, v in refused.headers.items()}["Retry-After"]) <= 3600
    figures = running.site.get("/metrics").text.splitlines()
    durations = [float(line.rpartition(" ")[2]) for line in figures if "_seconds_sum" in line or "_seconds_bucket" in line]
    assert min(durations) >= 0
    assert running.site.get("/api/v1/health/ready").status == 200
