"""The cached folder of the built-in model: complete and checked, or not there.

It is built beside its place and renamed last, so a build that was cut short is never used. `manifest.json` holds the size and
SHA-256 of every file and is checked on every load.
"""

from __future__ import annotations

import hashlib
import json
import tempfile
from collections.abc import Callable
from pathlib import Path

from bot.errors import ModelDamaged, NotReady
from bot.retrieval.e5.adapter import ADAPTER, adapter_digest
from bot.retrieval.e5.source import SHA256

RECIPE = 1
"""Raise this when the code in this package starts to make another model of the same source."""

REBUILD = "python -m bot.retrieval.e5"
_MANIFEST = "manifest.json"


def model_folder(cache: Path, *, adapter: Path = ADAPTER) -> Path:
    """Where the built-in model belongs in this cache; its name changes with the source, the recipe and the adapter."""
    fingerprint = hashlib.sha256(f"{SHA256} recipe {RECIPE} {adapter_digest(adapter)}".rstrip().encode()).hexdigest()[:12]
    return cache / f"e5-small-{fingerprint}"


def check_folder(folder: Path) -> None:
    """Returns when every file is byte for byte the one that was built.

    Raises: NotReady when the model was never built; ModelDamaged when a file is missing or has changed.
    """
    if not folder.is_dir():
        raise NotReady(f"Het taalmodel is nog niet gebouwd ({folder} bestaat niet). Voer `{REBUILD}` uit.")
    for name, (size, digest) in _read_manifest(folder).items():
        path = folder / name
        if not path.is_file() or path.stat().st_size != size or _sha256(path) != digest:
            raise _damaged(folder, f"{name} ontbreekt of is veranderd")


def fingerprint(folder: Path) -> str:
    """The name of the very model in this folder, told from its list of files without loading it. Raises: ModelDamaged."""
    listed = sorted(_read_manifest(folder).items())
    return hashlib.sha256(repr(listed).encode()).hexdigest()[:16]


def is_sound(folder: Path) -> bool:
    """Whether the folder is there and undamaged."""
    try:
        check_folder(folder)
    except NotReady:
        return False
    return True


def install(folder: Path, write: Callable[[Path], None]) -> None:
    """Puts what `write` makes at `folder`, in one step; a folder that was there and is damaged is replaced."""
    folder.parent.mkdir(parents=True, exist_ok=True)
    with tempfile.TemporaryDirectory(dir=folder.parent, prefix=f".{folder.name}-") as scratch:
        made = Path(scratch) / "model"
        made.mkdir()
        write(made)
        _write_manifest(made)
        _swap(made, folder, aside=Path(scratch) / "old")


def _swap(made: Path, folder: Path, *, aside: Path) -> None:
    if is_sound(folder):  # another process was first
        return
    if folder.exists():
        folder.rename(aside)
    try:
        made.rename(folder)
    except OSError:  # another process came in between: fine when what it put there is sound
        check_folder(folder)


def _write_manifest(folder: Path) -> None:
    files = sorted(path for path in folder.rglob("*") if path.is_file())
    listed = {path.relative_to(folder).as_posix(): [path.stat().st_size, _sha256(path)] for path in files}
    (folder / _MANIFEST).write_text(json.dumps(listed, indent=1), encoding="utf-8")


def _read_manifest(folder: Path) -> dict[str, tuple[int, str]]:
    try:
        listed = json.loads((folder / _MANIFEST).read_text(encoding="utf-8"))
        return {name: (int(size), str(digest)) for name, (size, digest) in listed.items()}
    except (OSError, ValueError, AttributeError, TypeError) as error:
        raise _damaged(folder, f"{_MANIFEST} ontbreekt of is onleesbaar") from error


def _damaged(folder: Path, found: str) -> ModelDamaged:
    return ModelDamaged(f"Het taalmodel in {folder} is beschadigd: {found}. Bouw het opnieuw met `{REBUILD}`.")


def _sha256(path: Path) -> str:
    with path.open("rb") as file:
        return hashlib.file_digest(file, "sha256").hexdigest()
