# konzeptvergleich. `make` alone says what there is.

SHELL := /bin/sh
.DEFAULT_GOAL := help
.DELETE_ON_ERROR:
.PHONY: help run test check format golden score fuzz lock dictionary clean

PYTHON ?= python3
UV ?= uv
SHARED ?= ../shared
WORKERS ?= 2
MINUTES ?= 10
# Where the fuzz begins; each seed is a file.
SEED ?= 1000000

BIN := .venv/bin
PIP := $(BIN)/python -m pip install --disable-pip-version-check --quiet
# Hashes only: uv writes no address and no path of the machine that locked.
COMPILE := $(UV) pip compile pyproject.toml --group build --universal --python-version 3.11 --quiet \
	--generate-hashes --no-header --no-annotate --no-emit-index-url --no-emit-find-links

help:  ## say what can be made
	@awk -F ':.*## ' '/^[a-z]+:.*## / { printf "make %-11s %s\n", $$1, $$2 }' Makefile

run: .venv/ready  ## bring the bundled example up to date: fetch, extract, compare, check, release, publish
	@$(BIN)/konzept run

test: .venv/ready-to-develop  ## run the tests; their results also go to build/tests.xml
	@$(BIN)/python -m pytest --numprocesses $(WORKERS) --dist loadfile --junitxml build/tests.xml

check: .venv/ready-to-develop  ## everything a change has to pass: format, lint, types, layers, tests
	@$(BIN)/ruff format --check --output-format concise
	@$(BIN)/ruff check
	@$(BIN)/mypy
	@$(BIN)/lint-imports
	@$(MAKE) --no-print-directory test

format: .venv/ready-to-develop  ## put the code into its form
	@$(BIN)/ruff check --select I --fix --quiet
	@$(BIN)/ruff format

golden: .venv/ready-to-develop  ## tell which rows of our own documents came and went, and take them as golden
	@$(BIN)/python -m tests.golden

score: .venv/ready  ## read real documents and compare with labels made by hand, if ../shared has them
	@if [ -d "$(SHARED)/corpus" ]; then \
	    $(BIN)/python benchmarks/score.py "$(SHARED)/corpus" "$(SHARED)/gold" "$(SHARED)/score.py" build/score; \
	else \
	    echo "There is nothing to score: $(SHARED)/corpus is missing. Name the folder with: make score SHARED=…"; \
	fi

fuzz: .venv/ready-to-develop  ## read files damaged by chance for MINUTES=10; what is found lies in build/fuzz
	@$(BIN)/python -m tests.hostile.fuzz $(MINUTES) $(SEED)

lock:  ## pin every library anew (needs uv)
	@command -v $(UV) > /dev/null || { echo "make lock needs uv: pip install uv, or make lock UV=…"; exit 1; }
	@$(COMPILE) --upgrade --output-file requirements.lock
	@$(COMPILE) --upgrade --extra dev --extra cluster --extra ocr --extra s3 --extra serve --constraint requirements.lock \
	    --output-file requirements-dev.lock

dictionary: .venv/ready  ## write docs/data-dictionary.md from the tables
	@mkdir -p build
	@$(BIN)/python -X utf8 -c 'from extractors.dictionary import data_dictionary; print(data_dictionary(), end="")' \
	    > build/data-dictionary.md
	@mv build/data-dictionary.md docs/data-dictionary.md
	@echo "docs/data-dictionary.md"

clean:  ## take away what can be made again; documents (raw) and releases (output) stay
	@rm -rf .venv build *.egg-info .mypy_cache .ruff_cache .pytest_cache .hypothesis .import_linter_cache output/.cache
	@find . -name __pycache__ -prune -exec rm -rf {} +

.venv/bin/python:
	@$(PYTHON) -c 'import sys; sys.exit(sys.version_info < (3, 11))' || \
	    { echo "konzeptvergleich needs Python 3.11 or newer: make PYTHON=/path/to/python3"; exit 1; }
	@echo "Setting up .venv (once; a few minutes) …"
	@$(PYTHON) -m venv .venv || { rm -rf .venv; echo "On Debian: apt-get install python3-venv"; exit 1; }

# The lock is whole (`pip check` says so), and pip need not resolve it again: with hashes, pip 23 looks beyond a pinned
# package that another one asks for with an extra. setuptools comes with the lock, so the program itself is installed
# without asking the network.
.venv/ready: requirements.lock pyproject.toml | .venv/bin/python
	@$(PIP) --no-deps --require-hashes --requirement requirements.lock
	@$(PIP) --no-deps --no-build-isolation --editable .
	@$(BIN)/python -m pip check --disable-pip-version-check >/dev/null || $(BIN)/python -m pip check
	@touch $@

.venv/ready-to-develop: requirements-dev.lock .venv/ready
	@$(PIP) --no-deps --require-hashes --requirement requirements-dev.lock
	@touch $@
