# Three commands: `make site` builds the site, `make test` proves it, `make serve` shows it while you edit.

PYTHON ?= python3
VENV := .venv
BIN := $(VENV)/bin

.DEFAULT_GOAL := site
.PHONY: site test serve check schema bench lint clean

site: $(VENV)/.ready
	@NO_MKDOCS_2_WARNING=1 $(BIN)/mkdocs build

serve: $(VENV)/.ready
	@$(BIN)/python -m macros serve

# Only the content: every problem in one report.
check: $(VENV)/.ready
	@$(BIN)/python -m macros check

test: $(VENV)/.ready-test node_modules/.ready
	@$(BIN)/python -m pytest

lint: $(VENV)/.ready-test
	@$(BIN)/ruff check . && $(BIN)/ruff format --check . && $(BIN)/mypy

# The JSON Schema of every content kind, from which editors complete and underline.
schema: $(VENV)/.ready
	@$(BIN)/python -m macros schema

bench: $(VENV)/.ready-test
	@$(BIN)/python tests/bench.py

clean:
	rm -rf $(VENV) .cache site node_modules

# Dependencies first, from the lock file with its hashes, then our own package.
$(VENV)/.ready: requirements.txt pyproject.toml
	@PYTHON=$(PYTHON) sh tools/need.sh site
	@test -x $(BIN)/python || $(PYTHON) -m venv $(VENV)
	@$(BIN)/python -m pip install --quiet --disable-pip-version-check --require-hashes -r requirements.txt
	@$(BIN)/python -m pip install --quiet --disable-pip-version-check --no-deps --no-build-isolation -e .
	@touch $@

$(VENV)/.ready-test: $(VENV)/.ready requirements-test.txt tools/debian-packages.txt
	@PYTHON=$(PYTHON) sh tools/need.sh test
	@$(BIN)/python -m pip install --quiet --disable-pip-version-check --require-hashes -r requirements-test.txt
	@touch $@

node_modules/.ready: package-lock.json $(VENV)/.ready-test
	@npm ci --silent --no-audit --no-fund
	@touch $@
