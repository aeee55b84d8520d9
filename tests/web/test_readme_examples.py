"""The examples of the README for other programs, as they stand there, with a real server over the real terms."""

from __future__ import annotations

import os
import re
import subprocess
import sys
import textwrap
from collections.abc import Iterator
from pathlib import Path

import pytest

from tests.faults.places import Place, Site

ROOT = Path(__file__).parents[2]
README = (ROOT / "README.md").read_text(encoding="utf-8")
SERVER = "http://127.0.0.1:8000"


def example(first_line: str) -> str:
    """The indented block of the README that begins with this line."""
    found = re.search(rf"^    {re.escape(first_line)}\n(?:(?:    .*)?\n)*", README, re.MULTILINE)
    assert found, first_line
    return textwrap.dedent(found[0])


@pytest.fixture(scope="module")
def site(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Site]:
    real = {"DATA_DIR": str(ROOT / "data"), "INDEX_DIR": str(ROOT / "data" / "index"), "REAL_MODEL": "1", "CHROMA_URL": ""}
    with Place(tmp_path_factory.mktemp("readme"), real).serving() as site:
        yield site


def run(program: str, site: Site) -> str:
    """What a program prints, with this server for the one that it names."""
    assert SERVER in program
    around = {name: value for name, value in os.environ.items() if not name.lower().endswith("_proxy")}
    command = [sys.executable, "-W", "error", "-c", program.replace(SERVER, site.address)]
    ran = subprocess.run(command, capture_output=True, text=True, check=False, env=around, timeout=120)
    assert ran.returncode == 0, ran.stderr
    return ran.stdout


def test_the_client_of_openai(site: Site) -> None:
    said = run(example("from openai import OpenAI"), site)
    assert "**1 april 20" in said
    assert f"Bronnen: [Artikel 6 lid 3]({site.address}/terms/kge#6.3)" in said
    assert said.splitlines()[-1] == "answered Artikel 6 lid 3"


def test_a_client_of_the_model_context_protocol(site: Site) -> None:
    assert run(example("import asyncio"), site) == "2026-04-01 kge:6.3 kge:6.4\n"
