"""The data folder: whether its files can be read, and whether what the law fixes is known for today."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date, timedelta

from bot.calculators.law import Law, load_law
from bot.calculators.loading import load_rules
from bot.clock import today
from bot.doctor.finding import Finding, failed, fine, warning
from bot.dutch import format_date
from bot.errors import BrokenData
from bot.matching import load_pool
from bot.retrieval.calibration import load_calibration
from bot.settings import Settings

SOON = timedelta(days=45)


def check_data(settings: Settings) -> Iterator[Finding]:
    """Whether terms, annotations, rules and calibration can be read."""
    slugs = sorted(path.parent.name for path in (settings.data_dir / "terms").glob("*/company.yaml"))
    sound = True
    for slug in slugs:
        try:
            load_pool(settings.data_dir / "annotations", slug)
        except BrokenData as error:
            sound = False
            yield failed("gegevens", "data", reason=error)
    rules = load_rules(settings.data_dir) if (settings.data_dir / "rules").exists() else ()
    load_calibration(settings.data_dir)
    if sound:
        yield fine("gegevens", "data_sound", companies=len(slugs), rules=len(rules))


def check_law(_: Settings) -> Iterator[Finding]:
    """Whether rates and holidays reach beyond today."""
    yield from law_findings(load_law(), today())


def law_findings(law: Law, day: date) -> Iterator[Finding]:
    """What of the law is not known on this day, or will not be soon."""
    sound = True
    for series in law.series.values():
        if series.known_until < day + SOON:
            sound = False
            tell = failed if series.known_until < day else warning
            yield tell("wet", "rates", name=series.name, until=format_date(series.known_until))
    for year in sorted({day.year, (day + SOON).year} - set(law.equated)):
        sound = False
        yield warning("wet", "equated", year=year)
    if sound:
        yield fine("wet", "law", until=format_date(min(series.known_until for series in law.series.values())))
