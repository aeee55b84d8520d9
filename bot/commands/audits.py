"""`python -m bot audit show|replay MESSAGE_ID`: what an answer rested on, and the same sum once more."""

from __future__ import annotations

import argparse
from collections.abc import Iterator

from bot import texts
from bot.conversations.auditing import Audit
from bot.conversations.keeping import open_store
from bot.conversations.replaying import in_words, replay
from bot.conversations.typed import dump_fact
from bot.errors import NotReady, UnknownCompany, UnknownVersion
from bot.knowledge import Knowledge
from bot.settings import Settings


def add_audit_commands(commands: argparse._SubParsersAction[argparse.ArgumentParser]) -> None:
    """Let the parser know the commands."""
    audits = commands.add_parser("audit", help=texts.get("audit.help_audit")).add_subparsers(required=True)
    for name, run in (("show", show), ("replay", compute_again)):
        command = audits.add_parser(name, help=texts.get(f"audit.help_{name}"))
        command.add_argument("message_id", help=texts.get("audit.help_message"))
        command.set_defaults(run=run)


def show(options: argparse.Namespace) -> str:
    """What one answer rested on, in Dutch."""
    return "\n".join(explain(_audit(options.message_id)))


def compute_again(options: argparse.Namespace) -> str:
    """Whether the same comes out, and what has changed since."""
    audit = _audit(options.message_id)
    done = replay(audit, _terms_of(audit))
    return "\n".join([done.told, *(done.changes or (texts.get("audit.unchanged"),))])


def explain(audit: Audit) -> Iterator[str]:
    """The lines that explain an answer."""
    moment = f"{audit.answered_at:%Y-%m-%d %H:%M} UTC"
    head = {"message": audit.message_id, "moment": moment, "company": audit.company, "version": audit.terms_version}
    yield texts.get("audit.head", **head, status=audit.status)
    listed = ", ".join(f"{clause_id} ({digest})" for clause_id, digest in audit.clauses.items())
    yield texts.get("audit.clauses", clauses=listed) if listed else texts.get("audit.no_clauses")
    if audit.rule_id:
        yield texts.get("audit.rule", rule=audit.rule_id, hash=str(audit.rule_hash)[:12])
        facts = ", ".join(f"{name} = {_shown(value)}" for name, value in audit.facts.items()) or texts.get("audit.none")
        audience = audit.audience or texts.get("audit.audience_unknown")
        yield texts.get("audit.facts", facts=facts, day=audit.reference_date, audience=audience)
    else:
        yield texts.get("audit.without_rule")
    if audit.calculation:
        yield texts.get("audit.result", result=in_words(audit.calculation))
        if audit.calculation.legal_basis:
            yield texts.get("audit.basis", basis="; ".join(audit.calculation.legal_basis))
    yield texts.get("audit.model", model=audit.model, draft=_drafted(audit)) if audit.model else texts.get("audit.no_model")
    by_rule = texts.get("audit.sum_by_rule" if audit.checks.get("sum_by_rule") else "audit.sum_none")
    yield texts.get("audit.checks", quotes=audit.checks.get("literal_quotes", 0), sum=by_rule)
    yield texts.get("audit.software", software=audit.software)


def _drafted(audit: Audit) -> str:
    """What the model did, and how its draft came out."""
    draft = audit.checks.get("draft", {})
    lines = [texts.get(f"audit.helped_{use}") for use in draft.get("helped", ())]
    if "fallback" in draft:
        dropped = [texts.get("audit.dropped", count=count, check=check) for check, count in draft["dropped"].items()]
        told = {"shown": draft["shown"], "dropped": ", ".join(dropped) or texts.get("audit.none")}
        lines.append(texts.get("audit.composed" if draft["fallback"] else "audit.drafted", **told, fallback=draft["fallback"]))
    return " ".join(lines)


def _shown(value: object) -> str:
    stored = dump_fact(value)
    items = stored if isinstance(stored, list) else [stored]
    return " + ".join(str(next(iter(item.values())) if isinstance(item, dict) else item) for item in items)


def _audit(message_id: str) -> Audit:
    return open_store(Settings()).records.audits.get(message_id)


def _terms_of(audit: Audit) -> Knowledge | None:
    """That version of the terms as the index has it, or None."""
    from bot.retrieval.embeddings import make_embedder
    from bot.retrieval.index import ClauseIndex

    settings = Settings()
    model = make_embedder(settings, deferred=True).fingerprint
    index = ClauseIndex(settings.index_dir, model=model, chroma_url=settings.chroma_url)
    try:
        return index.read(index.find_version(audit.company, audit.terms_version))
    except (UnknownCompany, UnknownVersion, NotReady):
        return None
