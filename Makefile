# A newcomer needs two: `make run` opens the board with demonstration data, `make test` runs the whole suite on both databases.
# The rest: setup demo check bench messages shape test-slow lock clean. Each does what it needs first, and no more than once.

# The first Python that is 3.11 or newer, 3.11 itself preferred: the tests run on it.
PYTHON := $(shell for p in python3.11 python3 python3.12 python3.13 python3.14; do \
  command -v $$p >/dev/null 2>&1 && $$p -c 'import sys; sys.exit(sys.version_info < (3, 11))' 2>/dev/null && echo $$p && break; done)

BIN := .venv/bin
VAR := $(or $(THENCHOT_VAR),var)
# One mark for each database, so that another DATABASE_URL gets its tables too.
MIGRATED := $(VAR)/.migrated-$(shell printf '%s' "$(DATABASE_URL)" | cksum | cut -d' ' -f1)
WORDS := $(wildcard src/thenchot/*/locale/*/LC_MESSAGES/*.po src/thenchot/*/*/locale/*/LC_MESSAGES/*.po)
MIGRATIONS := $(wildcard src/thenchot/*/*/migrations/*.py)
WORKERS ?= 2
ONLY ?=

.PHONY: setup run demo test test-slow check bench messages shape lock clean
.DELETE_ON_ERROR:

setup: .venv/.ready .venv/.words $(MIGRATED)

.venv/.python:
	@test -n "$(PYTHON)" || { echo "Thenchot needs Python 3.11 or newer. Found: $$(python3 --version 2>&1 || echo none). Install python3.11 and run make again." >&2; exit 1; }
	@echo "== A virtual environment in .venv ($$($(PYTHON) --version))"
	@$(PYTHON) -m venv .venv || { echo "Python's venv module is missing (on Debian: apt-get install python3-venv). Install it and run make again." >&2; exit 1; }
	@touch $@

.venv/.uv: .venv/.python requirements/bootstrap.txt
	@$(BIN)/python -m pip install --quiet --disable-pip-version-check --require-hashes -r requirements/bootstrap.txt
	@touch $@

.venv/.ready: .venv/.uv requirements/dev.txt pyproject.toml
	@echo "== The libraries, at the versions and digests in requirements/"
	@$(BIN)/uv pip sync --quiet --python $(BIN)/python --require-hashes requirements/dev.txt
	@$(BIN)/uv pip install --quiet --python $(BIN)/python --no-deps --no-build-isolation --editable .
	@touch $@

.venv/.words: .venv/.ready $(WORDS)
	@$(BIN)/python -m tools.messages --compile
	@touch $@

$(MIGRATED): .venv/.ready $(MIGRATIONS)
	@echo "== The tables of the database"
	@mkdir -p $(VAR)
	@$(BIN)/thenchot migrate
	@touch $@

run: setup
	@$(BIN)/thenchot demo --if-empty
	@$(BIN)/thenchot run

demo: setup
	@$(BIN)/thenchot demo

# Spark SQL needs Java; where that is, the tests want the library too. It is large, so no other command fetches it.
.venv/.spark: .venv/.ready requirements/spark.txt
	@echo "== Spark, since Java is here"
	@$(BIN)/uv pip install --quiet --python $(BIN)/python --require-hashes -r requirements/spark.txt
	@touch $@

test: setup $(shell command -v java >/dev/null 2>&1 && echo .venv/.spark)
	@failed=; \
	for database in sqlite postgresql; do \
	  echo "== The suite on $$database, $$(date +%H:%M:%S)"; \
	  THENCHOT_TEST_DATABASE=$$database $(BIN)/python -m pytest -m "not slow" -n $(WORKERS) || failed="$$failed $$database"; \
	done; \
	test -z "$$failed" || { echo "== Failed on:$$failed" >&2; exit 1; }; \
	echo "== Passed on sqlite and postgresql"

test-slow: setup
	@THENCHOT_TEST_DATABASE=sqlite $(BIN)/python -m pytest -m slow

check: setup
	@$(BIN)/python -m tools.check $(ONLY)

bench: setup
	@$(BIN)/python -m benches $(ONLY)

messages: .venv/.ready
	@$(BIN)/python -m tools.messages

shape: .venv/.ready
	@$(BIN)/python -m tools.shape

# The files hold versions and digests only; the same on every machine and for every Python from 3.11.
LOCK := uv pip compile pyproject.toml --quiet --universal --python-version 3.11 --generate-hashes --no-header --no-annotate
lock: .venv/.uv
	@$(BIN)/$(LOCK) --output-file requirements/base.txt
	@$(BIN)/$(LOCK) --group dev --output-file requirements/dev.txt
	@$(BIN)/$(LOCK) --extra spark --output-file requirements/spark.txt

clean:
	rm -rf .venv .mypy_cache .ruff_cache .pytest_cache .hypothesis .import_linter_cache .coverage
