"""What an answer rested on is kept with it, says nothing of who asked, and can be computed again."""

from __future__ import annotations

from dataclasses import replace
from datetime import date
from decimal import Decimal

import pytest
from sqlalchemy import inspect

from bot.calculators.evaluation import evaluate
from bot.calculators.loading import load_rules
from bot.calculators.outcomes import Computed
from bot.conversations.auditing import Basis
from bot.conversations.database import Database
from bot.conversations.records import Records
from bot.conversations.replaying import replay
from bot.conversations.store import Answered
from bot.conversations.tables import AuditRow, AuditRuleRow
from bot.errors import UnknownMessage
from bot.knowledge import Knowledge, text_hash
from bot.models import Clause, Company, Contact, Question, Reply, Terms, TermsVersion
from bot.version import CODE, VERSION
from tests.conversations.conftest import Clock
from tests.conversations.made import CITATION
from tests.rules.trying import DATA, read_cases, try_case

RULES = {rule.id: rule for rule in load_rules(DATA)}
TODAY = date(2026, 3, 16)


def keep(records: Records, message_id: str, answered: Answered) -> None:
    with records.database.write() as session:
        records.put(session, replace(answered, reply=replace(answered.reply, message_id=message_id)))


def computed(rule_id: str, **facts: object) -> Answered:
    rule = RULES[rule_id]
    outcome = evaluate(rule, facts, audience=None, reference_date=TODAY)  # type: ignore[arg-type]
    assert isinstance(outcome, Computed)
    reply = Reply("answered", "antwoord", 0.9, (CITATION,), outcome.calculation, conversation_id="gesprek-1")
    basis = Basis({"kge:6.3": text_hash("Dertig dagen.")}, rule, facts)  # type: ignore[arg-type]
    return Answered(Question("kge", "Ik ben Anneke, hoe lang?", TODAY, "gesprek-1"), reply, "2018-10-12", basis)


def terms(text: str = "Dertig dagen.", *, rules: tuple[str, ...] = ("kge.herroeping",)) -> Knowledge:
    version = TermsVersion("2018-10-12", "terms.txt")
    clause = Clause("kge:6.3", "6.3", "Artikel 6 lid 3", "Bedenktijd", text)
    company = Company("kge", "KGE", "B.V.", Contact(), (version,))
    return Knowledge(Terms(company, version, (clause,)), rules=tuple(RULES[rule] for rule in rules))


@pytest.mark.parametrize("company", ["comcept", "efinder", "kge", "klantgenerator", "tenrok"])
def test_every_sum_of_every_rule_comes_out_the_same_from_what_is_kept(database: Database, company: str) -> None:
    records, told, rules = Records(database), {}, set()
    for number, case in enumerate(read_cases(company)):
        rule, tried = RULES[case["rule"]], try_case(RULES[case["rule"]], case)
        if isinstance(tried.outcome, Computed):
            calculation = tried.outcome.calculation
            reply = Reply("answered", "x", 1.0, calculation=calculation, conversation_id="c", message_id=str(number))
            question = Question(company, "x", tried.today)
            keep(records, str(number), Answered(question, reply, "1", Basis({}, rule, tried.told, tried.audience)))
            told[str(number)] = calculation
            rules.add(rule.id)
    assert len(told) > 15
    assert rules >= {rule.id for rule in RULES.values() if rule.company == company and rule.kind != "quote_only"}
    for message_id, calculation in told.items():
        audit = records.audits.get(message_id)
        assert audit.calculation == calculation
        assert replay(audit, None).same is True, message_id


def test_nothing_of_who_asked_or_what_is_kept_and_it_outlives_the_conversation(database: Database) -> None:
    records = Records(database)
    keep(records, "m1", computed("kge.herroeping", received_on=date(2026, 3, 3)))
    with database.write() as session:
        records.remove(session, "gesprek-1")
    assert records.conversation("gesprek-1") == ()
    with database.read() as session:
        row = session.get(AuditRow, "m1")
        assert row is not None
        kept = repr({column.key: getattr(row, column.key) for column in inspect(AuditRow).columns})
    assert not any(word in kept for word in ("Anneke", "hoe lang", "gesprek-1", "antwoord'"))
    assert records.audits.get("m1").facts == {"received_on": date(2026, 3, 3)}


