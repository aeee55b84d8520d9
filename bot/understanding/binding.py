"""Which value in a message belongs to which fact: the one whose cue stands nearest, in the same part of the sentence."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass
from typing import Final

from bot.understanding.claims import CLAIMED
from bot.understanding.clauses import Part, part_at
from bot.understanding.cues import CueHit, brings_receipts, find_cues, find_receipts, tells_of_receipt
from bot.understanding.vocabulary import FactDefinition

# How much a cue counts when it stands elsewhere in the sentence, or in another sentence.
_OTHER_PART: Final = 0.3
_OTHER_SENTENCE: Final = 0.1
_OTHERS_NEARER: Final = 0.3
# A wanted fact wins from one that nobody asked for when its cues weigh at least this share of the other's.
_WANTED_SHARE: Final = 0.6
# Less than this is no claim at all, and less than the second does not keep the one value from the one fact that is sought.
_FAINT: Final = 0.05
_FIRM: Final = 0.15
_FIRM_AMOUNT: Final = 0.31
# "Afgelopen vrijdag" tells nothing of a contract that is "afgelopen".
_CALENDAR: Final = re.compile(
    r"\bafgelopen(?=\s+(?:\d+\s+)?(?:ma|di|wo|do|vr|za|zo|\w+dag|dagen|week|weken|weekend|maand|maanden|jaar|kwartaal|zomer|winter|herfst"
    r"|lente|januari|februari|maart|april|mei|juni|juli|augustus|september|oktober|november|december)\b)"
)
_RANGE_START: Final = re.compile(r"\s+(?:tot|t/m|tem)\s+(?:en met\s+)?(?:\d|\w+dag\b|eind\b|begin\b|nu\b)")
_ASKED_ABOUT: Final = re.compile(r"\b(?:op tijd|te laat|nog)\b")
# In "de termijn uit de aanmaning liep op 2 maart af" the day is the end of the term, not the day of the reminder.
_TERM_ENDED: Final = re.compile(
    r"\b(?:eindigde|eindigt|loopt|liep|verliep|verloopt|verstreek|verstreken|verlopen|afgelopen|voorbij|om|afliep)\b"
)
_OF_A_TERM: Final = re.compile(
    r"\b(?:\w*termijn|dagen|weken|week|maand)\s+(?:na|van|uit|in|voor)\s+(?:(?:de|het|die|jullie|mijn|uw)\s+)?(?:\w+\s+)?$"
)
# What had to be paid was not paid, and neither was what was "niet" paid.
_DUE: Final = re.compile(r"\b(?:laat|laten|moet|moeten|moest|moesten|dien|dienen)\b")
_DENIED: Final = re.compile(r"\b(?:niet|niks|niets|nooit|zonder)\s+$")
# An amount that was paid too late is the debt, no payment on account of it.
_UNPAID: Final = re.compile(r"\bte laat\s+$|\b(?:niet|niks|niets|nooit|geen)\s+(?:\w+\s+){0,2}$|\bpas\b[^.?!]*$")
_TOO_LATE: Final = re.compile(r"(?:[^.?!,;]|(?<=\d)[.,](?=\d))*?\b(?:te laat|over tijd)\b")
_HAD_TO_BE_PAID: Final = re.compile(r"\b(?:moet|moest|moesten|moeten|dient|diende)\b")
# In "van die 900 betaalde ik er 400" what was paid stands behind the verb.
_INVERTED: Final = re.compile(r"\s+(?:ik|we|wij)\s+(?:er\s+)?(?:al\s+)?(?:€\s*)?\d")
_PAID: Final = re.compile(r"\bbetaald\b|\bbetaalden?\b|voldaan\b|overgemaakt\b")
# "Hoeveel mogen jullie vooraf vragen" asks for the outcome, it names none.
_ASKS_OUTCOME: Final = re.compile(
    r"\b(?:hoeveel|hoe hoog|welk bedrag|wat (?:mag|mogen|moet|moeten|kan|kunnen|is|zijn|wordt|worden|rekenen|kost))\b[^\d.?!,;]*$"
)
# "Jullie vragen alles vooraf" names no outcome either: the amount beside it is what the thing costs.
_ALL_OF_IT: Final = re.compile(r"\b(?:alles|allemaal|volledig|(?:hele|volledige|totale|gehele) (?:bedrag|prijs|som))\s+$")
# Behind "kosten over" stands what they are over, not before it.
_LEADS_ON: Final = re.compile(r"\s(?:over|van|voor)$")
# "Een voorschot op 900 euro", "kosten over 900 euro": the amount is what it is reckoned over.
_OUTCOME: Final = re.compile(r"\w*(?:kosten|rente|intrest|voorschot|aanbetaling|vooruitbetaling)")
_OVER: Final = re.compile(r"\s+(?:over|op|bij)\s+(?:[a-z]+\s+){0,3}(?:€\s*)?")
# What is asked for was not told: "hoeveel aanbetaling mag u vragen over 320 euro".
_ASKED_FOR: Final = re.compile(
    r"\b(?:hoeveel|hoe hoog (?:is|zijn|mag|mogen)|welke?|wat (?:is|zijn|wordt|worden|kost)|wat voor|hoogste|laagste|maximale?"
    r"|minimale?)\s+"
    r"(?:(?:de|het|mijn|jullie|uw|dan|er|nu|een|aan|in)\s+){0,3}$"
)
# "5,95 voor de gewone verzending": what it was for says more than that it was paid.
_PAID_FOR: Final = re.compile(r"\s*(?:euro\s+)?voor\s+(?:(?:de|het|een|die|mijn|jullie|uw)\s+)?(?:[a-z]+\s+){0,1}[a-z-]+")
_FOR_WHAT: Final = 1.5
# A little less than a word for coming in weighs for what was ordered.
_BARE_RECEIPT: Final = 0.45
# Words that may stand beside "kreeg" where it is not said what came in.
_SMALL_WORDS: Final = frozenset(
    re.findall(
        r"[a-z']+",
        """
        ik wij we jij je u jullie ge gij hij zij ze hem haar 'm em ie die deze dit dat het er mij me mijn ons van bij aan in
        op de om pas nu al toen en maar ook dus heb hebben had hadden heeft is zijn was waren werd eindelijk net blijkbaar
        blijkt toch later eerst weer zelf gewoon uur ontvangen ontving ontvingen gekregen kreeg kregen binnen binnengekomen
        binnengekregen kwam kwamen gekomen toegekomen aangekomen gearriveerd arriveerde bezorgd bus mat post mail nee sorry
        zie 't eigenlijk wel niet zo vrees wacht
        """,
    )
)
# The date that stands on a document is not the day on which it came in.
_OF_A_DOCUMENT: Final = re.compile(r"\b(?:van|dd|d\.d\.?|gedateerd(?:\s+op)?|staat|stond|(?:met |als )*datum)\s+(?:\w+dag\s+)?$")
# "De factuur van 10 maart betwisten": the day belongs to the invoice, whatever is done with it.
_OF_A_THING: Final = re.compile(r"\b(?P<thing>[a-z]{4,})\s+(?:van|dd\.?|d\.d\.?)\s+(?:\w+dag\s+)?$")
_OF_THE_CALENDAR: Final = frozenset(
    (
        "nacht",
        "ochtend",
        "middag",
        "avond",
        "week",
        "weken",
        "weekend",
        "maand",
        "begin",
        "eind",
        "einde",
        "loop",
        "vanaf",
        "sinds",
        "periode",
    )
)
_STOPS_ON: Final = re.compile(r"\bstop(?:t|pen)\s+(?:op\s+)?(?:\w+dag\s+)?$")
_LEADS_ELSEWHERE: Final = re.compile(
    r"\b(?:per|tot|voor|na|uiterlijk|tegen|t/m|tot en met)\s+(?:de\s+|\w+dag\s+)?$"
    # "dat mijn abonnement stopt op 30 april" tells the end that is wanted, not the day of notice
    r"|\b(?:stopt|stoppen|gestopt is|ophoudt)\s+(?:op\s+)?(?:\w+dag\s+)?$"
)
_HAPPENED: Final = re.compile(
    r"^(?!\w*contract\b|begon|gestart|ingega|afgesl|aangega)\w*(?:ge|ont|be|ver)\w+|\w+en$|^(?:kreeg|kwam|viel|stuurde|ontving)"
)


@dataclass(frozen=True, slots=True)
class Place:
    """Where a value stands in the canonical text."""

    start: int
    end: int


@dataclass(frozen=True, slots=True)
class Claim:
    """A fact's claim on a value: `weight` 0 where no cue of the fact has to do with it."""

    name: str
    weight: float
    wanted: bool


