"""Serves a document in a thread beside the server, which notes how far it is for whoever watches."""

from __future__ import annotations

import hashlib
import logging
import threading
import time
from dataclasses import dataclass

from bot.conversations.additions import TermsFiles, Wanted
from bot.conversations.drafts import Drafts
from bot.errors import StoreAway, TermsBotError

log = logging.getLogger(__name__)


THREADS = "publish-"


@dataclass(frozen=True)
class Publisher:
    """Serves drafts by way of these files."""

    drafts: Drafts
    files: TermsFiles

    def start(self, number: int, edition: int, by: str) -> threading.Thread:
        """The thread that serves this draft; once for every edition. Raises: UnknownDraft; BadInput where somebody was first."""
        self.drafts.claim(number, edition, by)
        thread = threading.Thread(target=self._publish, args=(number,), name=f"{THREADS}{number}", daemon=True)
        thread.start()
        return thread

    def _publish(self, number: int) -> None:
        opened, document = self.drafts.open(number), self.drafts.document(number)
        reading, wanted = opened.reading, opened.draft.wanted
        settled = Wanted(wanted.slug, wanted.name, reading.version.name, wanted.contact)
        versions = [version.name for version in reading.company.versions]
        try:
            self.files.publish(document, settled, expected=versions, tell=lambda told: self._tell(number, told))
        except TermsBotError as error:
            self.drafts.fail(number, str(error))
            return
        served = document.data if document.text is None else document.text.encode()
        self.drafts.settle(number, settled, served)
        log.info("%s %s is served, sha256 %s", wanted.slug, reading.version.name, hashlib.sha256(served).hexdigest())

    def _tell(self, number: int, told: str) -> None:
        """Note how far it is; a database that is away for a moment does not stop it."""
        try:
            self.drafts.tell(number, told)
        except StoreAway as error:
            log.warning("how far it is could not be noted: %s", error)


def await_publishing(seconds: float) -> bool:
    """Whether all documents that are being served are done within these seconds.

    One that is not ends with this process, and changed nothing then: it is all or nothing.
    """
    until = time.monotonic() + seconds
    threads = [thread for thread in threading.enumerate() if thread.name.startswith(THREADS)]
    for thread in threads:
        thread.join(max(0.0, until - time.monotonic()))
    return not any(thread.is_alive() for thread in threads)
