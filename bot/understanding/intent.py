"""What a message asks for: a day, an amount, yes or no; and whether it follows up on what was said before."""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import Final, Literal

from bot.understanding.articles import ArticleMention, articles_in
from bot.understanding.canonical import Canonical, canonical
from bot.understanding.spans import Span

Aspect = Literal[
    "when", "amount", "yes_no", "how", "who", "where", "why", "calculation", "follow_up", "correction", "greeting", "thanks"
]


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
    def is_correction(self) -> bool:
        """True where the writer takes something back ("nee, 5 maart bedoelde ik")."""
        return self.has("correction")

    @property
    def is_small_talk(self) -> bool:
        """True for a greeting or thanks without any question."""
        return (
            bool(self.evidence) and all(shown.aspect in ("greeting", "thanks") for shown in self.evidence) and not self.articles
        )


_WHEN: Final = re.compile(
    r"\b(?:(?:tot|tegen|vanaf|sinds|per|met ingang van)\s+(?:en met\s+)?(?:wanneer|welke|hoe laat|uiterlijk|hoelang)|wanneer\b(?=.*\?|\s+(?:moet|mag|kan|is|loopt|eindigt"
    r"|verloopt|ben|wordt|krijg|heb|zijn|ontvang|hebben|zit|zitten|begint|gaat|vervalt|komt|mogen|moeten|kunnen|kom|hoor))|(?:welke|wat voor|wat is de)\s+(?:\w+\s+)?"
    r"(?:dag|datum|termijn|maand|deadline)\b|op welk moment|hoe\s?lang|hoe\s?veel (?:tijd|dag|dagen|weken|week|maanden|uur|jaar|werkdagen)|hoe (?:snel|vlug|rap|laat|vaak|oud)"
    r"|binnen (?:hoeveel|welke|wat)|uiterlijk(?:e)?|uiterste|deadline|op zijn laatst|ten laatste|op tijd|te laat\b|nog op tijd|bijtijds|opzegtermijn|vervaldatum|einddatum"
    r"|hoeveel tijd|termijn)\b"
)
_AMOUNT: Final = re.compile(
    r"\b(?:hoe\s?veel (?!tijd|dag|dagen|weken|week|maand|maanden|uur|uren|jaar|werkdagen|mensen|procent|keer|personen|exemplaren|stuks|uren)|hoe ?veel(?=\s*\?|$)"
    r"|wat (?:kost|kosten|gaat .{0,20}kosten|betaal|is de prijs|zijn de kosten|moet ik .{0,24}betalen|ben ik .{0,30}(?:kwijt|verschuldigd|schuldig)|gaat dat (?:mij|me|ons) kosten)"
    r"|welk (?:totaal)?bedrag|wat .{0,24}(?:kosten|kost)\b|welke (?:kosten|rente|prijs|vergoeding|boete)|hoe (?:hoog|duur|groot)|voor welk bedrag|tot welk bedrag"
    r"|welk percentage|hoeveel procent|hoeveel incasso\w*|max(?:imaal)? aan)\b"
)
_CALCULATION: Final = re.compile(
    r"\b(?:reken\w*|bereken\w*|uitreken\w*|uitgerekend|som|precies(?:e)? (?:dag|datum|bedrag)|exact(?:e)? (?:dag|datum|bedrag)|op welke (?:dag|datum)|tot en met (?:welke|wanneer)"
    r"|(?:tot|tegen|vanaf|per) (?:welke (?:dag|datum)|wanneer)|welke (?:\w+ )?(?:dag|datum)|uiterste dag|hoeveel euro|welk (?:totaal)?bedrag|hoeveel .{0,30}(?:kwijt|betalen|verschuldigd"
    r"|schuldig|terug|aftikken)|ben ik (?:nog op tijd|te laat)|hoeveel dagen heb ik nog|hoe\s?lang heb ik nog)\b"
)
_VERB: Final = (
    r"(?:mag|mogen|kan|kun|kunt|kunnen|moet|moeten|is|zijn|ben|bent|heb|hebt|heeft|hebben|geldt|gelden|zit|zitten|staat|staan|krijg|krijgt|krijgen|wordt|worden|word|ga|gaat|gaan|vergoedt"
    r"|vergoeden|betaal|betalen|hoef|hoeft|hoeven|klopt|lichten|licht|blijft|blijf|blijven|doen|doet|komt|komen|tellen|telt|geven|geeft|bieden|biedt|leveren|levert|werken|werkt|word|valt"
    r"|vallen|loopt|lopen|val|durf|wil|willen|zou|zouden|zal|zullen|garanderen|garandeert|bestaat|bestaan|weten|accepteren|accepteert|delen|deelt|houden|houdt|rekenen|rekent|sturen|hoort|horen)"
)
_YES_NO: Final = re.compile(
    rf"(?:^|[.!?,;:]\s*|\b(?:en|maar|dus|of|dan)\s+){_VERB}\s+(?:ik|je|jij|u|jullie|wij|we|hij|ie|het|'t|t|er|dat|dit|deze|die|de|mijn|mn|onze|ons|k|da|zij|ze|[a-z]+)\b"
    r"|\bja of nee\b|\b(?:mag|kan|klopt|hoort) dat (?:zomaar|wel|ook|toch|dan|nu)?\b|\bof (?:niet|nie)\s*\?*$|\b(?:toch|he|hè)\s*\?+$|\bheb ik (?:recht|dan)\b"
)
_OTHERS: Final[tuple[tuple[Aspect, re.Pattern[str]], ...]] = (
    (
        "how",
        re.compile(
            r"\bhoe\b(?!\s*(?:lang|veel|snel|hoog|duur|laat|vlug|rap|groot|vaak|oud))|\bop welke (?:manier|wijze)\b|\bwat moet ik doen\b"
        ),
    ),
    ("who", re.compile(r"\b(?:wie|wiens|door wie|bij wie|aan wie)\b")),
    (
        "where",
        re.compile(
            r"\b(?:waar(?!van|op|om|in|mee|door|bij|na|voor|toe|uit|aan|schijnlijk|de|borg|schuw\w*)\b|waarheen|in welke stad|welke rechtbank|welk adres)"
        ),
    ),
    ("why", re.compile(r"\b(?:waarom|waardoor|hoezo|hoe komt het|om welke reden|hoe kan het dat)\b")),
    (
        "greeting",
        re.compile(
            r"^\W*(?:hallo|hoi|hey|hee|hi|goede(?:n)?\s?(?:morgen|middag|avond|dag)|dag\b(?! \d)|beste|geachte|yo|hello)\b"
        ),
    ),
    ("thanks", re.compile(r"\b(?:bedankt|dank je|dank u|dankje\w*|dankuwel|thanks|thx|merci|top,? dank\w*|dank)\b")),
)
_FOLLOW_UP: Final = re.compile(
    r"^\W*(?:ok(?:e|ay)?\W+|ja\W+|nee\W+|dus\W+|maar\W+)*(?:en\b(?:\s+(?:als|bij|voor|wat|hoe|wanneer|wie|waar|dan|in|met|mag|kan|moet|nu|daarna|zonder|dat|die))?|dan\b|en\?+$|nee\b|oh\b"
    r"|maar\b|dus\b|die\b|dat\b|daar\w*\b|hetzelfde\b|ook\b(?=.*\?)|nog eens|geldt dat|is dat|mag dat|kan dat|hoezo|waarom(?:\s+(?:niet|dan))?\s*\?*$|wat als|hoe dan)|\bdan\s*\?*$"
)
_CORRECTION: Final = re.compile(
    r"^\W*(?:nee|neen|nope|sorry|pardon|oeps|correctie|foutje|wacht)\b[\s,.:!-]+(?=\S)|\b(?:bedoel(?:de)?\s+ik|ik bedoel(?:de)?|moet zijn|moest zijn|ik vergis\w*|vergiste|verkeerd(?:e)?"
    r" (?:getypt|datum|bedrag|gezegd))\b|\bniet\s+(?:op\s+)?\S+(?:\s\S+)?\s*,?\s+maar\s|\b(?:toch|eigenlijk) (?:op |was )?\d"
)
_BARE_LENGTH: Final = 3


