"""The error tree. "We don't know" is not in it: that is a `Reply` with its own status.

    TermsBotError
    ├── BadInput                what a caller sent can't be used
    │   ├── UnknownCompany
    │   ├── UnknownVersion
    │   ├── UnknownClause
    │   ├── UnknownRule
    │   ├── UnknownMessage
    │   ├── UnknownConversation
    │   ├── UnknownAccount
    │   ├── UnknownChange
    │   ├── UnknownDraft
    │   └── UnreadableTerms     a terms file that is empty, binary or has no articles
    ├── NotReady                something must be built or repaired first
    │   ├── IndexMissing
    │   ├── ModelDamaged
    │   ├── StoreAway           the database can't be reached
    │   ├── IndexAway           the Chroma server can't be reached
    │   └── LockAway            the lock of several machines can't be taken
    ├── BadSettings             settings that contradict each other or this machine
    ├── NotAllowed              who asks may not do this
    │   ├── NotSignedIn
    │   └── TooOften            who asks must wait
    │       └── LockedOut       too many failed attempts to sign in
    ├── ChatFailed              a chat model gave nothing that can be used; the composed answer goes out
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


class UnknownVersion(BadInput):
    """The company has no version of its terms with this name."""


class UnknownClause(BadInput):
    """The company has no clause with this path."""


class UnknownRule(BadInput):
    """The company has no rule with this id."""


class UnknownMessage(BadInput):
    """No answer with this message id is kept."""


class UnknownConversation(BadInput):
    """No conversation with this id is kept, or it is not this caller's."""


class UnknownAccount(BadInput):
    """Nobody with this name may sign in."""


class UnknownChange(BadInput):
    """No change with this number was proposed."""


class UnknownDraft(BadInput):
    """No document with this number waits to be served."""


class UnreadableTerms(BadInput):
    """A terms file that holds no readable clauses."""


class NotReady(TermsBotError):
    """Something must be built or repaired before questions can be answered."""


class IndexMissing(NotReady):
    """The index was never built, or lacks this company."""


class ModelDamaged(NotReady):
    """The cached embedding model is not the one that was built."""


class IndexAway(NotReady):
    """The vectors can't be reached: the Chroma server is away, or its disk is full; what needs no vectors goes on."""


class LockAway(NotReady):
    """The lock that several machines share can't be reached, so that nobody may write."""


class StoreAway(NotReady):
    """The database of conversations and accounts can't be reached or written."""


class BadSettings(TermsBotError):
    """Settings that are well-formed and can't be used: they contradict each other or this machine. One line each."""


class NotAllowed(TermsBotError):
    """Who asks may not do this."""


class NotSignedIn(NotAllowed):
    """This needs a session, or the name and password did not fit."""


class TooOften(NotAllowed):
    """Too much was asked; `seconds` until more may be."""

    def __init__(self, message: str, *, seconds: int) -> None:
        super().__init__(message)
        self.seconds = seconds


class LockedOut(TooOften):
    """Too many failed attempts; until then none is looked at."""


class ChatFailed(TermsBotError):
    """A chat model gave nothing that can be used, for this reason; customers get the composed answer and see none of it.

    `again`: whether asking once more may help, after `wait` seconds where the model said so.
    """

    def __init__(self, reason: str, *, again: bool = False, wait: float | None = None) -> None:
        super().__init__(reason)
        self.reason = reason
        self.again = again
        self.wait = wait


class BrokenData(TermsBotError):
    """A file in `data/` contradicts itself or its schema."""


class OutsideData(TermsBotError):
    """A date or amount lies outside what the law data knows; refused instead of guessed."""
