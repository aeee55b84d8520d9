"""The cached folder: complete and checked, or not there."""

from __future__ import annotations

from pathlib import Path

import pytest

from bot.retrieval.e5.folder import check_folder, install, is_sound, model_folder


def write_small(folder: Path) -> None:
    (folder / "weights").write_bytes(b"0123")
    (folder / "part").mkdir()
    (folder / "part" / "config.json").write_text("{}")


def test_an_installed_folder_is_sound(tmp_path: Path) -> None:
    folder = model_folder(tmp_path / "new" / "cache")
    install(folder, write_small)
    check_folder(folder)
    assert (folder / "part" / "config.json").read_text() == "{}"


def test_a_build_that_fails_leaves_nothing(tmp_path: Path) -> None:
    def fail_halfway(folder: Path) -> None:
        (folder / "weights").write_bytes(b"01")
        raise OSError("disk full")

    with pytest.raises(OSError, match="disk full"):
        install(tmp_path / "model", fail_halfway)
    assert list(tmp_path.iterdir()) == []


def test_a_damaged_folder_is_replaced(tmp_path: Path) -> None:
    folder = tmp_path / "model"
    install(folder, write_small)
    (folder / "weights").write_bytes(b"0124")
    assert not is_sound(folder)
    install(folder, write_small)
    assert is_sound(folder)
    assert [path.name for path in tmp_path.iterdir()] == ["model"]


def test_a_sound_folder_is_left_alone_when_two_build_at_once(tmp_path: Path) -> None:
    folder = tmp_path / "model"

    def be_overtaken(scratch: Path) -> None:
        write_small(scratch)
        install(folder, write_small)
        (folder / "marker").touch()

    install(folder, be_overtaken)
    assert (folder / "marker").exists()
    assert is_sound(folder)
