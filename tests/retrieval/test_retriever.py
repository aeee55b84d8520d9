"""The retriever keeps to LangChain's interface, and to its own company."""

from __future__ import annotations

import pytest
from langchain_core.retrievers import BaseRetriever
from langchain_tests.integration_tests import RetrieversIntegrationTests

from bot.assembly import Parts
from bot.retrieval.retriever import ClauseRetriever


class TestStandard(RetrieversIntegrationTests):
    @pytest.fixture(autouse=True)
    def _take_parts(self, small: Parts) -> None:
        self.parts = small

    @property
    def retriever_constructor(self) -> type[BaseRetriever]:
        return ClauseRetriever

    @property
    def retriever_constructor_params(self) -> dict[str, object]:
        return {"search": self.parts.search, "company": "leenfiets"}

    @property
    def retriever_query_example(self) -> str:
        return "wat kost annuleren"


def test_documents_carry_clause_label_score_and_version(small: Parts) -> None:
    best = ClauseRetriever(search=small.search, company="leenfiets", k=1).invoke("iemand heeft mijn huurfiets gejat")[0]
    assert best.id == "leenfiets:3.2"
    assert best.metadata["label"] == "Artikel 3 lid 2"
    assert best.metadata["terms_version"] == "2024-05-01"


@pytest.mark.parametrize("question", ["wat kost annuleren", "klacht over een taart", "taart op maat", ""])
def test_no_clause_of_another_company_is_ever_found(small: Parts, question: str) -> None:
    found = ClauseRetriever(search=small.search, company="leenfiets", k=50).invoke(question)
    assert {document.id.split(":")[0] for document in found if document.id} == {"leenfiets"}
    assert len(found) == 6
