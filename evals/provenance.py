"""Where a measurement comes from, as hashes: two runs may be compared when it is known what differs between them."""

from __future__ import annotations

import hashlib
import json
import subprocess
from collections.abc import Iterable, Sequence
from pathlib import Path

from bot.retrieval.manifest import load_manifest
from bot.settings import ROOT, Settings
from evals.cases import Case
from evals.outcomes import Origin

KNOWLEDGE = ("terms", "annotations", "rules", "scope", "law", "facts.yaml", "onderwerpen.yaml", "spreektaal.yaml")
"""What in the data folder decides an answer."""
HARMLESS = frozenset({"host", "port", "data_dir", "index_dir", "terms_model_dir", "threads"})
"""Settings that say where things are and how many processors work on them, and change no answer."""


def find_origin(settings: Settings, cases: Sequence[Case]) -> Origin:
    """The origin of what is measured now with these settings on these cases. Raises: IndexMissing."""
    manifest = load_manifest(settings.index_dir)
    return Origin(
        commit=commit(ROOT),
        settings=digest([settings.model_dump_json(exclude=set(HARMLESS)).encode()]),
        data=data_hash(settings.data_dir),
        index=digest(name.encode() for name in sorted(manifest.collections)),
        cases=digest(json.dumps(case.model_dump(mode="json"), sort_keys=True).encode() for case in cases),
        model=manifest.model,
    )


def commit(folder: Path) -> str:
    """The commit that is checked out, with a plus when files other than baselines differ from it; empty outside a checkout."""

    def git(*arguments: str) -> str:
        return subprocess.run(["git", *arguments], cwd=folder, capture_output=True, text=True, check=False).stdout.strip()

    changed = git("status", "--porcelain", "--untracked-files=no", "--", ".", ":(exclude)evals/baselines")
    return git("rev-parse", "--short", "HEAD") + ("+" if changed else "")


def data_hash(folder: Path) -> str:
    """A hash of the names and bytes of everything in a data folder that decides an answer."""
    found = (path for name in KNOWLEDGE for path in [folder / name, *(folder / name).rglob("*")] if path.is_file())
    return digest(part for path in sorted(found) for part in (path.relative_to(folder).as_posix().encode(), path.read_bytes()))


def digest(parts: Iterable[bytes]) -> str:
    """Twelve hex digits of these parts, each counted apart."""
    whole = hashlib.sha256()
    for part in parts:
        whole.update(hashlib.sha256(part).digest())
    return whole.hexdigest()[:12]
