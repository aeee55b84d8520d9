"""What takes long to work out of a collection, kept on disk beside the index: made once, read in milliseconds from then on."""

from __future__ import annotations

import logging
import zlib
from collections.abc import Callable, Collection, Mapping, Sequence
from pathlib import Path
from typing import Any

import numpy as np
from numpy.typing import NDArray
from safetensors import SafetensorError
from safetensors.numpy import load, save

from bot.retrieval.manifest import replace_file

log = logging.getLogger(__name__)
Arrays = Mapping[str, NDArray[Any]]
RECIPE = 2
"""Raise this when what is worked out of the same collection becomes another."""
FOLDER = "ready"
_ENDING = "safetensors.checked"
_SUM = 4
"""Bytes in front of the arrays that hold their checksum."""


class Kept:
    """Named arrays of collections. A file that is gone, damaged or can't be written only costs the time to make it again.

    The name of a collection tells its contents, so that what is kept of it never goes stale.
    """

    def __init__(self, index_dir: Path) -> None:
        self._folder = index_dir / FOLDER

    def get(self, collection: str, kind: str, make: Callable[[], Arrays]) -> Arrays:
        """The arrays of this kind for a collection: those that are kept, else what `make` gives, which is kept."""
        path = self._folder / f"{collection}.{kind}-{RECIPE}.{_ENDING}"
        kept = _read(path)
        if kept is not None:
            return kept
        made = make()
        _write(path, made)
        return made

    def tidy(self, collections: Collection[str]) -> None:
        """Remove what is kept of other collections than these."""
        for path in self._folder.iterdir() if self._folder.is_dir() else ():
            if path.name.split(".")[0] not in collections:
                path.unlink(missing_ok=True)


def joined(texts: Sequence[str]) -> NDArray[np.uint8]:
    """Texts without line breaks as one array of bytes."""
    return np.frombuffer("".join(f"{text}\n" for text in texts).encode(), dtype=np.uint8)


def parted(stored: NDArray[np.uint8]) -> tuple[str, ...]:
    """The texts that `joined` put together."""
    return tuple(stored.tobytes().decode().split("\n")[:-1])


def _read(path: Path) -> Arrays | None:
    try:
        data = path.read_bytes()
        if zlib.crc32(data[_SUM:]).to_bytes(_SUM) != data[:_SUM]:
            raise ValueError("its checksum is another one")
        return load(data[_SUM:])
    except FileNotFoundError:
        return None
    except (OSError, ValueError, SafetensorError) as error:
        log.warning("%s can't be read and is made again: %s", path.name, error)
        return None


def _write(path: Path, arrays: Arrays) -> None:
    data = save({name: np.ascontiguousarray(values) for name, values in arrays.items()})
    try:
        replace_file(path, zlib.crc32(data).to_bytes(_SUM) + data)
    except OSError as error:
        log.warning("%s can't be kept: %s", path.name, error)
