"""Settings that can't be used: every program says which, in Dutch, and ends with 2."""

from __future__ import annotations

import os
import re
import socket
import subprocess
import sys
from collections.abc import Callable
from pathlib import Path

import pytest
from pydantic import ValidationError

from bot.__main__ import main
from bot.configuration import allowed, complaints, mistyped, with_settings
from bot.contradictions import can_be_written, doubts, insist_on, port_refusals, refusals
from bot.errors import BadSettings
from bot.settings import Settings
from evals.__main__ import main as evals_main
from ingest.__main__ import main as ingest_main

ROOT = Path(__file__).parents[2]
WRONG = {
    "PORT": ("tachtig", "'tachtig' is geen geheel getal. Toegestaan: een geheel getal van 1 tot en met 65535."),
    "AT_ONCE": ("-1", "'-1' valt buiten de grenzen. Toegestaan: een geheel getal vanaf 0."),
    "WAITING_SECONDS": ("0", "'0' valt buiten de grenzen. Toegestaan: een getal boven 0."),
    "LOG_FORMAT": ("xml", "'xml' is geen van de keuzes. Toegestaan: text of json."),
    "RATE_PER_ADDRESS": ("12 per uur", "'12 per uur' heeft niet de juiste vorm. Toegestaan: iets als 120/minute."),
    "ALLOW_DOWNLOAD": ("misschien", "'misschien' is geen ja of nee. Toegestaan: true of false."),
}


def wrong_settings(monkeypatch: pytest.MonkeyPatch, **given: str) -> list[str]:
    for name, value in given.items():
        monkeypatch.setenv(name, value)
    with pytest.raises(ValidationError) as caught:
        Settings()
    return list(complaints(caught.value))


def test_every_wrong_setting_has_its_own_line(monkeypatch: pytest.MonkeyPatch) -> None:
    head, *lines = wrong_settings(monkeypatch, **{name: given for name, (given, _) in WRONG.items()})
    assert "start opnieuw" in head
    assert sorted(lines) == sorted(f"{name}: {said}" for name, (_, said) in WRONG.items())


@pytest.mark.parametrize("name", sorted(Settings.model_fields))
def test_what_is_allowed_can_be_said_of_every_setting(name: str) -> None:
    assert re.fullmatch(r"[\w ]+(?: (?:of|boven|vanaf|met) .+)?|iets als .+", allowed(name))


def test_what_may_be_a_secret_is_not_shown() -> None:
    problem = {"type": "string_type", "loc": ("database_url",), "input": "postgresql://jan:geheim@db/x"}
    error = ValidationError.from_exception_data("Settings", [problem])  # type: ignore[list-item]
    assert "geheim" not in "".join(complaints(error))


def test_a_mistyped_setting_is_named_with_what_was_meant() -> None:
    said = list(mistyped({"RETENTION_DAY": "3", "POSTGRES_PASSWORD": "x", "PORT": "1"}, {"RATE_PER_ADRESS": "", "HOSTNAME": "h"}))
    assert len(said) == 2
    assert "RETENTION_DAY in .env" in said[0]
    assert "Bedoelt u RETENTION_DAYS?" in said[0]
    assert "RATE_PER_ADRESS in de omgeving" in said[1]


def test_an_error_of_another_model_is_not_taken_for_one_of_the_settings() -> None:
    def main() -> int:
        raise ValidationError.from_exception_data("Other", [])

    with pytest.raises(ValidationError):
        with_settings(main)()


