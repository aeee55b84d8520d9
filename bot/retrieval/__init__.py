"""Finding the clauses that a question is about: embeddings, index, keywords, fusion, abstention."""
