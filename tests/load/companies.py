"""Companies by the thousand: terms made by chance from one pool of clauses, so that their vectors are worked out only once."""

from __future__ import annotations

import random
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field

import numpy as np

from bot.models import Clause, Company, Contact, Terms, TermsVersion
from bot.retrieval.embeddings import Embedder, Vectors

CLAUSES = 150
POOL = 1200
_PER_ARTICLE = 7

_SUBJECTS = {
    "Betaling": ("de factuur", "het verschuldigde bedrag", "de aanbetaling", "iedere termijn", "de jaarlijkse bijdrage"),
    "Levering": ("de bestelling", "het pakket", "de levering", "elke deellevering", "het maatwerk"),
    "Annulering": ("de reservering", "de afspraak", "de opdracht", "de boeking", "de inschrijving"),
    "Klachten": ("een klacht", "een gebrek", "een melding van schade", "een bezwaar", "een opmerking over het werk"),
    "Garantie": ("de garantie", "het recht op herstel", "de vervanging", "de reparatie", "de nakoming"),
    "Aansprakelijkheid": ("de schade", "iedere vergoeding", "het verlies van gegevens", "de gevolgschade", "de boete"),
    "Opzegging": ("het abonnement", "de overeenkomst", "het lidmaatschap", "de huur", "het onderhoudscontract"),
    "Privacy": ("de persoonsgegevens", "het dossier", "de inloggegevens", "de opgeslagen foto's", "het klantprofiel"),
}
_WHO = ("de klant", "de opdrachtgever", "de huurder", "de deelnemer", "de koper", "het bedrijf", "de leverancier", "de gebruiker")
_VERBS = (
    "meldt {what} {time} {how} aan {whom}",
    "voldoet {what} {time} {how}, zonder verrekening met {whom}",
    "kan {what} {time} {how} wijzigen in overleg met {whom}",
    "mag {what} {time} {how} weigeren, mits {whom} daarvan bericht krijgt",
    "bewaart {what} {time} en geeft {what} daarna {how} terug aan {whom}",
    "controleert {what} {time} en laat {whom} {how} weten wat ontbreekt",
    "draagt {what} {time} {how} over aan {whom}",
)
_TIMES = (
    "binnen {n} dagen na ontvangst",
    "uiterlijk {n} weken van tevoren",
    "gedurende {n} maanden",
    "na {n} werkdagen",
    "elk kwartaal",
)
_HOW = (
    "schriftelijk",
    "per e-mail",
    "kosteloos",
    "tegen betaling van {m} euro",
    "via de website",
    "in persoon",
    "per aangetekende brief",
)
_ENDS = (
    "tenzij anders is afgesproken",
    "behalve bij overmacht",
    "voor zover de wet dat toelaat",
    "met een maximum van {m} euro",
    "waarbij {p} procent van de prijs verschuldigd blijft",
    "zonder dat daarvoor een reden nodig is",
)
_NAMES = ("Linde", "Wilg", "Beuk", "Esdoorn", "Berk", "Kastanje", "Populier", "Hazelaar", "Meidoorn", "Taxus")
_TRADES = ("Wonen", "Verhuur", "Fietsen", "Reizen", "Software", "Tuinen", "Catering", "Opleidingen", "Verzekerd", "Montage")


@dataclass(frozen=True, slots=True)
class Drawn:
    """A clause of the pool: the title of its article and its text."""

    title: str
    text: str


def draw_pool(size: int = POOL, *, seed: int = 1) -> list[Drawn]:
    """So many different clauses."""
    chance = random.Random(seed)
    found: dict[Drawn, None] = {}
    while len(found) < size:
        title = chance.choice(list(_SUBJECTS))
        found[Drawn(title, " ".join(_sentence(chance, title) for _ in range(chance.choice((1, 2, 2, 3)))))] = None
    return list(found)


def _sentence(chance: random.Random, title: str) -> str:
    who, whom = chance.sample(_WHO, 2)
    told = chance.choice(_VERBS).format(
        what=chance.choice(_SUBJECTS[title]), time=chance.choice(_TIMES), how=chance.choice(_HOW), whom=whom
    )
    figures = {"n": chance.randint(2, 60), "m": 5 * chance.randint(2, 300), "p": chance.choice((5, 10, 15, 25, 50))}
    text = f"{who} {told}, {chance.choice(_ENDS)}.".format(**figures)
    return text[0].upper() + text[1:]


def companies(number: int, pool: Sequence[Drawn], *, seed: int = 2) -> Iterator[Terms]:
    """The terms of so many companies; the first ones are the same whatever the number."""
    for at in range(number):
        chance = random.Random(f"{seed} {at}")
        yield _terms(at, sorted(chance.sample(pool, CLAUSES), key=lambda drawn: drawn.title))


def _terms(at: int, drawn: Sequence[Drawn]) -> Terms:
    slug = f"bedrijf-{at:04}"
    name = f"{_NAMES[at % 10]}{_TRADES[at // 10 % 10]} {at:04}"
    version = TermsVersion("2026-01-01", "terms.txt")
    company = Company(slug, name, "B.V.", Contact(email=f"info@{slug}.example"), (version,))
    clauses = []
    for place, clause in enumerate(drawn):
        article, paragraph = place // _PER_ARTICLE + 1, place % _PER_ARTICLE + 1
        path = f"{article}.{paragraph}"
        clauses.append(Clause(f"{slug}:{path}", path, f"Artikel {article} lid {paragraph}", clause.title, clause.text))
    return Terms(company, version, tuple(clauses))


@dataclass
class PooledEmbedder:
    """The embedder behind it, which works out each text only once; `worked_out` counts them."""

    behind: Embedder
    vectors: dict[str, Vectors] = field(default_factory=dict)

    @property
    def worked_out(self) -> int:
        return len(self.vectors)

    @property
    def fingerprint(self) -> str:
        return self.behind.fingerprint

    @property
    def dimensions(self) -> int:
        return self.behind.dimensions

    def embed_queries(self, texts: Sequence[str]) -> Vectors:
        return self.behind.embed_queries(texts)

    def embed_passages(self, texts: Sequence[str]) -> Vectors:
        new = [text for text in dict.fromkeys(texts) if text not in self.vectors]
        if new:
            self.vectors |= dict(zip(new, self.behind.embed_passages(new), strict=True))
        return np.stack([self.vectors[text] for text in texts]) if texts else self.behind.embed_passages([])
