"""Under which licences the packages of this project come. `python -m tests.licences` writes them into docs/licences.md."""

from __future__ import annotations

import re
import tomllib
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from functools import cache
from importlib.metadata import Distribution, PackageNotFoundError, distribution
from pathlib import Path

from packaging.requirements import Requirement
from packaging.utils import canonicalize_name

ROOT = Path(__file__).parents[1]
TABLE = ROOT / "docs" / "licences.md"
PROJECT = tomllib.loads((ROOT / "pyproject.toml").read_text(encoding="utf-8"))["project"]
FAMILIES = {
    "MIT": r"\bmit(?:-0|-cmu)?\b|\bisc\b",
    "BSD": r"\b(?:0|\d-clause )?bsd\b|\bzlib\b|\bbsl-1\.0|\bhpnd\b",
    "Apache": r"\bapache\b",
    "PSF": r"\bpsf|python software foundation|cnri-python",
    "public domain": r"\bunlicense|public domain|\bcc0\b",
    "MPL": r"\bmpl\b|mozilla public",
    "LGPL": r"\blgpl|lesser general public",
    "GPL": r"(?<!a)(?<!l)\bgpl|(?<!lesser )(?<!affero )general public license",
    "AGPL": r"\bagpl|affero",
    "SSPL": r"\bsspl|server side public",
    "proprietary": r"proprietary",
}
SERVED = {"MIT", "BSD", "Apache", "PSF", "public domain", "MPL", "LGPL"}
"""What a program may be built on that is served to customers; a test tool that is only run may be under the GPL as well."""
READ = {
    "axe-playwright-python": "MIT",
    "locate": "MIT",
    "pyphen": "MPL-1.1",
}
"""For packages whose metadata tell none, another one or several to choose from: what the licence file in the package says."""


@dataclass(frozen=True, slots=True)
class Package:
    """One installed package; `runs`: the program itself needs it, not only its tests."""

    name: str
    version: str
    licence: str
    runs: bool

    @property
    def families(self) -> set[str]:
        """The families that the licence names; empty for one that nobody knows."""
        return {family for family, pattern in FAMILIES.items() if re.search(pattern, self.licence, re.IGNORECASE)}

    @property
    def is_allowed(self) -> bool:
        """Whether it may be used for what it is used for."""
        allowed = SERVED if self.runs else SERVED | {"GPL"}
        return bool(self.families) and self.families <= allowed


@cache
def packages() -> tuple[Package, ...]:
    """Everything that this project needs here, indirect packages included, by name."""
    runs = closure(PROJECT["dependencies"])
    tests = closure(PROJECT["optional-dependencies"]["test"])
    needed = {**tests, **runs}
    return tuple(Package(name, found.version, licence_of(found), name in runs) for name, found in sorted(needed.items()))


def closure(requirements: Iterable[str]) -> Mapping[str, Distribution]:
    """The installed packages that these requirements bring, by name."""
    found: dict[str, Distribution] = {}
    seen: set[tuple[str, frozenset[str]]] = set()
    waiting = [Requirement(requirement) for requirement in requirements]
    while waiting:
        wanted = waiting.pop()
        name, extras = canonicalize_name(wanted.name), frozenset(wanted.extras)
        if (name, extras) in seen:
            continue
        seen.add((name, extras))
        try:
            found[name] = distribution(name)
        except PackageNotFoundError:  # for another system or an older Python
            continue
        inner = (Requirement(text) for text in found[name].requires or ())
        waiting += [each for each in inner if _counts(each, extras)]
    return found


def _counts(requirement: Requirement, extras: frozenset[str]) -> bool:
    """Whether it is needed here, with these extras of the package that names it."""
    marker = requirement.marker
    return marker is None or any(marker.evaluate({"extra": extra}) for extra in {"", *extras})


def licence_of(found: Distribution) -> str:
    """What the package says of its licence, in a line."""
    told = found.metadata
    name = canonicalize_name(told["Name"])
    classes = [line.rpartition(" :: ")[2] for line in told.get_all("Classifier") or () if line.startswith("License :: OSI")]
    plain = (told.get("License") or "").strip().partition("\n")[0]
    return READ.get(name) or told.get("License-Expression") or ", ".join(sorted(classes)) or plain[:80] or "?"


def table(found: Iterable[Package]) -> str:
    """The licences as a page."""
    rows = [f"| {each.name} | {each.licence} | {'' if each.runs else 'tests only'} |" for each in found]
    return "\n".join([HEAD, *rows, ""])


HEAD = """# Licences

Of every package that is installed, indirect ones included; versions stand in `constraints.txt`. Made by `python -m
tests.licences` out of what the packages say of themselves; `tests/licences.py` holds what is allowed, and a test
refuses anything else. What asks nothing of our own code may be served: permissive licences, and MPL and LGPL used
unchanged. A tool that only the tests run may be under the GPL.

| package | licence | |
|---|---|---|"""

if __name__ == "__main__":
    TABLE.write_text(table(packages()), encoding="utf-8")
