"""HTML for the demo page, from the templates in this folder. Everything that is filled in is escaped."""

from __future__ import annotations

from pathlib import Path

from jinja2 import Environment, FileSystemLoader, StrictUndefined

from bot import texts
from bot.dutch import format_amount, format_date, format_weekday

_PAGES = Environment(
    loader=FileSystemLoader(Path(__file__).parent / "templates"),
    autoescape=True,
    undefined=StrictUndefined,
    trim_blocks=True,
    lstrip_blocks=True,
)
_PAGES.globals["say"] = lambda key, **values: texts.get(f"demo.{key}", **values)
_PAGES.filters.update(amount=format_amount, day=format_date, weekday=format_weekday)


def render(template: str, **values: object) -> str:
    """The template with these values, as HTML."""
    return _PAGES.get_template(f"{template}.html").render(**values)
