"""Site keys on the command line."""

from __future__ import annotations

from pathlib import Path

import pytest

from bot.__main__ import main


@pytest.fixture(autouse=True)
def _fresh_state(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("DATABASE_URL", f"sqlite:///{tmp_path}/kept.sqlite")


def test_a_key_is_made_listed_and_removed(capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["sites", "list"]) == 0
    assert capsys.readouterr().out == "Er zijn nog geen sleutels.\n"
    options = ["--origin", "https://www.Winkel.nl/", "--rate", "60/minute", "--message-limit", "500", "--required"]
    assert main(["sites", "add", "kge", *options]) == 0
    key = capsys.readouterr().out.rsplit(" ", 1)[1].strip()
    assert key.startswith("pk_")
    assert main(["sites", "list"]) == 0
    line = capsys.readouterr().out
    assert all(part in line for part in (key, "kge", "https://www.winkel.nl, 60/minute, 500 tekens, verplicht"))
    assert main(["sites", "remove", key]) == 0
    assert main(["sites", "remove", key]) == 1
    assert "Er is geen sleutel" in capsys.readouterr().err


@pytest.mark.parametrize(
    ("arguments", "said"),
    [
        (["onbekend"], "geen voorwaarden"),
        (["../kge"], "geen voorwaarden"),
        (["kge", "--origin", "winkel.nl"], "geen adres van een website"),
        (["kge", "--origin", "https://winkel.nl/pad"], "geen adres van een website"),
        (["kge", "--origin", "*"], "geen adres van een website"),
        (["kge", "--rate", "veel"], "60/minute"),
        (["kge", "--message-limit", "0"], "1 tot 2000"),
    ],
)
def test_what_can_not_be_is_told_in_dutch(arguments: list[str], said: str, capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["sites", "add", *arguments]) == 1
    assert said in capsys.readouterr().err
