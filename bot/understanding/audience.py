"""Who asks: a consumer or a business, from what the message says of the writer."""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import Final

from bot.models import Audience
from bot.understanding.canonical import Canonical, canonical
from bot.understanding.spans import Span


@dataclass(frozen=True, slots=True)
class AudienceMention(Span):
    """Words by which the writer shows to be a consumer or a business.

    `value` is None where they leave it open (a foundation, both at once). `implied`: told by the way ("mijn winkel").
    """

    value: Audience | None
    implied: bool = False


# "jullie zijn een bv" says nothing of the writer.
_SELF: Final = (
    r"(?:(?<!jullie )(?<!u )\b(?:ben|zijn|heb|hebben)(?:\s(?:ik|wij|we))?|\b(?:als|want|namens|voor|met|vanuit|via|op naam van))"
    r"(?:\s+(?:een|ne|nen|'n|gewoon|maar|zelf|ook|mijn|m'n|mn|onze|ons|kleine?|eigen|gewone|startende|eigenlijk|wel|puur|nu))*\s+"
)
_CORPORATION: Final = r"(?:bv|b\.v\.?|nv|n\.v\.?|bvba)(?!\w)"
_FIRM: Final = (
    r"(?:bedrijf|bedrijfje|onderneming|firma|zaak|vof|v\.o\.f\.?|eenmanszaak|maatschap|holding|vennootschap)(?!\w)(?! als jullie)"
)
_TRADER: Final = (
    r"(?:zzp'?\s?-?e?r|zzp|ondernemer|zelfstandige|zelfstandig ondernemer|freelancer|freelance|winkelier"
    r"|zakelijke? (?:klant|afnemer|koper|gebruiker)|zakelijk(?! recht))(?!\w)"
)
_PERSON: Final = (
    r"(?:consument|particuliere? (?:klant|koper|persoon)|particulier|prive\s?persoon|priveklant|prive|natuurlijk persoon"
    r"|(?:gewone|gewoon|normale) (?:burger|mens|klant|persoon|iemand))(?!\w)"
)
_TRADE: Final = (
    r"(?:web)?(?:winkel|shop)|praktijk|salon|kantoor|restaurant|cafe|bakkerij|garage|kapsalon|hotel|werkplaats|klanten|medewerkers|personeel"
    r"|btw-nummer|kvk-nummer|kvk|eigen inkoop\w+|inkoop\w+|accountant|vennoten"
)
_HELLO: Final = (
    r"(?:^|[.!?,;:(]\s*)(?:(?:nee|ja|euh|eh|oh|nou|gewoon|puur|toch|eigenlijk|maar|als|een|ik ben|wij zijn|dat is)\W+)*"
)
_DONE: Final = (
    r"(?:\s+(?:hoor|dus|hier|trouwens|natuurlijk|eigenlijk|he|eh|ja|toch|denk ik|zeker|zeg|dan|klant))*\s*(?:$|[.!?,;:)])"
)
# "en voor bedrijven?" asks the same for another kind of customer.
_ALSO: Final = r"^\W*(?:(?:en|maar|ok|oke|dan|wat|hoe zit dat|geldt dat ook)\W+)*(?:als|voor|bij)?\s*(?:een\s+)?"
_ASKED: Final = r"(?:\s+(?:dan|ook))*\s*\?"
_SUPPOSED: Final = r"\b(?:als|indien|stel)\s+(?:dat\s+)?(?:het|dit|dat)\s+(?:nu\s+|nou\s+)?(?:een\s+|op\s+|voor\s+)?"
_DEAL: Final = (
    r"(?:\s+\w+){0,2}?\s+(?:besteld|gekocht|afgesloten|aangeschaft|afgenomen|gesloten|gebruik|klant|contract|aangevraagd|laten)\b"
)
# "het was eigenlijk privé", "dat ging toch zakelijk"
_IT_WAS: Final = (
    r"\b(?:het|dat|dit|'t|die|deze)\s+(?:was|is|waren|zijn|ging|gaat|had ik|heb ik)\s+"
    r"(?:(?:eigenlijk|toch|gewoon|wel|nog|puur|dus|om|allemaal)\s+)*"
)
_DONE_BUYING: Final = (
    r"(?=\s*(?:$|[.!?,;:)])|\s+(?:hoor|dus|eigenlijk|toch|gekocht|besteld|aangeschaft|bedoeld|en|maar|want|voor|op)\b)"
)
_NOT: Final = r"\b(?:niet|geen|nooit)\s+(?:(?:als|vanuit|voor|een|het|mijn|echt|de|voor de)\s+)*"

