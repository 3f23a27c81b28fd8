# Everything runs from .venv, which the first target that needs it makes.
PYTHON ?= python3
BIN := .venv/bin

.PHONY: setup run test coverage search check chaos bench gallery pins clean

run: .venv/run.stamp
	$(BIN)/python app.py

setup: .venv/dev.stamp

# Files side by side: half of the time is spent waiting for servers and browsers.
test: .venv/dev.stamp
	$(BIN)/python -m pytest -n auto --maxprocesses 4 --dist loadfile

# All branches of what decides and of what keeps, by all the tests.
coverage: .venv/dev.stamp
	$(BIN)/python -m pytest -q -n auto --maxprocesses 4 --dist loadfile --cov=hiring --cov=bot.store --cov-branch --cov-report=term --cov-fail-under=100

# Thousands of random examples for the rules of the domain; what it finds becomes a test.
search: .venv/dev.stamp
	$(BIN)/python -m pytest -q tests/hiring --hypothesis-profile=search

check: .venv/dev.stamp
	$(BIN)/ruff check .
	$(BIN)/ruff format --check .
	$(BIN)/mypy .
	$(BIN)/python -m pytest -q tests/test_architecture.py
	$(BIN)/python app.py check-content

# Nothing lost, nothing doubled: the whole table, or some of it (make chaos ONLY="4 8").
chaos: .venv/dev.stamp
	$(BIN)/python -m chaos $(ONLY)

bench: .venv/dev.stamp
	$(BIN)/python -m bench

gallery: .venv/dev.stamp
	$(BIN)/python app.py gallery

.venv/run.stamp: requirements.txt
	$(PYTHON) -m venv .venv
	$(BIN)/pip install --quiet --disable-pip-version-check --require-hashes -r requirements.txt
	touch $@

.venv/dev.stamp: requirements-dev.txt .venv/run.stamp
	$(BIN)/pip install --quiet --disable-pip-version-check --require-hashes -r requirements-dev.txt
	touch $@

# Pins both requirements files anew from pyproject.toml; needs uv on the PATH.
pins:
	uv pip compile --quiet --universal --python-version 3.11 --generate-hashes --no-emit-index-url --custom-compile-command "make pins" pyproject.toml -o requirements.txt
	uv pip compile --quiet --universal --python-version 3.11 --generate-hashes --no-emit-index-url --custom-compile-command "make pins" --extra dev -c requirements.txt pyproject.toml -o requirements-dev.txt

clean:
	rm -rf .venv .pytest_cache .mypy_cache .ruff_cache gallery
