from __future__ import annotations

import shutil
from pathlib import Path

import numpy as np
import pytest

from bot.assembly import Parts, assemble
from bot.retrieval.embeddings import Embedder
from bot.retrieval.kept import FOLDER, Arrays, Kept, joined, parted
from bot.retrieval.keywords import Keywords
from bot.retrieval.names import NameTable
from bot.settings import Settings
from ingest.readying import make_ready

TEXTS = (
    "U kunt tot 24 uur van tevoren kosteloos annuleren.",
    "Klachten meldt u binnen zeven dagen.",
    "De prijs is inclusief btw.",
)


class Maker:
    def __init__(self) -> None:
        self.made = 0

    def __call__(self) -> Arrays:
        self.made += 1
        return {"numbers": np.arange(3), "texts": joined(["één", "twee"])}


def test_what_was_made_once_is_read_from_then_on(tmp_path: Path) -> None:
    make = Maker()
    for _ in range(2):
        kept = Kept(tmp_path).get("leenfiets-1", "words", make)
        assert (kept["numbers"].tolist(), parted(kept["texts"])) == ([0, 1, 2], ("één", "twee"))
    assert make.made == 1


@pytest.mark.parametrize("content", [b"", b"half", b"no arrays at all", b"\x00\x00\x00\x00"])
def test_a_damaged_file_is_made_again(tmp_path: Path, content: bytes) -> None:
    make, kept = Maker(), Kept(tmp_path)
    kept.get("leenfiets-1", "words", make)
    (path,) = (tmp_path / FOLDER).iterdir()
    path.write_bytes(content)
    assert kept.get("leenfiets-1", "words", make)["numbers"].tolist() == [0, 1, 2]
    assert Kept(tmp_path).get("leenfiets-1", "words", make)["numbers"].tolist() == [0, 1, 2]
    assert make.made == 2


def test_where_nothing_can_be_written_it_is_made_every_time(tmp_path: Path) -> None:
    (tmp_path / FOLDER).write_text("a file where the folder should be")
    make = Maker()
    assert Kept(tmp_path).get("leenfiets-1", "words", make)["numbers"].tolist() == [0, 1, 2]


def test_what_is_kept_of_collections_that_are_gone_is_removed(tmp_path: Path) -> None:
    kept = Kept(tmp_path)
    for collection in ("leenfiets-1", "leenfiets-2"):
        kept.get(collection, "words", Maker())
    kept.tidy({"leenfiets-2"})
    assert [path.name.split(".")[0] for path in (tmp_path / FOLDER).iterdir()] == ["leenfiets-2"]


@pytest.mark.parametrize("question", ["kan ik anuleren en kan ik klagen", "KLACHT over de prijs!", "zzz qqq", ""])
def test_keywords_score_the_same_after_they_were_kept(question: str) -> None:
    learned = Keywords.learn(TEXTS)
    read = Keywords.load(learned.dump("clauses"), "clauses")
    assert np.array_equal(read.bm25(question), learned.bm25(question))
    assert np.array_equal(read.ngrams(question), learned.ngrams(question))
    assert read.coverage(question) == learned.coverage(question)


def test_a_second_start_finds_the_same_without_working_it_out(small: Parts, small_settings: Settings) -> None:
    first = small.search.find("leenfiets", "kan ik mijn reservering annuleren")
    kept = {path: path.stat().st_mtime_ns for path in (small_settings.index_dir / FOLDER).iterdir()}
    assert any(path.name.startswith("leenfiets-") for path in kept)
    again = assemble(small_settings).search.find("leenfiets", "kan ik mijn reservering annuleren")
    assert [(hit.clause.clause_id, hit.score) for hit in again.hits] == [(hit.clause.clause_id, hit.score) for hit in first.hits]
    assert {path: path.stat().st_mtime_ns for path in kept} == kept


def test_a_build_leaves_nothing_to_work_out(small_settings: Settings, embedder: Embedder, tmp_path: Path) -> None:
    index_dir = shutil.copytree(small_settings.index_dir, tmp_path / "index")
    shutil.rmtree(index_dir / FOLDER, ignore_errors=True)
    assert make_ready(data_dir=small_settings.data_dir, index_dir=index_dir, embedder=embedder) == 2
    kept = sorted(path.name.split("-")[0] for path in (index_dir / FOLDER).iterdir())
    assert set(kept) >= {"leenfiets", "taarthuis"}
    (tmp_path / "data").mkdir()
    assert make_ready(data_dir=tmp_path / "data", index_dir=index_dir, embedder=embedder) == 0


NAMES = NameTable([("Leenfiets B.V.", "leenfiets"), ("Taart & Zo", "taarthuis"), ("@home", "home"), ("!", "odd")])


@pytest.mark.parametrize(
    ("message", "near"),
    [
        ("Wat doet LEENFIETS met schade?", ["leenfiets", "odd"]),
        ("Mag ik bij Taart & Zo ruilen of bij @Home?", ["home", "odd", "taarthuis"]),
        ("Wat is de opzegtermijn van leenfietsen?", ["odd"]),
    ],
)
def test_only_names_that_a_message_may_hold_are_compared(message: str, near: list[str]) -> None:
    assert sorted(whose for _, whose in NAMES.near(message)) == near
