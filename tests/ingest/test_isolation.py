"""A document is read in a process of its own: what it may take, and what is said where it takes more."""

from __future__ import annotations

import subprocess
import sys
import time
import zlib
from pathlib import Path

import pytest

from bot.errors import UnreadableTerms
from ingest import isolation
from ingest.clauses import parse
from ingest.delivery import Delivery, deliver
from ingest.isolation import MEGABYTE, Limits, read_isolated
from ingest.readers import read_source
from tests.ingest.printed import assembled

ROOT = Path(__file__).parents[2]
TERMS = "# Voorwaarden\n\nArtikel 1 Betaling\n1. U betaalt binnen 14 dagen.\n2. Zie lid 1 en lid 9.\n"


def delivered(text: str = TERMS, name: str = "winkel.md") -> Delivery:
    return deliver(text.encode(), name)


def test_a_document_reads_as_it_does_in_this_process(tmp_path: Path) -> None:
    (tmp_path / "winkel.md").write_text(TERMS, encoding="utf-8")
    source = read_source(tmp_path / "winkel.md")
    found = read_isolated(delivered(), "winkel")
    assert (found.source, found.parsed) == (source, parse(source, "winkel"))
    assert found.parsed.report.doubts


def test_what_a_reader_refuses_is_said_with_the_name_that_came_with_it() -> None:
    with pytest.raises(UnreadableTerms, match=r"^In brief\.txt zijn 1 regels tekst gevonden, maar geen artikelen"):
        read_isolated(delivered("Beste klant,", "../map/brief.txt"), "x")


def pdf_bomb(megabytes: int) -> bytes:
    """A PDF whose only page is a thousand times as large as the file, once it is unpacked."""
    packer = zlib.compressobj(9)
    page = b"".join(packer.compress(b" " * MEGABYTE) for _ in range(megabytes)) + packer.flush()
    objects = [
        b"<< /Type /Catalog /Pages 2 0 R >>",
        b"<< /Type /Pages /Kids [3 0 R] /Count 1 >>",
        b"<< /Type /Page /Parent 2 0 R /MediaBox [0 0 595 842] /Contents 4 0 R >>",
        b"<< /Filter /FlateDecode /Length %d >>\nstream\n" % len(page) + page + b"\nendstream",
    ]
    return assembled(objects)


MEASURED = """
import resource, sys
from pathlib import Path
from bot.errors import UnreadableTerms
from ingest.delivery import deliver_file
from ingest.isolation import Limits, read_isolated
try:
    read_isolated(deliver_file(Path(sys.argv[1])), "x", limits=Limits(memory_bytes=int(sys.argv[2])))
except UnreadableTerms as error:
    print(error)
used = resource.getrusage(resource.RUSAGE_CHILDREN).ru_maxrss
print(used * (1 if sys.platform == "darwin" else 1024))
"""


def test_a_bomb_stays_below_the_limit_of_memory(tmp_path: Path) -> None:
    bomb = tmp_path / "bom.pdf"
    bomb.write_bytes(pdf_bomb(3000))
    assert bomb.stat().st_size < 3 * MEGABYTE
    limit = 400 * MEGABYTE
    command = [sys.executable, "-c", MEASURED, str(bomb), str(limit)]
    said, used = subprocess.run(command, cwd=ROOT, capture_output=True, text=True, check=True).stdout.splitlines()
    assert "bom.pdf" in said
    assert "geheugen" in said
    assert 30 * MEGABYTE < int(used) < limit


def test_too_little_memory_is_said_as_that() -> None:
    with pytest.raises(UnreadableTerms, match=r"winkel\.md kost meer dan 1 megabyte geheugen"):
        read_isolated(delivered(), "x", limits=Limits(memory_bytes=MEGABYTE))


def test_too_much_work_is_stopped() -> None:
    busy = "".join(f"Artikel {n} Titel\n" + "".join(f"{m}. U betaalt.\n" for m in range(1, 60)) for n in range(1, 320))
    with pytest.raises(UnreadableTerms, match="duurt langer dan 1 seconden"):
        read_isolated(delivered(busy), "x", limits=Limits(cpu_s=1))


def instead(monkeypatch: pytest.MonkeyPatch, script: str) -> None:
    """Runs this script where the reader would run."""
    monkeypatch.setattr(isolation, "_command", lambda *_: [sys.executable, "-c", script])


def test_what_hangs_is_ended_with_everything_it_started(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    beat = tmp_path / "beat"
    child = f"import time\nwhile True: open({str(beat)!r}, 'a').write('x'); time.sleep(0.02)"
    instead(monkeypatch, f"import subprocess, sys; subprocess.run([sys.executable, '-c', {child!r}])")
    with pytest.raises(UnreadableTerms, match="duurt langer dan 3 seconden en is afgebroken"):
        read_isolated(delivered(), "x", limits=Limits(wall_s=3))
    beats = beat.stat().st_size
    assert beats > 0
    time.sleep(0.3)
    assert beat.stat().st_size == beats


@pytest.mark.parametrize("script", ["import os; os.abort()", "raise ValueError", "print('geen JSON')", "print('{}')"])
def test_what_breaks_is_said_without_its_details(monkeypatch: pytest.MonkeyPatch, script: str) -> None:
    instead(monkeypatch, script)
    with pytest.raises(UnreadableTerms, match=r"^Het lezen van winkel\.md is mislukt"):
        read_isolated(delivered(), "x")


def test_the_process_knows_no_secrets_and_has_no_input(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("DATABASE_URL", "postgresql://geheim")
    instead(monkeypatch, "import os, sys; print(dict(os.environ), repr(sys.stdin.read())); sys.exit(3)")
    with pytest.raises(UnreadableTerms) as refused:
        read_isolated(delivered(), "x")
    assert "geheim" not in str(refused.value)
    assert str(refused.value).endswith("''")


def test_the_reader_starts_without_heavy_libraries() -> None:
    script = "import ingest.reading_process, sys; print(*{'torch', 'chromadb', 'numpy', 'langchain'} & set(sys.modules))"
    assert subprocess.run([sys.executable, "-c", script], cwd=ROOT, capture_output=True, text=True, check=True).stdout == "\n"
