"""The page around the demo, as it leaves."""

from __future__ import annotations

from bot.ui.dutch_page import in_dutch

PAGE = """<!doctype html>
<html
\tlang="en"
>
<head>
<meta property="og:title" content="Gradio" />
<link rel="manifest" href="/manifest.json" />
<title>x</title></head></html>"""


def test_the_page_is_dutch_and_asks_no_browser() -> None:
    page = in_dutch(PAGE)
    assert '<html lang="nl"' in page
    assert 'lang="en"' not in page
    assert page.index("navigator") < page.index("<title>")


def test_what_gradio_says_of_itself_is_gone() -> None:
    assert "Gradio" not in in_dutch(PAGE)
    assert "manifest" not in in_dutch(PAGE)
