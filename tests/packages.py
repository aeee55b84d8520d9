"""Debian packages that tests run against."""

from __future__ import annotations

import os
import shutil
import subprocess


def install_package(name: str) -> bool:
    """Whether the package could be installed: on Debian, by root alone."""
    apt = shutil.which("apt-get") if os.geteuid() == 0 else None
    if apt is None:
        return False
    return _ran([apt, "update", "-qq"]) and _ran([apt, "install", "-y", "-qq", "--no-install-recommends", name])


def _ran(command: list[str]) -> bool:
    return subprocess.run(command, check=False, env={**os.environ, "DEBIAN_FRONTEND": "noninteractive"}).returncode == 0
