"""The chat widget as one script: its modules, its style sheet and its Dutch sentences, put together when the server starts.

`python -m bot.web.widget` tells what it weighs. `python -m bot.web.widget release` keeps it under its version, for websites
that pin it with an integrity hash, and prints the line for them.
"""

from __future__ import annotations

import base64
import gzip
import hashlib
import json
import re
import sys
from collections.abc import Sequence
from functools import cache
from pathlib import Path

from fastapi import APIRouter, Request
from fastapi.responses import Response
from starlette.exceptions import HTTPException

from bot import texts

VERSION = "1.1.0"
SOURCES = Path(__file__).parent / "static" / "widget"
RELEASES = Path(__file__).parent / "releases"
MODULES = ("dom", "prose", "service", "memory", "colour", "clarify", "message", "aftercare", "panel", "element")
"""In the order of their imports; `given.js` is what is filled in here."""
LINKING = re.compile(r"^import .*\n|^export (?=\w)", re.MULTILINE)
REMARK = re.compile(r"^ *//.*\n|/\*\*(?:[^*]|\*(?!/))*\*/ ?\n?", re.MULTILINE)
INDENT = re.compile(r"^ +", re.MULTILINE)
PREFIX = "widget."
JAVASCRIPT = "text/javascript; charset=utf-8"
SHARED = {
    "Access-Control-Allow-Origin": "*",
    "Cross-Origin-Resource-Policy": "cross-origin",
    "X-Content-Type-Options": "nosniff",
    "Vary": "Accept-Encoding",
}
"""Every website may load the script, also with an integrity hash."""
FRESH = {"Cache-Control": "public, max-age=300"}
FOREVER = {"Cache-Control": "public, max-age=31536000, immutable"}


def make_widget() -> APIRouter:
    """The script under its plain name, and each release under its version."""
    router = APIRouter(include_in_schema=False)

    @router.get("/widget.js")
    def newest(request: Request) -> Response:
        return _script(widget_script(), FRESH, request)

    @router.get("/widget-{version}.js")
    def pinned(request: Request, version: str) -> Response:
        script = find_release(version)
        if script is None:
            raise HTTPException(404)
        return _script(script, FOREVER, request)

    return router


@cache
def widget_script() -> str:
    """The whole widget, as one classic script. Modules keep their own names apart by convention: all share one function."""
    every = texts.keys()
    sentences = {key.removeprefix(PREFIX): texts.get_template(key) for key in every if key.startswith(PREFIX)}
    style = INDENT.sub("", (SOURCES / "widget.css").read_text(encoding="utf-8"))
    given = {"TEXTS": sentences, "STYLE": style, "VERSION": VERSION}
    filled = [f"const {name} = {json.dumps(value, ensure_ascii=False)};\n" for name, value in given.items()]
    modules = [_joined((SOURCES / f"{name}.js").read_text(encoding="utf-8")) for name in MODULES]
    return "".join([f"/* terms-chat {VERSION} */\n", '(() => {\n"use strict";\n', *filled, *modules, "})();\n"])


def find_release(version: str) -> str | None:
    """A released widget, as it always was; None where there is no such version."""
    path = RELEASES / f"widget-{version}.js"
    return path.read_text(encoding="utf-8") if re.fullmatch(r"\d+\.\d+\.\d+", version) and path.exists() else None


def integrity(script: str) -> str:
    """The hash by which a website pins the script (SHA-384, as in the attribute `integrity`)."""
    return "sha384-" + base64.b64encode(hashlib.sha384(script.encode()).digest()).decode()


def embed_line(script: str, *, host: str = "https://host", company: str = "tenrok") -> str:
    """The line that puts this script on a page, as the release of this version."""
    pinned = f'integrity="{integrity(script)}" crossorigin="anonymous"'
    return f'<script src="{host}/widget-{VERSION}.js" {pinned} data-company="{company}" defer></script>'


def weight(script: str) -> int:
    """How many bytes the script takes on the wire."""
    return len(_compressed(script))


def _joined(source: str) -> str:
    return INDENT.sub("", REMARK.sub("", LINKING.sub("", source)))


@cache
def _compressed(script: str) -> bytes:
    return gzip.compress(script.encode(), 9, mtime=0)


def _script(text: str, caching: dict[str, str], request: Request) -> Response:
    headers = SHARED | caching
    if "gzip" not in request.headers.get("accept-encoding", ""):
        return Response(text, media_type=JAVASCRIPT, headers=headers)
    return Response(_compressed(text), media_type=JAVASCRIPT, headers=headers | {"Content-Encoding": "gzip"})


def main(arguments: Sequence[str]) -> int:
    """Weigh the widget, or release it; 1 where this version was released with another content."""
    script = widget_script()
    print(f"{weight(script)} bytes gzipped")
    if list(arguments) != ["release"]:
        return 0
    path = RELEASES / f"widget-{VERSION}.js"
    if path.exists() and path.read_text(encoding="utf-8") != script:
        print(f"{path.name} exists and differs: a release never changes. Raise VERSION in {__file__}.", file=sys.stderr)
        return 1
    path.parent.mkdir(exist_ok=True)
    path.write_text(script, encoding="utf-8")
    print(embed_line(script))
    return 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
