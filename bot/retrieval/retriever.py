"""The search as a LangChain retriever, for chains and agents that speak that interface."""

from __future__ import annotations

from datetime import date
from typing import Any

from langchain_core.callbacks import CallbackManagerForRetrieverRun
from langchain_core.documents import Document
from langchain_core.retrievers import BaseRetriever
from pydantic import ConfigDict, Field

from bot.retrieval.search import ClauseSearch


class ClauseRetriever(BaseRetriever):
    """Returns the clauses of one company as documents, best first.

    Each document's id is the clause id; its metadata hold label, title, score, company and terms_version.
    """

    model_config = ConfigDict(arbitrary_types_allowed=True)

    search: ClauseSearch
    company: str
    k: int = Field(default=5, ge=1)
    on: date | None = None

    def _get_relevant_documents(
        self, query: str, *, run_manager: CallbackManagerForRetrieverRun, k: int | None = None, **_: Any
    ) -> list[Document]:
        version = self.search.index.find_entry(self.company, on=self.on).version
        hits = self.search.find(self.company, query, on=self.on).hits[: k or self.k]
        return [
            Document(
                id=hit.clause.clause_id,
                page_content=hit.clause.text,
                metadata={
                    "clause_id": hit.clause.clause_id,
                    "label": hit.clause.label,
                    "title": hit.clause.title,
                    "score": hit.score,
                    "company": self.company,
                    "terms_version": version,
                },
            )
            for hit in hits
        ]
