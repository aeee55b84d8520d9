"""Changes to the explanations and sample questions of clauses: proposed by one member of staff, approved by another."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Annotated, Any

from fastapi import APIRouter, Form, Query, Request
from fastapi import Path as PathPart
from fastapi.responses import HTMLResponse, RedirectResponse, Response
from pydantic import BaseModel, BeforeValidator, StringConstraints

from bot.conversations.accounts import Member
from bot.conversations.changes import AnnotationFiles, Change, Proposal
from bot.conversations.keeping import Store
from bot.errors import BadInput, NotAllowed
from bot.knowledge import Annotation, text_hash
from bot.matching import lead_in_hashes, load_pool, place_of
from bot.models import Clause
from bot.retrieval.index import ClauseIndex
from bot.web.staff import Editor, Reader
from bot.web.support.reviewing import review_page

SECTION = "worklist"
HOME = "/support/changes"
Number = Annotated[int, PathPart(ge=1, lt=2**31)]


def _one_line(text: object) -> object:
    return " ".join(_printable(text).split()) if isinstance(text, str) else text


def _lines(fields: Sequence[str]) -> list[str]:
    lines = (" ".join(_printable(line).split()) for field in fields for line in field.splitlines())
    return [line for line in lines if line]


def _printable(text: str) -> str:
    """The text without control characters, which YAML can't hold; white space stays."""
    return "".join(character for character in text if character.isprintable() or character.isspace())


Lines = Annotated[tuple[Annotated[str, StringConstraints(max_length=300)], ...], BeforeValidator(_lines)]


class ChangeForm(BaseModel):
    """What the annotation of a clause should say; lists have one item a line."""

    clause: str
    kern: Annotated[str, StringConstraints(max_length=2000), BeforeValidator(_one_line)] = ""
    vragen: Lines = ()
    buiten: Lines = ()
    message_id: str = ""


@dataclass(frozen=True)
class Desk:
    """What the routes below share: where proposals are kept, and where annotations stand."""

    store: Store
    index: ClauseIndex
    files: AnnotationFiles
    folder: Path

    def find_clause(self, clause_id: str) -> Clause:
        """The clause as it is in use. Raises: UnknownCompany, UnknownClause."""
        company, _, path = clause_id.partition(":")
        return self.index.get_knowledge(company).get_clause(path)

    def written(self, clause: Clause) -> Annotation:
        """What the files say of this clause; an empty annotation where they say nothing."""
        slug = clause.clause_id.partition(":")[0]
        return place_of(clause, self.index.get_knowledge(slug).terms, load_pool(self.folder, slug)).annotation

    def annotated(self, clause: Clause, sent: ChangeForm) -> Annotation:
        """What was sent as the annotation of this very text, under its lead-in where the form was filled in for another one."""
        before, digest = self.written(clause), text_hash(clause.text)
        terms = self.index.get_knowledge(clause.clause_id.partition(":")[0]).terms
        lead_in = before.aanhef if before.hash == digest else lead_in_hashes(terms)[clause.path]
        return Annotation(hash=digest, aanhef=lead_in, kern=sent.kern, vragen=sent.vragen, buiten=sent.buiten)

    def start(self, clause: Clause, message_id: str) -> Annotation:
        """What the form begins with: what the file says, with the customer's question among the sample questions."""
        said = self.written(clause)
        if not message_id:
            return said
        question = " ".join(self.store.records.get(message_id).question.split())
        return said.model_copy(update={"vragen": (*said.vragen, question)})

    def propose(self, clause: Clause, after: Annotation, by: str) -> tuple[str, ...]:
        """Keep a proposal, or say what is wrong with it."""
        change = Change(clause.clause_id.partition(":")[0], clause.path, before=self.written(clause), after=after)
        if problems := self.files.problems(change):
            return problems
        try:
            self.store.changes.propose(change, by)
        except BadInput as error:
            return (str(error),)
        return ()

    def lives(self, proposal: Proposal) -> bool:
        """Whether the index in use has this change."""
        change = proposal.change
        return self.index.get_knowledge(change.company).annotation(change.clause_id) == change.after

    def list_page(self, request: Request, account: Member, *, status: int = 200, **more: Any) -> HTMLResponse:
        """All proposals."""
        shown = {"proposals": self.store.changes.list(), "lives": self.lives, **more}
        return review_page(request, "changes", account, shown, section=SECTION, status=status)


def make_changes(store: Store, index: ClauseIndex, files: AnnotationFiles, *, folder: Path) -> APIRouter:
    """The pages of changes to the annotation files in this folder."""
    router = APIRouter(prefix=HOME, include_in_schema=False)
    desk = Desk(store, index, files, folder)

    @router.get("")
    def proposals(request: Request, account: Reader) -> HTMLResponse:
        return desk.list_page(request, account)

    @router.get("/new")
    def form(
        request: Request,
        account: Editor,
        clause: Annotated[str, Query(max_length=128)],
        message_id: Annotated[str, Query(max_length=64)] = "",
    ) -> HTMLResponse:
        found = desk.find_clause(clause)
        shown = {"clause": found, "said": desk.start(found, message_id), "message_id": message_id}
        return review_page(request, "change", account, shown, section=SECTION)

    @router.post("", response_model=None)
    def propose(request: Request, account: Editor, sent: Annotated[ChangeForm, Form()]) -> Response:
        clause = desk.find_clause(sent.clause)
        after = desk.annotated(clause, sent)
        if problems := desk.propose(clause, after, account.name):
            shown = {"clause": clause, "said": after, "message_id": sent.message_id, "problems": problems}
            return review_page(request, "change", account, shown, section=SECTION, status=422)
        if sent.message_id:
            store.work.settle([sent.message_id], "change", account.name)
        return RedirectResponse(HOME, 303)

    @router.post("/{number}/approve")
    def approve(request: Request, number: Number, account: Editor) -> HTMLResponse:
        try:
            approved = store.changes.approve(number, account, files)
        except (BadInput, NotAllowed) as error:
            return desk.list_page(request, account, problem=str(error), status=403 if isinstance(error, NotAllowed) else 422)
        return desk.list_page(request, account, approved=approved)

    @router.post("/{number}/reject", response_model=None)
    def reject(request: Request, number: Number, account: Editor) -> Response:
        try:
            store.changes.reject(number, account)
        except BadInput as error:
            return desk.list_page(request, account, problem=str(error), status=422)
        return RedirectResponse(HOME, 303)

    return router
