"""What was set and built: settings, the embedding model, and the index."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

from bot.contradictions import doubts, refusals
from bot.doctor.finding import Finding, failed, fine, warning
from bot.errors import NotReady
from bot.retrieval.e5.folder import check_folder, fingerprint, model_folder
from bot.retrieval.manifest import MANIFEST, load_manifest
from bot.retrieval.upkeep import last_failure
from bot.settings import Settings

SOURCES = ("terms", "annotations", "rules", "scope")
"""What the index is built of, inside the data folder."""


def check_settings(settings: Settings) -> Iterator[Finding]:
    """Whether the settings can be used together and on this machine."""
    wrong, doubtful = list(refusals(settings)), list(doubts(settings))
    for line in wrong:
        yield failed("instelling", "setting", line=line)
    for line in doubtful:
        yield warning("instelling", "doubt", line=line)
    if not wrong and not doubtful:
        yield fine("instelling", "settings")


def check_model(settings: Settings) -> Iterator[Finding]:
    """Whether every file of the built-in model is as it was built."""
    if settings.embedding_model:
        yield fine("taalmodel", "other_model", model=settings.embedding_model)
        return
    try:
        check_folder(model_folder(settings.terms_model_dir))
    except NotReady as error:
        yield failed("taalmodel", "model", reason=error)
    else:
        yield fine("taalmodel", "model_sound")


def check_index(settings: Settings) -> Iterator[Finding]:
    """Whether there is an index of this model, with every company, and no older than what it was built of."""
    try:
        manifest = load_manifest(settings.index_dir)
    except NotReady as error:
        yield failed("index", "no_index", reason=error)
        return
    if failure := last_failure(settings.index_dir):
        yield warning("index", "build_failed", reason=failure.reason)
    if not settings.embedding_model and manifest.model != fingerprint(model_folder(settings.terms_model_dir)):
        yield failed("index", "index_other_model")
        return
    there = {path.parent.name for path in (settings.data_dir / "terms").glob("*/company.yaml")}
    for slug in sorted(there - set(manifest.companies)):
        yield failed("index", "index_lacks", slug=slug)
    newer = newer_files(settings.data_dir, (settings.index_dir / MANIFEST).stat().st_mtime)
    if newer:
        yield warning("index", "index_old", count=len(newer), file=newer[-1].name)
    yield fine("index", "index", count=len(manifest.companies))


def newer_files(data_dir: Path, moment: float) -> list[Path]:
    """The files that the index is built of and that changed after this moment, the newest last."""
    files = [path for source in SOURCES for path in (data_dir / source).rglob("*") if path.is_file()]
    changed = [(path.stat().st_mtime, path) for path in files if not path.name.startswith(".")]
    return [path for at, path in sorted(changed) if at > moment]
