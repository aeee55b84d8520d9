"""Installations that tests break, and one that they share because they only read it."""

from __future__ import annotations

import shutil
from pathlib import Path

import pytest

from tests.faults.places import Place, make_place


@pytest.fixture(scope="session")
def built(tmp_path_factory: pytest.TempPathFactory) -> Place:
    """Two small companies with an index; not to be changed."""
    place = make_place(tmp_path_factory.mktemp("built"))
    done = place.build()
    assert done.returncode == 0, done.stderr
    return place


@pytest.fixture
def place(built: Place, tmp_path: Path) -> Place:
    """The same, of one's own."""
    for name in ("data", "index"):
        shutil.copytree(built.folder / name, tmp_path / name)
    return Place(tmp_path)
