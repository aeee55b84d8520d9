"""The family of Dutch terms: one small document per habit of real companies, with the tree that a careful reader sees."""

from __future__ import annotations

from dataclasses import dataclass

import pytest

from tests.ingest.conftest import ParseText


@dataclass(frozen=True)
class Trap:
    """A document, and the path and title of every clause in it. `nowhere` is text that may stand in no clause."""

    name: str
    text: str
    tree: tuple[str, ...]
    nowhere: tuple[str, ...] = ()


TRAPS = (
    Trap(
        "a builder numbers with paragraph signs and round brackets",
        "Algemene voorwaarden Bouwbedrijf\n\n§ 1 Offertes\n(1) Onze offertes gelden 30 dagen.\n(2) Meerwerk staat apart.\n\n"
        "§ 2 Oplevering\n(1) Het werk is opgeleverd als:\n(a) u het goedkeurt;\n(b) u het gebruikt.\n(2) Gebreken meldt u.\n",
        ("1.1 Offertes", "1.2 Offertes", "2.1 Oplevering", "2.1.a Oplevering", "2.1.b Oplevering", "2.2 Oplevering"),
    ),
    Trap(
        "an association groups its articles in chapters",
        "HUISHOUDELIJK REGLEMENT\n\nHOOFDSTUK I - LIDMAATSCHAP\n\nArtikel 1 Aanmelding\n1. U meldt zich schriftelijk aan.\n"
        "2. Het bestuur beslist.\n\nHOOFDSTUK II - CONTRIBUTIE\n\nArtikel 2 Hoogte\n1. De vergadering stelt haar vast.\n\n"
        "Hoofdstuk III Slot\n\nArtikel 3 Wijziging\nDe vergadering wijzigt dit reglement.\n",
        ("1.1 Aanmelding", "1.2 Aanmelding", "2.1 Hoogte", "3 Wijziging"),
        ("CONTRIBUTIE", "HOOFDSTUK", "Hoofdstuk"),
    ),
    Trap(
        "a gym has chapters and no articles",
        "Voorwaarden\n\nHoofdstuk 1 Inschrijving\n1.1 U schrijft zich online in.\n1.2 U bent minstens 16 jaar.\n\n"
        "Hoofdstuk 2 Betaling\n2.1 U betaalt vooraf.\n\nHoofdstuk 3 Opzeggen\n3.1 Dat kan per maand.\n",
        ("1.1 Inschrijving", "1.2 Inschrijving", "2.1 Betaling", "3.1 Opzeggen"),
    ),
    Trap(
        "a table of contents with dots and page numbers",
        "Algemene voorwaarden\n\nInhoud\n\nArtikel 1 Definities ........ 2\nArtikel 2 Aanbod ........... 2\n"
        "Artikel 3 Prijs ............ 3\n\nArtikel 1 Definities\n1. Dag: kalenderdag.\n\nArtikel 2 Aanbod\n1. Vrijblijvend.\n\n"
        "Artikel 3 Prijs\n1. Met btw.\n",
        ("1.1 Definities", "2.1 Aanbod", "3.1 Prijs"),
        ("....",),
    ),
    Trap(
        "a table of contents of bare numbers repeats the headings",
        "Algemene voorwaarden SaaS\n\nInhoudsopgave\n1. Definities\n2. Gebruik\n3. Betaling\n\n1. Definities\n"
        "1.1 Dienst: de software.\n1.2 Klant: u.\n2. Gebruik\n2.1 U gebruikt de dienst eerlijk.\n3. Betaling\n"
        "3.1 U betaalt vooraf.\n",
        ("1.1 Definities", "1.2 Definities", "2.1 Gebruik", "3.1 Betaling"),
    ),
    Trap(
        "a table of contents of bare numbers without a heading, before plain numbered titles",
        "1. Definities\n2. Gebruik\n3. Betaling\n\n1. Definities\nDienst is de software.\n2. Gebruik\n"
        "U gebruikt de dienst eerlijk.\n3. Betaling\nU betaalt vooraf.\n",
        ("1 Definities", "2 Gebruik", "3 Betaling"),
    ),
    Trap(
        "headings are a number without a dot",
        "Algemene voorwaarden\n\n1 Definities\n1.1 Klant: wie bestelt.\n1.2 Dag: kalenderdag.\n\n2 Bestellen\n"
        "2.1 U bestelt online.\n\n3 Betalen\n3.1 U betaalt binnen\n14 dagen na de factuur.\n",
        ("1.1 Definities", "1.2 Definities", "2.1 Bestellen", "3.1 Betalen"),
    ),
    Trap(
        "Markdown headings with numbers, and a numbered list in each",
        "# Algemene voorwaarden\n\n## 1. Bestellen\n\n1. U bestelt online.\n2. U krijgt een bevestiging.\n\n## 2. Betalen\n\n"
        "1. U betaalt met iDEAL.\n2. Achteraf kan ook.\n\n## 3. Ruilen\n\n1. Ruilen kan 30 dagen.\n",
        ("1.1 Bestellen", "1.2 Bestellen", "2.1 Betalen", "2.2 Betalen", "3.1 Ruilen"),
    ),
    Trap(
        "bold headings with numbers, and prose below",
        "**1. Bestellen**\n\nU bestelt online.\n\n**2. Betalen**\n\nU betaalt met:\n\n1. iDEAL;\n2. PayPal.\n\n"
        "**3. Ruilen**\n\n"
        "Ruilen kan 30 dagen.\n",
        ("1 Bestellen", "2 Betalen", "2.1 Betalen", "2.2 Betalen", "3 Ruilen"),
    ),
    Trap(
        "numbers glued to their text",
        "Artikel 1Toepasselijkheid\n1.Deze voorwaarden gelden altijd.\n2.Afwijken kan alleen als:\na)wij dat willen;\n"
        "b)u dat wilt.\n\nArtikel 2Prijs\n2.1Alle prijzen zijn met btw.\n2.2Fouten mogen hersteld.\n",
        (
            "1.1 Toepasselijkheid",
            "1.2 Toepasselijkheid",
            "1.2.a Toepasselijkheid",
            "1.2.b Toepasselijkheid",
            "2.1 Prijs",
            "2.2 Prijs",
        ),
    ),
    Trap(
        "a line that starts with the number of a reference",
        "Artikel 1 Betaling\n1. U betaalt binnen de termijn van lid\n2. Deze termijn is fataal.\n"
        "2. De termijn is 14 dagen, zie artikel\n"
        "3. Dat artikel gaat voor.\n3. Rente is verschuldigd.\n\nArtikel 2 Rente\n"
        "2.1 De rente volgt uit artikel\n2.2 Ze loopt door.\n"
        "2.2 Ze is 1 % per maand.\n",
        ("1.1 Betaling", "1.2 Betaling", "1.3 Betaling", "2.1 Rente", "2.2 Rente"),
    ),
    Trap(
        "every item of a Markdown list is numbered 1",
        "## Artikel 1 Lidmaatschap\n\n1. U wordt lid per maand.\n1. U krijgt een pas.\n"
        "1. De pas is persoonlijk.\n\n## Artikel 2 Prijs\n\n"
        "1. De prijs staat op de site.\n1. Hij stijgt met de inflatie.\n",
        ("1.1 Lidmaatschap", "1.2 Lidmaatschap", "1.3 Lidmaatschap", "2.1 Prijs", "2.2 Prijs"),
    ),
    Trap(
        "a number was used twice",
        "Artikel 1 Levering\n1. Wij leveren snel.\n2. U bent thuis.\n2. Buren mogen ook.\n3. Anders komen wij terug.\n",
        ("1.1 Levering", "1.2 Levering", "1.2-2 Levering", "1.3 Levering"),
    ),
    Trap(
        "an article that was put in later",
        "Artikel 1 Bestellen\n1. U bestelt.\n\nArtikel 1a Herroepen\n1. U herroept.\n2. Wij betalen terug.\n\n"
        "Artikel 1b. Ruilen\n"
        "Ruilen kan.\n\nArtikel 2 Slot\nKlaar.\n",
        ("1.1 Bestellen", "1a.1 Herroepen", "1a.2 Herroepen", "1b Ruilen", "2 Slot"),
    ),
    Trap(
        "an article that was renumbered while its leden were not",
        "Artikel 1 Prijs\n1.1 Prijzen zijn met btw.\n\nArtikel 2 Levering\n1.1 Wij leveren snel.\n1.2 U bent thuis.\n\n"
        "Artikel 3 Klacht\n3.1 Meld klachten.\n",
        ("1.1 Prijs", "2.1 Levering", "2.2 Levering", "3.1 Klacht"),
    ),
    Trap(
        "leden are called lid, without a dot",
        "Artikel 1 Contributie\nLid 1 De contributie is vast.\nLid 2 Zij wordt vooraf betaald.\n\nArtikel 2 Opzegging\n"
        "Lid 1 - Opzeggen kan per jaar.\nLid 2 - Het kan per brief.\n",
        ("1.1 Contributie", "1.2 Contributie", "2.1 Opzegging", "2.2 Opzegging"),
    ),
    Trap(
        "a Flemish shop counts with degree signs",
        "Art. 1. – Toepassing\nDeze voorwaarden gelden voor:\n1° elke bestelling;\n2° elke offerte.\n\nArt. 2. – Prijs\n"
        "De prijs is inclusief btw.\n",
        ("1 Toepassing", "1.1 Toepassing", "1.2 Toepassing", "2 Prijs"),
    ),
    Trap(
        "titles below their numbers, leden without numbers",
        "ARTIKEL 1\n\nTOEPASSELIJKHEID\n\nDeze voorwaarden gelden voor elke les.\n\nZij gaan voor op andere.\n\nARTIKEL 2\n\n"
        "BETALING\n\nU betaalt per maand.\n",
        ("1 TOEPASSELIJKHEID", "2 BETALING"),
    ),
    Trap(
        "a webshop ends with a form in an annex without a number",
        "Artikel 1 Herroepen\n1. U herroept met het formulier.\n\nBijlage: Modelformulier voor herroeping\n\n"
        "Stuur dit formulier terug als u herroept.\n- Naam:\n- Adres:\n",
        ("1.1 Herroepen", "bijlage Modelformulier voor herroeping"),
    ),
    Trap(
        "annexes that start again at 1",
        "1. Dienst\n1.1 Wij hosten.\n2. Prijs\n2.1 U betaalt.\n3. Slot\n3.1 Klaar.\n\nBijlage 1 Niveaus\n1. Storingen\n"
        "1.1 Wij reageren binnen een uur.\n1.2 Ook in het weekend.\n2. Onderhoud\n2.1 Dat gebeurt 's nachts.\n\n"
        "Bijlage 2 Tarieven\n1. Een uur kost 90 euro.\n2. Reizen is gratis.\n",
        (
            "1.1 Dienst",
            "2.1 Prijs",
            "3.1 Slot",
            "bijlage1.1.1 Storingen",
            "bijlage1.1.2 Storingen",
            "bijlage1.2.1 Onderhoud",
            "bijlage2.1 Tarieven",
            "bijlage2.2 Tarieven",
        ),
    ),
    Trap(
        "considerations with letters before the first article",
        "Verwerkersovereenkomst\n\nDe ondergetekenden:\n1. De klant, en\n2. De leverancier,\n\nOverwegende dat:\n"
        "a. de klant gegevens heeft als bedoeld in artikel 1 van de wet;\n"
        "b. de leverancier die verwerkt volgens deze afspraken.\n\n"
        "komen overeen:\n\nArtikel 1 Doel\n1.1 De leverancier verwerkt gegevens.\n\nArtikel 2 Duur\n2.1 Zolang als nodig.\n",
        ("overwegingen Overwegingen", "1.1 Doel", "2.1 Duur"),
    ),
    Trap(
        "a second document that starts again at 1",
        "Algemene voorwaarden Fitclub\n\nArtikel 1 Lid worden\n1. U meldt zich aan.\n\nArtikel 2 Betalen\n1. U betaalt.\n\n"
        "Huisregels\n\nArtikel 1 Handdoek\n1. U gebruikt een handdoek.\n\nArtikel 2 Kleding\n1. U draagt schone schoenen.\n",
        ("1.1 Lid worden", "2.1 Betalen", "h:1.1 Handdoek", "h:2.1 Kleding"),
        ("Huisregels",),
    ),
    Trap(
        "bold and italic subheadings between leden",
        "## **Artikel 4. Garantie**\n\n**Voor consumenten**\n\n**4.1** U hebt recht op een goed product.\n\n"
        "4.2 Meld het snel.\n\n"
        "*Voor bedrijven*\n\n4.3 De garantie is een jaar.\n\n## **Artikel 5. Slot**\n\n5.1 Klaar.\n",
        ("4.1 Garantie", "4.2 Garantie", "4.3 Garantie", "5.1 Slot"),
        ("Voor bedrijven",),
    ),
    Trap(
        "a modern shop has headings without any number",
        "# Algemene voorwaarden\n\n## Bestellen\n\nU bestelt online.\n\n## Betalen\n\nU betaalt met iDEAL.\n\n"
        "## Ruilen en retour\n\n"
        "Dat kan 30 dagen.\n",
        ("bestellen Bestellen", "betalen Betalen", "ruilen-en-retour Ruilen en retour"),
    ),
    Trap(
        "definitions in letters that run on past i",
        "Artikel 1 Begrippen\nHierin betekent:\n"
        + "".join(f"{letter}. Begrip{letter}: uitleg;\n" for letter in "abcdefghij")
        + "\nArtikel 2 Prijs\n(a) Vast.\n(b) Met btw.\n",
        ("1 Begrippen", *(f"1.{letter} Begrippen" for letter in "abcdefghij"), "2.a Prijs", "2.b Prijs"),
    ),
    Trap(
        "a table of contents that repeats the chapters too",
        "Voorwaarden\n\nInhoud\nHOOFDSTUK 1 ALGEMEEN\nArtikel 1 - Definities\nArtikel 2 - Prijs\nHOOFDSTUK 2 LEVERING\n"
        "Artikel 3 - Levering\n\nHOOFDSTUK 1\nALGEMEEN\n\nArtikel 1 - Definities\nDag is kalenderdag.\n\n"
        "Artikel 2 - Prijs\n1. Met btw.\n2. Hoofdstuk 2 gaat voor.\n\nHOOFDSTUK 2\nLEVERING\n\nArtikel 3 - Levering\n"
        "1. Wij leveren snel.\n",
        ("1 Definities", "2.1 Prijs", "2.2 Prijs", "3.1 Levering"),
        ("LEVERING",),
    ),
    Trap(
        "headings and leden have the same kind of number",
        "Algemene voorwaarden\n\n1. Algemeen\n1. Deze voorwaarden gelden.\n2. Afwijken kan niet.\n\n2. Betaling\n"
        "1. U betaalt met:\na) iDEAL\nb) PayPal\n2. Te laat is rente.\n\n3. Slot\n1. Klaar.\n",
        ("1.1 Algemeen", "1.2 Algemeen", "2.1 Betaling", "2.1.a Betaling", "2.1.b Betaling", "2.2 Betaling", "3.1 Slot"),
    ),
    Trap(
        "articles have Roman numbers",
        "Artikel I. Toepassing\n1. Deze gelden.\n\nArtikel II. Offertes\n1. Vrijblijvend.\n2. Drie weken.\n\n"
        "Artikel III. Betaling\nArtikel II van deze voorwaarden gaat voor.\n",
        ("I.1 Toepassing", "II.1 Offertes", "II.2 Offertes", "III Betaling"),
    ),
    Trap(
        "two articles have the same number by mistake",
        "Artikel 1. Prijs\n1.1. Met btw.\nArtikel 2. Rente\n2.1. Eén procent.\nArtikel 2. Incasso\n"
        "2.1. De kosten zijn voor u.\n"
        "Artikel 3. Recht\n3.1. Nederlands recht.\n",
        ("1.1 Prijs", "2.1 Rente", "2-2.1 Incasso", "3.1 Recht"),
    ),
    Trap(
        "a Markdown page with decimal leden in some parts, and a second document below",
        "# Algemene Voorwaarden\n\n## 1\\. Wie zijn wij\n\nWij zijn een sportschool.\n\n## 2\\. Abonnement\n\n**2.1 Duur**\n"
        "Het abonnement duurt een jaar.\n\n### 2.2 Verhuizen\n\nDan stopt u eerder.\n\n## 3\\. Betalen\n\n"
        "3.1 U betaalt vooraf.\n"
        "\n# Privacyverklaring\n\n## 1\\. Gegevens\n\nWij bewaren uw naam.\n\n## 2\\. Rechten\n\nU mag inzien.\n",
        ("1 Wie zijn wij", "2.1 Abonnement", "2.2 Abonnement", "3.1 Betalen", "pv:1 Gegevens", "pv:2 Rechten"),
    ),
    Trap(
        "numbered titles with and without decimal leden in plain text",
        "1. Definities\nDienst is de software.\n2. Gebruik\n2.1 U mag:\n1. Inloggen\n2. Downloaden\n3. Delen\n2.2 Meer niet.\n"
        "3. Betaling\nU betaalt vooraf.\n",
        ("1 Definities", "2.1 Gebruik", "2.1.1 Gebruik", "2.1.2 Gebruik", "2.1.3 Gebruik", "2.2 Gebruik", "3 Betaling"),
    ),
    Trap(
        "the title of an article names a kind of document",
        "Algemene voorwaarden\nArtikel 1\nAlgemene voorwaarden\n1. Deze gelden.\n2. Ook later.\n\nArtikel 2\n"
        "Privacyverklaring\nWij bewaren gegevens.\n",
        ("1.1 Algemene voorwaarden", "1.2 Algemene voorwaarden", "2 Privacyverklaring"),
    ),
    Trap(
        "a line starts with a reference to a lid that comes later",
        "Artikel 1 Betaling\n1.1 De termijn is 14 dagen. Bedragen tot\n2.500 euro betaalt u meteen, zie ook\n1.2 hieronder.\n"
        "1.2 Hogere bedragen in delen van\n30 dagen.\n1.3 Klaar.\n",
        ("1.1 Betaling", "1.2 Betaling", "1.3 Betaling"),
    ),
    Trap(
        "the titles of the articles stand above their numbers",
        "STATUTEN\n\nNaam en zetel\nArtikel 1\n1. De vereniging heet De Bal.\n2. Zij is gevestigd te Zwolle.\n\n"
        "Doel\nArtikel 2\n"
        "De vereniging heeft ten doel:\na. voetbal;\nb. gezelligheid.\n\nLidmaatschap\nArtikel 3\n1. Leden zijn mensen.\n"
        "2. Artikel 2 is van overeenkomstige toepassing.\n",
        ("1.1 Naam en zetel", "1.2 Naam en zetel", "2 Doel", "2.a Doel", "2.b Doel", "3.1 Lidmaatschap", "3.2 Lidmaatschap"),
        ("Lidmaatschap",),
    ),
    Trap(
        "a colon behind the number of an article",
        "Artikel 1: Garantie\n1. Een jaar.\nArtikel 6:75 BW geldt ook.\n\nArtikel 2: Slot\nKlaar.\n",
        ("1.1 Garantie", "2 Slot"),
    ),
    Trap(
        "a law firm counts paragraphs without titles",
        "ALGEMENE VOORWAARDEN\n\n1. Noord Advocaten is een maatschap van advocaten die in Assen samenwerken.\n\n"
        "2. Deze voorwaarden gelden voor elke opdracht die u aan de maatschap geeft.\n\n"
        "3. De aansprakelijkheid is beperkt tot wat de verzekeraar betaalt, met daarbij:\na. het eigen risico;\n"
        "b. de kosten.\n\n"
        "4. Nederlands recht is van toepassing op elke opdracht.\n",
        ("1 Artikel 1", "2 Artikel 2", "3 Artikel 3", "3.a Artikel 3 sub a", "3.b Artikel 3 sub b", "4 Artikel 4"),
    ),
    Trap(
        "a landlord prints titles without a number above decimal leden",
        "ALGEMENE BEPALINGEN HUUR\n\nBestemming en gebruik\n1.1 Huurder gebruikt het gehuurde netjes.\n"
        "1.2 Huurder verbouwt niet.\n\n"
        "Onderhuur\n2.1 Onderverhuur mag niet.\n\nSchade\n3.1 Huurder meldt schade.\n3.2 Dat doet hij meteen.\n",
        ("1.1 Bestemming en gebruik", "1.2 Bestemming en gebruik", "2.1 Onderhuur", "3.1 Schade", "3.2 Schade"),
        ("Onderhuur\n",),
    ),
    Trap(
        "headings are capital letters",
        "Algemene voorwaarden\n\nA. Algemeen\n1. Deze gelden.\n2. Afwijken kan.\n\nB. Offertes\n1. Vrijblijvend.\n\n"
        "C. Betaling\n"
        "1. Binnen 14 dagen.\n2. Daarna rente:\na. de wettelijke;\nb. meer niet.\n",
        ("A.1 Algemeen", "A.2 Algemeen", "B.1 Offertes", "C.1 Betaling", "C.2 Betaling", "C.2.a Betaling", "C.2.b Betaling"),
    ),
    Trap(
        "articles start again in every part",
        "Voorwaarden\n\nDeel A. Algemeen\n\nArtikel 1 Begrippen\n1. Dag is kalenderdag.\n\nArtikel 2 Aanbod\n"
        "1. Vrijblijvend.\n\n"
        "Deel B. Verhuur\n\nArtikel 1 Huur\n1. Per dag.\n\nArtikel 2 Borg\n1. Vooraf, zie artikel 1.\n",
        ("A.1.1 Begrippen", "A.2.1 Aanbod", "B.1.1 Huur", "B.2.1 Borg"),
        ("Deel",),
    ),
    Trap(
        "articles start again below Roman parts without a word",
        "Voorwaarden\n\nI. ALGEMEEN\n\nArtikel 1 Begrippen\na. Dag is kalenderdag.\nb. Week is zeven dagen.\n\nII. VERHUUR\n\n"
        "Artikel 1 Huur\na. Per dag.\nb. Vooraf.\n",
        ("I.1.a Begrippen", "I.1.b Begrippen", "II.1.a Huur", "II.1.b Huur"),
    ),
    Trap(
        "articles have the number of their chapter",
        "Reglement\n\nHoofdstuk 1 Algemeen\n\nArtikel 1.1 Begrippen\n1. Dag is kalenderdag.\n2. Week is zeven dagen.\n\n"
        "Artikel 1.2 Aanbod\n1. Vrijblijvend.\n\nHoofdstuk 2 Verhuur\n\nArtikel 2.1 Huur\nPer dag.\n",
        ("1.1.1 Begrippen", "1.1.2 Begrippen", "1.2.1 Aanbod", "2.1 Huur"),
    ),
    Trap(
        "another word than article, all along",
        "Polis\n\nRubriek 1. Dekking\n1.1 Brand.\n1.2 Storm.\n\nRubriek 2. Schade\n2.1 Meld schade.\n"
        "Rubriek 1 geldt ook hier.\n\nRubriek 3. Premie\n3.1 Vooraf.\n",
        ("1.1 Dekking", "1.2 Dekking", "2.1 Schade", "3.1 Premie"),
    ),
    Trap(
        "leden are capital letters",
        "Artikel 1 Algemeen\nA. Deze voorwaarden gelden altijd.\nB. Afwijken kan schriftelijk.\n\nArtikel 2 Prijs\n"
        "A. De prijs is met btw.\n"
        "B. Vragen beantwoordt\nJ. Jansen, de directeur.\n",
        ("1.A Algemeen", "1.B Algemeen", "2.A Prijs", "2.B Prijs"),
    ),
    Trap(
        "leden are numbers without any mark",
        "Artikel 1 Algemeen\n1 Deze voorwaarden gelden altijd.\n2 Afwijken kan schriftelijk, binnen\n"
        "14 Dagen na de bestelling.\n\n"
        "Artikel 2 Prijs\n1 De prijs is met btw.\n2 Hij geldt een jaar.\n",
        ("1.1 Algemeen", "1.2 Algemeen", "2.1 Prijs", "2.2 Prijs"),
    ),
    Trap(
        "leden that were put in later",
        "Artikel 1 Prijs\n1. Vast.\n1a. Behalve in mei.\n2. Met btw.\n2a. Die kan stijgen.\n2b. Of dalen.\n3. Klaar.\n\n"
        "Artikel 2 Slot\n"
        "2.1 Einde.\n2.1a Bijna.\n2.2 Nu echt.\n",
        ("1.1 Prijs", "1.1a Prijs", "1.2 Prijs", "1.2a Prijs", "1.2b Prijs", "1.3 Prijs", "2.1 Slot", "2.1a Slot", "2.2 Slot"),
    ),
    Trap(
        "decimal numbers that end in a letter",
        "Artikel 4 Prijs\n4.1 Vast.\n4.1.a Behalve in mei.\n4.1.b En in juni.\n4.2 Met btw.\n\nArtikel 5 Slot\n"
        "5.a Klaar.\n5.b Echt.\n",
        ("4.1 Prijs", "4.1.a Prijs", "4.1.b Prijs", "4.2 Prijs", "5.a Slot", "5.b Slot"),
    ),
    Trap(
        "leden count on through the articles",
        "Artikel 1 Lid worden\n1. Dat kan altijd.\n2. Het bestuur beslist.\n\nArtikel 2 Betalen\n3. Vooraf.\n"
        "4. Per jaar.\n\nArtikel 3 Slot\n"
        "5. Klaar.\n",
        ("1.1 Lid worden", "1.2 Lid worden", "2.3 Betalen", "2.4 Betalen", "3.5 Slot"),
    ),
    Trap(
        "an article that is only named in a sentence is no heading of a document with numbered titles",
        "Algemene voorwaarden\n\n1. Definities\nKlant is wie koopt.\n\n2. Recht\nArtikel 5 Wet op de koop\nis uitgesloten.\n\n"
        "3. Slot\nKlaar.\n",
        ("1 Definities", "2 Recht", "3 Slot"),
    ),
    Trap(
        "letterspaced headings",
        "R E G L E M E N T\n\nA R T I K E L  I\nDoel\n1. Zeilen.\n\nA R T I K E L  I I\nLeden\n2. Iedereen.\n\n"
        "A R T I K E L  I I I\nSlot\n"
        "3. Klaar.\n",
        ("I.1 Doel", "II.2 Leden", "III.3 Slot"),
    ),
    Trap(
        "a form without a number behind the last article",
        "Artikel 1 Herroepen\n1. Dat kan.\n2. Het is gratis.\n\nModelformulier voor herroeping\n\n1. Aan: de winkel.\n2. Naam:\n",
        (
            "1.1 Herroepen",
            "1.2 Herroepen",
            "modelformulier.1 Modelformulier voor herroeping",
            "modelformulier.2 Modelformulier voor herroeping",
        ),
    ),
    Trap(
        "headings without numbers in plain text, with a list below each",
        "Voorwaarden\n\nBestellen\n1. U bestelt online.\n2. U krijgt bericht.\n\nBetalen\n1. Met iDEAL.\n2. Achteraf.\n\n"
        "Ruilen\n1. 30 dagen.\n",
        ("bestellen.1 Bestellen", "bestellen.2 Bestellen", "betalen.1 Betalen", "betalen.2 Betalen", "ruilen.1 Ruilen"),
    ),
    Trap(
        "numbers on a line of their own",
        "Artikel 1 Prijs\n1.\nVast.\n2.\nMet btw:\na.\nin mei;\nb.\nin juni.\n\nArtikel 2 Slot\n2.1\nKlaar.\n",
        ("1.1 Prijs", "1.2 Prijs", "1.2.a Prijs", "1.2.b Prijs", "2.1 Slot"),
    ),
    Trap(
        "leden that start late, and leden with a word and no dot",
        "Artikel 1 Bestuur\nlid 1 Het bestuur telt drie mensen.\nlid 2 Zij kiezen wie spreekt, zie\nlid 3 AVG.\n\n"
        "Artikel 2 Kosten\n3. Hier begint het.\n4. Zo gaat het door.\n",
        ("1.1 Bestuur", "1.2 Bestuur", "2.3 Kosten", "2.4 Kosten"),
    ),
    Trap(
        "headings that are underlined, in plain text and in Markdown",
        "Algemene voorwaarden\n====================\n\n1. Prijs\n--------\n\nDe prijs is vast.\n\n2. Levering\n"
        "-----------\n\nWij leveren snel.\n\n"
        "3. Slot\n-------\n\nKlaar.\n\n---\n",
        ("1 Prijs", "2 Levering", "3 Slot"),
        ("---",),
    ),
    Trap(
        "Markdown with a table, a quotation and links",
        "# Voorwaarden\n\n- [Annuleren](#annuleren)\n- [Slot](#slot)\n\n## Artikel 1 Annuleren\n\n1. De kosten zijn:\n\n"
        "| Termijn | Kosten |\n|---|---|\n"
        "| 1. tot 42 dagen | 20% |\n\n> 2. Zie [de site](https://winkel.example/a).\n\n> ## Artikel 2 Slot\n>\n> Klaar.\n",
        ("1.1 Annuleren", "1.2 Annuleren", "2 Slot"),
        ("|--", "winkel.example", ">"),
    ),
    Trap(
        "articles are a sentence behind their number",
        "Artikel 1 Deze voorwaarden gelden voor alle overeenkomsten die wij sluiten met klanten in heel Nederland.\n"
        "Artikel 2 De prijs is met btw.\n"
        "Artikel 3 Klachten meldt u binnen acht dagen na de levering aan ons adres in Zwolle of per e-mail.\n",
        ("1 Artikel 1", "2 Artikel 2", "3 Artikel 3"),
    ),
    Trap(
        "leden with decimal numbers and no heading at all",
        "Algemene voorwaarden\n\n1.1 Deze gelden altijd.\n1.2 Afwijken kan:\na. schriftelijk;\nb. per e-mail.\n"
        "2.1 De prijs is vast.\n3.1 Klaar.\n",
        (
            "1.1 Artikel 1.1",
            "1.2 Artikel 1.2",
            "1.2.a Artikel 1.2 sub a",
            "1.2.b Artikel 1.2 sub b",
            "2.1 Artikel 2.1",
            "3.1 Artikel 3.1",
        ),
    ),
)


