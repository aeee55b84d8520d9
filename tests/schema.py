"""Tries the whole API document with requests made by chance: `python -m tests.schema --requests 10000`.

Every request must get an answer that the document tells: no failure of the server, no status or body that is not described, and
what breaks the schema must be refused.
"""

from __future__ import annotations

import argparse
import sys
import time
from collections import Counter
from collections.abc import Iterator, Sequence
from contextlib import suppress
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Any

import schemathesis
from fastapi import FastAPI
from hypothesis import HealthCheck, Phase, given, seed, settings
from hypothesis.errors import Unsatisfiable
from schemathesis import GenerationMode
from schemathesis.checks import not_a_server_error
from schemathesis.specs.openapi.checks import (
    content_type_conformance,
    negative_data_rejection,
    response_headers_conformance,
    response_schema_conformance,
    status_code_conformance,
)

CHECKS = [
    not_a_server_error, status_code_conformance, content_type_conformance, response_schema_conformance,
    response_headers_conformance, negative_data_rejection,
]  # fmt: skip
MODES = (GenerationMode.NEGATIVE, GenerationMode.POSITIVE)


class Campaign:
    """Sends requests and remembers what was wrong with the answers."""

    def __init__(self, app: FastAPI) -> None:
        self.schema = schemathesis.openapi.from_asgi("/api/openapi.json", app)
        self.statuses: Counter[int] = Counter()
        self.wrong: list[str] = []

    @property
    def requests(self) -> int:
        """How many requests were sent."""
        return self.statuses.total()

    def operations(self) -> Iterator[Any]:
        """Every operation of the document."""
        for found in self.schema.get_all_operations():
            yield found.ok()

    def run(self, *, each: int, start: int = 0) -> None:
        """So many requests to each operation, half of them against the schema; the same ones for the same start."""
        for operation in self.operations():
            for mode in MODES:
                self._try(operation, mode, examples=each // len(MODES), start=start)

    def _try(self, operation: Any, mode: GenerationMode, *, examples: int, start: int) -> None:
        strategy = operation.as_strategy(generation_mode=mode)

        @seed(start)
        @settings(
            max_examples=examples, database=None, deadline=None, phases=[Phase.generate], suppress_health_check=list(HealthCheck)
        )
        @given(case=strategy)
        def send(case: Any) -> None:
            if mode is GenerationMode.POSITIVE and self.requests % 2:
                fill_in(case)
            self._send(case, mode)

        with suppress(Unsatisfiable):  # what takes no input can't be asked wrongly
            send()

    def _send(self, case: Any, mode: GenerationMode) -> None:
        response = case.call()
        self.statuses[response.status_code] += 1
        try:
            case.validate_response(response, checks=CHECKS)
        except BaseExceptionGroup as group:
            self.wrong += [
                f"{case.method} {case.path} {mode.value}: {error}\n{case.as_curl_command()}" for error in group.exceptions
            ]


KNOWN = {
    "slug": "leenfiets",
    "path": "2.1",
    "rule_id": "leenfiets.klacht",
    "company": "leenfiets",
    "model": "leenfiets",
    "version": "2024-05-01",
}


def fill_in(case: Any) -> None:
    """Let the request be about something that is there, where it names anything: else most of them only find nothing."""
    for part in (case.path_parameters, case.query, case.body):
        if isinstance(part, dict):
            part |= {name: value for name, value in KNOWN.items() if name in part}


def small_app(folder: Path) -> FastAPI:
    """An application over two small companies, with nothing in its way."""
    from bot.assembly import assemble
    from bot.conversations.keeping import open_store
    from bot.retrieval.embeddings import make_embedder
    from bot.settings import Settings
    from bot.web.app import make_app
    from ingest.indexing import build_index
    from tests.small_company import small_terms, write_data

    data, url = write_data(folder / "data"), f"sqlite:///{folder}/kept.sqlite"
    chosen = Settings(data_dir=data, index_dir=folder / "index", database_url=url, rate_per_address="")
    build_index(small_terms(), data_dir=data, index_dir=chosen.index_dir, embedder=make_embedder(chosen), progress=lambda _: None)
    store = open_store(chosen)
    parts = assemble(chosen, conversations=store.conversations)
    return make_app(parts.assistant, parts.search, chosen, store)


def main(arguments: Sequence[str] | None = None) -> int:
    """Send at least so many requests, and tell what was wrong; 1 where anything was."""
    parser = argparse.ArgumentParser(prog="python -m tests.schema", description=__doc__)
    parser.add_argument("--requests", type=int, default=10_000)
    options = parser.parse_args(arguments)
    started, turn = time.monotonic(), 0
    with TemporaryDirectory() as folder:
        campaign = Campaign(small_app(Path(folder)))
        while campaign.requests < options.requests and len(campaign.wrong) < 20:
            campaign.run(each=100, start=turn)
            turn += 1
            print(f"{campaign.requests} requests, {time.monotonic() - started:.0f} s, {len(campaign.wrong)} wrong", flush=True)
    statuses = ", ".join(f"{status}: {count}" for status, count in sorted(campaign.statuses.items()))
    print("\n\n".join([*campaign.wrong, f"{campaign.requests} requests ({statuses}); {len(campaign.wrong)} wrong answers"]))
    return 1 if campaign.wrong else 0


if __name__ == "__main__":
    sys.exit(main())
