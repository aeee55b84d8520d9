"""A small company in files, and the real programs over it."""

from __future__ import annotations

import json
import os
import subprocess
import sys
import time
import urllib.error
import urllib.request
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass, field
from itertools import groupby
from pathlib import Path
from typing import Any

from tests.servers import free_port
from tests.small_company import LEENFIETS, TAARTHUIS, write_data

ROOT = Path(__file__).parents[2]
PROGRAM = (sys.executable, "-m", "tests.faults.program")
START_S = 90
COMPANY = """
slug: {slug}
name: {name}
legal_form: B.V.
contact: {{email: balie@{slug}.example, phone: null, website: null, address: null}}
versions:
  - {{name: "2024-05-01", starts_on: 2024-05-01, source: voorwaarden.txt}}
"""
Texts = Mapping[str, tuple[str, str, str]]


@dataclass(frozen=True)
class Place:
    """Folders of one installation, and the environment of its programs."""

    folder: Path
    more: Mapping[str, str] = field(default_factory=dict)

    @property
    def environment(self) -> dict[str, str]:
        """The settings of every program here."""
        own = {
            "DATA_DIR": str(self.folder / "data"),
            "INDEX_DIR": str(self.folder / "index"),
            "DATABASE_URL": f"sqlite:///{self.folder}/state/kept.sqlite",
            "REVIEW_DIR": str(self.folder / "review"),
            "PYTHONPATH": str(ROOT),
            "OMP_NUM_THREADS": "1",
        }
        around = {name: value for name, value in os.environ.items() if name != "PYTHONDONTWRITEBYTECODE"}
        return {**around, **own, **self.more}

    def with_settings(self, **more: str) -> Place:
        """The same folders under other settings."""
        return Place(self.folder, {**self.more, **more})

    def write_terms(self, slug: str, name: str, texts: Texts) -> None:
        """Put a company with these clauses into the data folder."""
        folder = self.folder / "data" / "terms" / slug
        folder.mkdir(parents=True, exist_ok=True)
        (folder / "company.yaml").write_text(COMPANY.format(slug=slug, name=name), encoding="utf-8")
        (folder / "voorwaarden.txt").write_text(document(name, texts), encoding="utf-8")

    def start(self, *command: str, **more: str) -> subprocess.Popen[str]:
        """A program here, begun; what it says comes by its pipes."""
        return subprocess.Popen(
            [*PROGRAM, *command],
            cwd=self.folder,
            env=self.with_settings(**more).environment,
            stdin=subprocess.PIPE,
            stdout=subprocess.PIPE,
            stderr=subprocess.PIPE,
            text=True,
        )

    def run(self, *command: str, **more: str) -> subprocess.CompletedProcess[str]:
        """A program here, when it has ended."""
        begun = self.start(*command, **more)
        out, errors = begun.communicate(timeout=START_S)
        return subprocess.CompletedProcess(begun.args, begun.returncode, out, errors)

    def build(self, **more: str) -> subprocess.CompletedProcess[str]:
        """Build the index."""
        return self.run("ingest", "build", **more)

    @contextmanager
    def serving(self, *, ready: bool = True, port: int = 0, **more: str) -> Iterator[Site]:
        """The server on this port, or a free one; ended when the block is left, unless it ended before."""
        port, log = port or free_port(), self.folder / f"server-{time.monotonic_ns()}.log"
        with log.open("w") as output:
            process = subprocess.Popen(
                [*PROGRAM, "app", "--port", str(port)],
                cwd=self.folder,
                env=self.with_settings(**more).environment,
                stdout=output,
                stderr=subprocess.STDOUT,
            )
            site = Site(process, f"http://127.0.0.1:{port}", log)
            try:
                site.await_status("/api/v1/health/ready" if ready else "/api/v1/health/live", 200)
                yield site
            finally:
                process.kill()
                process.wait(20)


def read_until(program: subprocess.Popen[str], text: str) -> str:
    """The line with this text that the program told; AssertionError where it ended without one."""
    assert program.stdout is not None
    told = []
    for line in program.stdout:
        told.append(line)
        if text in line:
            return line
    raise AssertionError(f"{text!r} was never told: {told}")


@dataclass(frozen=True)
class Answer:
    """What came back: status 0 where nothing did."""

    status: int
    headers: Mapping[str, str]
    text: str

    @property
    def body(self) -> Any:
        """The JSON of it."""
        return json.loads(self.text)


@dataclass(frozen=True)
class Site:
    """A running server."""

    process: subprocess.Popen[bytes]
    address: str
    log: Path

    def get(self, path: str) -> Answer:
        """What this address gives."""
        return self._send(urllib.request.Request(self.address + path))

    def ask(self, message: str, *, stream: bool = False, address: str = "", **more: object) -> Answer:
        """The answer to a question about the bikes, asked from this address by way of a proxy, or from here."""
        body = json.dumps({"company": "leenfiets", "message": message, **more}).encode()
        path = "/api/v1/chat/stream" if stream else "/api/v1/chat"
        headers = {"Content-Type": "application/json", **({"X-Forwarded-For": address} if address else {})}
        return self._send(urllib.request.Request(self.address + path, data=body, headers=headers))

    def rate(self, message_id: str) -> int:
        """The status of a thumb up for this answer: only what was kept has one."""
        body = json.dumps({"message_id": message_id, "rating": "up"}).encode()
        headers = {"Content-Type": "application/json"}
        return self._send(urllib.request.Request(f"{self.address}/api/v1/feedback", data=body, headers=headers)).status

    def await_status(self, path: str, status: int) -> Answer:
        """What this address gives as soon as it has this status."""
        until = time.monotonic() + START_S
        while time.monotonic() < until and self.process.poll() is None:
            answer = self.get(path)
            if answer.status == status:
                return answer
            time.sleep(0.1)
        raise RuntimeError(f"no {status} from {path}:\n{self.log.read_text(encoding='utf-8')[-3000:]}")

    def metric(self, name: str) -> float:
        """A figure of the server; its labels are part of its name."""
        lines = (line.rpartition(" ") for line in self.get("/metrics").text.splitlines())
        return next(float(value) for found, _, value in lines if found == name)

    def _send(self, request: urllib.request.Request) -> Answer:
        try:
            with urllib.request.urlopen(request, timeout=30) as answer:
                return Answer(answer.status, dict(answer.headers), answer.read().decode())
        except urllib.error.HTTPError as error:
            return Answer(error.code, dict(error.headers), error.read().decode())
        except (OSError, ValueError) as error:
            return Answer(0, {}, repr(error))


def document(name: str, texts: Texts) -> str:
    """These clauses as a document that is read like any other."""
    lines = [f"Algemene voorwaarden {name}", ""]
    for (number, title), group in groupby(texts.items(), key=lambda item: (item[0].partition(".")[0], item[1][1])):
        lines += [f"Artikel {number} {title}", *(f"{path.partition('.')[2]}. {parts[2]}" for path, parts in group), ""]
    return "\n".join(lines)


def make_place(folder: Path) -> Place:
    """Two small companies in files; nothing is built."""
    write_data(folder / "data")
    place = Place(folder)
    place.write_terms("leenfiets", "Leenfiets", LEENFIETS)
    place.write_terms("taarthuis", "Taarthuis", TAARTHUIS)
    return place
