"""What is logged and counted of a request, and what is not."""

from __future__ import annotations

import json
import logging
from collections.abc import Iterator
from pathlib import Path

import pytest
from fastapi.testclient import TestClient

from bot.assembly import Parts, assemble
from bot.clock import now
from bot.conversations.store import MemoryConversations
from bot.retrieval.upkeep import note_failure, note_success
from bot.settings import Settings
from bot.web.app import make_app
from bot.web.log_lines import WithRequestId, set_up_logging
from bot.web.metrics import CountedAnswers, Metrics, age_of
from tests.backend import database_in


@pytest.fixture(scope="module")
def metrics() -> Metrics:
    return Metrics()


@pytest.fixture(scope="module")
def client(small_settings: Settings, metrics: Metrics) -> Iterator[TestClient]:
    conversations = CountedAnswers(MemoryConversations(limit=100, max_age=600), metrics)
    parts = assemble(small_settings, conversations=conversations, step=metrics.step)
    app = make_app(parts.assistant, parts.search, small_settings, metrics=metrics)
    with TestClient(app, raise_server_exceptions=False) as client:
        yield client


def count(client: TestClient, line: str) -> float:
    """What a counter says now; 0 before it first counted."""
    for found in client.get("/metrics").text.splitlines():
        if found.startswith(line + " "):
            return float(found.rpartition(" ")[2])
    return 0.0


def test_an_answer_is_counted_by_route_and_status(client: TestClient) -> None:
    requests, answers = 'http_requests_total{method="POST",route="/api/v1/chat",status="200"}', 'answers_total{status="answered"}'
    before = count(client, requests), count(client, answers)
    asked = {"company": "leenfiets", "message": "tot wanneer mag ik mijn fiets gratis afzeggen?"}
    assert client.post("/api/v1/chat", json=asked).status_code == 200
    assert (count(client, requests), count(client, answers)) == (before[0] + 1, before[1] + 1)
    assert count(client, 'http_request_seconds_count{route="/api/v1/chat"}') >= 1


def test_a_computed_answer_is_counted_by_its_kind(client: TestClient) -> None:
    before = count(client, 'answers_computed_total{kind="deadline"}')
    message = "Ik heb de fiets op 2 maart 2026 ingeleverd, tot wanneer kan ik klagen?"
    client.post("/api/v1/chat", json={"company": "leenfiets", "message": message, "reference_date": "2026-03-03"})
    assert count(client, 'answers_computed_total{kind="deadline"}') == before + 1


def test_every_step_of_an_answer_is_measured(client: TestClient) -> None:
    asked = {"company": "leenfiets", "message": "Wat staat er in artikel 3 lid 1?"}
    names = [f'answer_step_seconds_count{{step="{step}"}}' for step in ("understand", "search", "compute", "compose", "record")]
    before = [count(client, name) for name in names]
    assert client.post("/api/v1/chat", json=asked).status_code == 200
    assert [count(client, name) for name in names] == [each + 1 for each in before]
    assert count(client, 'answer_step_seconds_sum{step="search"}') > 0


def test_a_build_that_failed_is_told(client: TestClient, small_settings: Settings) -> None:
    assert count(client, "index_build_failed") == 0
    note_failure(small_settings.index_dir, "De schijf is vol.", at=now())
    try:
        assert count(client, "index_build_failed") == 1
    finally:
        note_success(small_settings.index_dir)


def test_strangers_add_no_routes_to_what_is_counted(client: TestClient) -> None:
    client.get("/wp-login.php")
    client.get("/api/v1/companies/nobody-here")
    text = client.get("/api/v1/metrics").text
    assert 'route="unmatched"' in text
    assert "wp-login" not in text
    assert "nobody-here" not in text


def test_the_age_of_the_index_is_told(client: TestClient, tmp_path: Path) -> None:
    assert count(client, "index_age_seconds") > 0
    assert age_of(tmp_path / "none") == -1


