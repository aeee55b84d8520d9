"""`python -m ingest.publishing` adds the document that the JSON on the input names; `TermsProcess` starts it.

Every line that it prints is JSON: how far it is (`told`), and last that it is done (`done`) or why not (`refused`).
"""

from __future__ import annotations

import json
import sys
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path

from pydantic import TypeAdapter

from bot.errors import TermsBotError
from bot.offline import stay_offline
from bot.retrieval.embeddings import make_embedder
from bot.settings import Settings
from ingest.delivery import Delivery
from ingest.identity import Request


@dataclass(frozen=True, slots=True)
class Order:
    """What is to be added: a file, what it is called, and the file as it came in where a person corrected its lines."""

    path: Path
    name: str
    request: Request
    expected: Sequence[str]
    original: Path | None = None


ORDER = TypeAdapter(Order)


def main() -> int:
    """Always 0 where something was said: whoever started this reads the last line."""
    order = ORDER.validate_json(sys.stdin.buffer.read())
    try:
        publish(order)
    except TermsBotError as error:
        _print(refused=str(error))
    else:
        _print(done=True)
    return 0


def publish(order: Order) -> None:
    """Add the document. Raises: TermsBotError."""
    settings = Settings()
    stay_offline(allow_download=settings.allow_download)
    from ingest.adding import make_adder  # loads chromadb, and only after stay_offline

    embedder = make_embedder(settings, deferred=True)
    adder = make_adder(settings, embedder, lambda message: _print(told=message))
    original = _delivery(order.original, order.name, None) if order.original else None
    adder.add(_delivery(order.path, order.name, original), order.request, expected=order.expected)


def _delivery(path: Path, name: str, original: Delivery | None) -> Delivery:
    """The file, which was checked when it came in."""
    return Delivery(path.read_bytes(), path.suffix, name, original)


def _print(**said: object) -> None:
    print(json.dumps(said, ensure_ascii=False), flush=True)


if __name__ == "__main__":
    sys.exit(main())