@pytest.mark.parametrize("trap", TRAPS, ids=lambda trap: trap.name)
def test_a_document_is_read_as_a_careful_reader_does(parse_text: ParseText, trap: Trap) -> None:
    parsed = parse_text(trap.text)
    assert tuple(f"{clause.path} {clause.title}" for clause in parsed.clauses) == trap.tree
    assert not [words for words in trap.nowhere if any(words in clause.text for clause in parsed.clauses)]


@pytest.mark.parametrize("trap", TRAPS, ids=lambda trap: trap.name)
def test_no_letter_of_it_is_lost_or_doubled(parse_text: ParseText, trap: Trap) -> None:
    assert parse_text(trap.text).report.coverage.complete


def test_the_number_of_a_reference_that_starts_a_line_stays_in_its_sentence(parse_text: ParseText) -> None:
    parsed = parse_text("Artikel 1 X\n1. U betaalt zoals staat in lid\n2. Die termijn is fataal.\n2. Rente volgt.\n")
    assert [clause.text for clause in parsed.clauses] == [
        "U betaalt zoals staat in lid 2. Die termijn is fataal.",
        "Rente volgt.",
    ]


@pytest.mark.parametrize(
    ("text", "line", "words"),
    [
        ("Artikel 1 X\n1. Een.\n2. Twee.\n2. Nog eens.\n3. Drie.\n", 4, "komt twee keer voor"),
        ("Artikel 1 X\n1. Een.\n1. Twee.\n", 3, "hetzelfde nummer"),
        ("Artikel 1 X\n1.1 Een.\n\nArtikel 2 Y\n1.1 Twee.\n", 5, "een ander artikel"),
    ],
)
def test_a_number_that_was_read_against_the_letter_is_a_warning(parse_text: ParseText, text: str, line: int, words: str) -> None:
    assert any(doubt.line == line and words in doubt.message for doubt in parse_text(text).report.doubts)


