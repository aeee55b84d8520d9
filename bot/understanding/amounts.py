"""Amounts of money in a message: "€ 1.250,50", "twaalfhonderd euro", "1,5k", "2 facturen van 900 en 2400 euro"."""

from __future__ import annotations

import re
from collections.abc import Iterable
from dataclasses import dataclass
from decimal import Decimal
from typing import Final

from bot.understanding.articles import articles_in
from bot.understanding.canonical import Canonical, canonical
from bot.understanding.numbers import FRACTIONS, parse_decimal
from bot.understanding.percentages import percentages_in
from bot.understanding.spans import Span, overlaps_any


@dataclass(frozen=True, slots=True)
class AmountMention(Span):
    """An amount in euros.

    `marked`: a currency stood beside it; else the words around it told that it is money. `approximate`: "ongeveer € 500".
    `bare`: nothing beside it told anything, so that it is money only where a question for an amount leaves no other reading.
    """

    value: Decimal
    marked: bool = True
    approximate: bool = False
    bare: bool = False

    @property
    def cents(self) -> int:
        """The amount in whole cents; parts of a cent are rounded half up."""
        return int((self.value * 100).quantize(Decimal(1), rounding="ROUND_HALF_UP"))


_DIGITS: Final = r"\d{1,3}(?:,\d{3})+\.\d{2}|\d{1,3}(?:\.\d{3})+(?:,\d{1,2})?|\d+(?:,\d{1,2})?(?!\d)|\d+\.\d{1,2}"
_START: Final = r"(?<![\w.,/+-])(?<!\d )"
_END: Final = r"(?![\d])(?![.,]\d)(?!-\d|/\d)"
_DASH: Final = r"(?:[,.](?:-{1,2}|=))?"
_SIZE: Final = r"(?:\s?(?P<size{0}>k\b|duizend\b|mille\b|miljoen\b|mln\b))?"
_EURO: Final = (
    r"(?:€|eur\b|euro's\b|euroos\b|euros\b|euro\b|eurootjes\b|piek\b|ekkies\b|euries?\b"
    r"|eu\b(?!-|\s?(?:land|lidst|burger|regel|recht|verordening)))"
)

