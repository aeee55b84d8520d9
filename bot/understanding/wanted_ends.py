"""The day by which a customer wants a contract to have ended, in a message that asks when to give notice for that."""

from __future__ import annotations

import re
from datetime import date, timedelta
from typing import Final

from bot.understanding.binding import Place
from bot.understanding.clauses import part_at
from bot.understanding.dates import DateMention

WANTED_END: Final = "wanted_end_on"
"""The fact that such a day tells."""
_NOTICE: Final = r"(?:op(?:ge)?ze[gi]\w*|op te zeggen|zeg(?:gen)?\b[^.?!]{0,40}\bop|be?eindig\w*|stopzet\w*|opzegging|opzegbrief)"
_WHEN: Final = (
    r"(?:wanneer|welke (?:dag|datum)|uiterlijke?|uiterste|ten laatste|op z[ij]+n laatst|(?:aller)?laatste (?:\w*dag|moment|datum)"
    r"|hoelang|hoe lang|hoe vroeg|op tijd|deadline)"
)
_ASKS_WHEN_TO_GIVE_NOTICE: Final = re.compile(rf"\b{_WHEN}\b[^?!]*\b{_NOTICE}\b|\b{_NOTICE}\b[^?!]*\b{_WHEN}\b")
_ENDED: Final = re.compile(
    r"\b(?:stop|stopt|stoppen|gestopt|gedaan|afgelopen|afloopt|aflopen|eindig\w*|geeindigd|beeindigd|ten einde|klaar|weg"
    r"|vertrek\w*|eraf|eruit|uit zijn|ermee|voorbij|over en uit|ophoud\w*|af (?:zijn|wil\w*|ben|moet\w*)|(?:er)?van\s+af|ervanaf"
    r"|er\s+uit|er\s+af|uit (?:wil|ben|gaan))\b"
)
_IT_MAY_END: Final = re.compile(
    r"\b(?:het|die|abonnement|abo|contract|overeenkomst|dienst)\b[^.?!,;]{0,24}\b(?:mag|moet|zou|dient)\b"
    rf"[^.?!,;]*{_ENDED.pattern}"
    r"|\b(?:wil|willen|wou|graag)\b[^.?!,;]*\b(?:dat|als) (?:het|die|(?:mijn|ons|de) \w+)\b"
    rf"[^.?!,;]*{_ENDED.pattern}"
)
# "Niet langer dan 30 april" and "op 30 april van het abonnement af zijn" tell the end by themselves.
_NO_LONGER_THAN: Final = re.compile(
    r"\bniet (?:langer|verder)\b(?:\s+(?:door|meer|nog|lopen|doorlopen|duren|doorgaan|gelden))*(?:\s+(?:dan|tot))+"
    r"(?:\s+(?:en met|op|de|\w+dag))*\s*$"
)
_RID_OF: Final = re.compile(
    r"\b(?:wil|willen|wou|zou|moet|moeten)\b[^.?!,;]*\bvan\s+(?:(?:het|de|mijn|ons|onze|dit|dat|jullie)\s+)?"
    r"(?:abonnement|abo|contract|overeenkomst|dienst|lidmaatschap|hosting|pakket)\w*\s+af(?:\s+(?:zijn|wezen|komen|raken))?\b"
)
_BEFORE: Final = re.compile(r"\bvoor\s+(?:de\s+|\w+dag\s+)?$")
_WISH_TO_GIVE_NOTICE: Final = re.compile(r"\b(?:per|tegen|met ingang van|m\.i\.v\.|ingaande)\s+(?:de\s+|\w+dag\s+)?$")
# Notice that was given or may be given on this day, and a contract that began on it.
_ANOTHER_DAY: Final = re.compile(
    r"\b(?:opgezegd|zei|zeiden|zegde\w*|opzei|stopgezet|sinds|vanaf|begon\w*|begint|gestart|start\w*|ingega\w*|ingaat|liep"
    r"|loopt (?:al|van|sinds|door)"
    r"|afgesloten|besteld|getekend|heb ik)\b"
)
_GIVES_NOTICE: Final = re.compile(r"\bzeg(?:gen)?\s+(?:ik|we|wij|k)\b|\b(?:ik|we|wij|k)\b[^.?!,;]*\b(?:opzeg(?:gen)?|zeg)\b")


def is_wanted_end(text: str, place: Place) -> bool:
    """Whether the day at this place of the canonical text is one by which the contract is to have ended."""
    part = part_at(text, place.start)
    before, after = text[part.start : place.start], text[place.end : part.end]
    if _ANOTHER_DAY.search(f"{before} {after}"):
        return False
    if _NO_LONGER_THAN.search(before) or _RID_OF.search(text, part.start, part.end):
        return True
    if not _ASKS_WHEN_TO_GIVE_NOTICE.search(text):
        return _IT_MAY_END.search(text[part.start : part.end]) is not None
    if _WISH_TO_GIVE_NOTICE.search(before):
        return True
    return _ENDED.search(f"{before} {after}") is not None and not _GIVES_NOTICE.search(before)


def last_day_wanted(text: str, place: Place, day: date) -> date:
    """The last day on which a contract may still run: the eve of the first of May where it is to have ended "voor 1 mei"."""
    return day - timedelta(days=1) if _BEFORE.search(text[: place.start]) else day


def end_of_stretch(mention: DateMention) -> date | None:
    """The last day of "eind mei": a contract that is to end then has ended by it. None for any other stretch of days."""
    return mention.readings[-1] if mention.readings and mention.text.lower().startswith(("eind", "het eind")) else None
