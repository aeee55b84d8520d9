"""A server that stops waits for documents that are being served, for a while."""

from __future__ import annotations

import threading

from bot.conversations.publishing import THREADS, await_publishing


def test_it_waits_for_documents_and_not_for_ever() -> None:
    done = threading.Event()
    thread = threading.Thread(target=done.wait, name=f"{THREADS}7", daemon=True)
    thread.start()
    assert await_publishing(0.05) is False
    done.set()
    assert await_publishing(5) is True
    assert not thread.is_alive()
