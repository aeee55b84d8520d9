"""Loads what every parse needs, once, in the process that all others are copies of."""

from __future__ import annotations

from ingest.lexicon import dutch
from ingest.wording import sentences

dutch()
sentences()
