"""Where this program keeps what it built outside the project."""

from __future__ import annotations

from collections.abc import Mapping
from pathlib import Path


def default_cache(environment: Mapping[str, str]) -> Path:
    """`voorwaardenbot` in the user's cache folder: XDG_CACHE_HOME, or `.cache` in the home folder."""
    chosen = environment.get("XDG_CACHE_HOME")
    return (Path(chosen) if chosen else Path.home() / ".cache") / "voorwaardenbot"
