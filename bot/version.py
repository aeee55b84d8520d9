"""Which software this is: its version, and a hash of its code, so that an answer can be told by what gave it."""

from __future__ import annotations

import hashlib
from functools import cache
from pathlib import Path

VERSION = "0.1.0"
"""As in pyproject.toml; a test holds it."""
CODE = Path(__file__).parent


@cache
def software() -> str:
    """The version with the first twelve digits of a hash over the code, texts and prompts of this package: "0.1.0+3f2a…"."""
    digest = hashlib.sha256()
    for path in sorted((*CODE.rglob("*.py"), *CODE.glob("texts/*.yaml"), *CODE.glob("prompts/*.md"))):
        digest.update(path.relative_to(CODE).as_posix().encode() + b"\0" + path.read_bytes() + b"\0")
    return f"{VERSION}+{digest.hexdigest()[:12]}"
