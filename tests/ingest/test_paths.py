"""What is given as the path of a document and is no file that can be read, and files that change meanwhile."""

from __future__ import annotations

import os
from pathlib import Path

import pytest

from bot.errors import UnreadableTerms
from ingest import readers
from ingest.blocks import Source
from ingest.readers import read_source
from tests.ingest.nasty.case import SECRET, TERMS


def test_a_folder_a_pipe_a_socket_and_a_device_are_refused_at_once(tmp_path: Path) -> None:
    folder, pipe, device = tmp_path / "map.txt", tmp_path / "pijp.txt", tmp_path / "apparaat.txt"
    folder.mkdir()
    os.mkfifo(pipe)
    device.symlink_to("/dev/zero")
    for path, words in ((folder, "is een map"), (pipe, "bestaat niet"), (device, "bestaat niet")):
        with pytest.raises(UnreadableTerms, match=words):
            read_source(path)


@pytest.mark.parametrize(
    "name",
    ["weg.txt", "weg.txt/weg.txt", "a" * 5_000 + ".txt", "nul\x00.txt", "lus.txt"],
    ids=["gone", "below", "long", "nul", "loop"],
)
def test_what_is_no_file_is_refused(tmp_path: Path, name: str) -> None:
    (tmp_path / "lus.txt").symlink_to("lus.txt")
    with pytest.raises(UnreadableTerms, match=r"bestaat niet|gelezen worden"):
        read_source(tmp_path / name)


def test_a_link_to_a_document_is_read(tmp_path: Path) -> None:
    (tmp_path / "echt.txt").write_text(TERMS, encoding="utf-8")
    (tmp_path / "link.txt").symlink_to("echt.txt")
    assert read_source(tmp_path / "link.txt").name == "link.txt"


def test_a_file_without_permission_is_refused(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    path = tmp_path / "dicht.txt"
    path.write_text(TERMS, encoding="utf-8")

    def refuse(*_arguments: object, **_options: object) -> None:
        raise PermissionError(13, "Permission denied")

    monkeypatch.setattr(Path, "open", refuse)  # the tests may run as root, who may read everything
    with pytest.raises(UnreadableTerms, match="rechten"):
        read_source(path)


@pytest.mark.parametrize("more", [b"x" * 26_000_000, b" " * 26_000_000])
def test_a_file_that_is_too_large_is_refused_without_reading_all_of_it(tmp_path: Path, more: bytes) -> None:
    path = tmp_path / "groot.txt"
    path.write_bytes(more)
    with pytest.raises(UnreadableTerms, match="groter dan 25 megabyte"):
        read_source(path)


def test_a_file_that_changes_while_it_is_read_changes_nothing(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    path = tmp_path / "wisselt.txt"
    path.write_text(TERMS, encoding="utf-8")
    check = readers.check_kind

    def change(name: str, suffix: str, data: bytes) -> None:
        check(name, suffix, data)
        path.write_text(f"Artikel 1 {SECRET}\n1. {SECRET}\n", encoding="utf-8")

    monkeypatch.setattr(readers, "check_kind", change)
    source: Source = read_source(path)
    assert "14 dagen" in source.text
    assert SECRET not in source.text
