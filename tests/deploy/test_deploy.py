"""What runs the program elsewhere: real tools check what can be checked without a Docker daemon, and the rest is read."""

from __future__ import annotations

import ipaddress
import os
import re
import shlex
import shutil
import subprocess
import sys
from pathlib import Path
from typing import Any

import pytest
import yaml

from bot.settings import Settings
from tests.servers import find_program

ROOT = Path(__file__).parents[2]
DEPLOY = ROOT / "deploy"
OURS = {name.upper() for name in Settings.model_fields}
COMPOSE: dict[str, Any] = yaml.safe_load((DEPLOY / "compose.yaml").read_text(encoding="utf-8"))
SERVICES: dict[str, Any] = COMPOSE["services"]
APPS = ("index", "app1", "app2")
INSTRUCTION = re.compile(r"^([A-Z]+) +(.+)$", re.MULTILINE)


def instructions() -> list[tuple[str, str]]:
    text = (DEPLOY / "Dockerfile").read_text(encoding="utf-8").replace("\\\n", " ")
    return INSTRUCTION.findall(text)


def image_environment() -> dict[str, str]:
    final = max(at for at, (name, _) in enumerate(instructions()) if name == "FROM")
    lines = [rest for name, rest in instructions()[final:] if name == "ENV"]
    return dict(pair.split("=", 1) for line in lines for pair in shlex.split(line))


def test_hadolint_has_nothing_to_say_of_the_dockerfile() -> None:
    linted = subprocess.run(
        [Path(sys.executable).parent / "hadolint", DEPLOY / "Dockerfile"], capture_output=True, text=True, check=False
    )
    assert (linted.returncode, linted.stdout) == (0, "")


def test_what_the_image_copies_exists_and_is_not_left_out() -> None:
    copied = [shlex.split(rest) for name, rest in instructions() if name == "COPY" and "--from" not in rest]
    sources = [source for *given, _ in copied for source in given if not source.startswith("--")]
    assert {"app.py", "bot", "data", "ingest"} <= set(sources)
    assert [source for source in sources if not (ROOT / source).exists()] == []
    ignored = (DEPLOY / "Dockerfile.dockerignore").read_text(encoding="utf-8").splitlines()
    assert "*" in ignored
    assert [source for source in sources if f"!{source}" not in ignored] == []
    assert "**/.env" in ignored


def test_the_image_is_pinned_does_not_run_as_root_and_tells_its_health() -> None:
    found = dict(instructions())
    bases = [rest.split()[0] for name, rest in instructions() if name == "FROM"]
    assert [base for base in bases if not re.search(r":3\.\d+\.\d+-slim-\w+$", base)] == []
    assert found["USER"].split(":")[0].isdigit()
    assert found["USER"] != "0"
    assert "/api/v1/health/ready" in found["HEALTHCHECK"] + dict(instructions()).get("CMD", "")
    assert set(image_environment()) - OURS == {"PATH", "PYTHONUNBUFFERED", "HOME"}
    Settings(**{name.lower(): value for name, value in image_environment().items() if name in OURS})  # type: ignore[arg-type]


@pytest.mark.parametrize("name", sorted(SERVICES))
def test_every_service_is_pinned_limited_and_watched(name: str) -> None:
    service = SERVICES[name]
    assert re.search(r":\d[\w.-]*$", service["image"])
    assert service["deploy"]["resources"]["limits"].keys() == {"cpus", "memory", "pids"}
    assert "no-new-privileges:true" in service["security_opt"]
    assert "privileged" not in service
    assert name in APPS or service["healthcheck"]["test"][0] == "CMD"  # the image of the servers brings its own
    assert service["restart"] in ("unless-stopped", "no")
    for other, wanted in service.get("depends_on", {}).items():
        assert other in SERVICES
        assert wanted["condition"] == ("service_completed_successfully" if other == "index" else "service_healthy")
    volumes = [volume.split(":")[0] for volume in service.get("volumes", [])]
    assert [volume for volume in volumes if volume not in COMPOSE["volumes"] and not (DEPLOY / volume).exists()] == []
    assert set(service["networks"]) <= set(COMPOSE["networks"])
    assert "ports" not in service or name == "proxy"


