"""All checks in order; one that breaks is a finding itself, and the others go on."""

from __future__ import annotations

from collections.abc import Callable, Iterator

from bot.doctor.answers import check_answers
from bot.doctor.chat import check_chat
from bot.doctor.data import check_data, check_law
from bot.doctor.finding import Finding, failed
from bot.doctor.installed import check_index, check_model, check_settings
from bot.doctor.machine import check_clock, check_disk, check_memory, check_threads
from bot.doctor.services import check_chroma, check_database, check_redis
from bot.errors import TermsBotError
from bot.settings import Settings

Check = Callable[[Settings], Iterator[Finding]]
CHECKS: tuple[tuple[str, Check], ...] = (
    ("instelling", check_settings),
    ("gegevens", check_data),
    ("wet", check_law),
    ("taalmodel", check_model),
    ("index", check_index),
    ("database", check_database),
    ("redis", check_redis),
    ("chroma", check_chroma),
    ("chatmodel", check_chat),
    ("schijf", check_disk),
    ("geheugen", check_memory),
    ("klok", check_clock),
    ("processor", check_threads),
    ("antwoorden", check_answers),
)


def examine(settings: Settings) -> Iterator[Finding]:
    """What is found, in order, as soon as it is."""
    for name, check in CHECKS:
        try:
            yield from check(settings)
        except (TermsBotError, OSError) as error:
            yield failed(name, "broken", reason=error)
