"""Orders to the assistant itself, which are no questions: to forget its rules, to play somebody, to show what steers it."""

from __future__ import annotations

import re
from typing import Final

from bot.understanding.folding import fold

_RULES: Final = (
    r"(?:instructie\w*|opdracht\w*|regels|richtlijnen|prompt\w*|beperking\w*|voorgaande\w*|vorige\w*|alles|hierboven\w*)"
)
_STILL: Final = r"al\b|nog\b|te\b|weer\b|ook\b|niet\b|in\b|verplicht\b"
_ORDERS: Final = re.compile(
    rf"\b(?:negeer|vergeet|omzeil|overschrijf)\b[^.?!]{{0,40}}\b{_RULES}\b"
    rf"|\b(?:je|jij) (?:bent|speelt) (?:vanaf nu|voortaan|nu (?!{_STILL}))"
    r"|\bvanaf nu (?:ben|speel|praat|antwoord)\b"
    r"|\b(?:doe|gedraag je) als(?:of)? (?:je|jij|u|een)\b|\bsyste{1,2}m\s?-?(?:prompt|bericht|message|instructie\w*)\b"
    r"|\b(?:toon|geef|print|herhaal|onthul|lek)\b[^.?!]{0,30}\b(?:je|jouw|uw|de) (?:\w+ )?(?:instructies|prompt|regels)\b"
    r"|\b(?:ignore|disregard|forget)\b[^.?!]{0,40}\b(?:instructions?|rules|previous|above|everything|prompt)\b"
    r"|\b(?:reveal|print|show|repeat)\b[^.?!]{0,30}\b(?:prompt|instructions)\b"
    r"|\byou are now\b|\bpretend (?:to be|you)\b|\bact as\b"
    r"|\bjailbreak\b|\b(?:developer|admin|debug|god) ?mode\b"
)

_PIECE: Final = (
    r"(?:gedicht\w*|versje\w*|rijm\w*|grap\w*|mop|moppen|mopje|lied\w*|song\w*|rap|haiku\w*|sonnet\w*|limerick\w*|raadsel\w*|sprookje\w*"
    r"|verhaal\w*|essay\w*|opstel\w*|sinterklaas\w*)"
)
_FOR_ME: Final = (
    r"(?:\s+(?:eens|even|ff|me|mij|ons|voor (?:me|mij|ons)|nu|dan|maar|een|'n|nog|kort\w*|leuk\w*|grappig\w*|mooi\w*))*\s+"
)
_AMUSE: Final = re.compile(
    rf"(?:^|[.!?,;:]\s*|\b(?:en|dan|eerst)\s+)(?:schrijf|maak|verzin|bedenk|dicht|zing|vertel|geef){_FOR_ME}{_PIECE}\b"
    rf"|\b(?:kun|kan|kunt|wil|wilt)\s+(?:je|jij|u|jullie){_FOR_ME}{_PIECE}\b"
)

_ENDS: Final = re.compile(r"(?<=[.!?;:\n])\s+|,?\s+(?=(?:en|maar|dan)\s)|\n")
_LINK: Final = re.compile(r"^(?:en|maar|dan)\s+", re.IGNORECASE)
_ASKS: Final = re.compile(
    r"\b(?:wie|wat|waar\w*|wanneer|hoe\w*|welke?|mag|kan|moet|heb|krijg|geldt|klopt|kunnen|mogen|moeten)\b[^?]*\?"
)


def without_instructions(message: str) -> str:
    """The message without orders to the assistant, where it asks something besides; else the message as it is."""
    if not is_instruction(message):
        return message
    parts = [part for part in _ENDS.split(message) if part and part.strip()]
    kept = " ".join(_LINK.sub("", part.strip()) for part in parts if not is_instruction(part))
    return kept if _ASKS.search(fold(kept)) else message


def is_instruction(message: str) -> bool:
    """Whether the message orders the assistant about, or wants to be amused, instead of asking it something."""
    folded = fold(message)
    return _ORDERS.search(folded) is not None or _AMUSE.search(folded) is not None
