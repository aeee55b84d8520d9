"""What a message is about: the best of its searches, judged, with the clauses to tell of."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace

from bot.calculators.outcomes import Computed
from bot.dialogue.choosing import find_chosen
from bot.dialogue.named import find_unknown, put_first, raise_to_top
from bot.dialogue.ranking import asks_for_sum
from bot.dialogue.sums import Ruling
from bot.dialogue.turn import Turn, asks
from bot.knowledge import Knowledge
from bot.models import Clause
from bot.retrieval.abstention import Judgement, judge
from bot.retrieval.names import names_of, names_only_others, without_names
from bot.retrieval.search import ClauseSearch, Findings
from bot.understanding.actors import company_acts, customer_acts, writer_acts, writer_gets_out
from bot.understanding.instructions import is_instruction
from bot.understanding.languages import foreign_language
from bot.understanding.topics import NamedTopics

CLOSE = 0.35
"""Score distance under which a second clause is told too."""
FAR = 0.8
"""Probability of a no from which the nearest clause helps nobody."""
FIRST = 3
"""Hits whose nearness counts: the first one by score is not always the nearest."""
MOST_OFFERED = 3
OFFERED_BEHIND = 1.0
"""Score by which a third clause may lie behind the first one to be offered beside it."""
NO_QUESTION = Judgement("out_of_scope", 1.0)
ALONE = 1.2
"""Spreads of cosine by which a message may fit worse alone than behind the question before it, and still stands alone."""
ALONE_FOLLOWING = 0.4
"""The same for a message that is worded as a follow-up."""
OTHER_ACTS = 1.0
"""Score by which a clause on the doing of who acts may lie behind a clause on the doing of the other one."""
GETTING_OUT = 6
"""Hits among which it is sought, however far behind, where the writer asks to get out of what was agreed."""
COMPLETE = 0.2
"""Spreads of cosine by which a rule may lie behind the nearest miss where the customer gives all that it needs."""
SAME = 0.99
"""Cosine from which a message is a sample question itself, but for a letter or a mark."""
ELSEWHERE = 0.5
"""Spreads of cosine by which a message must be nearer to another subject to leave the conversation behind."""


@dataclass(frozen=True, slots=True)
class Subject:
    """The findings of the search that fitted best, and what they allow.

    `alone`: understood without the question before the message. `unknown`: the number of a clause that does not exist.
    `foreign_language`: in which other language than Dutch the message is, which is not answered.
    """

    findings: Findings
    judgement: Judgement
    alone: bool = True
    unknown: str | None = None
    foreign_language: str | None = None

    @property
    def clauses(self) -> tuple[Clause, ...]:
        """The clause that answers, and a second one that came up almost as high."""
        best, *others = self.findings.hits
        return (best.clause, *(hit.clause for hit in others[:1] if best.score - hit.score < CLOSE))

    @property
    def is_elsewhere(self) -> bool:
        """Whether the message has surely nothing to do with terms, so that no later message builds on it."""
        return self.judgement.status == "out_of_scope" and self.judgement.confidence >= FAR

    @property
    def nearest(self) -> Clause | None:
        """What comes nearest where the terms don't tell, when that is near enough to help."""
        return self.clauses[0] if self.judgement.confidence < FAR else None

    @property
    def offered(self) -> tuple[Clause, ...]:
        """The clauses to choose from where the evidence is torn; else none."""
        if self.judgement.status != "clarify":  # which takes two clauses
            return ()
        first, second, *others = self.findings.hits[:MOST_OFFERED]
        return (first.clause, second.clause, *(hit.clause for hit in others if first.score - hit.score <= OFFERED_BEHIND))

    def lets_speak(self, ruling: Ruling, turn: Turn, named: NamedTopics, *, spread: float) -> bool:
        """Whether a rule may answer.

        It may where the terms tell of this or the rule was under discussion already; and where a sum was asked for that fits
        about as well as any near miss, and every fact for it was given, or its topic was asked for by name and its clause came
        up first, nearer than any near miss. Where no sum was asked for, only a complete one speaks. `spread` is that of the
        calibration.
        """
        if self.judgement == NO_QUESTION or self.unknown:
            return False
        if not isinstance(ruling.outcome, Computed) and not turn.rule and not asks_for_sum(turn.wish):
            return False
        if turn.rule is not None or self.judgement.status == "answered":
            return True
        asked = asks_for_sum(turn.wish)
        complete = isinstance(ruling.outcome, Computed) and bool(ruling.given.values)
        nearest_miss = max(self.findings.outside, self.findings.general)
        fits = self.findings.rules[ruling.rule.id].similarity >= nearest_miss - COMPLETE * spread
        first = self.findings.hits[0]
        on_topic = ruling.rule.topic in named.asked and first.clause.clause_id in ruling.rule.every_clause_id
        fits = (complete and fits) or (on_topic and first.similarity > nearest_miss)
        return self.judgement.status in ("not_in_terms", "clarify") and asked and fits


