"""What every reply tells the browser: nothing is guessed, nothing runs that is not ours, and who may show a page in a frame.

Each page is as strict as it can be; no page of our own runs a script that stands in its markup. HSTS is for the proxy that
speaks TLS.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from starlette.datastructures import MutableHeaders
from starlette.types import ASGIApp, Message, Receive, Scope, Send

SHUT = "default-src 'none'; base-uri 'none'; form-action 'none'; frame-ancestors 'none'"
STAFF = (
    "default-src 'none'; script-src 'self'; style-src 'self'; img-src 'self'; connect-src 'self'; "
    "form-action 'self'; base-uri 'none'; frame-ancestors 'none'"
)
SHOP = (
    "default-src 'none'; script-src 'self'; style-src 'self'; img-src 'self'; connect-src 'self'; "
    "form-action 'none'; base-uri 'none'; frame-ancestors 'none'"
)
TERMS = "default-src 'none'; style-src 'self'; img-src 'self'; form-action 'none'; base-uri 'none'; frame-ancestors {framers}"
DEMO = (
    "default-src 'self'; script-src 'self' 'unsafe-inline' 'unsafe-eval'; style-src 'self' 'unsafe-inline'; "
    "img-src 'self' data: blob:; font-src 'self' data:; connect-src 'self'; worker-src 'self' blob:; media-src 'self' blob:; "
    "object-src 'none'; frame-src 'none'; form-action 'self'; base-uri 'self'; frame-ancestors 'self'"
)
"""Gradio writes its settings as a script into the page, styles into elements, and makes functions of text for `js_on_load`."""
UNUSED = (
    "accelerometer", "autoplay", "camera", "display-capture", "geolocation", "gyroscope", "magnetometer", "microphone", "midi",
    "payment", "screen-wake-lock", "usb", "xr-spatial-tracking",
)  # fmt: skip
EVERYWHERE = {
    "Permissions-Policy": ", ".join(f"{feature}=()" for feature in UNUSED),
    "Referrer-Policy": "same-origin",
    "X-Content-Type-Options": "nosniff",
}
UNFRAMED = {"X-Frame-Options": "DENY"}
PRIVATE = {"Cache-Control": "no-store", "Cross-Origin-Opener-Policy": "same-origin", **UNFRAMED}


class SecurityHeaders:
    """Adds to every reply what the browser may do with it. A policy that a page sets itself stays.

    The readable terms may be shown in a frame by the websites that may call the API; nothing can be clicked there that does harm.
    """

    def __init__(self, app: ASGIApp, *, framers: Sequence[str] = ("*",)) -> None:
        self._app = app
        self._pages: dict[str, dict[str, str]] = {
            "/support": {"Content-Security-Policy": STAFF, **PRIVATE},
            "/terms": {"Content-Security-Policy": TERMS.format(framers=" ".join(framers) or "'none'")},
            "/widget-demo": {"Content-Security-Policy": SHOP, **UNFRAMED},
            "/demo": {"Content-Security-Policy": DEMO},
        }

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        if scope["type"] != "http":
            await self._app(scope, receive, send)
            return

        async def send_guarded(message: Message) -> None:
            if message["type"] == "http.response.start":
                headers = MutableHeaders(scope=message)
                for name, value in self.of(scope["path"]).items():
                    headers.setdefault(name, value)
            await send(message)

        await self._app(scope, receive, send_guarded)

    def of(self, path: str) -> Mapping[str, str]:
        """The headers of what is at this path."""
        for start, own in self._pages.items():
            if path == start or path.startswith(f"{start}/"):
                return EVERYWHERE | own
        return EVERYWHERE | {"Content-Security-Policy": SHUT}
