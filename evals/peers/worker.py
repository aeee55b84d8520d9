"""One step of one system, in a process of its own: `python -m evals.peers.worker SYSTEM STEP FOLDER`.

`index` builds the store below the folder from `job.json` above it; `ask` searches it and writes `found.json` there. Each system
loads the libraries of its own module and no others.
"""

from __future__ import annotations

import os
import resource
import sys
import time
from collections.abc import Sequence
from importlib import import_module
from importlib.metadata import version
from pathlib import Path

from evals.peers.exchange import Found, Job, Search, load_job

MODULES = {
    "ours": "clause_search",
    "ours-terms": "clause_search",
    "langchain-minilm": "langchain_minilm",
    "langchain-e5": "langchain_e5",
    "haystack": "haystack_hybrid",
    "txtai": "txtai_hybrid",
}
WARM_UP = ("Wat staat er in deze voorwaarden?", "Waar vind ik de bepalingen?", "Kunt u mij helpen met een vraag?")
"""Asked before the clock runs, in no set: the first questions to any system are its slowest."""
MEBIBYTE = 2**20


def main(arguments: Sequence[str]) -> int:
    """Run one step; 0 when it is done."""
    system, step, place = arguments
    folder = Path(place)
    job = load_job(folder.parent / "job.json")
    module = import_module(f"evals.peers.systems.{MODULES[system]}")
    if step == "index":
        module.build(job, folder)
    else:
        found = ask(job, module.open_search(job, folder), module.PACKAGES)
        found.save(folder / "found.json")
    return 0


def ask(job: Job, search: Search, packages: Sequence[str]) -> Found:
    """What this search finds for every question of the job."""
    for company in job.terms:
        for question in WARM_UP:
            search(company, question)
    texts, seconds = [], []
    for asked in job.questions:
        start = time.perf_counter()
        found = search(asked.company, asked.question)
        seconds.append(time.perf_counter() - start)
        texts.append(tuple(found))
    return Found(tuple(texts), tuple(seconds), resident_mb(), {package: version(package) for package in packages})


def resident_mb() -> float:
    """The memory that this process holds now; the most that it ever held where the system keeps no `/proc`."""
    table = Path("/proc/self/statm")
    if table.exists():
        return int(table.read_text().split()[1]) * os.sysconf("SC_PAGE_SIZE") / MEBIBYTE
    most = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss
    return most / (MEBIBYTE if sys.platform == "darwin" else 1024)


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
