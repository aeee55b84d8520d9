"""From a file with terms to a tree of clauses. Imports `bot.models` and `bot.errors`, and nothing else of the assistant."""
