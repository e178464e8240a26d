# Tasks of the project. `make run` and `make test` need Python 3.11 or later and make.
.DEFAULT_GOAL := run
SHELL := /bin/sh
PORT ?= 8501

VENV := .venv
BIN := $(VENV)/bin
PY := $(BIN)/python
WAREHOUSE := data/warehouse.duckdb

.PHONY: run warehouse test lint types imports unit browser bench lock docs screenshots clean

run: $(WAREHOUSE)  ## serve the screens on http://localhost:$(PORT)
	@echo "http://127.0.0.1:$(PORT)"
	@$(PY) -m streamlit run app.py --server.port $(PORT)

warehouse: $(VENV)/.run  ## read data/raw and publish the warehouse
	$(PY) -m ingest

test: lint types imports browser  ## every check there is
	$(PY) -m pytest --numprocesses auto --maxprocesses 4

lint: $(VENV)/.dev
	$(BIN)/ruff check .
	$(BIN)/ruff format --check .

types: $(VENV)/.dev
	$(BIN)/mypy

imports: $(VENV)/.dev
	$(BIN)/lint-imports --no-logo

unit: $(VENV)/.dev  ## tests that need no browser
	$(PY) -m pytest --ignore=tests/browser

browser: $(VENV)/.dev  ## Chromium and Chinese fonts for the browser tests
	$(PY) -m tests.browser.chromium
	$(PY) -m tests.export.office

bench: $(WAREHOUSE) $(VENV)/.dev  ## figures of speed
	$(PY) -m benchmarks

# Both locks hold the same versions; the second adds what only development needs.
COMPILE = UV_CUSTOM_COMPILE_COMMAND="make lock" $(BIN)/uv pip compile pyproject.toml --quiet --upgrade \
  --universal --python-version 3.11 --generate-hashes --no-emit-index-url --no-annotate
lock: $(VENV)/.dev  ## newest versions that pyproject.toml allows
	$(COMPILE) --output-file requirements.lock
	$(COMPILE) --group dev --constraint requirements.lock --output-file requirements-dev.lock

docs: $(VENV)/.dev  ## documents made from schema and catalog
	$(PY) -m warehouse.dictionary > docs/data-dictionary.md
	$(PY) -m catalog.listing > docs/metrics.md

screenshots: $(WAREHOUSE) browser  ## pictures of every screen, for README
	$(PY) -m docs.screenshots

clean:  ## everything made from the sources, .venv too
	rm -rf $(VENV) $(WAREHOUSE) data/parts .mypy_cache .ruff_cache .hypothesis .import_linter_cache .pytest_cache
	rm -rf tests/browser/artifacts
	find . -name __pycache__ -type d -prune -exec rm -rf {} +

# A file is newer than the warehouse, or one was added or taken away. Names may hold blanks, so the
# question is asked of find, not of make.
STALE = [ ! -s $(WAREHOUSE) ] || [ -n "$$(find data/raw data/reviews catalog ingest reviews warehouse \
  \( -type f -o -path data/raw \) ! -name '*.pyc' ! -name .lock -newer $(WAREHOUSE) -print)" ]

# A report that is refused (exit 1) does not keep the others from being shown; where nothing was
# published, an old file is not shown as if it were new.
.PHONY: $(WAREHOUSE)
$(WAREHOUSE): $(VENV)/.run
	@if $(STALE); then \
	  before="$$(ls -il $(WAREHOUSE) 2>/dev/null)"; \
	  $(PY) -m ingest || { [ $$? -eq 1 ] && [ -s $(WAREHOUSE) ] && [ "$$before" != "$$(ls -il $(WAREHOUSE))" ]; } || { \
	    echo "Nothing was published; $(WAREHOUSE) is as before." >&2; exit 1; }; fi

$(VENV)/.run: $(VENV)/.python requirements.lock
	$(PY) -m pip install --quiet --require-hashes --disable-pip-version-check -r requirements.lock
	@touch $@

$(VENV)/.dev: $(VENV)/.run requirements-dev.lock
	$(PY) -m pip install --quiet --require-hashes --disable-pip-version-check -r requirements-dev.lock
	@touch $@

# The first Python on the path that is new enough; PYTHON=/path/to/python names another.
PYTHON ?= $(shell for python in python3 python3.14 python3.13 python3.12 python3.11 python; do \
  if $$python -c 'import sys; sys.exit(sys.version_info < (3, 11))' 2>/dev/null; \
  then echo $$python; break; fi; done)

$(VENV)/.python:
	@python="$(PYTHON)"; if [ -z "$$python" ]; then \
	  echo "Python 3.11 or later is needed and none was found (python3: $$(python3 --version 2>&1))." >&2; \
	  echo "Install one, or name it: make run PYTHON=/path/to/python3" >&2; exit 1; fi; \
	"$$python" -c 'import sys; sys.exit(sys.version_info < (3, 11))' || { \
	  echo "$$python is too old: $$("$$python" --version 2>&1). Python 3.11 or later is needed." >&2; exit 1; }; \
	"$$python" -m venv $(VENV) || { \
	  echo "$$python cannot make a virtual environment. On Debian: apt-get install python3-venv" >&2; exit 1; }
	@touch $@