# "en als ik een bedrijf ben", "omdat wij een webshop hebben"
_IF_I: Final = (
    r"\b(?:als|indien|omdat|aangezien|stel dat|dat|nu)\s+(?:ik|we|wij|k)\s+(?:(?:nou|nu|zelf|ook|eigenlijk|wel)\s+){0,2}"
    r"(?:een\s+|'n\s+|n\s+)?(?:eigen\s+|klein\s+)?"
)
_AM: Final = r"\s+(?:ben|zijn|heb|hebben|was|waren|had|hadden|run|runnen|zou zijn)\b"
# The first to claim a piece of the text keeps it: denials before claims, what is said outright before what is implied.
_SIGNS: Final[tuple[tuple[Audience | None, bool, re.Pattern[str]], ...]] = (
    ("consument", False, re.compile(rf"{_NOT}(?:{_FIRM}|{_TRADER}|{_CORPORATION})")),
    ("zakelijk", False, re.compile(rf"{_NOT}{_PERSON}")),
    (
        None,
        False,
        re.compile(
            r"\b(?:(?:half|deels) (?:zakelijk|prive)|zowel (?:prive|zakelijk|particulier)|prive en zakelijk|zakelijk en prive)\b"
        ),
    ),
    (None, False, re.compile(r"\b(?:stichting|vereniging|sportclub|voetbalclub|kerk|school|gemeente|vve|vzw)\b")),
    ("consument", False, re.compile(rf"{_IF_I}{_PERSON}{_AM}")),
    ("zakelijk", False, re.compile(rf"{_IF_I}(?:{_FIRM}|{_TRADER}|{_CORPORATION}){_AM}")),
    ("consument", False, re.compile(rf"{_SELF}{_PERSON}(?! klanten)")),
    (
        "consument",
        False,
        re.compile(r"\b(?:ik|we|wij|k)\b[^.?!,]{0,24}\b(?:consument|particulier|prive)\b(?! (?:klanten|personen))"),
    ),
    ("consument", False, re.compile(rf"\b(?:prive|particulier){_DEAL}")),
    (
        "consument",
        False,
        re.compile(r"\bvoor (?:mezelf|mijzelf|thuis|eigen gebruik|prive\w*|persoonlijk gebruik|m(?:ij|')n gezin)\b|\bin prive\b"),
    ),
    ("consument", False, re.compile(rf"{_HELLO}{_PERSON}{_DONE}")),
    ("zakelijk", False, re.compile(rf"{_SELF}(?:{_FIRM}|{_TRADER})(?! klanten)")),
    (
        "zakelijk",
        False,
        re.compile(
            rf"(?<!jullie )(?<!\bu )\b(?:ben|zijn|heb|hebben|als|namens|vanuit|voor)\s+(?:\w+\s+)?(?:een|de|mijn|onze"
            rf"|'n)\s+{_CORPORATION}"
        ),
    ),
    # "als bv kregen wij", but not "als bv. mijn buurman", which is an example
    (
        "zakelijk",
        False,
        re.compile(
            rf"\bals {_CORPORATION}\s+(?:[a-z]+en|heb|kreeg|ben|kocht)\s+(?:ik|wij|we)\b|\b(?:wij|we|ik) als {_CORPORATION}"
        ),
    ),
    ("zakelijk", False, re.compile(rf"\b(?:mijn|onze|ons|m'n|mn) (?:eigen |kleine? )?(?:{_FIRM}|{_CORPORATION})")),
    (
        "zakelijk",
        False,
        re.compile(r"\b(?:ik|we|wij|k)\b[^.?!,]{0,24}\b(?:zakelijk|zelfstandige|ondernemer|bedrijfsmatig)\b(?! klanten)"),
    ),
    ("zakelijk", False, re.compile(rf"\bzakelijk{_DEAL}|\b(?:voor|van|op) (?:de|het|mijn|ons) (?:zaak|bedrijf|werk)\b(?! als)")),
    ("consument", False, re.compile(rf"{_IT_WAS}(?:prive|particulier){_DONE_BUYING}")),
    ("zakelijk", False, re.compile(rf"{_IT_WAS}(?:zakelijk|voor de zaak|voor het bedrijf){_DONE_BUYING}")),
    (
        "zakelijk",
        False,
        re.compile(
            rf"{_HELLO}(?:{_TRADER}|{_FIRM}){_DONE}|{_HELLO}{_CORPORATION}(?: hier)?{_DONE}|(?:^|[.!?,;]\s*){_CORPORATION} hier\b"
        ),
    ),
    (
        "zakelijk",
        False,
        re.compile(rf"(?:^|[.!?,;]\s*)(?:{_FIRM}|{_TRADER}) (?:hier|dus|trouwens)\b|\b(?:zzp'?er|zzp-er|eenmanszaak)\b"),
    ),
    (
        "zakelijk",
        False,
        re.compile(
            rf"{_ALSO}(?:zakelijke? klanten|zakelijk|bedrijven|ondernemers|zzp'?ers){_ASKED}"
            rf"|{_SUPPOSED}(?:zakelijk|bedrijf)\s+(?:was|is|ware|waren)\b|{_HELLO}op naam van (?:de|een|mijn|onze) {_FIRM}"
            rf"|{_HELLO}zelfstandige in bijberoep\b"
        ),
    ),
    (
        "consument",
        False,
        re.compile(
            rf"{_ALSO}(?:consumenten|particulieren|prive){_ASKED}|{_SUPPOSED}(?:prive|particulier)\s+(?:was|is|ware|waren)\b"
            r"|\bop persoonlijke titel\b|\bprive aankoop\b"
        ),
    ),
    ("zakelijk", True, re.compile(rf"\b(?:mijn|onze|ons|m'n|mn)\s+(?:eigen\s+)?(?:{_TRADE})\b")),
)
# "bv" at the end of a question, or after a comma, is short for "bijvoorbeeld".
_FOR_EXAMPLE: Final = re.compile(r"\S\s*,?\s*(?<!\been )(?<!\bonze )(?<!\bmijn )\bbv\.?\s*\?")
_COMPARES: Final = re.compile(
    r"\b(?:zakelijk\w*|particulier\w*|consument\w*|prive|bedrij\w+)\s+(?:of|versus|vs|dan wel)\s+(?:als\s+|een\s+|voor\s+)?"
    r"(?:zakelijk\w*|particulier\w*|consument\w*|prive|bedrij\w+)\b|\b(?:verschil tussen|wat is een|wat verstaan"
    r"|wie is een|definitie)\b[^.?!]*"
)
_SWITCH: Final = re.compile(r"\b(?:maar|nee|eigenlijk|correctie|sorry|bedoel\w*|toch|pardon)\b")


