# Two commands do everything: `make brief` and `make test`. Both keep their environment in .venv/.
PYTHON ?= python3
BIN := .venv/bin

.PHONY: brief test lint messages quality bench clean help

help: ## list the targets
	@grep -hE '^[a-z]+:.*##' $(MAKEFILE_LIST) | sed 's/:.*## /\t/'

brief: .venv/.installed ## write the sample brief into output/
	$(BIN)/briefing build seeds/sample-week --out output

test: .venv/.developing lint ## lint, type-check and test
	$(BIN)/pytest

lint: .venv/.developing
	$(BIN)/ruff check
	$(BIN)/ruff format --check
	$(BIN)/mypy

.venv/.installed: pyproject.toml .ci/setup
	PYTHON=$(PYTHON) bash .ci/setup
	@touch $@

.venv/.developing: .venv/.installed
	PYTHON=$(PYTHON) bash .ci/setup dev
	@touch $@

clean: ## remove the environment and everything made
	rm -rf .venv output/* .mypy_cache .ruff_cache .pytest_cache .hypothesis dist build

quality: .venv/.developing ## measure quality beside the peers and write docs/quality.md
	$(BIN)/pip install --quiet --group quality
	$(BIN)/python bench/quality.py

bench: .venv/.developing ## measure speed, each as a ratio to a reference in the same run
	for bench in bench/*_speed.py; do echo "== $$bench"; $(BIN)/python $$bench; done

messages: .venv/.developing ## extract, update and compile the gettext catalogues
	$(BIN)/pybabel extract -F briefing/locales/babel.cfg -k both -k titled -k N_ -o briefing.pot .
	$(BIN)/pybabel update -i briefing.pot -d briefing/locales -D briefing --no-wrap
	$(BIN)/pybabel compile -d briefing/locales -D briefing
	rm briefing.pot
