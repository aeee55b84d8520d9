"""The error tree. "We don't know" is not in it: that is a `Reply` with its own status.

    TermsBotError
    ├── BadInput                what a caller sent can't be used
    │   ├── UnknownCompany
    │   ├── UnknownClause
    │   ├── UnknownRule
    │   └── UnreadableTerms     a terms file that is empty, binary or has no articles
    ├── NotReady                something must be built or repaired first
    │   ├── IndexMissing
    │   └── ModelDamaged
    ├── BrokenData              a file in data/ contradicts itself or its schema
    └── OutsideData             a date or amount lies outside what the law data knows

Messages are Dutch, because they reach people: what was asked, what was found, what to do.
"""


class TermsBotError(Exception):
    """Any error that this project raises on purpose."""


class BadInput(TermsBotError):
    """What the caller sent can't be used; nothing was changed."""


class UnknownCompany(BadInput):
    """No company with this slug."""


class UnknownClause(BadInput):
    """The company has no clause with this path."""


class UnknownRule(BadInput):
    """The company has no rule with this id."""


class UnreadableTerms(BadInput):
    """A terms file that holds no readable clauses."""


class NotReady(TermsBotError):
    """Something must be built or repaired before questions can be answered."""


class IndexMissing(NotReady):
    """The index was never built, or lacks this company."""


class ModelDamaged(NotReady):
    """The cached embedding model is not the one that was built."""


class BrokenData(TermsBotError):
    """A file in `data/` contradicts itself or its schema."""


class OutsideData(TermsBotError):
    """A date or amount lies outside what the law data knows; refused instead of guessed."""