_BEFORE: Final = re.compile(
    rf"(?:€|\beuro?\b(?:\sof\b)?)\s{{0,2}}(?P<digits>\d{{1,3}}(?: \d{{3}})+(?:,\d{{2}})?"
    rf"|{_DIGITS}){_SIZE.format('')}{_DASH}{_END}"
)
_AFTER: Final = re.compile(
    rf"(?:{_START}(?P<digits>{_DIGITS})|\b(?P<words>anderhalve|anderhalf|een halve|een(?!\seuro of)))"
    rf"{_DASH}{_SIZE.format('')}{_DASH}\s?{_EURO}(?:\s(?:en\s)?(?P<cents>\d\d)(?:\s?cent)?\b(?![.,]?\d|\s*(?:%|€|eur|x\b|[a-z]+en\b)))?"
)
_CENTS: Final = re.compile(rf"{_START}(?P<digits>\d{{1,3}})\s?(?:cent|eurocent|ct)\b")
_DASHED: Final = re.compile(rf"{_START}(?P<digits>\d{{1,3}}(?:\.\d{{3}})+|\d+),-{{1,2}}(?![\d-])")
_SHORT: Final = re.compile(
    rf"(?:{_START}(?P<digits>\d+(?:[.,]\d{{1,3}})?)\s?(?P<size>k|mille|miljoen|mln)\b|\b(?P<words>anderhalf|half)\s(?P<size2>mille|miljoen|mln)\b)"
    r"(?!\s?(?:volgers|views|bezoekers|leads|woorden|mensen|km|gb|mb|followers))"
)
_FILLER: Final = (
    r"(?:\s*[:=]?\s*(?:is|was|zijn|bedraagt|bedroeg|van|ter waarde van|ten bedrage van|a|ad|voor|in totaal|totaal"
    r"|nog|ongeveer|samen|precies"
    r"|circa|zo'n|nu|al|dan|slechts|maar|ruim|bijna))*\s*[:=]?\s*"
)
_MONEY_NOUN: Final = (
    r"(?:\w*bedrag(?:en)?|hoofdsom(?:men)?|schuld|prijs|\w*kosten|aanbetaling|som|totaal|schade|waarde|vergoeding|openstaand[e]?|achterstand"
    r"|kost|kostte|koste|betaalde|betaald|betaal|schuldig|verschuldigd|overgemaakt|aanbetaald|rood voor|open voor"
    r"|sta voor|korting|tarief)"
)
_DOCUMENT: Final = (
    r"(?:\w*factu(?:ur|ren)|rekening(?:en)?|nota(?:'s)?|offertes?|opdracht(?:en)?|order|eentje|ander[e]?|allebei|beide|elk)"
)
_BARE_NUMBER: Final = (
    rf"{_START}(?P<digits>\d{{1,3}}(?:\.\d{{3}})+(?:,\d{{1,2}})?"
    rf"|\d+(?:,\d{{1,2}})?){_SIZE.format('')}{_END}(?!\s?(?:%|uur|u\b|/))"
)
_NO_NOUN: Final = (
    r"(?=\s*(?:$|[.,;:?!()+&]|(?:en|of|plus|min|die|dat|waar|waarvan|is|was|staat|staan|stond|nog|open|openstaand|excl|incl|ex|in|aan|maar|als"
    r"|ik|wij|we|jullie|te|voor|bij|op|wat|hoeveel|btw|per|betaald|overgemaakt|ligt|liggen|lag|nu|dus|met|zonder|want|dan|er|niet|kan|moet|mag|krijg|ben"
    r"|heb|over|volgens|om|tot|totaal|samen|ontvangen|gekregen|van|toch|ongeveer|na)\b))"
)
_AFTER_MONEY: Final = re.compile(rf"\b{_MONEY_NOUN}{_FILLER}{_BARE_NUMBER}{_NO_NOUN}")
_AFTER_DOCUMENT: Final = re.compile(
    rf"\b{_DOCUMENT}\s+(?:\w+\s+){{0,2}}?(?:van|ad|a|ter waarde van|voor)\s+(?:ongeveer\s+|circa\s+"
    rf"|zo'n\s+)?{_BARE_NUMBER}{_NO_NOUN}"
)
_AND_MORE: Final = re.compile(rf"\b(?:nog eens|nog een keer)\s+{_BARE_NUMBER}{_NO_NOUN}")
_BEFORE_MONEY: Final = re.compile(
    rf"{_BARE_NUMBER}(?=\s+(?:nog\s+|aan\s+|in totaal\s+)*(?:open\b|openstaa\w*|in het rood|hoofdsom|schuld\b"
    rf"|achterstand|schuldig|verschuldigd|in het krijt|in het rood|aan kosten|\w*kosten\b|p/?u\b|per uur\b"
    r"|incassokosten|rente\b|excl\b|incl\b|exclusief|inclusief|ex btw|overgemaakt|aanbetaald|te betalen|schade\b))"
)
_MEASURED: Final = (
    r"uur|uren|u|min\w*|sec\w*|dag|dagen|weken|maanden|jaar|km|m|cm|mm|m2|m3|meter|liter|l|kg|kilo|g|gram|gb|mb|tb|inch|graden|punten?"
    r"|sterren|fte|kwh|watt|volt|keer|x"
)
# Two decimals after a comma are how prices are written.
_PRICE: Final = re.compile(
    rf"{_START}(?P<digits>\d{{1,3}}(?:\.\d{{3}})+,\d\d|\d+,\d\d){_END}(?!\s?(?:%|procent|{_MEASURED})\b)(?!\s?%)"
)
_IN_LIST: Final = rf"{_START}(?P<digits>\d{{1,3}}(?:\.\d{{3}})+(?:,\d{{1,2}})?|\d+(?:,\d{{1,2}})?)"
_LINK: Final = (
    r"\s*(?:,|en|of|\+|plus|&|respectievelijk|resp\.?|tot|naar|-|a|,?\s?en (?:eentje|een|de ander|de andere) van|versus)\s*"
)
_LEFT_OF_AMOUNT: Final = re.compile(_IN_LIST + _LINK + r"$")
_RIGHT_OF_AMOUNT: Final = re.compile(
    _LINK.replace("|of", "")
    + rf"(?<!\d)(?P<digits>\d{{1,3}}(?:\.\d{{3}})+(?:,\d{{1,2}})?|\d+(?:,\d{{1,2}})?){_END}(?!\s?%){_NO_NOUN}"
)
_ROUGHLY: Final = re.compile(
    r"(?:\b(?:ongeveer|circa|ca\.?|zo'n|ruim|bijna|plusminus|rond de|rond|iets van|een euro of|minstens|max\w*)|±)\s*$"
)
_NO_MONEY: Final = re.compile(
    r"(?:\b(?:paar|nummer|nr\.?|ordernr\.?|factuurnummer|kenmerk|klantnummer|code|postcode|versie|jaar|in|sinds|art\.?|artikel|lid|#)\s*)$|#$"
)
# A number that is followed by no noun and counts nothing: "schade 2000", "keert 7.500 uit", "de hele site 2000 kost".
_BARE: Final = re.compile(
    rf"{_START}(?P<digits>\d{{1,3}}(?:\.\d{{3}})+(?:,\d{{1,2}})?|(?!0)\d{{2,5}}(?:,\d{{1,2}})?){_SIZE.format('')}{_END}"
    r"(?=\s*(?:$|[.,;:?!()+&]|(?:en|of|plus|min|die|dat|dus|maar|want|als|toen|waar\w*|daarvan|hiervan|ervan|is|was|zijn"
    r"|waren|wordt|worden|werd|staat|staan|stond|nog|open|aan|af|in|te|voor|bij|op|over|na|per|van|met|zonder|tegen|naar|tot|om|binnen"
    r"|dan|er|niet|nu|al|toch|ook|uit|terug|vooraf|vooruit|vooruitbetaald|kost|kosten|kostte|betaal|betaald|betaalde|betalen"
    r"|overgemaakt|gestort|voldaan|afgelost|afbetaald|aanbetaald|gevraagd|gerekend|gefactureerd|gedeclareerd|uitgekeerd"
    r"|overmaak|overmaken|stort|storten|aflos|aflossen|bijbetaal|bijleg|bied|reken|vraag|vraagt|vragen|uitkeert|uitkeren|dekt|vergoedt|schade|krijg|kan|kunnen|moet|moeten|mag|mogen|heb|hebt|heeft|hebben|had|ik|je|u|wij"
    r"|we|jullie|wat|hoeveel|welke?|excl|incl|ex|exclusief|inclusief|totaal|samen|bedraagt|zakelijk|prive|eigen"
    r"|achterstallig|onbetaald)\b))(?!\s*%)"
)
_COUNTS: Final = re.compile(
    r"\b(?:maand|week|dag|fase|stap|boven de|van die|kvk|postcode|code|versie|kenmerk|nr|nummer|ordernummer|factuurnummer"
    r"|bestelnummer"
    r"|rekeningnr|rekeningnummer|eindigt op|eindigend op|klantnummer|dossier|dossiernummer|tel|telefoon"
    r"|ronde|kamer|huisnummer|optie|keuze|lid|leden|artikel|art\.?|windows|nen"
    r"|iso)\s+$"
    r"|#\s*$"
)
# Nobody writes of the year 2000 any more.
_YEAR: Final = re.compile(r"(?!2000)(?:19|20)\d\d")
_NUMBERED: Final = re.compile(rf"\b{_DOCUMENT}\s+$")
_ITS_AMOUNT: Final = re.compile(r"\s+(?:\w+\s+)?(?:van|a|ad|dd|d\.d\.|voor|uit|gedateerd|ter waarde)\b")
_SIZES: Final = {"k": 1_000, "duizend": 1_000, "mille": 1_000, "miljoen": 1_000_000, "mln": 1_000_000}
_SMALLEST_BARE: Final = 10


