"""The chunks of the usual tutorial: a thousand characters, two hundred of them shared with the next."""

from __future__ import annotations

from langchain_text_splitters import RecursiveCharacterTextSplitter

CHUNK_SIZE, CHUNK_OVERLAP = 1000, 200


def split(terms: str) -> list[str]:
    """The chunks of one document, in order."""
    chunks: list[str] = RecursiveCharacterTextSplitter(chunk_size=CHUNK_SIZE, chunk_overlap=CHUNK_OVERLAP).split_text(terms)
    return chunks