@pytest.mark.parametrize("program", [main, ingest_main, evals_main])
def test_every_program_ends_with_2(
    program: Callable[[list[str]], int], monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.setenv("RETENTION_DAYS", "eeuwig")
    arguments = {main: ["accounts", "list"], ingest_main: ["build"], evals_main: ["run"]}[program]
    assert program(arguments) == 2
    assert "RETENTION_DAYS: 'eeuwig' is geen geheel getal." in capsys.readouterr().err


@pytest.mark.parametrize("program", [[str(ROOT / "app.py")], ["-m", "bot.retrieval.e5"]])
def test_a_program_tells_it_in_readable_lines(program: list[str], tmp_path: Path) -> None:
    (tmp_path / ".env").write_text("RETENTION_DAYS=eeuwig\nSESSION_HOUR=3\n", encoding="utf-8")
    own = {**os.environ, "PYTHONPATH": str(ROOT)}
    ran = subprocess.run([sys.executable, *program], cwd=tmp_path, env=own, capture_output=True, text=True, check=False)
    assert ran.returncode == 2, ran.stderr
    assert "RETENTION_DAYS: 'eeuwig' is geen geheel getal. Toegestaan: een geheel getal vanaf 1." in ran.stderr.splitlines()
    assert "SESSION_HOUR in .env is geen instelling van dit programma. Bedoelt u SESSION_HOURS?" in ran.stderr
    assert "Traceback" not in ran.stderr


def test_a_settings_file_that_is_no_text_is_named(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    (tmp_path / ".env").write_bytes(b"HOST=\xff\xfe")
    monkeypatch.chdir(tmp_path)
    assert with_settings(lambda: 0)() == 2
    assert "UTF-8" in capsys.readouterr().err


def test_the_settings_as_they_come_contradict_nothing(tmp_path: Path) -> None:
    settings = Settings(database_url=f"sqlite:///{tmp_path}/x.sqlite", review_dir=tmp_path / "review")
    assert list(refusals(settings)) == []
    assert list(doubts(settings)) == []


@pytest.mark.parametrize(
    ("given", "said"),
    [
        ({"data_dir": "/nergens"}, "DATA_DIR: de map /nergens bestaat niet"),
        ({"data_dir": "{here}"}, "geen enkel bedrijf"),
        ({"index_dir": "{here}/file"}, "is geen map"),
        ({"index_dir": "/proc/index"}, "in de map /proc/index kan niet worden geschreven, en Chroma kan niet zonder"),
        ({"database_url": "zomaar iets"}, "geen adres van een database"),
        ({"database_url": "firebird://jan:geheim@db/x"}, "geen adres van een database"),
        ({"database_url": "oracle+cx_oracle://jan:geheim@db/x"}, "voor oracle ontbreekt het stuurprogramma (cx_Oracle)"),
        ({"database_url": "sqlite:////proc/kept.sqlite"}, "in de map /proc kan niet worden geschreven"),
        ({"unlimited_addresses": ("10.0.0.1", "kantoor")}, "'kantoor' is geen IP-adres"),
    ],
)  # fmt: skip
def test_what_keeps_a_server_from_starting(given: dict[str, object], said: str, tmp_path: Path) -> None:
    (tmp_path / "file").touch()
    filled = {name: value.format(here=tmp_path) if isinstance(value, str) else value for name, value in given.items()}
    found = "\n".join(refusals(Settings(**filled)))  # type: ignore[arg-type]
    assert said in found
    assert "geheim" not in found


def test_what_somebody_may_not_have_meant(tmp_path: Path) -> None:
    (tmp_path / "file").touch()
    settings = Settings(
        allow_download=True,
        trusted_proxies=("0.0.0.0/0",),
        upload_limit=2000,
        body_limit=3000,
        review_dir=tmp_path / "file",
        data_dir=tmp_path / "file",
    )
    found = list(doubts(settings))
    assert [line.partition(" ")[0] for line in found] == ["Let"] * 5
    names = ("ALLOW_DOWNLOAD", "UPLOAD_LIMIT", "TRUSTED_PROXIES", "REVIEW_DIR", "DATA_DIR")
    assert [name for name, line in zip(names, found, strict=True) if name not in line] == []


def test_a_port_in_use_is_named_with_another_one(monkeypatch: pytest.MonkeyPatch) -> None:
    with socket.create_server(("127.0.0.1", 0)) as other:
        port = other.getsockname()[1]
        assert f"poort {port} op 127.0.0.1 is al in gebruik" in "".join(port_refusals("127.0.0.1", port))
        with pytest.raises(BadSettings, match="in gebruik"):
            insist_on(Settings(data_dir=ROOT / "data"), host="127.0.0.1", port=port)
    assert list(port_refusals("127.0.0.1", 0)) == []
    monkeypatch.setattr(socket, "getaddrinfo", unknown_host)
    assert "nergens is geen adres van deze machine" in "".join(port_refusals("nergens", 80))


def unknown_host(*_: object, **__: object) -> None:
    raise socket.gaierror(socket.EAI_NONAME, "Name or service not known")


def test_a_folder_can_be_written_where_it_or_its_parent_can(tmp_path: Path) -> None:
    assert can_be_written(tmp_path / "a" / "b")
    assert not can_be_written(Path("/proc/a/b"))
    (tmp_path / "file").touch()
    assert not can_be_written(tmp_path / "file")


def test_a_server_says_at_once_that_its_port_is_taken(tmp_path: Path) -> None:
    with socket.create_server(("127.0.0.1", 0)) as other:
        command = [sys.executable, str(ROOT / "app.py"), "--port", str(other.getsockname()[1])]
        ran = subprocess.run(
            command, cwd=tmp_path, env={**os.environ, "PYTHONPATH": str(ROOT)}, capture_output=True, text=True, check=False
        )
    assert ran.returncode == 2
    assert "is al in gebruik" in ran.stderr


def test_more_is_worked_on_at_the_same_time_where_a_chat_model_is_waited_for() -> None:
    assert Settings(at_once=0, chat_model="").works_at_once == 4
    assert Settings(at_once=0, chat_model="openai:some-model").works_at_once == 32
    assert Settings(at_once=7, chat_model="openai:some-model").works_at_once == 7
