"""The chat widget as one script: what it weighs, and that it holds together."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterator

import pytest
from fastapi.testclient import TestClient

from bot import texts
from bot.assembly import Parts
from bot.settings import Settings
from bot.web.app import make_app
from bot.web.widget import MODULES, RELEASES, SOURCES, VERSION, embed_line, find_release, integrity, weight, widget_script

BUDGET = 15_000  # bytes, gzipped


@pytest.fixture(scope="module")
def client(small: Parts, small_settings: Settings) -> Iterator[TestClient]:
    with TestClient(make_app(small.assistant, small.search, small_settings), raise_server_exceptions=False) as client:
        yield client


def test_the_whole_widget_fits_its_budget() -> None:
    assert weight(widget_script()) <= BUDGET


def test_it_is_sent_compressed_and_to_every_website(client: TestClient) -> None:
    reply = client.get("/widget.js", headers={"Accept-Encoding": "gzip"})
    assert reply.text == widget_script()
    assert int(reply.headers["content-length"]) <= BUDGET
    assert reply.headers["content-encoding"] == "gzip"
    assert reply.headers["content-type"] == "text/javascript; charset=utf-8"
    assert reply.headers["access-control-allow-origin"] == "*"
    assert client.get("/widget.js", headers={"Accept-Encoding": "identity"}).text == widget_script()


def test_nothing_in_it_reads_markup_or_runs_text() -> None:
    forbidden = r"innerHTML|outerHTML|insertAdjacentHTML|document\.write|\beval\b|new Function|localStorage|\.cookie|DOMParser"
    assert re.findall(forbidden, widget_script()) == []


def test_every_module_is_in_it_and_their_names_do_not_clash() -> None:
    assert {path.stem for path in SOURCES.glob("*.js")} == {*MODULES, "given"}
    declared = re.findall(r"^(?:async )?(?:const|let|class|function\*?) (\w+)", "\n".join(sources()), re.MULTILINE)
    assert [name for name, times in Counter(declared).items() if times > 1] == []
    assert not re.search(r"^(import|export) ", widget_script(), re.MULTILINE)


def test_modules_import_only_what_comes_before_them() -> None:
    order = ["given", *MODULES]
    for name in MODULES:
        imported = re.findall(r'from "\./(\w+)\.js"', (SOURCES / f"{name}.js").read_text(encoding="utf-8"))
        assert [other for other in imported if order.index(other) >= order.index(name)] == [], name


def test_every_sentence_is_used_and_every_used_sentence_is_there() -> None:
    known = {key.removeprefix("widget.") for key in texts.keys() if key.startswith("widget.")}  # noqa: SIM118
    words = set(re.findall(r'"(\w+)"', "\n".join(sources()))) | {
        f"fail_{kind}" for kind in re.findall(r'"(\w+)"', source("service"))
    }
    assert known - words == set()
    assert set(re.findall(r'say\("(\w+)"', "\n".join(sources()))) - known == set()


def test_a_release_never_changes_and_is_what_its_line_says(client: TestClient) -> None:
    released = {path.name: path.read_text(encoding="utf-8") for path in RELEASES.glob("widget-*.js")}
    assert f"widget-{VERSION}.js" in released
    for name, script in released.items():
        reply = client.get(f"/{name}")
        assert reply.text == script
        assert "immutable" in reply.headers["cache-control"]
    newest = find_release(VERSION)
    assert newest is not None
    assert f'integrity="{integrity(newest)}"' in embed_line(newest)


def test_the_newest_release_is_what_the_sources_make() -> None:
    assert find_release(VERSION) == widget_script(), "run: python -m bot.web.widget release"


def test_the_readme_pins_the_newest_release() -> None:
    readme = (SOURCES.parents[3] / "README.md").read_text(encoding="utf-8")
    pinned = set(re.findall(r'widget-([\d.]+)\.js" integrity="([^"]+)"', readme))
    assert pinned <= {(VERSION, integrity(widget_script()))}, "run: python -m bot.web.widget release"


@pytest.mark.parametrize("version", ["9.9.9", "x", "1.0", "..%2f..%2fsecret"])
def test_there_are_no_other_versions(client: TestClient, version: str) -> None:
    assert client.get(f"/widget-{version}.js").status_code == 404


def test_the_demonstration_page_has_the_widget_of_its_company(client: TestClient) -> None:
    page = client.get("/widget-demo?company=taarthuis").text
    assert 'data-company="taarthuis"' in page
    assert "Taarthuis" in page
    assert client.get("/widget-demo").status_code == 200
    assert client.get("/widget-demo?company=onbekend").status_code == 404
    assert "nonce-" in client.get("/widget-demo/strict").headers["content-security-policy"]


def sources() -> list[str]:
    return [source(name) for name in MODULES]


def source(name: str) -> str:
    return (SOURCES / f"{name}.js").read_text(encoding="utf-8")