def test_each_lid_has_its_own_words_where_a_line_starts_with_a_reference(parse_text: ParseText) -> None:
    parsed = parse_text("Artikel 1 X\n1.1 Kleine bedragen, zie ook\n1.2 hieronder.\n1.2 Grote bedragen.\n1.3 Klaar.\n")
    assert [clause.text for clause in parsed.clauses] == ["Kleine bedragen, zie ook\n1.2 hieronder.", "Grote bedragen.", "Klaar."]


@pytest.mark.parametrize(
    ("text", "labels"),
    [
        ("Artikel II. Doel\n1. Zeilen.\n", ["Artikel II lid 1"]),
        ("Deel A\nArtikel 1 X\n1. Een.\nDeel B\nArtikel 1 Y\n1. Twee.\n", ["Deel A artikel 1 lid 1", "Deel B artikel 1 lid 1"]),
        ("Rubriek 1. X\nEen.\nRubriek 2. Y\nTwee.\nRubriek 3. Z\n3.1 Drie.\n", ["Rubriek 1", "Rubriek 2", "Rubriek 3.1"]),
    ],
)
def test_a_label_is_what_is_printed(parse_text: ParseText, text: str, labels: list[str]) -> None:
    assert [clause.label for clause in parse_text(text).clauses] == labels


def test_a_reference_in_a_part_means_the_article_of_that_part(parse_text: ParseText) -> None:
    text = "Deel A\nArtikel 1 X\nEen.\nDeel B\nArtikel 1 Y\nTwee.\nArtikel 2 Z\n1. Drie.\n2. Zie artikel 1 en lid 1.\n"
    references = parse_text(text).clauses[-1].references
    assert [reference.target for reference in references] == ["x:B.1", "x:B.2.1"]


def test_a_word_that_the_end_of_a_line_cut_is_whole(parse_text: ParseText) -> None:
    parsed = parse_text("Artikel 1 Prijs\n1. De prijs is met omzet-\n   belasting, in- en\n   verkoop inbegrepen.\n")
    assert parsed.clauses[0].text == "De prijs is met omzetbelasting, in- en verkoop inbegrepen."
