"""The Chromium that browser tests and screenshots run in. `python -m tests.browser` sees to it that there is one."""

from __future__ import annotations

import shutil
import subprocess
import sys
from pathlib import Path

from playwright.sync_api import Browser, Playwright, sync_playwright

from tests.packages import install_package

NAMES = ("chromium", "chromium-browser", "google-chrome", "google-chrome-stable")
NOWHERE = "--host-resolver-rules=MAP * ~NOTFOUND, EXCLUDE 127.0.0.1, EXCLUDE localhost"


def find_system_chromium() -> str | None:
    """The path of an installed Chromium; None where there is none."""
    return next((path for name in NAMES if (path := shutil.which(name))), None)


def launch(playwright: Playwright) -> Browser:
    """A headless Chromium that finds no other machine than this one."""
    arguments = ["--no-sandbox", "--disable-dev-shm-usage", NOWHERE]
    return playwright.chromium.launch(executable_path=find_system_chromium(), args=arguments)


def has_chromium() -> bool:
    """Whether the system or the test tool has a Chromium."""
    if find_system_chromium():
        return True
    with sync_playwright() as playwright:
        return Path(playwright.chromium.executable_path).exists()


def install() -> None:
    """Install Debian's package where that is allowed, and else the test tool's own browser."""
    if not install_package("chromium"):
        subprocess.run([sys.executable, "-m", "playwright", "install", "chromium"], check=True)


if __name__ == "__main__" and not has_chromium():
    install()
