"""Who a document says it is from: e-mail address, phone number, website and address, each as it is printed.

Only what can be meant in one way counts: an address that belongs to a court, a register or a shop's hallmark is somebody else's,
and of two phone numbers nobody here can tell which one is for customers.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, fields
from functools import cache
from pathlib import Path

from bot.conversations.masking import EMAIL, IBAN, is_phone
from bot.models import Contact
from bot.words import fold

_OTHERS = Path(__file__).with_name("other_hosts.txt")
_ENDLESS = re.compile(r"\S{200,}")
_ENDINGS = "nl|be|com|eu|net|org|shop|online|nu|io|info"
_WEBSITE = re.compile(
    rf"(?<![\w@.-])(?:https?://)?(?:www\.)?(?P<host>(?:[a-z0-9-]+\.)+(?:{_ENDINGS}))\b(?:/[\w/.~-]*)?", re.IGNORECASE
)
_LED_BY = ("website", "website:", "site:")
_PHONE = re.compile(r"(?<![\w.,-])(?:(?:\+|00) ?3[12][ -]?(?:\(0\)[ -]?)?|\(?0)[1-9](?:[ ./()-]{0,3}\d){6,9}(?!\d|[.,-]\d)")
_FAX = re.compile(r"\bfax\w*\W{0,3}(?:nummer\W{0,3})?$", re.IGNORECASE)
_NUMBERED = re.compile(r"\b(?:kvk|koophandel|btw|rekening|iban|bsn|handelsregister|dossier)\b[^.;\n]{0,40}$", re.IGNORECASE)
_PLACE = r"['’A-ZÀ-Ý][\w'’-]+(?: [A-ZÀ-Ý][\w'’-]+| aan den [A-Z][a-z]+)*"
_STREET = re.compile(
    r"(?P<street>[\w'’][\w'’.-]*(?: [\w'’.-]+){0,4} \d{1,5}(?: ?[a-zA-Z]{1,2}|[-/]\d{1,4})?)"
    r"(?: ?,| te| in|\s*\n|\s*[-|•·])?\s*\(?(?P<postcode>[1-9]\d{3} ?[A-Z]{2})\)?,? (?:te |in )?"
    rf"(?P<city>{_PLACE})"
)
_SMALL = frozenset(["van", "de", "den", "der", "het", "ter", "ten", "te", "op", "aan", "in", "en", "'t"])
_MAILBOX = re.compile(r"\bpostbus\b", re.IGNORECASE)
_LEGAL = re.compile(r"\b(?:b\.?v\.?|n\.?v\.?|v\.?o\.?f\.?|u\.a\.|stichting|vereniging|cooperatie|holding|nederland)(?=\W|$)")
_FREE = frozenset({"gmail", "hotmail", "outlook", "live", "yahoo", "ziggo", "kpnmail", "planet", "icloud", "xs4all"})


@dataclass(frozen=True, slots=True)
class Imprint:
    """What a document prints of its company: `contact` where it can be meant in one way, and per field all that was found."""

    contact: Contact
    found: Mapping[str, tuple[str, ...]]


def read_imprint(text: str, company: str) -> Imprint:
    """How to reach the company of this name, by the text of its document."""
    plain = IBAN.sub(" ", _ENDLESS.sub(" ", text))
    emails, websites = _distinct(_emails(plain)), _distinct(_websites(plain))
    found = {
        "email": emails,
        "phone": _distinct(_phones(plain)),
        "website": websites,
        "address": _distinct(_addresses(plain)),
    }
    own = _own_hosts([*map(_host, emails), *map(_host, websites)], company)
    chosen = {
        "email": _only(emails, own),
        "website": _only(websites, own),
        "phone": _alone(found["phone"]),
        "address": _alone(found["address"]),
    }
    return Imprint(Contact(**chosen), found)


def override(given: Contact, read: Contact) -> Contact:
    """What was given, and what was read where nothing was; an empty text says that there is nothing, whatever was read."""

    def chosen(name: str) -> str | None:
        given_text: str | None = getattr(given, name)
        return (getattr(read, name) if given_text is None else given_text) or None

    return Contact(**{field.name: chosen(field.name) for field in fields(Contact)})


def _emails(text: str) -> Iterator[str]:
    for match in EMAIL.finditer(text):
        address = match.group().replace(" ", "").rstrip(".")
        if not _is_others(_host(address)):
            yield address


def _websites(text: str) -> Iterator[str]:
    for match in _WEBSITE.finditer(text):
        printed = match.group().rstrip("./")
        named = printed.lower().startswith(("http", "www.")) or text[: match.start()].rstrip().lower().endswith(_LED_BY)
        if named and not _is_others(match["host"].lower()):
            yield printed


def _phones(text: str) -> Iterator[str]:
    for match in _PHONE.finditer(text):
        before = text[max(0, match.start() - 60) : match.start()]
        if is_phone(match.group()) and not _FAX.search(before) and not _NUMBERED.search(before):
            yield match.group().strip(" ./-")


def _addresses(text: str) -> Iterator[str]:
    for match in _STREET.finditer(text):
        street = _street(match["street"])
        if street and not _MAILBOX.search(match["street"]):
            yield f"{street}, {match['postcode']} {match['city']}"


def _street(words: str) -> str:
    """The street and number, without the words of the sentence that led to it."""
    parts = words.split()
    number = next(at for at, part in enumerate(parts) if part[0].isdigit())
    start = number
    while start and (parts[start - 1][:1].isupper() or parts[start - 1].lower() in _SMALL):
        start -= 1
    while start < number and parts[start].islower():
        start += 1
    return " ".join(parts[start:]) if start < number else ""


def _own_hosts(hosts: Iterable[str], company: str) -> frozenset[str]:
    """The hosts that carry the company's name."""
    name = re.sub(r"\W", "", _LEGAL.sub("", fold(company)))
    return frozenset(host for host in hosts if name and _label(host) and (_label(host) in name or name in _label(host)))


def _only(found: tuple[str, ...], own: frozenset[str]) -> str | None:
    """The one that carries the company's name, else the only one."""
    named = tuple(text for text in found if _host(text) in own)
    return _alone(named) or (_alone(found) if not named else None)


def _alone(found: tuple[str, ...]) -> str | None:
    return found[0] if len(found) == 1 else None


def _host(text: str) -> str:
    """ "info@x.nl" and "https://www.x.nl/contact" -> "x.nl"."""
    bare = re.sub(r"^(?:https?://)?(?:www\.)?", "", text.lower().rpartition("@")[2])
    return bare.partition("/")[0]


def _label(host: str) -> str:
    """The part of a host that is a name: "mijn-winkel.nl" -> "mijnwinkel"; nothing for a provider of free mail."""
    name = host.rpartition(".")[0].rpartition(".")[2].replace("-", "")
    return "" if name in _FREE else name


def _is_others(host: str) -> bool:
    return any(host == other or host.endswith(f".{other}") for other in _others())


def _distinct(found: Iterable[str]) -> tuple[str, ...]:
    """Each once, however it is printed."""
    seen: dict[str, str] = {}
    for text in found:
        seen.setdefault(re.sub(r"[\W_]", "", re.sub(r"^(?:https?://)?(?:www\.)?", "", text.lower())), text)
    return tuple(seen.values())


@cache
def _others() -> frozenset[str]:
    """Hosts that terms mention and that are not their company's."""
    return frozenset(line for line in _OTHERS.read_text(encoding="utf-8").split() if not line.startswith("#"))