def find_subject(turn: Turn, search: ClauseSearch, knowledge: Knowledge, offered: Sequence[Clause] = ()) -> Subject:
    """The subject of this message: what it says alone where that fits about as well, else with the question before it.

    `offered` are the clauses that the customer could choose from; the one that was chosen is the subject.
    """
    question = turn.question
    first, *joined = (search.find(question.company, text, on=question.governed_on) for text in turn.searches)
    if chosen := find_chosen(question.message, offered, knowledge):
        return Subject(raise_to_top(first, {chosen.clause_id}), Judgement("answered", 1.0), alone=False)
    if language := foreign_language(question.message):
        return Subject(first, NO_QUESTION, foreign_language=language)
    others = search.names_of_others(question.company, question.message, on=question.governed_on)
    if names_only_others(question.message, names_of(knowledge.terms.company), others) or leaves(turn, search):
        return Subject(first, NO_QUESTION)
    leeway = ALONE_FOLLOWING if turn.reading.intent.is_follow_up else ALONE
    better = [found for found in joined if nearest(found) > nearest(first) + leeway * search.calibration.spread]
    best = max(better, key=nearest, default=first)
    own_words = turn.searches[0].rstrip("?") in question.message
    if best is not first and own_words:
        best = blend(first, best)
    if is_instruction(question.message):
        return Subject(best, NO_QUESTION)
    best = with_same_question_first(with_who_acts_first(best, turn, knowledge))
    mentions = turn.reading.intent.articles
    if unknown := find_unknown(mentions, knowledge):
        return Subject(best, Judgement("not_in_terms", 1.0), unknown=unknown)
    if mentions:
        return Subject(put_first(best, mentions, knowledge), Judgement("answered", 1.0))
    return Subject(best, judge(best, search.calibration), alone=best is first and own_words)


def as_asked(subject: Subject, turn: Turn, knowledge: Knowledge) -> Subject:
    """The subject with the customer's own words as what was looked for: what a model wrote is neither read nor remembered."""
    names = names_of(knowledge.terms.company)
    own = {without_names(text, names) for text in turn.searches}
    if subject.findings.question in own:
        return subject
    return replace(subject, findings=replace(subject.findings, question=without_names(turn.searches[-1], names)))


def with_same_question_first(findings: Findings) -> Findings:
    """The findings with the clause on top that has this very question among its own; as they are where none has."""
    same = max(findings.hits, key=lambda hit: hit.similarity)
    return raise_to_top(findings, {same.clause.clause_id}) if same.similarity >= SAME else findings


def with_who_acts_first(findings: Findings, turn: Turn, knowledge: Knowledge) -> Findings:
    """The findings with a clause on top in which who ends or withdraws something is who does so in the message.

    As they are where the first clause is not on the other one's doing, or no close clause is on the right one's.
    """
    names = names_of(knowledge.terms.company)
    writer, company = writer_acts(turn.question.message), company_acts(turn.question.message, names)
    if writer == company:
        return findings
    out = writer_gets_out(turn.question.message)
    hits = findings.hits[: GETTING_OUT if out else FIRST]
    acting = [_who_acts(hit.clause, knowledge, names) for hit in hits]
    right, wrong = ("klant", "bedrijf") if writer else ("bedrijf", "klant")
    if acting[0] != {wrong}:
        return findings
    close = (
        hit for hit, who in zip(hits, acting, strict=True) if right in who and (out or hits[0].score - hit.score <= OTHER_ACTS)
    )
    return next((raise_to_top(findings, {hit.clause.clause_id}) for hit in close), findings)


def _who_acts(clause: Clause, knowledge: Knowledge, names: Sequence[str]) -> set[str]:
    explanation = knowledge.annotation(clause.clause_id).kern
    acting = {"klant": customer_acts(explanation), "bedrijf": company_acts(explanation, names)}
    return {who for who, acts in acting.items() if acts}


def leaves(turn: Turn, search: ClauseSearch) -> bool:
    """Whether a later message has, by itself, to do with another subject altogether."""
    if not turn.earlier or turn.rule is not None or (turn.tells_of_a_case and not asks(turn.reading)):
        return False
    alone = search.find(turn.question.company, turn.says, on=turn.question.governed_on)
    nearer = max(hit.similarity for hit in alone.hits[:FIRST])
    return alone.foreign > max(nearer, alone.outside, alone.general) + ELSEWHERE * search.calibration.spread


def blend(alone: Findings, together: Findings) -> Findings:
    """The findings behind the question before it, in which what the message itself says weighs as much as the whole."""
    own = {hit.clause.clause_id: hit.score for hit in alone.hits}
    hits = [replace(hit, score=(hit.score + own[hit.clause.clause_id]) / 2) for hit in together.hits]
    rules = {name: replace(found, score=(found.score + alone.rules[name].score) / 2) for name, found in together.rules.items()}
    return replace(together, hits=tuple(sorted(hits, key=lambda hit: -hit.score)), rules=rules)


def nearest(findings: Findings) -> float:
    """The best cosine with anything about these terms, answered by them or not."""
    return max(findings.hits[0].similarity, findings.outside)