@pytest.mark.parametrize(
    ("given", "kept"),
    [("proxy-1234.abc", True), ("x", False), ("with space in it", False), ('"><script>alert(1)</script>', False)],
)
def test_a_request_keeps_the_id_of_a_proxy(client: TestClient, given: str, kept: bool) -> None:
    answer = client.get("/api/v1/health/live", headers={"X-Request-ID": given})
    assert (answer.headers["x-request-id"] == given) is kept
    assert len(answer.headers["x-request-id"]) >= 8


def test_errors_carry_their_id_too(client: TestClient) -> None:
    answer = client.get("/api/v1/companies/nobody")
    assert answer.status_code == 404
    assert answer.headers["x-request-id"]


def test_a_line_in_the_log_says_what_and_how_long_and_not_what_was_asked(
    client: TestClient, caplog: pytest.LogCaptureFixture
) -> None:
    secret = "mijn rekening is NL91ABNA0417164300"
    with caplog.at_level(logging.INFO, logger="bot.web.requests"):
        client.post("/api/v1/chat", json={"company": "leenfiets", "message": secret})
        client.get("/api/v1/search", params={"company": "leenfiets", "q": secret})
    records = [record for record in caplog.records if record.name == "bot.web.requests"]
    assert [(vars(record)["route"], vars(record)["status"]) for record in records] == [
        ("/api/v1/chat", 200),
        ("/api/v1/search", 200),
    ]
    assert all(vars(record)["ms"] > 0 for record in records)
    assert [vars(record)["company"] for record in records] == ["leenfiets", "leenfiets"]
    assert "NL91" not in caplog.text


def test_a_line_in_the_log_names_no_company_that_is_not_known(client: TestClient, caplog: pytest.LogCaptureFixture) -> None:
    with caplog.at_level(logging.INFO, logger="bot.web.requests"):
        client.post("/api/v1/chat", json={"company": "els-jansen", "message": "hoi"})
        client.get("/api/v1/companies")
    assert not any("company" in vars(record) for record in caplog.records if record.name == "bot.web.requests")
    assert "els" not in caplog.text


@pytest.fixture
def restored_logging() -> Iterator[None]:
    root = logging.getLogger()
    handlers, level = list(root.handlers), root.level
    yield
    root.handlers[:], root.level = handlers, level


@pytest.mark.usefixtures("restored_logging")
def test_log_lines_can_be_objects(capsys: pytest.CaptureFixture[str]) -> None:
    set_up_logging("json")
    logging.getLogger("bot.anything").info("begonnen", extra={"route": "/x"})
    line = json.loads(capsys.readouterr().err.splitlines()[-1])
    assert (line["level"], line["logger"], line["message"], line["route"]) == ("INFO", "bot.anything", "begonnen", "/x")
    assert {"time", "request_id"} <= set(line)


@pytest.mark.usefixtures("restored_logging")
def test_log_lines_can_be_read_by_a_person(capsys: pytest.CaptureFixture[str]) -> None:
    set_up_logging("text")
    logging.getLogger("bot.anything").warning("let op")
    assert "WARNING bot.anything" in capsys.readouterr().err


def test_a_line_outside_a_request_has_no_id() -> None:
    record = logging.LogRecord("x", logging.INFO, "x", 1, "x", None, None)
    assert WithRequestId().filter(record)
    assert vars(record)["request_id"] == ""


def test_ready_means_index_and_database(small: Parts, small_settings: Settings, tmp_path: Path) -> None:
    settings = small_settings.model_copy(update={"database_url": database_in(tmp_path)})
    client = TestClient(make_app(small.assistant, small.search, settings), raise_server_exceptions=False)
    assert client.get("/api/v1/health/ready").json()["status"] == "ok"
    manifest = small_settings.index_dir / "manifest.json"
    away = manifest.rename(manifest.with_name("away.json"))
    try:
        answer = client.get("/api/v1/health/ready")
    finally:
        away.rename(manifest)
    assert (answer.status_code, answer.headers["retry-after"]) == (503, "30")
    assert client.get("/api/v1/health/live").status_code == 200