def best_claim(
    text: str,
    place: Place,
    *,
    others: Sequence[Place],
    wanted: Sequence[FactDefinition],
    known: Sequence[FactDefinition],
    sole: bool = False,
) -> Claim | None:
    """The fact that the value at this place belongs to, wanted or not; None where no cue tells.

    `others` are the places of the other values of this type: a cue that is nearer to one of those counts less here. `sole`: the
    one value of its type, while one fact of that type is sought, so that a weak cue of another fact does not count.
    """
    asked = {fact.name for fact in wanted}
    several = any(fact.type == "dates" for fact in wanted)
    others_known = [fact for fact in known if fact.name not in asked and not (several and tells_of_receipt(fact.cues))]
    claims = [
        Claim(fact.name, _weight(text, place, others, fact, wanted=fact.name in asked), wanted=fact.name in asked)
        for fact in (*wanted, *others_known)
    ]
    firm = _FIRM_AMOUNT if wanted and wanted[0].type in ("amount", "amounts") else _FIRM
    claims = [claim for claim in claims if claim.weight >= (firm if sole and not claim.wanted else _FAINT)]

    if not claims:
        return None
    strongest = max(claim.weight for claim in claims)
    near = [claim for claim in claims if claim.wanted and claim.weight >= _WANTED_SHARE * strongest]
    return max(near or claims, key=lambda claim: claim.weight)


