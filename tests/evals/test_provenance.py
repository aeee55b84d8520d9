"""The commit and the hashes that a run is kept with."""

from __future__ import annotations

import subprocess
from pathlib import Path

from evals.provenance import commit, data_hash, digest


def test_a_changed_file_marks_the_commit_and_a_new_baseline_does_not(tmp_path: Path) -> None:
    def git(*arguments: str) -> None:
        known = [
            "-c",
            "user.name=a",
            "-c",
            "user.email=a@example.org",
            "-c",
            "commit.gpgsign=false",
            "-c",
            "core.hooksPath=/dev/null",
        ]
        subprocess.run(["git", *known, *arguments], cwd=tmp_path, capture_output=True, check=True)

    (tmp_path / "evals" / "baselines").mkdir(parents=True)
    files = [tmp_path / "evals" / "baselines" / "dev.json", tmp_path / "code.py"]
    for file in files:
        file.write_text("1")
    git("init")
    git("add", "-A")
    git("commit", "-m", "first")
    plain = commit(tmp_path)
    files[0].write_text("2")
    assert plain
    assert commit(tmp_path) == plain
    files[1].write_text("2")
    assert commit(tmp_path) == f"{plain}+"


def test_outside_a_checkout_there_is_no_commit(tmp_path: Path) -> None:
    assert commit(tmp_path) == ""


def test_the_data_hash_sees_a_renamed_file_and_nothing_but_knowledge(tmp_path: Path) -> None:
    (tmp_path / "rules").mkdir()
    (tmp_path / "rules" / "a.yaml").write_text("x")
    first = data_hash(tmp_path)
    (tmp_path / "index").mkdir()
    (tmp_path / "index" / "manifest.json").write_text("x")
    assert data_hash(tmp_path) == first
    (tmp_path / "rules" / "a.yaml").rename(tmp_path / "rules" / "b.yaml")
    assert data_hash(tmp_path) != first


def test_parts_are_counted_apart() -> None:
    assert digest([b"ab", b"c"]) != digest([b"a", b"bc"])
