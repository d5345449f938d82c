# Truthloop. `make demo` and `make test` do all the set-up on a fresh machine.
SHELL := /bin/bash
.SHELLFLAGS := -eu -o pipefail -c
.DEFAULT_GOAL := help
MAKEFLAGS += --no-print-directory

PYTHON ?= python3
VENV := .venv
BIN := $(VENV)/bin
RUN := $(VENV)/.runtime-installed
DEV := $(VENV)/.dev-installed
WEB := web/node_modules/.installed
PAGES := src/truthloop/pages/.built
BROWSER := $(VENV)/.browser-installed
PORT ?= 8080
WEB_SOURCES := $(shell find web examples/elements -path web/node_modules -prune -o -type f -print 2>/dev/null)

.PHONY: help
help:  ## List the targets
	@grep -hE '^[a-z-]+:.*## ' $(MAKEFILE_LIST) | sed -E 's/:.*## /\t/' | expand -t 14

.PHONY: demo
demo: $(RUN) $(PAGES)  ## Start everything on one port with a team, a worker, loops and jobs to try (PORT=8080, ROBOTS=1)
	@exec $(BIN)/truthloop up --demo $(if $(ROBOTS),--robots) --port $(PORT)

.PHONY: install
install: $(RUN) $(PAGES)  ## Set up to run `.venv/bin/truthloop up`, without starting anything

.PHONY: test
test: $(DEV) $(PAGES) $(BROWSER) check web-test  ## Set up, then run every check and every test
	$(BIN)/python -m pytest -n $${TEST_PROCESSES:-2} --dist worksteal

.PHONY: check
check: $(DEV)  ## Lint, types and floors of the Python code
	$(BIN)/ruff format --no-cache --check -q src tests
	$(BIN)/ruff check --no-cache -q src tests
	$(BIN)/mypy
	$(BIN)/lint-imports --no-cache

.PHONY: web-test
web-test: $(WEB)  ## Types, lint and unit tests of the web pages
	cd web && npm run --silent check && npm run --silent lint && npm test --silent

.PHONY: web
web: $(PAGES)  ## Build the portal and the crowd elements

.PHONY: bench
bench: $(DEV) $(PAGES)  ## Measure whole paths and write docs/benchmarks*.md
	PYTHONPATH=tests $(BIN)/python -m benchmarks.run
	PYTHONPATH=tests $(BIN)/python -m benchmarks.labeling_jobs
	PYTHONPATH=tests $(BIN)/python -m benchmarks.elements
	PYTHONPATH=tests $(BIN)/python -m benchmarks.consolidation_speed --answers 1000000 --ten-million --curves \
	  --write docs/benchmarks-consolidation.md

.PHONY: calibration
calibration: $(DEV)  ## Draw how well confidences hold on public crowds (TRUTHLOOP_CROWD_DATA) into the docs
	PYTHONPATH=tests $(BIN)/python -m benchmarks.calibration_pictures docs/reference/consolidation/calibration
	PYTHONPATH=tests $(BIN)/python -m benchmarks.number_calibration_pictures docs/reference/consolidation/calibration
	PYTHONPATH=tests $(BIN)/python -m benchmarks.text_calibration_pictures docs/reference/consolidation

.PHONY: soak
soak: $(DEV) $(PAGES) $(BROWSER) $(WEB)  ## The longest tests: hundreds of kills, laws with new examples
	$(BIN)/python -m pytest -m soak --timeout 7200
	NEW_EXAMPLES=1 $(BIN)/python -m pytest -m hypothesis --timeout 7200
	cd web && VITE_NEW_EXAMPLES=1 npm test --silent -- --testTimeout 600000

.PHONY: docs
docs: $(DEV)  ## Write docs/coverage.md from the service models
	$(BIN)/python -m truthloop.server.operations.coverage_file docs/coverage.md

.PHONY: lock
lock: $(VENV)/.bootstrapped  ## Pin the newest dependencies, with hashes, into requirements/*.txt
	for name in bootstrap notebook runtime cluster dev; do \
	  $(BIN)/uv pip compile --quiet --upgrade --universal --python-version 3.11 --generate-hashes --no-header \
	    --no-annotate requirements/$$name.in -o requirements/$$name.txt; done

.PHONY: clean
clean:  ## Remove what was built and installed (not your data)
	rm -rf $(VENV) web/node_modules src/truthloop/pages

$(VENV)/.bootstrapped: requirements/bootstrap.txt
	@$(PYTHON) -c 'import sys; sys.exit(sys.version_info < (3, 11))' \
	  || { echo "Truthloop needs Python 3.11 or newer; choose one with PYTHON=."; exit 1; }
	@$(PYTHON) -c 'import venv, ensurepip' 2>/dev/null || tools/debian-packages python3-venv
	@test -x $(BIN)/python || $(PYTHON) -m venv $(VENV)
	$(BIN)/pip install --quiet --disable-pip-version-check --require-hashes -r $<
	@touch $@

$(RUN): $(VENV)/.bootstrapped requirements/runtime.txt pyproject.toml
	$(BIN)/uv pip install --quiet --compile-bytecode --require-hashes -r requirements/runtime.txt
	$(BIN)/uv pip install --quiet --no-deps --no-build-isolation --editable .
	@touch $@

$(DEV): $(RUN) requirements/dev.txt requirements/cluster.txt requirements/notebook.txt
	$(BIN)/uv pip install --quiet --require-hashes -r requirements/notebook.txt
	$(BIN)/uv pip install --quiet --require-hashes -r requirements/cluster.txt
	$(BIN)/uv pip install --quiet --require-hashes -r requirements/dev.txt
	@touch $@

$(WEB): web/package-lock.json
	@command -v npm >/dev/null || { echo "Truthloop needs Node 20 or newer to build its pages."; exit 1; }
	cd web && npm ci --silent --no-audit --no-fund
	@touch $@

$(PAGES): $(WEB) $(WEB_SOURCES)
	cd web && npm run --silent build
	@touch $@

$(BROWSER): | $(VENV)/.bootstrapped
	@command -v chromium >/dev/null || tools/debian-packages chromium
	@fc-list ':lang=ko' 2>/dev/null | grep -q . || tools/debian-packages fonts-noto-cjk fontconfig
	@touch $@