def leads_elsewhere(text: str, place: Place) -> bool:
    """True for a day up to, from or by which something is to be ("opzeggen per 1 mei"): not the day on which it happened."""
    if _RANGE_START.match(text, place.end):
        return True
    return _LEADS_ELSEWHERE.search(text[max(0, place.start - 28) : place.start]) is not None


def is_asked_about(text: str, place: Place) -> bool:
    """True for a day of which the writer asks whether it will do ("is 5 april nog op tijd?")."""
    part = part_at(text, place.start)
    words = text[part.start : part.end]
    return "?" in words and _ASKED_ABOUT.search(words) is not None


def _is_date(fact: FactDefinition) -> bool:
    return fact.type in ("date", "datetime", "dates")


def _weight(text: str, place: Place, others: Sequence[Place], fact: FactDefinition, *, wanted: bool) -> float:
    """How strongly the cues of a fact pull at a value: each cue by its distance; cues in the value's own part first."""
    hits = [hit for hit in find_cues(text, fact.cues) if not any(_covers(other, hit) for other in (place, *others))]
    hits = [hit for hit in hits if not _is_due(text, hit) and not _DENIED.search(text[: hit.start])]
    if not _is_date(fact):
        sure = wanted and fact.name != CLAIMED
        hits = [hit for hit in hits if _may_tell_amount(text, hit, place, sure=sure)]
        if fact.name == CLAIMED:
            hits = [hit for hit in hits if not (_ASKS_OUTCOME.search(text[: hit.start]) or _ALL_OF_IT.search(text[: hit.start]))]
    else:
        hits = [hit for hit in hits if not any(_is_the_thing_of(text, other, hit) for other in others)]
        hits += _bare_receipts(text, place, fact) if wanted else []
        hits = _of_events(text, place, fact, hits)
    if not hits:
        return 0.0
    here = part_at(text, place.start)
    own = [hit for hit in hits if here.start <= hit.start < here.end or _reaches(hit, place)]
    if own:
        return sum(_pull(text, hit, place, others) for hit in _distinct(own))
    return max(_from_afar(text, hit, place, here, others) for hit in hits)


def _may_tell_amount(text: str, hit: CueHit, place: Place, *, sure: bool) -> bool:
    """False for a payment that was not made or was too late, for what stands before "betaalde ik", and for what is asked for.

    `sure`: the fact is wanted, so that it may be told right where the outcome is asked for.
    """
    if paid := _PAID.search(text, hit.start, hit.end):
        part = part_at(text, hit.start)
        late = _UNPAID.search(text[: paid.start()]) or _TOO_LATE.match(text, paid.end())
        if late or _HAD_TO_BE_PAID.search(text, part.start, part.end):
            return False
    if place.end <= hit.start and (_INVERTED.match(text, hit.end) or _LEADS_ON.search(text, hit.start, hit.end)):
        return False
    if _OUTCOME.fullmatch(text, hit.start, hit.end) and _OVER.fullmatch(text, hit.end, place.start):
        return False
    return sure or not _ASKED_FOR.search(text[: hit.start])


