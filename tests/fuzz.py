"""Fuzzes the readers and the parser for as long as asked: `python -m tests.fuzz --minutes 10 --target all`."""

from __future__ import annotations

import argparse
import logging
import sys
import time
import traceback

from hypothesis import HealthCheck, Phase, given, seed, settings

from tests.ingest.fuzzing import TARGETS, Content, Target

_EXAMPLES_IN_A_ROW = 200
_DIFFERENT_FAILURES = 20


class Fuzz:
    """Counts what was tried; `failures` are tracebacks with the file that led to each."""

    def __init__(self) -> None:
        self.tried = 0
        self.failures: dict[str, str] = {}

    def run(self, target: Target, contents: Content, number: int) -> None:
        """Try some files; each run with another number tries others."""

        @seed(number)
        @settings(
            max_examples=_EXAMPLES_IN_A_ROW,
            deadline=None,
            database=None,
            phases=(Phase.generate,),
            suppress_health_check=[*HealthCheck],
        )
        @given(contents)
        def check(content: bytes) -> None:
            self.tried += 1
            try:
                target.check(content)
            except BaseException as failed:
                if isinstance(failed, KeyboardInterrupt):
                    raise
                last = traceback.extract_tb(failed.__traceback__)[-1]
                key = f"{target.name} {type(failed).__name__} {last.filename}:{last.lineno}"
                text = "".join(traceback.format_exception(failed)[-6:])
                known = self.failures.get(key)
                if known is None or len(known) > len(text) + len(repr(content)):
                    self.failures[key] = f"{text}{content!r}"

        check()


def main() -> int:
    """The exit code: 1 where a file did anything else than be refused or parsed soundly."""
    logging.disable()
    parser = argparse.ArgumentParser(prog="python -m tests.fuzz", description=__doc__)
    parser.add_argument("--minutes", type=float, default=10.0)
    parser.add_argument("--target", choices=[*TARGETS, "all"], default="all")
    parser.add_argument("--seed", type=int, default=0)
    options = parser.parse_args()
    chosen = [*TARGETS.values()] if options.target == "all" else [TARGETS[options.target]]
    pairs = [(target, contents) for target in chosen for contents in target.contents]
    fuzz, counts = Fuzz(), dict.fromkeys((target.name for target in chosen), 0)
    number, end = options.seed, time.monotonic() + 60 * options.minutes
    while time.monotonic() < end and len(fuzz.failures) < _DIFFERENT_FAILURES:
        target, contents = pairs[number % len(pairs)]
        before = fuzz.tried
        fuzz.run(target, contents, number)
        counts[target.name] += fuzz.tried - before
        number += 1
    for key, failure in fuzz.failures.items():
        print(f"\n=== {key}\n{failure}")
    print(f"\n{fuzz.tried} files: {counts}; {len(fuzz.failures)} different failures")
    return 1 if fuzz.failures else 0


if __name__ == "__main__":
    sys.exit(main())
