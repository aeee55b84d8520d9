"""Files that are made to hurt: each is refused with what to do or read soundly, in bounded time and memory."""

from __future__ import annotations

import re
from pathlib import Path

import pytest

from tests.ingest.nasty import pages, prints, texts, words
from tests.ingest.nasty.belt import MOST_MEGABYTES, MOST_SECONDS, read_apart
from tests.ingest.nasty.case import SECRET, Nasty

FILES = (*texts.FILES, *words.FILES, *pages.FILES, *prints.FILES)


@pytest.fixture(scope="module")
def scratch(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return tmp_path_factory.mktemp("scratch")


def test_every_nasty_file_has_a_name_of_its_own() -> None:
    names = [nasty.name for nasty in FILES]
    assert sorted(names) == sorted(set(names))


@pytest.mark.parametrize("nasty", FILES, ids=[nasty.name for nasty in FILES])
def test_a_nasty_file_is_refused_or_read_soundly(tmp_path: Path, scratch: Path, nasty: Nasty) -> None:
    (tmp_path / "geheim.txt").write_text(SECRET, encoding="utf-8")
    path = tmp_path / nasty.name
    nasty.make(path)
    before = sorted(tmp_path.iterdir())
    outcome = read_apart(path, scratch)
    assert not outcome.broken
    if nasty.refused:
        assert re.search(nasty.refused, outcome.error), outcome.error or "it was read"
        assert nasty.name in outcome.error
        assert SECRET not in outcome.error
    else:
        assert not outcome.error
        assert [text for text in nasty.holds if text not in outcome.text] == []
        assert [text for text in (*nasty.lacks, SECRET) if text in outcome.text] == []
    assert outcome.seconds < MOST_SECONDS
    assert outcome.megabytes < MOST_MEGABYTES
    assert not outcome.written
    assert sorted(tmp_path.iterdir()) == before
