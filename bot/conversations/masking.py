"""Leaves personal data out of what is stored: the name of its kind stands where an address or a number stood."""

from __future__ import annotations

import re
from collections.abc import Callable
from functools import lru_cache

from bot import texts

EMAIL = re.compile(r"[\w.+'%-]{1,64} ?(?:@|[(\[](?:at|apenstaartje)[)\]]) ?[\w-]+(?: ?\. ?[\w-]+)*\.[A-Za-z]{2,}", re.IGNORECASE)
DUTCH_IBAN = re.compile(r"\bNL ?\d\d[ .-]?[A-Z]{4}(?:[ .-]?\d){10}\b", re.IGNORECASE)
IBAN = re.compile(r"\b[A-Z]{2}\d\d(?: ?[A-Z0-9]{4}){2,7}(?: ?[A-Z0-9]{1,3})?\b", re.IGNORECASE)
NAMED_BSN = re.compile(r"(\b(?:bsn|burger ?service ?nummer|sofi-?nummer)\b[^\d\n]{0,20})(?:\d[ .-]?){7,8}\d(?!\d)", re.IGNORECASE)
CARD = re.compile(r"\b\d(?:[ -]?\d){12,18}\b")
NINE_DIGITS = re.compile(r"(?<![\d.,-])\d(?:[ .-]?\d){8}(?!\d|[.,-]\d)")
DATE = r"\b\d\d?[-/. ]\d\d?[-/. ](?:19|20)\d\d(?!\d)"
ABROAD = r"(?:\+|\b00) ?\d\d[ ./-]?(?:\(0\)[ .-]?)?\d(?:[ ./-]?\d){7,10}"
INLAND = r"\(?\b0[1-9](?:[ -]?\d){0,2}\)?(?:[ /.-]{0,3}\d){6,8}"
DATE_OR_PHONE = re.compile(rf"(?P<date>\(?{DATE})|(?<![\d.,-])(?:{ABROAD}|{INLAND})(?!\d|[.,-]\d)")
POSTCODE = re.compile(
    r"\b[1-9]\d{3} ?[A-Z]{2}\b(?:[ ,]{1,2}(?:nr\.? ?|huisnummer )?\d{1,5}(?: ?[a-zA-Z]\b)?)?"
    r"|\b[1-9]\d{3}[a-z]{2}\b[ ,]{1,2}(?:nr\.? ?|huisnummer )?\d{1,5}(?: ?[a-z]\b)?"
    r"|(?<=postcode )[1-9]\d{3} ?[a-z]{2}\b|(?<=postcode: )[1-9]\d{3} ?[a-z]{2}\b"
)
HOUSE = re.compile(
    r"\b[A-Z][\w'-]{0,40}(?:weg|hof|pad|park|dijk|dreef|steeg|plantsoen) \d{1,5}(?:[ -]?[a-zA-Z]\b)?"
    r"|\b(?i:[\w'-]{1,40}(?:straat|laan|plein|kade|gracht|singel)) \d{1,5}(?:[ -]?[a-zA-Z]\b)?"
)
PLATE = re.compile(
    r"(?<![\w-])(?=[\w-]{0,8}\d)(?=[\w-]{0,8}[A-Z])(?:[A-Z]{1,3}|\d{1,3})-(?:[A-Z]{2,3}|\d{2,3})-(?:[A-Z]{1,3}|\d{1,3})(?![\w-])",
    re.IGNORECASE,
)
NAMED_PLATE = re.compile(
    r"(\bkenteken(?: is)?:? )(?:[A-Z]{1,3}\d{1,3}[A-Z]{1,3}|\d{1,3}[A-Z]{1,3}\d{0,3}[A-Z]{0,3})\b", re.IGNORECASE
)
NO_NAME = (
    "mijn|mij|ik|een|de|het|en|maar|want|dus|niet|geen|al|nu|die|dat|dit|wat|hoe|of|op|in|met|van|voor|bij|uit|u|je|jullie|wij|we|"
    "klant|consument|zakelijk|particulier|hier|er|nog|ook|zo|toch|vergeten|veranderd"
)
_INITIALS = r"(?:(?-i:[A-Z])\. ?){0,4}"
_WORD = rf"(?!(?:{NO_NAME})\b)[^\W\d_][\w'’-]*"
_BETWEEN = r"(?:van|der|den|de|ten|ter|het|'t|te|la|el|le)"
_CAPITAL = r"(?-i:[A-ZÀ-Þ])[\w'’-]*(?-i:[a-zà-ÿ])[\w'’-]*"
_TITLE = r"(?:(?:de heer|dhr\.?|mevrouw|mevr\.?) +)?"
GIVEN_NAME = re.compile(
    rf"(\b(?:mijn naam is|ik heet|mijn naam:|t\.?n\.?v\.?|ten name van|op naam van) +){_TITLE}{_INITIALS}"
    rf"(?:{_BETWEEN} +){{0,2}}{_WORD}(?: +(?:{_BETWEEN} +){{0,2}}{_WORD}){{0,2}}",
    re.IGNORECASE,
)
SAID_NAME = re.compile(
    rf"((?:\b(?:ik ben|u spreekt met|dit is)|^met) +){_TITLE}{_INITIALS}{_CAPITAL}(?: +(?:{_BETWEEN} +){{0,2}}{_CAPITAL})+",
    re.IGNORECASE | re.MULTILINE,
)
SIGNED = re.compile(
    rf"(\b(?:groetjes|groeten|groet|gr|mvg|hoogachtend)\b[.,!]?(?: van)?[\s,]+){_INITIALS}"
    rf"(?:{_CAPITAL}(?: +(?:{_BETWEEN} +){{0,2}}{_CAPITAL}){{0,3}}|{_WORD}(?: {_WORD}){{0,2}}(?=[\s.!]*\Z))",
    re.IGNORECASE,
)

