"""Wording of an answer by a chat model, where one is configured: it may phrase, never decide."""
