"""The index: what a second build costs, what a broken one leaves behind, and which annotations count."""

from __future__ import annotations

import os
import signal
import subprocess
import sys
from dataclasses import replace
from pathlib import Path

import pytest

from bot.errors import BrokenData, IndexMissing, UnknownCompany
from bot.models import Terms
from bot.retrieval.embeddings import Embedder
from bot.retrieval.index import ClauseIndex
from bot.retrieval.manifest import load_manifest, save_manifest
from ingest.indexing import SHIPPED, UNFINISHED, BuildReport, build_index, ship_vectors
from ingest.shipped import load_vectors
from tests.small_company import small_terms, write_data

ROOT = Path(__file__).parents[2]


def build(folder: Path, terms: list[Terms], embedder: Embedder, index: str = "index") -> BuildReport:
    return build_index(terms, data_dir=folder / "data", index_dir=folder / index, embedder=embedder, progress=lambda _: None)


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    write_data(tmp_path / "data")
    return tmp_path


def test_a_second_build_embeds_nothing(folder: Path, embedder: Embedder) -> None:
    first = build(folder, small_terms(), embedder)
    assert first.embedded == first.passages > 0
    assert build(folder, small_terms(), embedder).embedded == 0


def test_only_a_changed_clause_is_embedded_again(folder: Path, embedder: Embedder) -> None:
    build(folder, small_terms(), embedder)
    bikes, cakes = small_terms()
    changed = replace(bikes.clauses[3], text="Bij schade aan de fiets betaalt u de herstelkosten, met een maximum van € 200.")
    edited = replace(bikes, clauses=(*bikes.clauses[:3], changed, *bikes.clauses[4:]))
    assert build(folder, [edited, cakes], embedder).embedded == 1
    index = ClauseIndex(folder / "index", model=embedder.fingerprint)
    assert "€ 200" in index.get_knowledge("leenfiets").get_clause("3.1").text


def test_a_first_build_computes_only_what_the_shipped_vectors_lack(folder: Path, embedder: Embedder) -> None:
    bikes, cakes = small_terms()
    build(folder, [bikes], embedder)
    assert ship_vectors(data_dir=folder / "data", index_dir=folder / "index") > 0
    assert build(folder, [bikes, cakes], embedder, "second").embedded == len(cakes.clauses)
    vector = embedder.embed_queries(["tot wanneer kan ik gratis annuleren"])[0]
    cosines = []
    for name in ("index", "second"):
        index = ClauseIndex(folder / name, model=embedder.fingerprint)
        cosines.append(dict(zip(*index.similarities(index.find_entry("leenfiets").collection, vector), strict=True)))
    assert cosines[0] == pytest.approx(cosines[1], abs=2e-3)


def test_shipped_vectors_of_another_model_are_not_used(folder: Path, embedder: Embedder) -> None:
    build(folder, small_terms(), embedder)
    ship_vectors(data_dir=folder / "data", index_dir=folder / "index")
    assert load_vectors(folder / "data" / SHIPPED, model=embedder.fingerprint)
    assert load_vectors(folder / "data" / SHIPPED, model="another") == {}


def test_broken_shipped_vectors_are_named(folder: Path, embedder: Embedder) -> None:
    (folder / "data" / SHIPPED).write_bytes(b"PK no archive")
    with pytest.raises(BrokenData, match=r"vectors\.npz"):
        build(folder, small_terms(), embedder)


def test_a_running_reader_follows_a_new_build(folder: Path, embedder: Embedder) -> None:
    bikes, cakes = small_terms()
    build(folder, [bikes], embedder)
    index = ClauseIndex(folder / "index", model=embedder.fingerprint)
    assert index.slugs == ("leenfiets",)
    build(folder, [bikes, cakes], embedder)
    assert index.slugs == ("leenfiets", "taarthuis")


def test_a_company_that_is_gone_leaves_the_index(folder: Path, embedder: Embedder) -> None:
    bikes, cakes = small_terms()
    build(folder, [bikes, cakes], embedder)
    build(folder, [cakes], embedder)
    index = ClauseIndex(folder / "index", model=embedder.fingerprint)
    with pytest.raises(UnknownCompany, match="leenfiets"):
        index.get_knowledge("leenfiets")


def test_an_annotation_for_another_text_is_reported_and_not_used(folder: Path, embedder: Embedder) -> None:
    path = folder / "data" / "annotations" / "leenfiets.yaml"
    path.write_text(path.read_text(encoding="utf-8").replace('hash: "', 'hash: "0'), encoding="utf-8")
    report = build(folder, small_terms(), embedder)
    assert [stale.name for stale in report.stale["leenfiets"]] == ["2.1"]
    assert ClauseIndex(folder / "index", model=embedder.fingerprint).get_knowledge("leenfiets").annotations == {}