def test_words_of_a_customer_are_no_fact_that_is_kept(database: Database) -> None:
    records = Records(database)
    answered = computed("kge.herroeping", received_on=date(2026, 3, 3))
    facts = {"received_on": date(2026, 3, 3), "naam": "Anneke de Vries", "bedragen": (Decimal(3), "Anneke")}
    keep(records, "m1", replace(answered, basis=replace(answered.basis, facts=facts)))
    assert set(records.audits.get("m1").facts) == {"received_on"}


def test_an_answer_and_its_record_are_kept_together_or_not_at_all(database: Database) -> None:
    records = Records(database)
    with database.engine.begin() as connection:
        connection.exec_driver_sql("DROP TABLE audits")
    with pytest.raises(Exception, match="opslag"):
        keep(records, "m1", computed("kge.herroeping", received_on=date(2026, 3, 3)))
    assert records.find() == ()


def test_a_rule_is_kept_once_and_as_it_was(database: Database) -> None:
    records = Records(database)
    answered = computed("kge.herroeping", received_on=date(2026, 3, 3))
    for message_id in ("m1", "m2"):
        keep(records, message_id, answered)
    with database.read() as session:
        assert session.query(AuditRuleRow).count() == 1
    assert records.audits.get("m1").rule == RULES["kge.herroeping"]


def test_it_is_told_what_changed_since(database: Database) -> None:
    records = Records(database)
    keep(records, "m1", computed("kge.herroeping", received_on=date(2026, 3, 3)))
    audit = records.audits.get("m1")
    assert replay(audit, terms()).changes == ()
    assert "2026-04-01" in replay(audit, terms()).told
    assert replay(audit, terms("Veertig dagen.")).changes == ("Sindsdien gewijzigd: de tekst van kge:6.3.",)
    assert replay(audit, terms(rules=())).changes == ("Sindsdien gewijzigd: de regel kge.herroeping is er niet meer.",)
    changed = terms()
    changed = replace(changed, rules=(RULES["kge.herroeping"].model_copy(update={"general": "anders"}),))
    assert replay(audit, changed).changes == ("Sindsdien gewijzigd: de regel kge.herroeping.",)
    assert "staat niet meer in de index" in replay(audit, None).changes[0]


def test_what_can_not_be_computed_again_says_why(database: Database) -> None:
    records = Records(database)
    keep(records, "m1", computed("kge.herroeping", received_on=date(2026, 3, 3)))
    audit = records.audits.get("m1")
    assert "niets uitgerekend" in replay(replace(audit, calculation=None), terms()).told
    assert "niet bewaard" in replay(replace(audit, rule=None), terms()).told
    assert "Anders: met dezelfde" in replay(replace(audit, facts={}), terms()).told
    other = replay(replace(audit, facts={"received_on": date(2026, 3, 4)}), terms())
    assert (other.same, other.told) == (False, "Anders: toen 2026-04-01, opnieuw uitgerekend 2026-04-02.")
    late = replay(replace(audit, facts={"received_on": date(1800, 1, 1)}), terms())
    assert (late.same, late.told.startswith("Niet na te rekenen: ")) == (None, True)


def test_records_have_their_own_time(database: Database, clock: Clock) -> None:
    records = Records(database, clock=clock)
    keep(records, "m1", computed("kge.herroeping", received_on=date(2026, 3, 3)))
    clock.move(days=100)
    assert records.erase_older_than(90) == 1
    assert records.audits.erase_older_than(730) == 0
    assert records.audits.get("m1")
    clock.move(days=700)
    assert records.audits.erase_older_than(730) == 1
    with pytest.raises(UnknownMessage):
        records.audits.get("m1")


def test_the_version_is_that_of_the_project() -> None:
    assert f'version = "{VERSION}"' in (CODE.parent / "pyproject.toml").read_text(encoding="utf-8")
