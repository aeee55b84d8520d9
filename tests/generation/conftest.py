from __future__ import annotations

from collections.abc import Iterator

import pytest

from evals.lies.server import LyingServer, lying_server


@pytest.fixture(scope="module")
def server() -> Iterator[LyingServer]:
    """A server with models that lie."""
    with lying_server() as running:
        yield running
