"""The usual tutorial: a recursive character splitter over the raw terms, and Chroma with the company as metadata."""

from __future__ import annotations

from pathlib import Path

from langchain_chroma import Chroma
from langchain_core.documents import Document
from langchain_core.embeddings import Embeddings

from evals.peers.exchange import CHUNKS, Job, Search
from evals.peers.systems.recursive_chunks import split

PACKAGES = ("langchain-chroma", "langchain-text-splitters", "langchain-huggingface", "chromadb", "sentence-transformers", "torch")


def build_store(job: Job, folder: Path, embeddings: Embeddings) -> None:
    """Writes all chunks and their vectors."""
    documents = [Document(chunk, metadata={"company": company}) for company, terms in job.terms.items() for chunk in split(terms)]
    Chroma.from_documents(documents, embeddings, persist_directory=str(folder / "store"))


def search_store(folder: Path, embeddings: Embeddings) -> Search:
    """A similarity search within one company."""
    store = Chroma(embedding_function=embeddings, persist_directory=str(folder / "store"))

    def find(company: str, question: str) -> list[str]:
        return [document.page_content for document in store.similarity_search(question, k=CHUNKS, filter={"company": company})]

    return find
