# make run    the app on this machine            make test   every check and every test
# make serve  the app for everybody on the LAN   make bench  measured ratios, never a failure
# make fuzz   twenty thousand broken files: none may take a process down or show a traceback
# make trust  every promise of docs/security.md, checked at length: what was examined, found, and caught
PYTHON ?= python3
ifeq ($(OS),Windows_NT)
BIN := .venv/Scripts
else
BIN := .venv/bin
endif
PY := $(BIN)/python
WORKERS ?= 3
PORT ?= 8501
STREAMLIT := $(PY) -m streamlit run app.py --server.port $(PORT)

.PHONY: run serve test check fuzz trust bench messages browser clean

.venv/installed: requirements.txt
	@$(PYTHON) -c 'import sys; sys.exit(sys.version_info < (3, 11))' || { echo "Labrador needs Python 3.11 or newer: make run PYTHON=python3.12"; exit 1; }
	@echo "Setting up .venv with the versions of requirements.txt (once, about a minute) ..."
	@test -x $(PY) || $(PYTHON) -m venv .venv
	@$(PY) -m pip install --quiet --no-compile --disable-pip-version-check -r requirements.txt
	@touch $@

.venv/installed-dev: requirements-dev.txt requirements.txt .venv/installed
	@echo "Adding the development tools of requirements-dev.txt ..."
	@$(PY) -m pip install --quiet --no-compile --disable-pip-version-check -r requirements-dev.txt
	@touch $@

run: .venv/installed
	@echo "Labrador: http://127.0.0.1:$(PORT)"
	$(STREAMLIT) --server.address 127.0.0.1 --browser.serverAddress 127.0.0.1

serve: .venv/installed
	@echo "Everybody on this network can now open Labrador: http://$$($(PY) -c 'import socket; print(socket.gethostname())'):$(PORT)"
	$(STREAMLIT) --server.address 0.0.0.0 --server.headless true

check: .venv/installed-dev
	$(BIN)/ruff check .
	$(BIN)/ruff format --check .
	$(BIN)/mypy --strict segcore
	$(BIN)/lint-imports --no-logo

test: check browser
	$(PY) -m pytest -n $(WORKERS) --no-loadscope-reorder

# A Chromium that is already there is used; else playwright fetches one; else the tests say that they skip.
browser: .venv/installed-dev
	@$(PY) -m tests.browser.conftest || $(PY) -m playwright install chromium || if [ -n "$$CI" ]; \
	  then echo "No Chromium here and none could be installed."; exit 1; \
	  else echo "No Chromium here and none could be installed: the browser tests will be SKIPPED."; fi

# Twenty thousand mutated files; prints how many were read and refused, fails where one of them broke something.
fuzz: .venv/installed-dev
	$(PY) -m tests.fuzz

# About an hour. CLAIMS="kills load" checks these alone; LABRADOR_OFFLINE=1 leaves the public audit out.
trust: .venv/installed-dev
	$(PY) -m tests.trust $(CLAIMS)

bench: .venv/installed-dev
	$(PY) -m tests.bench

messages: .venv/installed-dev
	$(PY) -m segcore.words.extract
	$(PY) -m docs.write_formats

clean:
	rm -rf .venv build .pytest_cache .mypy_cache .ruff_cache .hypothesis
