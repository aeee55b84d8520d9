"""txtai with `hybrid=True`: BM25 and vectors in one index with stored content, searched by SQL within one company.

Its base package splits no texts, so it gets the chunks of the LangChain tutorial.
"""

from __future__ import annotations

from pathlib import Path

from txtai import Embeddings

from evals.peers.exchange import CHUNKS, Job, Search

PACKAGES = ("txtai", "faiss-cpu", "transformers", "torch")
QUERY = f"select text, score from txtai where similar(:question) and company = :company limit {CHUNKS}"


def build(job: Job, folder: Path) -> None:
    """Writes the index."""
    from evals.peers.systems.recursive_chunks import split  # the process that searches does without it

    embeddings = Embeddings(
        path=job.model, hybrid=True, content=True, instructions={"query": "query: ", "data": "passage: "}, gpu=False
    )
    embeddings.index({"text": chunk, "company": company} for company, terms in job.terms.items() for chunk in split(terms))
    embeddings.save(str(folder / "store"))


def open_search(_: Job, folder: Path) -> Search:
    """The hybrid search within one company."""
    embeddings = Embeddings()
    embeddings.load(str(folder / "store"))

    def find(company: str, question: str) -> list[str]:
        return [row["text"] for row in embeddings.search(QUERY, CHUNKS, parameters={"question": question, "company": company})]

    return find
