"""What stands before the real question in a conversation: thanks, "helder", "iets heel anders"."""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import Final

_ACKNOWLEDGES: Final = (
    r"(?:ok(?:e|é|ay)?|top|mooi|helder|duidelijk|super|prima|goed(?: zo)?|haha|ja|juist|begrepen|merci|fijn|perfect"
    r"|dank|thanks|thx|tof|bedankt"
    r"|dank(?: je| u)?(?: wel)?|dankjewel|dankuwel|ah|aha|nice|zo|goed om te weten|dat weet ik dan)"
)
_SWITCHES: Final = (
    r"(?:(?:en\s+)?(?:nog\s+)?iets\s+(?:(?:heel|helemaal|totaal)\s+)?anders|(?:een\s+)?(?:heel\s+)?ander(?:e)?\s+(?:punt|vraag|onderwerp"
    r"|kwestie|vraagje)|wat anders|los daarvan|los van dit|daarnaast|trouwens)"
)
_OPENING: Final = re.compile(
    rf"^(?:{_ACKNOWLEDGES}\b[\s,.!:;-]+)*(?P<switch>(?:nu\s+)?{_SWITCHES}\b[\s,.!:;-]+)?(?=\S)", re.IGNORECASE
)


@dataclass(frozen=True, slots=True)
class Opened:
    """The message without its opening. `switches`: the opening announces another subject."""

    text: str
    switches: bool


def without_opening(message: str) -> Opened:
    """The message from where it says something of its own; a message that is nothing but an opening stays as it is."""
    match = _OPENING.match(message.strip())
    if match is None:
        return Opened(message, switches=False)
    return Opened(message.strip()[match.end() :], switches=match["switch"] is not None)
