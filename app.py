"""Serves the assistant: `python app.py --host 127.0.0.1 --port 8000` (or the environment variables HOST and PORT)."""

from __future__ import annotations

import argparse
import sys
from collections.abc import Sequence

from bot.configuration import with_settings
from bot.contradictions import doubts, insist_on
from bot.errors import TermsBotError
from bot.offline import stay_offline
from bot.settings import Settings


@with_settings
def main(arguments: Sequence[str] | None = None) -> int:
    """Serve until stopped; 1 when something must be built or repaired first, 2 where settings can't be used."""
    settings = Settings()
    parser = argparse.ArgumentParser(prog="python app.py", description="De voorwaardenassistent als website.")
    parser.add_argument("--host", default=settings.host)
    parser.add_argument("--port", default=settings.port, type=int)
    options = parser.parse_args(arguments)
    insist_on(settings, host=options.host, port=options.port)
    print(*(f"{doubt}\n" for doubt in doubts(settings)), sep="", end="", file=sys.stderr)
    stay_offline(allow_download=settings.allow_download)

    from bot.assembly import assemble
    from bot.conversations.keeping import look_after, open_store
    from bot.conversations.publishing import await_publishing
    from bot.memory import settle
    from bot.ui.demo import mount_demo
    from bot.web.app import make_app
    from bot.web.log_lines import set_up_logging
    from bot.web.metrics import CountedAnswers, Metrics
    from bot.web.serving import serve
    from ingest.process import AnnotationProcess
    from ingest.terms_process import TermsProcess

    set_up_logging(settings.log_format)
    metrics = Metrics()
    try:
        store = open_store(settings)
        parts = assemble(settings, conversations=CountedAnswers(store.conversations, metrics), step=metrics.step, watch=metrics)
        parts.search.warm_up()
    except TermsBotError as error:
        print(error, file=sys.stderr)
        return 1
    look_after(store, settings)
    terms = TermsProcess(settings.data_dir, settings.index_dir)
    app = make_app(parts.assistant, parts.search, settings, store, AnnotationProcess(), metrics, terms)
    app = mount_demo(app, parts, settings)
    settle()
    serve(app, settings, host=options.host, port=options.port)
    await_publishing(settings.shutdown_seconds)
    store.database.close()
    return 0


if __name__ == "__main__":
    sys.exit(main())
