"""Accounts on the command line."""

from __future__ import annotations

import io
from pathlib import Path

import pytest

from bot.__main__ import main
from bot.conversations.keeping import open_store
from bot.settings import Settings
from tests.backend import database_in


@pytest.fixture(autouse=True)
def _fresh_state(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("DATABASE_URL", database_in(tmp_path))


def type_in(monkeypatch: pytest.MonkeyPatch, password: str) -> None:
    monkeypatch.setattr("sys.stdin", io.StringIO(f"{password}\n"))


def test_an_account_is_made_changed_listed_and_removed(
    monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    type_in(monkeypatch, "vier losse woorden hier")
    assert main(["accounts", "add", "jan", "--role", "editor"]) == 0
    assert capsys.readouterr().out == "jan kan zich nu aanmelden als redacteur.\n"
    assert open_store(Settings()).accounts.sign_in("jan", "vier losse woorden hier")
    type_in(monkeypatch, "heel andere woorden nu")
    assert main(["accounts", "password", "jan"]) == 0
    assert open_store(Settings()).accounts.sign_in("jan", "heel andere woorden nu")
    assert main(["accounts", "list"]) == 0
    assert "jan                      editor" in capsys.readouterr().out
    assert main(["accounts", "remove", "jan"]) == 0
    assert main(["accounts", "list"]) == 0
    assert capsys.readouterr().out.endswith("Er zijn nog geen accounts.\n")


@pytest.mark.parametrize("password", ["", "kort"])
def test_a_short_password_is_refused(monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str], password: str) -> None:
    type_in(monkeypatch, password)
    assert main(["accounts", "add", "jan"]) == 1
    assert "12 tot 256 tekens" in capsys.readouterr().err


def test_who_does_not_exist_is_named(capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["accounts", "remove", "els"]) == 1
    assert "els" in capsys.readouterr().err
