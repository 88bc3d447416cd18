# The two commands are `make run` and `make test`. They need python3.11 with venv, and nothing else.
# Programs are called as `python -m …`: the first line of a console script cannot hold a path with spaces.

PYTHON ?= $(shell command -v python3.11 || echo python3)
PY := .venv/bin/python
ARGS ?=

# A file whose name holds the hash of the lock: there, the environment is what the lock says.
hash = $(shell cat $(1) | sha256sum | cut -c 1-16)
RUN_LOCK := requirements/base.txt requirements/local.txt
TEST_LOCK := $(RUN_LOCK) requirements/dev.txt
RUN_READY := .venv/run-$(call hash,$(RUN_LOCK))
TEST_READY := .venv/test-$(call hash,$(TEST_LOCK))
install = $(PY) -m pip install -qq --disable-pip-version-check --require-hashes $(addprefix -r ,$(1))

# The field's own clients live apart: nothing here depends on them.
CLIENTS := .venv-clients
CLIENTS_READY := $(CLIENTS)/$(call hash,requirements/clients.txt)
EXAMPLES ?= 500
SECONDS ?= 60
PEOPLE ?= 16
MODES ?= alone,web,database

.PHONY: help installed run test test-clients test-schema lint types schema lock bench faults clean

help:
	@echo "make run           start Casework at http://localhost:8000 (PORT=8001, DEMO=no)"
	@echo "make test          run every test in a PostgreSQL of their own (ARGS='tests/review -k stale')"
	@echo "make test-clients  run the field's own clients against a server of ours"
	@echo "make test-schema   play with everything the schema of the API promises (EXAMPLES=500)"
	@echo "make lint          ruff and djlint"
	@echo "make types         mypy --strict"
	@echo "make schema        write casework/schema.sql anew from the migrations"
	@echo "make lock          write requirements/*.txt anew from requirements/*.in"
	@echo "make bench         how fast, how large, against which limits (benchmarks/)"
	@echo "make faults        sixteen people work while parts are killed (SECONDS=60 PEOPLE=16)"
	@echo "make clean         remove the environment and caches; the data in var/ stay"

installed: $(RUN_READY)

run: $(RUN_READY)
	@exec $(PY) manage.py up

test: $(TEST_READY)
	@exec $(PY) -m pytest -n auto --maxprocesses 4 --dist loadfile --no-loadscope-reorder $(ARGS)

test-clients: $(TEST_READY) $(CLIENTS_READY)
	@CASEWORK_CLIENTS="$(CURDIR)/$(CLIENTS)/bin/python" $(PY) -m pytest -n0 tests/clients/test_clients.py $(ARGS)

test-schema: $(TEST_READY) $(CLIENTS_READY)
	@CASEWORK_CLIENTS="$(CURDIR)/$(CLIENTS)/bin/python" CASEWORK_EXAMPLES=$(EXAMPLES) \
		$(PY) -m pytest -n0 tests/clients/test_schema.py $(ARGS)

lint: $(TEST_READY)
	$(PY) -m ruff check .
	$(PY) -m ruff format --check .
	$(PY) -m djlint --quiet --lint templates

types: $(TEST_READY)
	$(PY) -m mypy .

schema: $(RUN_READY)
	$(PY) manage.py schema

lock: $(TEST_READY)
	cd requirements && for name in base local dev clients; do \
		../$(PY) -m uv pip compile --quiet --python-version 3.11 --generate-hashes --no-header \
			--no-emit-index-url --no-emit-find-links $$name.in -o $$name.txt || exit 1; done

bench: $(RUN_READY)
	$(PY) benchmarks/boot.py

faults: $(TEST_READY)
	@SECONDS=$(SECONDS) PEOPLE=$(PEOPLE) MODES=$(MODES) $(PY) -m benchmarks.faults

clean:
	rm -rf .venv .venv-clients .mypy_cache .ruff_cache .hypothesis
	find . -name __pycache__ -prune -not -path './var/*' -exec rm -rf {} +

$(PY):
	@$(PYTHON) -c 'import sys; sys.exit(sys.version_info < (3, 11) and "Casework needs Python 3.11 or newer. Set PYTHON=/path/to/python3.11.")'
	@$(PYTHON) -m venv --clear .venv

$(CLIENTS_READY):
	@echo "Installing the field's own clients into $(CLIENTS). This takes a minute, once."
	@$(PYTHON) -m venv --clear $(CLIENTS)
	@$(CLIENTS)/bin/python -m pip install -qq --disable-pip-version-check --require-hashes -r requirements/clients.txt
	@touch $@

$(RUN_READY): | $(PY)
	@echo "Installing what requirements/ lists. This takes half a minute, once."
	@$(call install,$(RUN_LOCK))
	@$(PY) -m compileall -q casework
	@rm -f .venv/run-* && touch $@

$(TEST_READY): | $(PY)
	@echo "Installing what requirements/ lists, with the tools for tests. This takes a minute, once."
	@$(call install,$(TEST_LOCK))
	@$(PY) -m compileall -q casework
	@rm -f .venv/run-* .venv/test-* && touch $@ $(RUN_READY)