REMEMBERED = 64
"""Texts whose masked form is remembered: a question is kept in three places at once."""


@lru_cache(REMEMBERED)
def masked(text: str) -> str:
    """The text without e-mail addresses, numbers of accounts, cards, citizens (BSN) and phones, without postcodes, houses and
    licence plates, and without the names by which customers introduce themselves.

    Dates, amounts and the numbers of articles stay. A card or citizen number must pass its own check, unless it is named.
    """
    text = EMAIL.sub(_label("email"), text.replace("\0", ""))  # a null sign is no text, and PostgreSQL takes none
    text = DUTCH_IBAN.sub(_label("iban"), text)
    text = IBAN.sub(_without_iban, text)
    text = NAMED_BSN.sub(rf"\1{_label('bsn')}", text)
    text = CARD.sub(_where(is_card, "card"), text)
    text = DATE_OR_PHONE.sub(lambda found: found.group() if found["date"] else _where(is_phone, "phone")(found), text)
    text = NINE_DIGITS.sub(_where(is_bsn, "bsn"), text)
    text = HOUSE.sub(_label("house"), POSTCODE.sub(_label("postcode"), text))
    text = NAMED_PLATE.sub(rf"\1{_label('plate')}", PLATE.sub(_where(is_plate, "plate"), text))
    for name in (GIVEN_NAME, SAID_NAME, SIGNED):
        text = name.sub(rf"\1{_label('name')}", text)
    return text


def is_iban(text: str) -> bool:
    """Whether this is an account number by its check digits. Source: ISO 13616 (modulo 97)."""
    plain = re.sub(r"[ .-]", "", text).upper()
    return int("".join(str(int(sign, 36)) for sign in plain[4:] + plain[:4])) % 97 == 1 and len(plain) > 14


def is_card(text: str) -> bool:
    """Whether this is a card number by its check digit. Source: ISO/IEC 7812 (Luhn)."""
    doubled = [digit * (1 + at % 2) for at, digit in enumerate(reversed(_digits(text)))]
    return sum(value - 9 * (value > 9) for value in doubled) % 10 == 0


def is_bsn(text: str) -> bool:
    """Whether this is a citizen service number by its check. Source: the "elfproef" of the BSN."""
    digits = _digits(text)
    weighed = (weight * digit for weight, digit in zip((9, 8, 7, 6, 5, 4, 3, 2, -1), digits, strict=True))
    return any(digits) and sum(weighed) % 11 == 0


def is_plate(text: str) -> bool:
    """Whether this has the six signs of a Dutch licence plate, in groups of letters and of digits."""
    groups = text.split("-")
    return sum(map(len, groups)) == 6 and any(group.isdigit() for group in groups) and any(group.isalpha() for group in groups)


def is_phone(text: str) -> bool:
    """Whether this has the length of a phone number: ten digits in the Netherlands, nine or ten in Belgium, 0800 shorter."""
    digits = len(_digits(text))
    return 11 <= digits <= 14 if text.lstrip("(").startswith(("+", "00")) else 8 <= digits <= 11


def _without_iban(found: re.Match[str]) -> str:
    """What looks like an account number, masked as far as its check digits hold: a short word may follow it."""
    words = found.group().split(" ")
    for end in range(len(words), 0, -1):
        if is_iban(" ".join(words[:end])):
            return " ".join([_label("iban"), *words[end:]])
    return found.group()


def _digits(text: str) -> list[int]:
    return [int(sign) for sign in text if sign.isdecimal()]


def _label(kind: str) -> str:
    return texts.get(f"review.masked.{kind}")


def _where(check: Callable[[str], bool], kind: str) -> Callable[[re.Match[str]], str]:
    return lambda found: _label(kind) if check(found.group()) else found.group()