@pytest.mark.parametrize("name", APPS)
def test_the_servers_get_settings_that_exist_and_can_be_used(name: str) -> None:
    given = SERVICES[name]["environment"]
    assert set(given) - OURS == set()
    settings = Settings(**{setting.lower(): value for setting, value in given.items()})
    network = COMPOSE["networks"]["inside"]["ipam"]["config"][0]["subnet"]
    assert settings.trusted_proxies == (network,)
    assert ipaddress.ip_address(SERVICES["proxy"]["networks"]["inside"]["ipv4_address"]) in ipaddress.ip_network(network)
    patience = int(SERVICES[name]["stop_grace_period"].removesuffix("s"))
    assert patience > settings.drain_seconds + 2 * settings.shutdown_seconds


def test_no_secret_stands_in_the_files() -> None:
    text = (DEPLOY / "compose.yaml").read_text(encoding="utf-8")
    assert re.findall(r"(?i)password: +(?!\"?\$\{)\S+", text) == []
    asked = set(re.findall(r"\$\{(\w+)", text))
    assert asked == {"DATABASE_PASSWORD", "SITE_ADDRESS", "INSIDE"}


def test_the_chroma_server_is_of_the_version_of_our_client() -> None:
    pins = (ROOT / "constraints.txt").read_text(encoding="utf-8").splitlines()
    assert f"chromadb=={SERVICES['chroma']['image'].rpartition(':')[2]}" in pins


def unit() -> str:
    return (DEPLOY / "voorwaardenbot.service").read_text(encoding="utf-8")


def test_systemd_takes_the_unit(tmp_path: Path) -> None:
    here = unit().replace("/opt/voorwaardenbot/.venv/bin/python", shutil.which("true") or "/bin/true")
    path = tmp_path / "voorwaardenbot.service"
    path.write_text(here.replace("file:///opt/voorwaardenbot", f"file://{ROOT}"), encoding="utf-8")
    analyze = find_program("systemd-analyze")
    checked = subprocess.run([analyze, "verify", "--man=no", path], capture_output=True, text=True, check=False)
    assert (checked.returncode, checked.stderr) == (0, "")
    command = [analyze, "security", "--offline=true", "--no-pager", "--threshold=20", path]
    weighed = subprocess.run(command, capture_output=True, text=True, check=False)
    assert weighed.returncode == 0, weighed.stdout[-500:]


def test_the_unit_gives_settings_that_exist_and_places_that_it_may_write() -> None:
    given = dict(pair.split("=", 1) for pair in re.findall(r"^Environment=(.+)$", unit(), re.MULTILINE))
    assert set(given) - OURS == set()
    settings = Settings(**{name.lower(): value for name, value in given.items()})  # type: ignore[arg-type]
    writable = ("/var/lib/voorwaardenbot", "/var/cache/voorwaardenbot")
    for folder in (settings.data_dir, settings.index_dir, settings.review_dir, settings.terms_model_dir):
        assert str(folder).startswith(writable)
    assert settings.database_url.startswith("sqlite:////var/lib/voorwaardenbot/")
    assert "RestartPreventExitStatus=2" in unit()
    wait = int(re.search(r"^TimeoutStopSec=(\d+)$", unit(), re.MULTILINE).group(1))  # type: ignore[union-attr]
    assert wait > settings.drain_seconds + 2 * settings.shutdown_seconds


def test_the_documents_name_every_file_and_what_no_test_runs() -> None:
    told = (ROOT / "docs" / "deploy.md").read_text(encoding="utf-8")
    assert [path.name for path in DEPLOY.iterdir() if path.name not in told] == []
    assert "not run" in told
    assert os.path.isfile(DEPLOY / "Caddyfile")  # noqa: PTH113