def read_intent(text: str) -> Intent:
    """What the message asks, with the words that show it. Several aspects may hold at once."""
    return intent_in(canonical(text))


def intent_in(source: Canonical) -> Intent:
    """What a message asks that was made canonical already."""
    shown: list[Evidence] = []
    for aspect, pattern in _patterns():
        if match := pattern.search(source.text):
            span = source.span(match.start(), match.end()) if match.end() > match.start() else None
            shown += [Evidence(span.start, span.end, span.text, aspect)] if span else []
    if _is_bare(source.text) and not any(evidence.aspect in ("follow_up", "greeting", "thanks") for evidence in shown):
        shown.append(Evidence(0, len(source.message), source.message, "follow_up"))
    return Intent(tuple(shown), articles_in(source))


def _patterns() -> tuple[tuple[Aspect, re.Pattern[str]], ...]:
    return (
        ("when", _WHEN),
        ("amount", _AMOUNT),
        ("calculation", _CALCULATION),
        ("yes_no", _YES_NO),
        *_OTHERS,
        ("follow_up", _FOLLOW_UP),
        ("correction", _CORRECTION),
    )


def _is_bare(text: str) -> bool:
    """True for a message of a few words without a question: an answer to what was asked before ("zakelijk", "5 maart")."""
    return bool(text.strip()) and "?" not in text and len(text.split()) <= _BARE_LENGTH