def find_audience(text: str) -> tuple[AudienceMention, ...]:
    """Every place where the writer shows to be consumer or business, in order."""
    return audience_in(canonical(text))


def audience_in(source: Canonical) -> tuple[AudienceMention, ...]:
    """Every such place in a message that was made canonical already."""
    closed = [match.span() for match in (*_COMPARES.finditer(source.text), *_FOR_EXAMPLE.finditer(source.text))]
    found: list[AudienceMention] = []
    for value, implied, sign in _SIGNS:
        for match in sign.finditer(source.text):
            if all(match.end() <= start or end <= match.start() for start, end in closed):
                closed.append(match.span())
                span = source.span(*match.span())
                found.append(AudienceMention(span.start, span.end, span.text, value, implied))
    return tuple(sorted(found, key=lambda mention: mention.start))


def read_audience(mentions: tuple[AudienceMention, ...], text: str) -> AudienceMention | None:
    """What the mentions come to; None where there is none.

    What was said outright goes before what is implied. Two that contradict each other give a mention without a value, unless
    the later one corrects the earlier one ("maar", "nee").
    """
    telling = [mention for mention in mentions if not mention.implied] or list(mentions)
    if not telling:
        return None
    last = telling[-1]
    if len({mention.value for mention in telling}) == 1:
        return last
    corrects = _SWITCH.search(canonical(text).text, canonical(text).position(telling[0].start))
    return last if corrects else AudienceMention(last.start, last.end, last.text, None)
