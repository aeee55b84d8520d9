"""A small company of our own with clauses, a composed answer and a sum, for sentences to rest on."""

from __future__ import annotations

from dataclasses import replace
from datetime import date
from decimal import Decimal

from bot.generation.drafts import Ground, Sentence
from bot.generation.guard import faults_of
from bot.models import AmountPart, Calculation, CalculationResult, Citation, Clause, Company, Contact, Reply, TermsVersion

VERSION = TermsVersion("2024-05-01", "terms.txt")
COMPANY = Company(
    "leenfiets",
    "Leenfiets",
    "B.V.",
    Contact("balie@leenfiets.example", "030 123 45 67", "www.leenfiets.example", "Zadelstraat 12, 3511 AB Utrecht"),
    (VERSION,),
)
TEXTS = {
    "1.1": (
        "Artikel 1 lid 1",
        "Reserveren",
        "De huurder reserveert een fiets via de website. Leenfiets bevestigt dat per e-mail.",
    ),
    "2.1": ("Artikel 2 lid 1", "Annuleren", "De huurder kan een reservering tot 24 uur voor het ophalen kosteloos annuleren."),
    "2.2": (
        "Artikel 2 lid 2",
        "Annuleren",
        "Annuleert de huurder later, dan betaalt hij 50% van de huurprijs, met een minimum van € 15,00.",
    ),
    "3.1": (
        "Artikel 3 lid 1",
        "Schade",
        "Bij schade aan de fiets betaalt de huurder de herstelkosten, met een maximum van € 150,00.",
    ),
    "3.2": ("Artikel 3 lid 2", "Schade", "Wordt de fiets gestolen, dan doet de huurder binnen 2 dagen aangifte bij de politie."),
    "4.1": (
        "Artikel 4 lid 1",
        "Klachten",
        "De huurder dient een klacht binnen veertien (14) dagen na het inleveren schriftelijk in.",
    ),
    "4.2": (
        "Artikel 4 lid 2",
        "Klachten",
        ("Leenfiets antwoordt binnen 5 werkdagen. Na 1 jaar neemt Leenfiets geen klacht meer in behandeling."),
    ),
    "5.1": (
        "Artikel 5 lid 1",
        "Abonnement",
        (
            "Het abonnement loopt een jaar en wordt telkens met drie maanden verlengd. De huurder kan"
            " per maand opzeggen, met een opzegtermijn van 1 maand."
        ),
    ),
    "6.1": (
        "Artikel 6 lid 1",
        "Aansprakelijkheid",
        (
            "Leenfiets is niet aansprakelijk voor schade aan eigendommen van de huurder, tenzij sprake"
            " is van opzet of grove schuld van Leenfiets."
        ),
    ),
    "6.2": (
        "Artikel 6 lid 2",
        "Aansprakelijkheid",
        (
            "De huurder mag de fiets niet aan derden uitlenen. Rijden buiten Nederland is alleen"
            " toegestaan met schriftelijke toestemming."
        ),
    ),
    "7.1": ("Artikel 7 lid 1", "Contact", "Vragen over een factuur stuurt de huurder naar facturen@leenfiets.example."),
}
CLAUSES = {
    f"leenfiets:{path}": Clause(f"leenfiets:{path}", path, label, title, text) for path, (label, title, text) in TEXTS.items()
}


def cite(*paths: str) -> tuple[Citation, ...]:
    """Citations of these clauses, whole."""
    clauses = [CLAUSES[f"leenfiets:{path}"] for path in paths]
    return tuple(
        Citation(each.clause_id, each.label, each.title, each.text, VERSION.name, "/terms/leenfiets") for each in clauses
    )


def ground(*paths: str, question: str = "", answer: str = "", reply: Reply | None = None) -> Ground:
    """What an answer about these clauses may rest on, without a sum; all of the clauses were retrieved."""
    return Ground(question, COMPANY, CLAUSES, reply or Reply("answered", answer, 0.9, cite(*paths)))


DEADLINE = Reply(
    "answered",
    "U kunt tot en met **25 maart 2026** schriftelijk klagen. U deed dat op 27 maart 2026; dat is 2 dagen te laat.\n\n"
    "Zo is dat berekend:\n- De termijn is 14 dagen en begint op de dag na 11 maart 2026.\n"
    "- Na 14 dagen komt u uit op woensdag 25 maart 2026.\n\nZie **Artikel 4 lid 1** (Klachten).",
    0.9,
    cite("4.1"),
    Calculation(
        "leenfiets.klacht",
        "deadline",
        CalculationResult(date=date(2026, 3, 25)),
        {"returned_on": "2026-03-11", "complained_on": "2026-03-27"},
        ("De termijn is 14 dagen en begint op de dag na 11 maart 2026.", "Na 14 dagen komt u uit op woensdag 25 maart 2026."),
        ("leenfiets:4.1",),
    ),
)
"""Too late."""
IN_TIME = replace(
    DEADLINE, answer=DEADLINE.answer.replace("27 maart 2026; dat is 2 dagen te laat", "20 maart 2026; dat is op tijd")
)
FEE = Reply(
    "answered",
    "U betaalt **€ 40,00**, de helft van € 80,00. U noemde € 60,00; dat is € 20,00 meer dan deze som.\n\n"
    "Zo is dat berekend:\n- 50% van € 80,00 is € 40,00.\n\nZie **Artikel 2 lid 2** (Annuleren).",
    0.9,
    cite("2.2"),
    Calculation(
        "leenfiets.annulering",
        "amount",
        CalculationResult(amount=Decimal("40.00")),
        {"price": "80"},
        ("50% van € 80,00 is € 40,00.",),
        ("leenfiets:2.2",),
        parts=(AmountPart("50% van € 80,00", Decimal("40.00")),),
    ),
)
"""Sixty euros were claimed."""


def checks_that_fail(text: str, *paths: str, on: Ground | None = None) -> set[str]:
    """The names of the checks that find fault with this sentence, which cites these clauses."""
    where = on or ground(*paths)
    return {fault.check for fault in faults_of(Sentence(text, tuple(f"leenfiets:{path}" for path in paths)), where)}
