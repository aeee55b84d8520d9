"""A real server and a real browser for every test in this folder.

`site` is the address of the server. `page` is a page of 1280 pixels, and once more one of 375; `desktop` and `phone` are one of
them. A page whose scripts fail, or that opens a dialog, fails its test. `axe(page)` tells what is not accessible.
"""

from __future__ import annotations

import os
import socket
import subprocess
import sys
import time
import urllib.error
import urllib.request
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path

import pytest
from axe_playwright_python.sync_playwright import Axe
from playwright.sync_api import Browser, Page, expect, sync_playwright

from tests.browser import launch

ROOT = Path(__file__).parents[2]
START_S = 180
RULES = ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa", "best-practice"]
SCREENS = {
    "desktop": {"viewport": {"width": 1280, "height": 800}},
    "375px": {"viewport": {"width": 375, "height": 740}, "has_touch": True, "is_mobile": True, "device_scale_factor": 2},
}
Accessible = Callable[..., list[str]]
expect.set_options(timeout=20_000)


# These are of the package: a browser driven synchronously keeps an event loop, in the way of asynchronous tests elsewhere.
@pytest.fixture(scope="package")
def database(tmp_path_factory: pytest.TempPathFactory) -> str:
    """The address of an empty database, which the server of `site` uses."""
    return f"sqlite:///{tmp_path_factory.mktemp('site')}/site.sqlite"


@pytest.fixture(scope="package")
def site(database: str, tmp_path_factory: pytest.TempPathFactory) -> Iterator[str]:
    """The address of a server of its own, over the real terms."""
    with serving(database, tmp_path_factory.mktemp("log") / "site.log") as address:
        yield address


@contextmanager
def serving(database: str, log: Path, **more: str) -> Iterator[str]:
    """The address of `app.py` on a free port, ready to answer, for as long as it is used; `more` are settings of its own."""
    port = _free_port()
    command = [sys.executable, "app.py", "--host", "127.0.0.1", "--port", str(port)]
    settings = {"DATABASE_URL": database, "REVIEW_DIR": str(log.parent / "review"), **more}
    with log.open("w") as output:
        server = subprocess.Popen(command, cwd=ROOT, env={**os.environ, **settings}, stdout=output, stderr=subprocess.STDOUT)
        try:
            address = f"http://127.0.0.1:{port}"
            _wait_for(f"{address}/api/v1/health/ready", server, log)
            yield address
        finally:
            server.terminate()
            try:
                server.wait(20)
            except subprocess.TimeoutExpired:
                server.kill()
                server.wait(20)


@pytest.fixture(scope="package")
def chromium() -> Iterator[Browser]:
    """The browser."""
    with sync_playwright() as playwright:
        browser = launch(playwright)
        yield browser
        browser.close()


@pytest.fixture(params=list(SCREENS))
def page(request: pytest.FixtureRequest, chromium: Browser, site: str) -> Iterator[Page]:
    """A fresh page, on a desktop and on a phone."""
    with fresh_page(chromium, site, request.param) as made:
        yield made


@pytest.fixture
def desktop(chromium: Browser, site: str) -> Iterator[Page]:
    """A fresh page of 1280 pixels."""
    with fresh_page(chromium, site, "desktop") as made:
        yield made


@pytest.fixture
def phone(chromium: Browser, site: str) -> Iterator[Page]:
    """A fresh page of 375 pixels, touched instead of clicked."""
    with fresh_page(chromium, site, "375px") as made:
        yield made


@contextmanager
def fresh_page(browser: Browser, site: str, screen: str = "desktop", **more: object) -> Iterator[Page]:
    """A page with nothing stored. Fails where a script failed, or where a dialog opened."""
    dutch = {"locale": "nl-NL", "timezone_id": "Europe/Amsterdam"}
    context = browser.new_context(base_url=site, **{**dutch, **SCREENS[screen], **more})
    wrong: list[str] = []
    context.on("weberror", lambda error: wrong.append(str(error.error)))
    context.on("dialog", lambda dialog: (wrong.append(f"dialog: {dialog.message}"), dialog.dismiss()))
    made = context.new_page()
    made.set_default_timeout(20_000)
    yield made
    hacked = [frame.url for frame in made.frames if frame.evaluate("() => globalThis.hacked === 1")]
    context.close()
    assert wrong == []
    assert hacked == []


@pytest.fixture(scope="package")
def axe() -> Accessible:
    """What is not accessible: the rule, what it asks, and where, one line each."""
    tool = Axe()

    def check(page: Page, *, context: object = None) -> list[str]:
        options = {"runOnly": {"type": "tag", "values": RULES}, "resultTypes": ["violations"]}
        found = tool.run(page, context=context, options=options).response["violations"]
        return [f"{one['id']}: {one['help']}: {node['target']}" for one in found for node in one["nodes"]]

    return check


def _free_port() -> int:
    with socket.create_server(("127.0.0.1", 0)) as server:
        return int(server.getsockname()[1])


def _wait_for(address: str, server: subprocess.Popen[bytes], log: Path) -> None:
    until = time.monotonic() + START_S
    while time.monotonic() < until:
        if server.poll() is not None:
            break
        try:
            with urllib.request.urlopen(address, timeout=5):
                return
        except (urllib.error.URLError, OSError):
            time.sleep(0.5)
    raise RuntimeError(f"the server did not start:\n{log.read_text()[-2000:]}")
