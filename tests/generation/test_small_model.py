"""A real chat model that is far too small, behind llama.cpp's own server: answers stay true, and come in time."""

from __future__ import annotations

import json
import re
import time
from collections.abc import Iterator
from contextlib import closing, suppress
from datetime import date

import pytest
from fastapi.testclient import TestClient

from bot.answering.grounding import is_literal, unfounded_figures
from bot.assembly import Parts, assemble
from bot.errors import ChatFailed
from bot.generation.parsing import SCHEMA
from bot.generation.phrasing import MOST_SENTENCES
from bot.generation.prompts import make_prompt
from bot.generation.providers import make_model
from bot.models import Question
from bot.settings import Settings
from bot.web.app import make_app
from bot.web.metrics import Metrics
from bot.web.schemas import ChatResponse
from tests.small_model import small_model

SECONDS = 14.0
SPARE = 1.5
WARM_S = 25.0
QUESTIONS = (
    "Tot wanneer mag ik mijn reservering gratis laten vervallen?",
    "Ik heb de fiets op 3 mei 2026 ingeleverd, wat is de laatste dag voor een klacht?",
)
DAY = date(2026, 5, 4)
SAME = ("status", "citations", "calculation", "missing", "suggestions", "confidence", "contact")


@pytest.fixture(scope="module")
def metrics() -> Metrics:
    return Metrics()


@pytest.fixture(scope="module")
def client(small_settings: Settings, metrics: Metrics) -> Iterator[TestClient]:
    with small_model() as address:
        own = {"chat_model": "smollm2", "chat_base_url": address, "chat_seconds": SECONDS}
        settings = small_settings.model_copy(update=own)
        read_instructions(settings)
        parts = assemble(settings, watch=metrics)
        with TestClient(make_app(parts.assistant, parts.search, settings, metrics=metrics)) as client:
            yield client


def read_instructions(settings: Settings) -> None:
    """Let the server read what is the same for every answer, which it remembers: that takes a small machine ten seconds."""
    model = make_model(settings)
    prompt = make_prompt("phrase", {}, SCHEMA, most=MOST_SENTENCES)
    with suppress(ChatFailed), closing(model.stream(prompt, time.monotonic() + WARM_S)) as pieces:
        next(pieces)
    model.close()


@pytest.mark.parametrize("message", QUESTIONS)
def test_answers_stay_true_and_come_in_time(client: TestClient, small: Parts, metrics: Metrics, message: str) -> None:
    began = time.monotonic()
    body = {"company": "leenfiets", "message": message, "reference_date": DAY.isoformat()}
    streamed = client.post("/api/v1/chat/stream", json=body).text
    assert time.monotonic() - began < SECONDS + SPARE
    told = json.loads(streamed.strip().rpartition("data: ")[2])
    composed = small.assistant.reply(Question("leenfiets", message, DAY))
    expected = ChatResponse.of(composed).model_dump(mode="json")
    assert {name: told[name] for name in SAME} == {name: expected[name] for name in SAME}
    own = composed.answer.partition("\n\n")[2]
    assert told["answer"].endswith(own)
    clauses = [citation.quote for citation in composed.citations]
    assert unfounded_figures(told["answer"], sources=[composed.answer, message, *clauses]) == frozenset()
    assert all(any(is_literal(quote, clause) for clause in clauses) for quote in re.findall(r"«([^»]*)»", told["answer"]))
    assert "Een zin" not in told["answer"]  # what it copies out of its instructions
    counted = metrics.text().decode()
    assert "model_calls_total{" in counted
    assert "answers_worded_total{" in counted
