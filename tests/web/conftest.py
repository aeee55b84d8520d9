"""The two small companies as programs reach them: an application in this process, and a real server."""

from __future__ import annotations

from collections.abc import Iterator

import pytest
from fastapi.testclient import TestClient

from bot.assembly import Parts
from bot.conversations.keeping import Store, open_store
from bot.settings import Settings
from tests.faults.places import Place, Site, make_place
from tests.web.staff import make_client

LARGEST_BODY = 4_000_000


@pytest.fixture(scope="module")
def store(tmp_path_factory: pytest.TempPathFactory) -> Store:
    """An empty database, whose site keys count at once."""
    opened = open_store(Settings(database_url=f"sqlite:///{tmp_path_factory.mktemp('programs')}/kept.sqlite"))
    opened.sites.fresh_s = 0.0
    return opened


@pytest.fixture(scope="module")
def client(small: Parts, small_settings: Settings, store: Store) -> Iterator[TestClient]:
    """A client of the application, without a limit per address."""
    with make_client(small, small_settings.model_copy(update={"rate_per_address": ""}), store) as client:
        yield client


@pytest.fixture(scope="module")
def large_client(small: Parts, small_settings: Settings, store: Store) -> Iterator[TestClient]:
    """The same where a body may be so large that other limits show."""
    own = {"rate_per_address": "", "body_limit": LARGEST_BODY}
    with make_client(small, small_settings.model_copy(update=own), store) as client:
        yield client


@pytest.fixture(scope="module")
def place(tmp_path_factory: pytest.TempPathFactory) -> Place:
    """Folders with a built index, for real processes."""
    made = make_place(tmp_path_factory.mktemp("programs")).with_settings(REAL_MODEL="1")
    built = made.build()
    assert built.returncode == 0, built.stderr
    return made


@pytest.fixture(scope="module")
def site(place: Place) -> Iterator[Site]:
    """A real server over them."""
    with place.serving() as site:
        yield site
