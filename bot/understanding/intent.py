"""What a message asks for: a day, an amount, yes or no; and whether it follows up on what was said before."""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import Final, Literal

from bot.understanding.articles import ArticleMention, articles_in
from bot.understanding.canonical import Canonical, canonical
from bot.understanding.spans import Span

Aspect = Literal[
    "when",
    "amount",
    "yes_no",
    "how",
    "who",
    "where",
    "why",
    "calculation",
    "follow_up",
    "supposition",
    "correction",
    "greeting",
    "thanks",
]


_OWN: Final[tuple[Aspect, ...]] = ("when", "amount", "calculation", "how", "who", "where", "why")


@dataclass(frozen=True, slots=True)
class Evidence(Span):
    """The words that show one aspect of what is asked."""

    aspect: Aspect


@dataclass(frozen=True, slots=True)
class Intent:
    """What is asked, each aspect with the words that showed it, and the clauses that were named by their number."""

    evidence: tuple[Evidence, ...] = ()
    articles: tuple[ArticleMention, ...] = ()

    def has(self, aspect: Aspect) -> bool:
        """True when some words of the message showed this aspect."""
        return any(shown.aspect == aspect for shown in self.evidence)

    @property
    def asks_when(self) -> bool:
        """True for a day, a deadline or a length of time."""
        return self.has("when")

    @property
    def asks_amount(self) -> bool:
        """True for a sum of money, a price or a percentage."""
        return self.has("amount")

    @property
    def asks_calculation(self) -> bool:
        """True where a sum or a day must be worked out, not just told."""
        return self.has("calculation")

    @property
    def is_follow_up(self) -> bool:
        """True where the message can't be read without the ones before it."""
        return self.has("follow_up")

    @property
    def supposes(self) -> bool:
        """True where nothing new is asked, but the same for another case ("en als ik zakelijk ben?")."""
        return self.has("supposition") and not any(self.has(aspect) for aspect in _OWN)

    @property
    def is_correction(self) -> bool:
        """True where the writer takes something back ("nee, 5 maart bedoelde ik")."""
        return self.has("correction")

    @property
    def is_small_talk(self) -> bool:
        """True for a greeting or thanks without any question."""
        return (
            bool(self.evidence) and all(shown.aspect in ("greeting", "thanks") for shown in self.evidence) and not self.articles
        )


def _any(*alternatives: str) -> re.Pattern[str]:
    """One pattern for all of these, each starting at a word."""
    return re.compile(rf"\b(?:{'|'.join(alternatives)})\b")


