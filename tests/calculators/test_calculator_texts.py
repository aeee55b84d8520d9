"""The sentences of the calculators and the code that says them know each other."""

from __future__ import annotations

import re
from pathlib import Path

from bot import texts
from bot.texts import keys

CODE = Path(__file__).resolve().parents[2] / "bot" / "calculators"


KEYS = [key for key in keys() if key.startswith("calculators.")]


def named_in_code() -> set[str]:
    code = "\n".join(path.read_text(encoding="utf-8") for path in CODE.glob("*.py"))
    return set(re.findall(r'"(calculators(?:\.\w+)+)"', code))


def test_every_sentence_is_used_and_every_used_sentence_exists() -> None:
    assert set(KEYS) == named_in_code()


def test_nobody_is_addressed_as_je() -> None:
    said = {key: texts.get_template(key) for key in KEYS}
    assert not [key for key, text in said.items() if re.search(r"\b(je|jij|jou|jouw|jullie)\b", text, re.IGNORECASE)]
