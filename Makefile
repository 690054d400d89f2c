# The words of this project. `make` alone lists them.
.DEFAULT_GOAL := help
.PHONY: help run test lint types check docs places lock bench generated clean

# Each command is a process of its own; none should compile again what another has compiled.
unexport PYTHONDONTWRITEBYTECODE

RUN := .venv/run.stamp
DEV := .venv/dev.stamp
BIN := .venv/bin

help: ## list the words
	@sed -n 's/^\([a-z]*\):.*## \(.*\)/  make \1|\2/p' Makefile | while IFS='|' read -r word what; do printf '%-14s %s\n' "$$word" "$$what"; done

run: $(RUN) ## build the graph, print a summary and one answered question
	@$(BIN)/mfa-graph build
	@echo
	@$(BIN)/mfa-graph ask q01

test: $(DEV) ## run all tests that need no tools beyond pip
	@$(BIN)/python -m pytest $(PYTEST)

lint: $(DEV) ## check the form of the code
	@$(BIN)/ruff check . && $(BIN)/ruff format --check .

types: $(DEV) ## check the types of the code
	@$(BIN)/mypy

check: $(RUN) ## check the data
	@$(BIN)/mfa-graph check

docs: $(DEV) ## write the generated pages again
	@$(BIN)/python docs/generate.py

places: $(DEV) ## write the tables of places again (needs npm)
	@$(BIN)/python scripts/make_places.py

bench: $(DEV) ## measure against peers, side by side (some minutes)
	@$(BIN)/python benchmarks/cold_start.py
	@echo
	@$(BIN)/python benchmarks/questions.py
	@echo
	@$(BIN)/python -m pip install --quiet --requirement benchmarks/requirements.txt
	@$(BIN)/python -m benchmarks.reasoning
	@echo
	@$(BIN)/python -m benchmarks.validation

generated: $(DEV) ## write graphs of 10 k, 100 k and 1 M triples, with known answers
	@mkdir -p dist/generated
	@for size in 10000 100000 1000000; do \
	$(BIN)/python benchmarks/generate.py --triples $$size --out dist/generated/$$size.nq.gz --answers dist/generated/$$size.json; done

lock: ## resolve the locks again, for all platforms
	@$(BIN)/python -m pip install --quiet uv
	@$(BIN)/uv pip compile --quiet --universal --python-version 3.11 --generate-hashes --no-header --no-annotate --no-emit-index-url --no-emit-find-links --group install pyproject.toml -o requirements.lock
	@$(BIN)/uv pip compile --quiet --universal --python-version 3.11 --generate-hashes --no-header --no-annotate --no-emit-index-url --no-emit-find-links --group install --group test pyproject.toml -o requirements-dev.lock

clean: ## remove what was built and installed
	@rm -rf .venv .venv.log dist build

# A checkout that was moved makes its environment anew.
ifneq ($(shell cat .venv/made-in 2>/dev/null),$(CURDIR))
.PHONY: $(RUN) $(DEV)
endif

$(RUN): requirements.lock pyproject.toml scripts/environment.sh
	@sh scripts/environment.sh requirements.lock $@

$(DEV): requirements-dev.lock pyproject.toml scripts/environment.sh
	@sh scripts/environment.sh requirements-dev.lock $@
	@touch $(RUN)