_WHEN: Final = _any(
    r"(?:tot|tegen|vanaf|sinds|per|met ingang van)\s+(?:en met\s+)?(?:wanneer|welke|hoe laat|uiterlijk|hoelang)",
    r"wanneer(?=.*\?|\s+(?:moet|mag|kan|is|loopt|eindigt|verloopt|ben|wordt|krijg|heb|zijn|ontvang|hebben|zit|begint|gaat|vervalt|komt|hoor)\b)",
    r"wanneer(?=\s+(?:mogen|moeten|kunnen|zitten|kom)\b)",
    r"(?:welke|wat voor|wat is de)\s+(?:\w+\s+)?(?:dag|datum|termijn|maand|deadline)",
    r"op welk moment",
    r"hoe\s?lang",
    r"hoe\s?veel (?:tijd|dag|dagen|weken|week|maanden|uur|jaar|werkdagen)",
    r"hoe (?:snel|vlug|rap|laat|vaak|oud)",
    r"binnen (?:hoeveel|welke|wat)",
    r"(?<!moest )(?<!moesten )(?<!had )(?<!hadden )uiterlijke?",
    r"uiterste|deadline|op zijn laatst|ten laatste|bijtijds|vervaldatum|einddatum|nog op tijd|wnr|wanneer\s*\?",
    r"(?:aller)?laatste \w*dag(?=.*\?|\s+(?:om|dat|waarop|voor|van|zonder|binnen|is)\b|\s*$)|laatste moment",
    r"(?:ben|is|zijn|kom|komt) (?:ik|het|dat|dit|we|wij|hij|jullie|u) (?:\w+ ){0,3}?(?:op tijd|te laat)",
    r"(?:mag|kan|kunnen|mogen|valt|geldt) (?:\S+ ){0,6}?nog (?:steeds )?(?:\S+ ){0,3}?"
    r"(?:terug\w*|vanaf|van af|onderuit|ervanaf|herroepen|annuleren|klagen|opzeggen|ontbinden|betwisten|protesteren|bezwaar"
    r"|afzeggen|onder (?:de )?garantie)",
    r"\w*(?:tijd|termijn|garantie)(?: loopt)? tot(?: en met)?(?=\s*\?)",
    r"(?:wat is|hoe lang is) (?:de|jullie|mijn) \w*termijn",
    r"heb(?:ben)? (?:ik|we|wij) (?:\S+ ){0,4}?nog (?:steeds )?recht",
    r"(?:vandaag|morgen|overmorgen|nu|vanavond) (?:\S+ ){0,2}?nog (?:ok|oke|okay|goed|mogelijk|prima|geldig)(?=\s*(?:\?|$))",
    r"(?:kan|mag|gaat|lukt|is) (?:dat|dit|het) (?:\S+ ){0,2}?nog(?: altijd| steeds| wel)?(?: mogelijk| op tijd)?(?=\s*(?:\?|$))",
)
# "Wat komt er minimaal aan incassokosten bij", "hoeveel moeten wij dan nog overmaken", "wat krijg ik terug"
_OF_MONEY: Final = (
    r"\w*kosten|\w*rente|intrest|\w*bedrag|boete|\w*vergoeding|\w*prijs|betalen|afrekenen|aftikken|ophoesten|dokken|neertellen|overmaken"
    r"|terug\w*|retour|kwijt|verschuldigd|schuldig|erbij|bij|bovenop|euro|incasso\w*|totaal|samen|hooguit|hoogstens|hoogste|maximaal"
)
_AMOUNT: Final = _any(
    # "incassokosten over een rekening van 1.000 euro, wij zijn een bv?", "rente bij 400 euro zakelijk"
    r"(?<![\w,] )(?:\w*rente|intrest|\w+kosten|boete|voorschot|aanbetaling)(?= (?:over|bij|op|van|voor) [^?]*\d[^?]*\?)",
    r"(?<!.)(?:\w*rente|intrest|incassokosten|voorschot|aanbetaling)(?= (?:over|bij|op) (?:\w+ ){0,3}(?:€ ?)?\d)",
    r"(?:te betalen|verschuldigd|schuldig)(?=\s*\?)",
    r"wat (?:(?:krijg|krijgen) (?:ik|we|wij)|wordt (?:dat|het))(?: dan| nu)?(?=\s*\?)",
    rf"(?:wat|hoeveel) (?!(?:kan|kunnen|moet|moeten|mag|mogen) (?:ik|we|wij|u|je) (?:dan |nu )?doen\b)"
    rf"(?:kom|komt|moet|moeten|krijg|krijgt|krijgen|ontvang|ontvangen|blijf|blijft|wordt|worden|mag|mogen|is|ben|zijn|scheelt|betaal|betalen"
    rf"|rekenen|reken|houden|kost)\b[^.?!]{{0,60}}?\b(?:{_OF_MONEY})",
    r"(?:max|maximale?|maximum|min|minimaal|minimale|totale?)\W{1,2}(?:\w*kosten|\w*rente|incasso\w*|\w*bedrag|boete|schade\w*)",
    r"(?:eind|totaal)bedrag|(?:alles )?bij elkaar\s*\?|totaal\b[^.?!]{0,24}\?",
    r"hoe\s?veel (?!tijd|dag|dagen|weken|week|maand|maanden|uur|uren|jaar|werkdagen|mensen|keer|personen|exemplaren|stuks)",
    r"hoe ?veel(?=\s*\?|$)",
    r"wat (?:kost|kosten|betaal|betalen (?:ik|we|wij|u|je)|is de prijs|zijn de kosten)",
    r"wat (?:wil|willen|wilt|vraagt|vragen|mag|mogen|moet|moeten) [^.?!]{0,40}?"
    r"(?:op voorhand|vooraf|vooruit|voorschot|aanbetal\w+)",
    r"wat gaat .{0,20}(?:kosten|max)",
    r"(?:kost|kosten) (?:dat|dit|het|t|da|me|mij|ons) (?:\S+ ){0,2}?(?:iets|wat|geld|extra|veel)",
    r"wat moet ik .{0,24}betalen",
    r"(?:wat is |tot )(?:het|de|een) (?:maximum|minimum|bovengrens|hoogste|limiet)",
    r"(?:maximum|minimum|maximaal|minimaal)(?=\s*\?)",
    r"maximaal op (?:\w+ )?rekenen|hoogstens op rekenen|op (?:zijn|z'n|het) hoogst",
    r"bovengrens|(?:tot waar|hoe ver) (?:gaat|reikt)",
    r"(?:\w*rente|intrest|incassokosten|bedrag|eindafrekening|eindrekening) (?:graag|aub|alstublieft)|welk deel|voor welk totaal",
    r"wat (?:wil|wilt|willen|vraag|vraagt|reken|rekent) (?:ge|gij|u|je|jij|jullie) [^.?!]{0,30}?(?:rente|intrest|kosten|incasso)",
    r"(?:op|wat is|wordt) mijn eind\w*rekening|te ?veel(?=\s*\?)",
    r"(?:rente|incassokosten|btw|boete|vergoeding) (?:volgens|a|van|met|bij) [^.?!]{0,30}?(?:procent|%|per maand|per jaar)"
    r"[^.?!]{0,20}(?=\?)",
    r"(?:en )?met \d+ ?(?:%|procent) btw",
    r"krijg(?:en)? (?:ik|we|wij|je|k) (?:\S+ ){0,3}?(?:iets|wat|alles|geld|centen|deel|niets|niks|helft)"
    r" (?:\S+ ){0,3}?(?:terug|weer|retour)",
    r"wat (?:stort|storten|boek|boeken|geef|geven|betalen|betaalt) (?:jullie|u|ze|zij|je) (?:\S+ ){0,4}?(?:terug|retour|uit)",
    r"wat ben ik .{0,30}(?:kwijt|verschuldigd|schuldig)",
    r"wat .{0,24}kosten?",
    r"(?:voor |tot )?welk (?:totaal)?bedrag|welk percentage",
    r"welke (?:kosten|rente|prijs|vergoeding|boete)",
    r"hoe (?:hoog|duur|groot)",
    r"(?:verschuldigd|schuldig|kwijt) (?:ben|zijn)",
    r"max(?:imaal)? aan",
    r"(?:\w*rente|\w*kosten|\w*bedrag|prijs|boete|voorschot|aanbetaling|vergoeding|eindafrekening|\w*tarief)"
    r"(?=(?: (?:tot(?: en met)?|t/m|per|over|bij|vanaf|sinds|met|zonder)\b[^.?!]{0,30}?)?\s*\?)",
)
_CALCULATION: Final = _any(
    r"reken\b(?! ik\b)|(?:uit|na|voor|door)(?:te)?reken\w*|uit te rekenen|uitgerekend|rekensom",
    r"bereken(?:t|en)?(?! (?:jullie|u|jij|je|ze|zij)\b)\w*"
    r"|reken(?:t|en)\s(?!(?:jullie|u|jij|je|ze|zij)\b).{0,30}\b(?:uit|voor|door)\b(?! \d)",
    r"(?:precieze?|exacte?) (?:dag|datum|bedrag)",
    r"tot en met (?:welke|wanneer)",
    r"(?:tot|tegen|vanaf|per) (?:welke (?:dag|datum)|wanneer)",
    r"welke (?:\w+ )?(?:dag|datum)|uiterste dag",
    r"hoeveel euro|(?<!tot )welk (?:totaal)?bedrag",
    r"hoeveel .{0,30}(?:kwijt|betalen|verschuldigd|schuldig|terug|aftikken)",
    r"ben ik (?:nog op tijd|te laat)|uiterste \w*dag|(?:aller)?laatste \w*dag",
    r"geef (?:me |mij )?(?:gewoon |maar |even )?(?:een|de) (?:dag|datum|bedrag)",
    r"hoeveel dagen heb ik nog|hoe\s?lang heb ik nog",
)
_VERB: Final = (
    "(?:mag|mogen|kan|kun|kunt|kunnen|moet|moeten|is|zijn|ben|bent|heb|hebt|heeft|hebben|geldt|gelden|zit|zitten|staat|staan|krijg|krijgt"
    "|krijgen|wordt|worden|word|ga|gaat|gaan|vergoedt|vergoeden|betaal|betalen|hoef|hoeft|hoeven|klopt|lichten|licht|blijft|blijf|blijven"
    "|doen|doet|komt|komen|tellen|telt|geven|geeft|bieden|biedt|leveren|levert|werken|werkt|valt|vallen|loopt|lopen|durf|wil|willen|zou"
    "|zouden|zal|zullen|garanderen|garandeert|bestaat|bestaan|weten|accepteren|accepteert|delen|deelt|houden|houdt|rekenen|rekent|sturen"
    "|hoort|horen)"
)
_SUBJECT: Final = "(?:ik|je|jij|u|jullie|wij|we|hij|ie|het|'t|t|er|dat|dit|k|da|zij|ze|mijn|mn)"
_YES_NO: Final = re.compile(
    rf"(?:^|[.!?;:]\s*){_VERB}\s+[a-z']+\b|(?:,\s*|\b(?:en|maar|dus|of|dan)\s+){_VERB}\s+{_SUBJECT}\b"
    r"|\bja of nee\b|\b(?:mag|kan|klopt|hoort) dat (?:zomaar|wel|ook|toch|dan|nu)?\b|\bof (?:niet|nie)\s*\?*$"
    r"|\b(?:toch|he)\s*\?+$"
    r"|\bheb ik (?:recht|dan)\b"
)
_OTHERS: Final[tuple[tuple[Aspect, re.Pattern[str]], ...]] = (
    ("how", re.compile(r"\bhoe\b(?!\s*(?:lang|veel|snel|hoog|duur|laat|vlug|rap|groot|vaak|oud))|\bop welke (?:manier|wijze)\b")),
    ("who", _any("wie", "wiens")),
    (
        "where",
        re.compile(
            r"(?:^|[.!?,;:]\s*|\b(?:en|of|maar|dus|weet u|vraag)\s+)(?:waar|waarheen|in welke stad|welke rechtbank|welk adres)\b"
        ),
    ),
    ("why", _any("waarom", "waardoor", "hoezo", "hoe komt het", "om welke reden", "hoe kan het dat")),
    (
        "greeting",
        re.compile(r"^\W*(?:hallo|hoi|hey|hee|hi|goeden?\s?(?:morgen|middag|avond|dag)|dag\b(?! \d)|beste|geachte|yo|hello)\b"),
    ),
    ("thanks", _any("bedankt", "dank je", "dank u", r"dankje\w*", "dankuwel", "thanks", "thx", "merci", "dank")),
)
_FOLLOW_UP: Final = re.compile(
    r"^\W*(?:(?:oke?|okay|ja|nee|dus|maar)\W+)*(?:en\b|dan\b|nee\b|oh\b|maar\b|dus\b|die\b|dat\b|daar\w*\b"
    r"|hetzelfde\b|ook\b(?=.*\?)|nog eens"
    r"|geldt dat|is dat|mag dat|kan dat|hoezo|waarom(?:\s+(?:niet|dan))?\s*\?*$|wat als|hoe dan)|\bdan\s*\?*$"
)
_SUPPOSITION: Final = re.compile(
    r"^\W*(?:(?:oke?|ja|nee|maar|dus|en)\W+)*(?:(?:en\s+)?(?:wat\s+)?(?:als|indien|stel)\b|en\s+(?:voor|bij)\b)"
)
_CORRECTION: Final = re.compile(
    r"^\W*(?:nee|neen|nope|sorry|pardon|oeps|correctie|foutje|wacht)\b[\s,.:!-]+(?=\S)"
    r"|\b(?:bedoel(?:de)?\s+ik|ik bedoel(?:de)?|moet zijn|moest zijn|ik vergis\w*|vergiste|verkeerde? (?:getypt"
    r"|datum|bedrag|gezegd))\b"
    r"|\bniet\s+(?:op\s+)?\S+(?:\s\S+)?\s*,?\s+maar\s|\b(?:toch|eigenlijk) (?:op |was )?\d"
)
_SHOWN_BY: Final[tuple[tuple[Aspect, re.Pattern[str]], ...]] = (
    ("when", _WHEN),
    ("amount", _AMOUNT),
    ("calculation", _CALCULATION),
    ("yes_no", _YES_NO),
    *_OTHERS,
    ("follow_up", _FOLLOW_UP),
    ("supposition", _SUPPOSITION),
    ("correction", _CORRECTION),
)
_BARE_LENGTH: Final = 3


def read_intent(text: str) -> Intent:
    """What the message asks, with the words that show it. Several aspects may hold at once."""
    return intent_in(canonical(text))


def intent_in(source: Canonical) -> Intent:
    """What a message asks that was made canonical already."""
    shown: list[Evidence] = []
    for aspect, pattern in _SHOWN_BY:
        if match := pattern.search(source.text):
            span = source.span(match.start(), match.end())
            shown.append(Evidence(span.start, span.end, span.text, aspect))
    if _is_bare(source.text) and not any(evidence.aspect in ("follow_up", "greeting", "thanks") for evidence in shown):
        shown.append(Evidence(0, len(source.message), source.message, "follow_up"))
    return Intent(tuple(shown), articles_in(source))


def _is_bare(text: str) -> bool:
    """True for a message of a few words without a question: an answer to what was asked before ("zakelijk", "5 maart")."""
    return bool(text.strip()) and "?" not in text and len(text.split()) <= _BARE_LENGTH
