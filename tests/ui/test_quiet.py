"""What a visitor of the demo sends is never in the log or on the screen of the server, also where Gradio fails on it."""

from __future__ import annotations

import logging
import time
from collections.abc import Iterator
from typing import Any

import pytest
from fastapi import FastAPI
from fastapi.testclient import TestClient

from bot.assembly import Parts
from bot.settings import Settings
from bot.ui.demo import mount_demo
from bot.web.app import make_app

WORD = "Kwakzalver"


@pytest.fixture(scope="module")
def app(small: Parts, small_settings: Settings) -> FastAPI:
    settings = small_settings.model_copy(update={"rate_per_address": ""})
    return mount_demo(make_app(small.assistant, small.search, settings), small, settings)


@pytest.fixture
def client(app: FastAPI) -> Iterator[TestClient]:
    with TestClient(app, raise_server_exceptions=False) as client:
        yield client


@pytest.mark.filterwarnings("ignore")  # of Gradio, which is sent nonsense here
def test_nonsense_leaves_a_place_and_no_words(
    client: TestClient, caplog: pytest.LogCaptureFixture, capfd: pytest.CaptureFixture[str]
) -> None:
    values: list[Any] = [WORD, "kge", {"a": WORD}, WORD, [WORD]]
    with caplog.at_level(logging.DEBUG):
        for event in range(8):
            for count in (1, 3, 5):
                body = {"data": values[:count], "fn_index": event, "session_hash": "abc"}
                assert client.post("/demo/gradio_api/queue/join", json=body).status_code < 500
        until = time.monotonic() + 20
        while "the demo failed" not in caplog.text and time.monotonic() < until:
            time.sleep(0.1)
    printed = capfd.readouterr()
    assert "the demo failed: " in caplog.text
    assert "gradio" in caplog.text
    assert WORD not in caplog.text + printed.out + printed.err
    assert "Traceback" not in printed.out + printed.err


@pytest.mark.parametrize(
    "path", ["upload", "file=/etc/passwd", "proxy=http://127.0.0.1", "monitoring", "vibe-code/", "run/x", "call/x"]
)
def test_what_nobody_needs_of_gradio_is_not_there(client: TestClient, path: str) -> None:
    for start in ("/demo/gradio_api/", "/demo/", "/demo/assets/../gradio_api/"):
        for method in ("GET", "POST", "HEAD"):
            assert client.request(method, start + path).status_code == 404