def test_a_broken_annotations_file_leaves_the_index_as_it_was(folder: Path, embedder: Embedder) -> None:
    build(folder, small_terms(), embedder)
    before = load_manifest(folder / "index")
    (folder / "data" / "annotations" / "leenfiets.yaml").write_text("clauses: [", encoding="utf-8")
    with pytest.raises(BrokenData, match=r"leenfiets\.yaml"):
        build(folder, small_terms(), embedder)
    assert load_manifest(folder / "index") == before


def test_without_a_build_the_message_says_what_to_do(tmp_path: Path) -> None:
    with pytest.raises(IndexMissing, match="python -m ingest build"):
        ClauseIndex(tmp_path, model="x").find_entry("kge")


def test_an_index_of_another_model_is_refused(folder: Path, embedder: Embedder) -> None:
    build(folder, small_terms(), embedder)
    with pytest.raises(IndexMissing, match="ander taalmodel"):
        ClauseIndex(folder / "index", model="another").get_knowledge("leenfiets")


@pytest.mark.parametrize("newer", ["rules", "model"])
def test_a_build_that_this_program_cannot_read_leaves_the_one_before_in_use(
    folder: Path, embedder: Embedder, newer: str, caplog: pytest.LogCaptureFixture
) -> None:
    bikes, cakes = small_terms()
    build(folder, [bikes], embedder)
    index = ClauseIndex(folder / "index", model=embedder.fingerprint)
    known = index.get_knowledge("leenfiets")
    build(folder, [replace(bikes, clauses=bikes.clauses[:-1]), cakes], embedder)
    manifest = load_manifest(folder / "index")
    if newer == "model":
        save_manifest(folder / "index", manifest.model_copy(update={"model": "another"}))
    else:
        path = folder / "index" / "knowledge" / f"{manifest.companies['leenfiets'][0].collection}.json"
        path.write_text(path.read_text(encoding="utf-8").replace('"topic":"', '"topic":"later-'), encoding="utf-8")
    assert index.get_knowledge("leenfiets") is known
    assert index.slugs == ("leenfiets",)
    assert "the one before stays in use" in caplog.text
    build(folder, [cakes], embedder)
    assert index.slugs == ("taarthuis",)


def test_what_is_in_use_no_more_leaves_the_memory(folder: Path, embedder: Embedder) -> None:
    bikes, cakes = small_terms()
    build(folder, [bikes, cakes], embedder)
    index = ClauseIndex(folder / "index", model=embedder.fingerprint)
    collection = index.find_entry("leenfiets").collection
    index.get_knowledge("leenfiets")
    build(folder, [replace(bikes, clauses=bikes.clauses[:-1]), cakes], embedder)
    assert index.slugs == ("leenfiets", "taarthuis")
    assert collection in index._read  # who asked before the build may still be reading it
    build(folder, [cakes], embedder)
    assert index.slugs == ("taarthuis",)
    assert collection not in index._read


KILLED = """
import os, signal, sys
from pathlib import Path
sys.path.insert(0, {root!r})
from bot.settings import Settings
from bot.retrieval.embeddings import make_embedder
from ingest.shipped import load_vectors
from tests.small_company import make_terms, TAARTHUIS
from ingest.indexing import build_index

def die(message):
    os.kill(os.getpid(), signal.SIGKILL)

folder = Path({folder!r})
texts = dict(TAARTHUIS) | {{"9.9": ("Artikel 9 lid 9", "Nieuw", "Dit lid is nieuw en hoort in een halve index.")}}
build_index([make_terms("taarthuis", "Taarthuis", texts)], data_dir=folder / "data", index_dir=folder / "index",
            embedder=make_embedder(Settings()), progress=die)
"""


def test_a_build_killed_half_way_leaves_the_previous_index_in_use(folder: Path, embedder: Embedder) -> None:
    build(folder, small_terms(), embedder)
    script = KILLED.format(root=str(ROOT), folder=str(folder))
    died = subprocess.run([sys.executable, "-c", script], env=dict(os.environ), capture_output=True, check=False)
    assert died.returncode == -signal.SIGKILL, died.stderr.decode()
    index = ClauseIndex(folder / "index", model=embedder.fingerprint)
    assert index.slugs == ("leenfiets", "taarthuis")
    entry = index.find_entry("taarthuis")
    passage_ids, cosines = index.similarities(entry.collection, embedder.embed_queries(["taart"])[0])
    assert len(set(passage_ids)) == len(cosines) == 3
    assert build(folder, small_terms(), embedder).embedded == 0


def test_a_build_that_was_stopped_keeps_what_it_embedded(folder: Path, embedder: Embedder) -> None:
    def stop(message: str) -> None:
        raise KeyboardInterrupt(message)

    places = {"data_dir": folder / "data", "index_dir": folder / "index"}
    with pytest.raises(KeyboardInterrupt, match="leenfiets"):
        build_index(small_terms(), **places, embedder=embedder, progress=stop)
    with pytest.raises(IndexMissing):
        load_manifest(folder / "index")
    cakes = small_terms()[1]
    assert build(folder, small_terms(), embedder).embedded == len(cakes.clauses)
    assert not (folder / "index" / UNFINISHED).exists()
