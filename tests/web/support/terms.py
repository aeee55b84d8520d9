"""Terms with a second document, cross-references and an annotation, for the tests of the support pages."""

from __future__ import annotations

from bot.knowledge import Annotation, Knowledge
from bot.models import Clause, Company, Contact, Reference, Terms, TermsVersion

PROCESSING = "Verwerkersovereenkomst"
VERSION = TermsVersion("2018-10-12", "terms.txt")


def clause(path: str, label: str, title: str, text: str, *references: tuple[str, str | None], parent: str = "") -> Clause:
    """A clause of the fruit shop."""
    made = tuple(Reference(mention, f"fruit:{target}" if target else None) for mention, target in references)
    return Clause(f"fruit:{path}", path, label, title, text, f"fruit:{parent}" if parent else None, references=made)


CLAUSES = (
    clause("6.1", "Artikel 6 lid 1", "Betaling", "U betaalt binnen 14 dagen. Artikel 7 geldt ook, evenals artikel 7 lid 2.",
           ("Artikel 7", "7.1"), ("artikel 7 lid 2", "7.2")),
    clause("7.1", "Artikel 7 lid 1", "Opzeggen", "Opzeggen kan per maand. De opzegtermijn is één maand."),
    clause("7.2", "Artikel 7 lid 2", "Opzeggen", "Anders dan lid 1 en bijlage 9 zegt:", ("lid 1", "7.1"), ("bijlage 9", None)),
    clause("7.2.a", "Artikel 7 lid 2 sub a", "Opzeggen", "bij verhuizing per direct.", parent="7.2"),
    clause("slotbepaling", "Slotbepaling", "Slotbepaling", "Nederlands recht geldt."),
    clause("vo:7.1", f"{PROCESSING} artikel 7.1", "Datalek", "Wij melden een datalek binnen 24 uur."),
    clause("vo:bijlage1", f"{PROCESSING} bijlage 1", "Bijlage 1", "Lijst."),
)  # fmt: skip


def knowledge() -> Knowledge:
    """What is known of the fruit shop."""
    company = Company("fruit", "Fruit & Zn", "V.O.F.", Contact(), (VERSION,))
    return Knowledge(Terms(company, VERSION, CLAUSES), {"fruit:7.1": Annotation(kern="U zegt een maand van tevoren op.")})
