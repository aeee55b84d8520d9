"""What the server counts, in the text format of Prometheus. Labels never hold what a customer sent."""

from __future__ import annotations

import time
from contextlib import AbstractContextManager
from pathlib import Path

from fastapi import APIRouter, Response
from prometheus_client import (
    CONTENT_TYPE_LATEST,
    CollectorRegistry,
    Counter,
    Gauge,
    Histogram,
    PlatformCollector,
    ProcessCollector,
    generate_latest,
)

from bot.conversations.store import Answered, Conversation, Conversations
from bot.generation.calling import Use
from bot.retrieval.upkeep import last_failure

SECONDS = (0.01, 0.025, 0.05, 0.075, 0.1, 0.15, 0.25, 0.5, 1, 2.5, 5, 10)
"""Upper ends of the histogram of durations, in seconds."""

MODEL_SECONDS = (0.25, 0.5, 1, 2, 3, 5, 8, 13, 20, 30, 60)
STEP_SECONDS = (0.001, 0.0025, 0.005, 0.01, 0.025, 0.05, 0.1, 0.25, 0.5, 1, 2.5)


class Metrics:
    """The counters of one server process; several processes are read one by one."""

    def __init__(self) -> None:
        self.registry = CollectorRegistry()
        ProcessCollector(registry=self.registry)
        PlatformCollector(registry=self.registry)
        self.requests = Counter(
            "http_requests", "Requests by route, method and status", ("route", "method", "status"), registry=self.registry
        )
        self.seconds = Histogram(
            "http_request_seconds", "Time until the last byte was sent", ("route",), buckets=SECONDS, registry=self.registry
        )
        self.steps = Histogram(
            "answer_step_seconds",
            "Time that a step of an answer took",
            ("step",),
            buckets=STEP_SECONDS,
            registry=self.registry,
        )
        self.answers = Counter("answers", "Answers by their status", ("status",), registry=self.registry)
        self.computed = Counter("answers_computed", "Answers with a calculation, by its kind", ("kind",), registry=self.registry)
        self.refused = Counter(
            "requests_refused", "Requests that were turned away, by reason", ("reason",), registry=self.registry
        )
        self.model_calls = Counter(
            "model_calls", "Calls of the chat model by use and how they ended", ("use", "outcome"), registry=self.registry
        )
        self.model_seconds = Histogram(
            "model_seconds", "Time that a call of the chat model took", ("use",), buckets=MODEL_SECONDS, registry=self.registry
        )
        self.worded_answers = Counter(
            "answers_worded",
            "Answers that the model was asked to word, by why they were composed",
            ("fallback",),
            registry=self.registry,
        )
        self.dropped_sentences = Counter(
            "model_sentences_dropped", "Sentences of the model that were left out, by check", ("check",), registry=self.registry
        )
        self.in_progress = Gauge("requests_in_progress", "Requests that are being worked on", registry=self.registry)

    def step(self, name: str) -> AbstractContextManager[object]:
        """Measures what happens inside, as this step of an answer."""
        return self.steps.labels(name).time()

    def called(self, use: Use, outcome: str, seconds: float) -> None:
        """A call of the chat model ended so, after this time."""
        self.model_calls.labels(use, outcome).inc()
        self.model_seconds.labels(use).observe(seconds)

    def worded(self, fallback: str) -> None:
        """An answer has the model's words ("none"), or is composed for this reason."""
        self.worded_answers.labels(fallback or "none").inc()

    def dropped(self, check: str) -> None:
        """A sentence of the model was left out because of this check."""
        self.dropped_sentences.labels(check).inc()

    def watch_index(self, folder: Path) -> None:
        """Also tell how old the index in this folder is, in seconds (-1: there is none), and whether a build after it failed."""
        age = Gauge("index_age_seconds", "Time since the index was built", registry=self.registry)
        age.set_function(lambda: age_of(folder / "manifest.json"))
        failed = Gauge(
            "index_build_failed", "1 while the last build failed and the one before it is in use", registry=self.registry
        )
        failed.set_function(lambda: float(last_failure(folder) is not None))

    def text(self) -> bytes:
        """Everything, as Prometheus reads it."""
        return generate_latest(self.registry)


def age_of(path: Path) -> float:
    """Seconds since a file was written, 0 where the clock was set back since; -1 where there is none."""
    try:
        return max(0.0, time.time() - path.stat().st_mtime)
    except FileNotFoundError:
        return -1.0


class CountedAnswers:
    """Conversations in which every answer is counted, kept where those behind this one are."""

    def __init__(self, conversations: Conversations, metrics: Metrics) -> None:
        self._conversations = conversations
        self._metrics = metrics

    def open(self, conversation_id: str | None, *, company: str) -> Conversation:
        """The conversation with this id and company, else a new one."""
        return self._conversations.open(conversation_id, company=company)

    def save(self, conversation: Conversation, answered: Answered) -> None:
        """Count an answer that will be given, once its conversation is saved."""
        self._conversations.save(conversation, answered)
        self._metrics.answers.labels(answered.reply.status).inc()
        if answered.reply.calculation is not None:
            self._metrics.computed.labels(answered.reply.calculation.kind).inc()

    def erase(self, conversation_id: str) -> None:
        """Forget a conversation; what was counted stays."""
        self._conversations.erase(conversation_id)


def make_metrics(metrics: Metrics) -> APIRouter:
    """The route from which Prometheus reads. A proxy should keep it from the outside."""
    router = APIRouter(include_in_schema=False)

    @router.get("/metrics")
    @router.get("/api/v1/metrics")
    def read() -> Response:
        return Response(metrics.text(), media_type=CONTENT_TYPE_LATEST)

    return router
