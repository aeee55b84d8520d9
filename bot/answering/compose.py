"""Composes an answer from explanations and literal clauses. No model: a person wrote the explanation, the company the clause."""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from decimal import Decimal

from bot import texts
from bot.answering import sums
from bot.answering.quotes import select_quote
from bot.calculators.outcomes import CannotCompute, Computed, Missing, Outcome
from bot.calculators.rules import Rule
from bot.knowledge import Knowledge
from bot.models import Audience, Calculation, Citation, Clause, Contact, MissingFact, Status
from bot.understanding.dates import DateMention
from bot.understanding.figures import Figure

MOST_REFERENCES = 3
CONSUMERS = re.compile(r"(?i)\bconsument")
BUSINESSES = re.compile(r"(?i)zakelijk|bedrij|geen consument|niet als consument")


@dataclass(frozen=True, slots=True)
class Draft:
    """An answer in Dutch with the clauses that carry it, the most important one first, and the sum behind it.

    `lead` is how the answer begins, where that may be said in other words; empty where it may not.
    """

    status: Status
    answer: str
    citations: tuple[Citation, ...] = ()
    calculation: Calculation | None = None
    missing: tuple[MissingFact, ...] = ()
    lead: str = ""


@dataclass(frozen=True)
class Composer:
    """Writes answers about one version of one company's terms, for a customer of this kind where that is known."""

    knowledge: Knowledge
    audience: Audience | None = None

    @property
    def company(self) -> str:
        """The name by which the company is addressed."""
        return self.knowledge.terms.company.name

    def explain(self, clauses: Sequence[Clause], *, question: str) -> Draft:
        """The first clause in plain Dutch, what else matters, where it stands and what it refers to."""
        first, *others = clauses
        parts = [self._said(first, question), *self._not_for_you(first), source_of(first)]
        parts += [self.also(clause) for clause in others if self._kern(clause)]
        parts += self._references(first)
        return Draft("answered", "\n\n".join(parts), self.cite(clauses, question=question), lead=parts[0])

    def not_in_terms(self, nearest: Clause | None, *, question: str) -> Draft:
        """An honest no, the clause that comes nearest when there is one, and where to ask."""
        parts = [texts.get("answer.not_in_terms", company=self.company)]
        if nearest is not None and self._kern(nearest):
            parts.append(texts.get("answer.nearest", kern=self._kern(nearest), label=nearest.label))
        parts.append(contact_sentence(self.company, self.knowledge.terms.company.contact))
        return Draft("not_in_terms", "\n\n".join(parts), self.cite([nearest], question=question) if nearest else ())

    def no_figure(self, nearest: Clause, figure: Figure, *, question: str) -> Draft:
        """An honest no to a question for a figure: the clause that comes nearest doesn't give it."""
        lacks = texts.get("answer.no_figure", label=nearest.label, figure=texts.get(f"answer.figure.{figure}"))
        parts = [texts.get("answer.not_in_terms", company=self.company), lacks]
        parts.append(contact_sentence(self.company, self.knowledge.terms.company.contact))
        return Draft("not_in_terms", "\n\n".join(parts), self.cite([nearest], question=question))

    def which(self, clauses: Sequence[Clause], names: Sequence[str], *, question: str) -> Draft:
        """The question which of these clauses is meant, each under its name in a numbered list."""
        listed = "\n".join(
            texts.get("answer.choice", number=number, name=name, label=clause.label)
            for number, (clause, name) in enumerate(zip(clauses, names, strict=True), start=1)
        )
        asked = texts.get("answer.which")
        contact = contact_sentence(self.company, self.knowledge.terms.company.contact)
        parts = [asked, listed, texts.get("answer.none_of_these", contact=contact)]
        missing = (MissingFact("subject", asked, tuple(names)),)
        return Draft("clarify", "\n\n".join(parts), self.cite(clauses, question=question), missing=missing)

    def greet(self, *, thanked: bool = False) -> Draft:
        """A greeting back, or an answer to thanks, and what can be asked."""
        return Draft("out_of_scope", texts.get("answer.thanked" if thanked else "answer.greeting", company=self.company))

    def no_such_clause(self, named: str) -> Draft:
        """That these terms have no clause with this number."""
        return Draft("not_in_terms", texts.get("answer.no_such_clause", company=self.company, label=named))

    def out_of_scope(self) -> Draft:
        """A friendly no, and what can be asked."""
        return Draft("out_of_scope", texts.get("answer.out_of_scope", company=self.company))

    def other_language(self, language: str) -> Draft:
        """That questions are answered in Dutch, said in Dutch and in this language."""
        said = texts.get(f"answer.only_dutch.{language}")
        return Draft("out_of_scope", texts.get("answer.other_language", company=self.company, said=said))

    def rule(
        self,
        rule: Rule,
        outcome: Outcome,
        unclear: Iterable[DateMention],
        *,
        general: bool,
        question: str,
        claimed: Decimal | None = None,
    ) -> Draft:
        """The result of a rule, or what is still needed for it; with `general` what holds for all, as no sum was asked for.

        `claimed`: the result that the customer was told; the answer says whether it is the same.
        """
        clauses = [self.knowledge.clauses[clause_id] for clause_id in _clause_ids(outcome)]
        citations = self.cite(clauses, question=f"{question} {rule.general}")
        source = source_of(clauses[0])
        match outcome:
            case Computed(calculation):
                answer = sums.computed(outcome, source=source, claimed=claimed)
                return Draft("answered", answer, citations, calculation, lead=outcome.answer)
            case Missing(facts) if general:
                explained = self.explain(clauses[:1], question=question)
                return Draft("answered", f"{explained.answer}\n\n{sums.offer(facts)}", citations, lead=explained.lead)
            case Missing(facts):
                return Draft("clarify", sums.missing(outcome, unclear, source=source), citations, missing=facts)
            case CannotCompute():
                return Draft("answered", sums.not_computed(outcome, source=source), citations, lead=outcome.general)

    def also(self, clause: Clause) -> str:
        """A second clause that matters, in one line."""
        return texts.get("answer.also", kern=self._kern(clause), label=clause.label)

    def cite(self, clauses: Sequence[Clause], *, question: str) -> tuple[Citation, ...]:
        """Citations of these clauses, each with its lead-in behind it where it is a sub-item."""
        wanted = list(dict.fromkeys(found for clause in clauses for found in (clause, self._lead_in(clause)) if found))
        return tuple(self._citation(clause, question) for clause in wanted)

    def _said(self, clause: Clause, question: str) -> str:
        if kern := self._kern(clause):
            return kern
        return texts.get("answer.verbatim", company=self.company, quote=self._citation(clause, question).quote)

    def _kern(self, clause: Clause) -> str:
        return self.knowledge.annotation(clause.clause_id).kern

    def _lead_in(self, clause: Clause) -> Clause | None:
        parent = self.knowledge.clauses.get(clause.parent_id or "")
        return parent if parent is not None and parent.text.rstrip().endswith(":") else None

    def _citation(self, clause: Clause, question: str) -> Citation:
        terms = self.knowledge.terms
        quote = select_quote(clause.text, about=f"{question} {self._kern(clause)}", tokenize=self.knowledge.tokenize)
        return Citation(
            clause_id=clause.clause_id,
            label=clause.label,
            title=clause.title,
            quote=quote,
            terms_version=terms.version.name,
            url=terms.url_of(clause.path),
        )

    def _not_for_you(self, clause: Clause) -> list[str]:
        """A caution where a business asks and the clause is explained for consumers alone."""
        said = self._kern(clause) or clause.text
        consumers_alone = CONSUMERS.search(said) is not None and BUSINESSES.search(said) is None
        return [texts.get("answer.consumers_alone")] if self.audience == "zakelijk" and consumers_alone else []

    def _references(self, clause: Clause) -> list[str]:
        targets = dict.fromkeys(reference.target for reference in clause.references if reference.target)
        labels = [f"**{self.knowledge.clauses[target].label}**" for target in targets if target in self.knowledge.clauses]
        return [texts.get("answer.refers_to", labels=", ".join(labels[:MOST_REFERENCES]))] if labels else []


def _clause_ids(outcome: Outcome) -> tuple[str, ...]:
    return outcome.calculation.clause_ids if isinstance(outcome, Computed) else outcome.clause_ids


def source_of(clause: Clause) -> str:
    """Where a clause stands, as a sentence."""
    if clause.title and clause.title not in clause.label:
        return texts.get("answer.source", label=clause.label, title=clause.title)
    return texts.get("answer.source_untitled", label=clause.label)


def contact_sentence(company: str, contact: Contact) -> str:
    """Where to ask further, with what the company's own terms print."""
    if contact.email and contact.phone:
        return texts.get("answer.contact_both", email=contact.email, phone=contact.phone)
    if contact.email:
        return texts.get("answer.contact_email", email=contact.email)
    if contact.phone:
        return texts.get("answer.contact_phone", phone=contact.phone)
    if contact.website:
        return texts.get("answer.contact_website", website=contact.website)
    return texts.get("answer.contact_none", company=company)