@dataclass(frozen=True, slots=True)
class _Hit:
    """An amount at `text[start:end]` of the canonical text."""

    start: int
    end: int
    value: Decimal
    marked: bool = True
    bare: bool = False


def find_amounts(text: str, *, taken: Iterable[Span] = ()) -> tuple[AmountMention, ...]:
    """Every amount of money in the text, in order; nothing is read where one of the `taken` spans stands (dates, for one)."""
    return amounts_in(canonical(text), taken)


def amounts_in(source: Canonical, taken: Iterable[Span]) -> tuple[AmountMention, ...]:
    """Every amount of money in a message that was made canonical already."""
    closed = (*taken, *articles_in(source), *percentages_in(source))
    hits: list[_Hit] = []
    for hit in (*_marked(source.text), *_told_by_words(source.text)):
        _keep(source, hit, hits, closed)
    for hit in _listed_with(source.text, list(hits)):
        _keep(source, hit, hits, closed)
    for hit in _bare(source.text):
        _keep(source, hit, hits, closed)
    return tuple(_mention(source, hit) for hit in sorted(hits, key=lambda hit: hit.start))


def _keep(source: Canonical, hit: _Hit, hits: list[_Hit], closed: tuple[Span, ...]) -> None:
    free = all(hit.end <= other.start or other.end <= hit.start for other in hits)
    if free and not overlaps_any(source.span(hit.start, hit.end), closed):
        hits.append(hit)


