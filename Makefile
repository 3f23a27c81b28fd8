# Everything runs from .venv, which the first target that needs it makes.
PYTHON ?= python3
BIN := .venv/bin
# Python keeps its bytecode: collecting the tests and each of the app's many starts in them need it.
unexport PYTHONDONTWRITEBYTECODE

.PHONY: setup run demo test coverage search fortnight language check chaos bench screenshots pins clean

run: .venv/run.stamp
	$(BIN)/python app.py

# A debrief from opening to decision in about a minute, in two windows side by side.
demo: .venv/run.stamp
	$(BIN)/python -m demo

setup: .venv/dev.stamp

# Files side by side, since the tests of a file share servers and pages. More than a third of the time is
# spent waiting for these, so one process more than there are cores; four at most, for their memory.
WORKERS ?= $(shell cores=$$(getconf _NPROCESSORS_ONLN); echo $$((cores < 4 ? cores + 1 : 4)))
# Without reordering, the files that take longest come first (tests/conftest.py), so none is left alone.
SIDE_BY_SIDE := -n $(WORKERS) --dist loadfile --no-loadscope-reorder

test: .venv/dev.stamp
	$(BIN)/python -m pytest $(SIDE_BY_SIDE)

# Every branch of the hiring rules and of the store must be covered by the tests.
coverage: .venv/dev.stamp
	$(BIN)/python -m pytest -q $(SIDE_BY_SIDE) --cov=hiring --cov=bot.store --cov-branch --cov-report=term --cov-fail-under=100

# Thousands of random examples for the rules of the domain; what it finds becomes a test.
search: .venv/dev.stamp
	$(BIN)/python -m pytest -q tests/hiring --hypothesis-profile=search

# Writes docs/fortnight.md again: every message of twenty debriefs in two weeks.
fortnight: .venv/dev.stamp
	$(BIN)/python -m pytest -q tests/fortnight --renew-golden

# What of more than 2,800 typed sentences gets the right answer, by kind, and which do not.
language: .venv/dev.stamp
	$(BIN)/python -m tests.asked.measure

check: .venv/dev.stamp
	$(BIN)/ruff check .
	$(BIN)/ruff format --check .
	$(BIN)/mypy .
	$(BIN)/python -m pytest -q tests/test_architecture.py
	$(BIN)/python app.py check-content
	EXTENSIONS=examples.refer $(BIN)/python app.py check-extensions

# Nothing lost, nothing doubled: the whole table, or some of it (make chaos ONLY="4 8").
chaos: .venv/dev.stamp
	$(BIN)/python -m chaos $(ONLY)

# With BESIDE=COMMIT, a start, its memory and /salary are compared with those of that commit instead.
bench: .venv/dev.stamp
	$(BIN)/python -m bench$(if $(BESIDE),.starting $(BESIDE))

# Takes the README's pictures from the demo again; needs Chromium, as the tests do.
screenshots: .venv/dev.stamp
	$(BIN)/python -m demo --pictures
	$(BIN)/python -m demo.example_picture
	$(BIN)/python -m demo.bands_picture

# The requirements files are complete, so nothing is resolved: pip installs exactly what they list, and
# no newer release can change or break an installation. `pip check` proves that nothing is missing.
define install
@$(PYTHON) -c 'import sys; sys.exit(sys.version_info < (3, 11))' \
	|| { echo "Hiring Desk needs Python 3.11 or newer, and '$(PYTHON)' is older or missing. Install it, then name it: make setup PYTHON=python3.11" >&2; exit 1; }
@echo "Installing $(1) into .venv: about a minute the first time."
@$(PYTHON) -m venv .venv \
	|| { echo "Could not make .venv. On Debian and Ubuntu, install python3-venv, then run make again." >&2; exit 1; }
@$(BIN)/python -m pip install --quiet --disable-pip-version-check --no-deps --require-hashes -r $(1) \
	&& $(BIN)/python -m pip install --quiet --disable-pip-version-check --no-deps --no-index --no-build-isolation --editable local-slack \
	&& $(BIN)/python -m pip check --quiet --disable-pip-version-check \
	|| { echo "Could not install $(1); pip says why above. Check the network and pip's settings (proxy, index), then run make again. If that does not help, run make clean first." >&2; exit 1; }
endef

.venv/run.stamp: requirements.txt local-slack/pyproject.toml
	$(call install,requirements.txt)
	@touch $@

# The development requirements contain those of the app, so they satisfy both.
.venv/dev.stamp: requirements-dev.txt requirements.txt local-slack/pyproject.toml
	$(call install,requirements-dev.txt)
	@touch .venv/run.stamp $@

# Writes both requirements files again from pyproject.toml; needs uv on the PATH.
pins:
	uv pip compile --quiet --universal --python-version 3.11 --generate-hashes --no-emit-index-url --custom-compile-command "make pins" pyproject.toml -o requirements.txt
	uv pip compile --quiet --universal --python-version 3.11 --generate-hashes --no-emit-index-url --custom-compile-command "make pins" --extra dev -c requirements.txt pyproject.toml -o requirements-dev.txt

clean:
	rm -rf .venv .pytest_cache .mypy_cache .ruff_cache
