"""The built-in model in its cache: damaged while it is in use, and damaged before a start."""

from __future__ import annotations

import shutil
import subprocess
import sys
from pathlib import Path

from bot.retrieval.e5.folder import model_folder
from bot.settings import Settings
from tests.faults.places import ROOT, Place

IN_USE = """
import sys
from pathlib import Path
from bot.retrieval.e5.folder import model_folder
from bot.retrieval.embeddings import load_embedder
cache = Path(sys.argv[1])
embedder = load_embedder(cache=cache)
before = embedder.embed_queries(["Mag dit?"])
for path in model_folder(cache).rglob("*"):
    if path.is_file():
        path.write_bytes(b"x" * 100)
assert (embedder.embed_queries(["Mag dit?"]) == before).all()
assert embedder.embed_queries(["Iets heel anders, met veel meer woorden, over geld terug en een fiets."]).shape == before.shape
try:
    load_embedder(cache=cache)
except Exception as error:
    print(error)
"""


def test_a_model_that_is_damaged_while_it_is_used_goes_on_and_is_refused_at_the_next_start(tmp_path: Path) -> None:
    shutil.copytree(model_folder(Settings().terms_model_dir), model_folder(tmp_path))
    ran = subprocess.run([sys.executable, "-c", IN_USE, tmp_path], cwd=ROOT, capture_output=True, text=True, check=False)
    assert ran.returncode == 0, ran.stderr
    assert "is beschadigd" in ran.stdout
    assert "python -m bot.retrieval.e5" in ran.stdout


def test_a_server_says_that_its_model_is_damaged_and_how_to_build_it(place: Place) -> None:
    folder = model_folder(place.folder / "cache")
    folder.mkdir(parents=True)
    (folder / "manifest.json").write_text('{"model.bin": [3, "0"]}', encoding="utf-8")
    ran = place.run("app", "--port", "0", REAL_MODEL="1", TERMS_MODEL_DIR=str(place.folder / "cache"))
    assert ran.returncode == 1
    assert "Het taalmodel in" in ran.stderr
    assert "Bouw het opnieuw met `python -m bot.retrieval.e5`" in ran.stderr
    assert "Traceback" not in ran.stderr
