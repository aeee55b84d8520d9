"""Fine-tunes the built-in embedding model on the annotations: `python -m ingest tune`.

`lessons` gathers what is learned from, `reading` takes it through the part of the network that stays as it is, `lowrank` is the
part that learns, `losses` says what good is, `training` goes through the lessons, and `teaching` does it all and writes the
adapter.
"""
