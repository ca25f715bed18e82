# make run     start NSCL on this machine
# make test    everything that must hold
# make bench   speed and memory, beside a floor (ONLY=name runs one)
# make setup   the environment alone; the command is then .venv/bin/nscl
# make messages  bring the English catalog to the texts of the code

PYTHON ?= python3
PORT ?= 8000
BIN := .venv/bin
export PORT

.PHONY: run test check bench setup requirements messages clean
.DEFAULT_GOAL := run

run: .venv/.run node_modules/.light
	@exec $(BIN)/nscl run

setup: .venv/.run node_modules/.light
	@echo "Xong. Lệnh: $(BIN)/nscl"

test: .venv/.dev node_modules/.light
	@bin/test

check: .venv/.dev
	@bin/check

bench: .venv/.dev node_modules/.light
	@$(BIN)/python -m benchmarks $(ONLY)

.venv/.uv: requirements-uv.txt
	@bin/python-version $(PYTHON)
	@test -x $(BIN)/python || $(PYTHON) -m venv .venv
	@$(BIN)/python -m pip install --quiet --disable-pip-version-check --require-hashes -r requirements-uv.txt
	@touch $@

.venv/.run: .venv/.uv requirements.txt pyproject.toml $(wildcard src/nscl/config/locale/*/LC_MESSAGES/*.po)
	@echo "Cài các thư viện Python …"
	@$(BIN)/uv pip install --quiet --python $(BIN)/python --require-hashes -r requirements.txt
	@$(BIN)/uv pip install --quiet --python $(BIN)/python --no-deps --editable .
	@$(BIN)/python -m nscl.config.languages compile
	@touch $@

.venv/.dev: .venv/.run requirements-dev.txt
	@$(BIN)/uv pip install --quiet --python $(BIN)/python --require-hashes -r requirements-dev.txt
	@touch $@

node_modules/.done: package-lock.json
	@bin/node-version
	@echo "Cài các gói giao diện …"
	@npm ci --silent --no-audit --no-fund
	@touch $@

node_modules/.light: node_modules/.done .venv/.run
	@bin/lighten
	@touch $@

requirements: .venv/.uv
	@for set in requirements requirements-dev requirements-uv; do \
	  $(BIN)/uv pip compile --quiet --upgrade --universal --python-version 3.11 --generate-hashes --no-header --no-annotate \
	    --no-emit-index-url --no-emit-find-links $$set.in -o $$set.txt || exit 1; done

messages: .venv/.dev
	@$(BIN)/python -m nscl.config.languages extract && $(BIN)/python -m nscl.config.languages compile

clean:
	rm -rf .venv node_modules build