def _of_events(text: str, place: Place, fact: FactDefinition, hits: list[CueHit]) -> list[CueHit]:
    """The hits that may tell what happened on a day, without "afgelopen" of "afgelopen vrijdag" and the event before a term."""
    calendar = {match.start() for match in _CALENDAR.finditer(text)}
    hits = [hit for hit in hits if hit.start not in calendar or hit.end - hit.start > len("afgelopen")]
    part = part_at(text, place.start)
    if _OF_A_DOCUMENT.search(text, part.start, place.start) and brings_receipts(fact.cues):
        hits = [hit for hit in hits if hit.end <= part.end and (hit.weight != 1 or hit.start > place.start)]
    if thing := _thing_of(text, place):
        hits = [hit for hit in hits if hit.start < thing.end and thing.start < hit.end]
    if _STOPS_ON.search(text, part.start, place.start) and not any(cue.startswith("eind") for cue in fact.cues):
        hits = [hit for hit in hits if not text.startswith("stop", hit.start)]
    if leads_elsewhere(text, place):
        hits = [hit for hit in hits if not _HAPPENED.search(text[hit.start : hit.end]) or _reaches(hit, place)]
    if _TERM_ENDED.search(text, part.start, part.end):
        hits = [hit for hit in hits if not _OF_A_TERM.search(text[part.start : hit.start])]
    return hits


def _thing_of(text: str, place: Place) -> Place | None:
    """The word for what a day belongs to: the training of "de training van 12 mei"."""
    thing = _OF_A_THING.search(text, part_at(text, place.start).start, place.start)
    return Place(*thing.span("thing")) if thing and thing["thing"] not in _OF_THE_CALENDAR else None


def _is_the_thing_of(text: str, place: Place, hit: CueHit) -> bool:
    thing = _thing_of(text, place)
    return thing is not None and thing.start <= hit.start and hit.end <= thing.end


def _bare_receipts(text: str, place: Place, fact: FactDefinition) -> list[CueHit]:
    """For a fact about something that came in: the words for coming in, where the part names no other thing that did."""
    if fact.type != "dates" and not brings_receipts(fact.cues):
        return []
    part = part_at(text, place.start)
    rest = "" if fact.type == "dates" else f"{text[part.start : place.start]} {text[place.end : part.end]}"
    if not all(word in _SMALL_WORDS for word in re.findall(r"[a-z']+", rest)):
        return []
    return [CueHit(hit.start, hit.end, _BARE_RECEIPT) for hit in find_receipts(text) if part.start <= hit.start < part.end]


def _is_due(text: str, hit: CueHit) -> bool:
    """True for what is to be done, not done: "1.400 euro moeten betalen"."""
    part = part_at(text, hit.start)
    return text[hit.start : hit.end].endswith("len") and _DUE.search(text, part.start, hit.start) is not None


def _covers(place: Place, hit: CueHit) -> bool:
    return place.start <= hit.start and hit.end <= place.end


def _reaches(hit: CueHit, place: Place) -> bool:
    """True where the words of one cue stand on both sides of the value ("maak 150 euro over")."""
    return hit.start < place.start and place.end < hit.end


def _distinct(hits: list[CueHit]) -> list[CueHit]:
    """The longest cue at each place: "factuur" within "factuur ontvangen" counts once."""
    chosen: list[CueHit] = []
    for hit in sorted(hits, key=lambda hit: (-hit.weight, hit.start)):
        if all(hit.end <= other.start or other.end <= hit.start for other in chosen):
            chosen.append(hit)
    return chosen


def _pull(text: str, hit: CueHit, place: Place, others: Sequence[Place]) -> float:
    if (thing := _PAID_FOR.match(text, place.end)) and thing.start() < hit.start and hit.end <= thing.end():
        return _FOR_WHAT * hit.weight
    weight = hit.weight / (1 + 0.5 * _gap(text, hit, place))
    nearer = any(_gap(text, hit, other) < _gap(text, hit, place) for other in others)
    return weight * _OTHERS_NEARER if nearer else weight


def _from_afar(text: str, hit: CueHit, place: Place, here: Part, others: Sequence[Place]) -> float:
    """The pull of a cue in another part: none where that part has a value of its own."""
    there = part_at(text, hit.start)
    if any(there.start <= other.start < there.end for other in others):
        return 0.0
    if there.sentence == here.sentence:
        return _OTHER_PART * _pull(text, hit, place, others)
    question = "?" in text[there.start : there.end] or text[there.end - 1 : there.end + 1].count("?")
    return 0.0 if question or there.sentence > here.sentence else _OTHER_SENTENCE * _pull(text, hit, place, others)


def _gap(text: str, hit: CueHit, place: Place) -> int:
    """How many words stand between the cue and the value."""
    if _reaches(hit, place):
        before, after = text[hit.start : place.start].split(), text[place.end : hit.end].split()
        return min(len(before), len(after)) - 1
    if hit.start < place.end and place.start < hit.end:
        return 0
    between = text[hit.end : place.start] if hit.end <= place.start else text[place.end : hit.start]
    return len(between.split())
