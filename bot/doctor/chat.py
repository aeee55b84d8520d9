"""The chat model, where one is set: whether it answers. Nothing of a customer is sent, and neither address nor key is shown."""

from __future__ import annotations

import time
from collections.abc import Iterator

from bot.doctor.finding import Finding, failed, fine, warning
from bot.errors import ChatFailed
from bot.generation.naming import chat_refusals
from bot.generation.parsing import SCHEMA, SentenceParser
from bot.generation.prompts import make_prompt
from bot.settings import Settings

NAME = "chatmodel"
ASKED = {"bedrijf": "Voorbeeld", "vraag": "Wanneer betaal ik?", "antwoord": "U betaalt binnen 14 dagen.", "uitkomst": None}
CLAUSE = {"id": "voorbeeld:1", "plaats": "Artikel 1", "titel": "Betaling", "tekst": "Betaling geschiedt binnen 14 dagen."}


def check_chat(settings: Settings) -> Iterator[Finding]:
    """Ask it to word an answer about a company that does not exist."""
    if not settings.chat_model or any(chat_refusals(settings)):  # what is wrong with settings is told with the settings
        return
    from bot.generation.providers import make_model  # loads LangChain and a provider's library: seconds

    model, parser, began = make_model(settings), SentenceParser(), time.monotonic()
    prompt = make_prompt("phrase", {**ASKED, "daarna": "", "bepalingen": [CLAUSE]}, SCHEMA, most=1)
    try:
        for piece in model.stream(prompt, began + settings.chat_seconds):
            list(parser.feed(piece))
            if parser.done:
                break
        parser.close()
    except ChatFailed as error:
        tell, key = (warning, "chat_odd") if error.reason in ("broken", "cut_off", "loop", "too_long") else (failed, "chat_away")
        yield tell(NAME, key, model=settings.chat_model, reason=error.reason)
    else:
        yield fine(NAME, "chat", model=settings.chat_model, seconds=f"{time.monotonic() - began:.1f}".replace(".", ","))
    finally:
        model.close()