def _mention(source: Canonical, hit: _Hit) -> AmountMention:
    span = source.span(hit.start, hit.end)
    roughly = _ROUGHLY.search(source.text[max(0, hit.start - 16) : hit.start]) is not None
    return AmountMention(span.start, span.end, span.text, hit.value, hit.marked, roughly, hit.bare)


def _marked(text: str) -> list[_Hit]:
    """Amounts with a currency beside them, or a notation that only money has."""
    hits = []
    for pattern in (_AFTER, _BEFORE, _SHORT, _DASHED, _CENTS):
        for match in pattern.finditer(text):
            value = _value(match)
            if value is not None and not _NO_MONEY.search(text[max(0, match.start() - 14) : match.start()].replace(" in ", " ")):
                hits.append(_Hit(match.start(), match.end(), value / 100 if pattern is _CENTS else value))
    return hits


def _told_by_words(text: str) -> list[_Hit]:
    """Bare numbers that the words beside them tell to be money ("factuur van 4000")."""
    return [
        _Hit(match.start("digits"), _end_of_number(match), value, marked=False)
        for pattern in (_AFTER_MONEY, _AFTER_DOCUMENT, _BEFORE_MONEY, _AND_MORE, _PRICE)
        for match in pattern.finditer(text)
        if (value := _value(match)) is not None and _may_be_bare(text, match, value)
    ]


def _end_of_number(match: re.Match[str]) -> int:
    return match.end("digits") if match.re is _PRICE else max(match.end("digits"), match.end("size"))


def _may_be_bare(text: str, match: re.Match[str], value: Decimal) -> bool:
    small = value < _SMALLEST_BARE and match.re is not _PRICE
    if small or _NO_MONEY.search(text[max(0, match.start("digits") - 14) : match.start("digits")]):
        return False
    return not _YEAR.fullmatch(match["digits"]) or re.search(r"bedrag|hoofdsom", match.group()) is not None


def _listed_with(text: str, hits: list[_Hit]) -> list[_Hit]:
    """Bare numbers in one list with an amount: the 900 of "900 en 2400 euro"."""
    found = []
    for hit in hits:
        start = hit.start
        while (left := _LEFT_OF_AMOUNT.search(text[max(0, start - 40) : start])) and (value := _value(left)) is not None:
            place = max(0, start - 40) + left.start("digits")
            if value < _SMALLEST_BARE or _NO_MONEY.search(text[max(0, place - 14) : place]):
                break
            found.append(_Hit(place, place + len(left["digits"]), value, marked=False))
            start = place
        end = hit.end
        while (right := _RIGHT_OF_AMOUNT.match(text, end)) and (value := _value(right)) is not None and value >= _SMALLEST_BARE:
            end = right.end("digits")
            found.append(_Hit(right.start("digits"), end, value, marked=False))
    return found


def _bare(text: str) -> list[_Hit]:
    """Numbers that nothing tells to be money, but that are no year, no count and no number of a document either."""
    found: list[_Hit] = []
    if not re.search("[a-z]{2}", text):
        return found
    for match in _BARE.finditer(text):
        value, before = _value(match), text[max(0, match.start("digits") - 24) : match.start("digits")]
        numbered = _NUMBERED.search(before) and _ITS_AMOUNT.match(text, match.end("digits"))
        if value is None or value < _SMALLEST_BARE or numbered or _COUNTS.search(before) or _YEAR.fullmatch(match["digits"]):
            continue
        found.append(_Hit(match.start("digits"), _end_of_number(match), value, marked=False, bare=True))
    return found


def _value(match: re.Match[str]) -> Decimal | None:
    groups = match.groupdict()
    value = _read_digits(groups["digits"], groups.get("size")) if groups["digits"] else _read_words(groups["words"])
    if value is None:
        return None
    value *= _SIZES.get(groups.get("size") or groups.get("size2") or "", 1)
    return value + Decimal(groups["cents"]) / 100 if groups.get("cents") else value


def _read_digits(digits: str, size: str | None) -> Decimal | None:
    if re.fullmatch(r"\d{1,3}(?:,\d{3})+\.\d{2}", digits):
        return Decimal(digits.replace(",", ""))
    # A dot before one or two digits can only be a decimal sign, and so can any dot before "k".
    if re.fullmatch(r"\d+\.\d{1,2}", digits) or (size and re.fullmatch(r"\d{1,2}\.\d+", digits)):
        return Decimal(digits)
    return parse_decimal(digits.replace(" ", ""))


def _read_words(words: str) -> Decimal:
    return Decimal(1) if words == "een" else FRACTIONS[words.removeprefix("een ")]
