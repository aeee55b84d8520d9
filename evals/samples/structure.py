"""How well a document was read: clause paths against the gold, and phrases in their place."""

from __future__ import annotations

import json
import subprocess
import sys
import unicodedata
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from pathlib import Path

from bot.settings import ROOT
from evals.graders import path_matches, squash
from evals.samples.gold import Sample, SpotCheck


@dataclass(frozen=True, slots=True)
class Structure:
    """Paths that were read and are not in the gold (`extra`), paths of the gold that were not read, and phrases out of place.

    `refused` is what the reader said when it would not read the document; nothing counts as read then.
    """

    found: frozenset[str]
    gold: frozenset[str]
    misplaced: tuple[SpotCheck, ...]
    spot_checks: int
    refused: str = ""

    @property
    def extra(self) -> frozenset[str]:
        """Paths that the gold does not have."""
        return self.found - self.gold

    @property
    def missing(self) -> frozenset[str]:
        """Paths of the gold that were not read."""
        return self.gold - self.found

    @property
    def f1(self) -> float:
        """The harmonic mean of precision and recall on clause paths (0..1)."""
        return 2 * len(self.found & self.gold) / (len(self.found) + len(self.gold))


def check_structure(sample: Sample) -> Structure:
    """How `python -m ingest check --json` reads a document."""
    command = [sys.executable, "-m", "ingest", "check", "--json", str(sample.file.resolve())]
    done = subprocess.run(command, cwd=ROOT, capture_output=True, text=True, check=False)
    if done.returncode:
        return Structure(
            frozenset(), with_parents(sample.paths), sample.spot_checks, len(sample.spot_checks), done.stderr.strip()
        )
    return compare(sample, {str(row["path"]).lower(): str(row["text"]) for row in json.loads(done.stdout)})


def compare(sample: Sample, texts: Mapping[str, str]) -> Structure:
    """The structure of these clauses, given by their path, against the gold."""
    misplaced = tuple(check for check in sample.spot_checks if not _stands(check, texts))
    return Structure(with_parents(texts), with_parents(sample.paths), misplaced, len(sample.spot_checks))


def with_parents(paths: Iterable[str]) -> frozenset[str]:
    """These paths, and what holds them: an article whose text is all in its leden is no clause, and still is read."""
    found = set()
    for path in paths:
        document, colon, own = path.rpartition(":")
        parts = own.split(".")
        found |= {document + colon + ".".join(parts[:length]) for length in range(1, len(parts) + 1)}
    return frozenset(found)


def _stands(check: SpotCheck, texts: Mapping[str, str]) -> bool:
    """Whether the phrase stands in its clause; a parent or child is fair."""
    phrase = _plain(check.must_contain)
    return any(phrase in _plain(text) for path, text in texts.items() if path_matches(path, [check.clause]))


def _plain(text: str) -> str:
    return squash(unicodedata.normalize("NFC", text.replace("\u200b", "")))


def company_name(file: Path) -> str:
    """A name for the company of a document, from the first word of its file name."""
    words = [word for word in file.stem.replace("-", "_").split("_") if not word.isdigit()]
    return (words or ["Bedrijf"])[0].capitalize()
