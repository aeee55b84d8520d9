"""Haystack's hybrid pipeline: its own splitter, BM25 and embeddings side by side, joined by reciprocal rank.

The joiner's other modes expect a ranker after them, which needs a model of its own.
"""

from __future__ import annotations

from pathlib import Path

from haystack import Document, Pipeline
from haystack.components.joiners import DocumentJoiner
from haystack.components.preprocessors import DocumentSplitter
from haystack.components.retrievers.in_memory import InMemoryBM25Retriever, InMemoryEmbeddingRetriever
from haystack.components.writers import DocumentWriter
from haystack.document_stores.in_memory import InMemoryDocumentStore
from haystack_integrations.components.embedders.sentence_transformers import (
    SentenceTransformersDocumentEmbedder,
    SentenceTransformersTextEmbedder,
)

from evals.peers.exchange import CHUNKS, Job, Search

PACKAGES = ("haystack-ai", "sentence-transformers-haystack", "sentence-transformers", "torch")


def build(job: Job, folder: Path) -> None:
    """Writes the document store, with vectors."""
    store = InMemoryDocumentStore(embedding_similarity_function="cosine")
    pipeline = Pipeline()
    pipeline.add_component("splitter", DocumentSplitter())
    pipeline.add_component(
        "embedder", SentenceTransformersDocumentEmbedder(model=job.model, prefix="passage: ", progress_bar=False)
    )
    pipeline.add_component("writer", DocumentWriter(store))
    pipeline.connect("splitter", "embedder")
    pipeline.connect("embedder", "writer")
    documents = [Document(content=terms, meta={"company": company}) for company, terms in job.terms.items()]
    pipeline.run({"splitter": {"documents": documents}})
    store.save_to_disk(str(folder / "store.json"))


def open_search(job: Job, folder: Path) -> Search:
    """The hybrid search within one company."""
    pipeline = _pipeline(InMemoryDocumentStore.load_from_disk(str(folder / "store.json")), job.model)

    def find(company: str, question: str) -> list[str]:
        within = {"field": "meta.company", "operator": "==", "value": company}
        result = pipeline.run(
            {
                "embedder": {"text": question},
                "vectors": {"filters": within},
                "keywords": {"query": question, "filters": within},
            }
        )
        return [document.content for document in result["joiner"]["documents"]]

    return find


def _pipeline(store: InMemoryDocumentStore, model: str) -> Pipeline:
    pipeline = Pipeline()
    pipeline.add_component("embedder", SentenceTransformersTextEmbedder(model=model, prefix="query: ", progress_bar=False))
    pipeline.add_component("vectors", InMemoryEmbeddingRetriever(store, top_k=CHUNKS))
    pipeline.add_component("keywords", InMemoryBM25Retriever(store, top_k=CHUNKS))
    pipeline.add_component("joiner", DocumentJoiner(join_mode="reciprocal_rank_fusion", top_k=CHUNKS))
    pipeline.connect("embedder.embedding", "vectors.query_embedding")
    pipeline.connect("vectors", "joiner")
    pipeline.connect("keywords", "joiner")
    return pipeline
