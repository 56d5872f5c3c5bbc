# Everyday commands; `make` lists them. Each sets itself up: it needs only cargo, rustup, python3, node and npm.
# Tools go to target/tools and .venv, never into the home directory.

SHELL := bash
.SHELLFLAGS := -euo pipefail -c
.DEFAULT_GOAL := help
MAKEFLAGS += --no-print-directory

DENY_VERSION := 0.20.2
FUZZ_VERSION := 0.13.2
TYPOS_VERSION := 1.52.0

TOOLS := target/tools
DENY := $(TOOLS)/cargo-deny-$(DENY_VERSION)
FUZZ := $(TOOLS)/cargo-fuzz-$(FUZZ_VERSION)
VENV := .venv/pyvenv.cfg
TYPOS := .venv/.typos-$(TYPOS_VERSION)

PACKAGE := bindings-python
ENV := $(CURDIR)/.venv/bin
PYTHON := .venv/.python-$(shell cksum < bindings-python/requirements.txt | cut -d ' ' -f 1)

DEMO_PROFILE := release
FUZZ_TARGETS := catalogue dataset formula
FUZZ_SECONDS := 20

.PHONY: help demo test test-python test-engines wheel check fmt bench bench-python fuzz schema docs msrv clean

help: ## List the commands
	@awk -F ':.*## ' '/^[a-z-]+:.*## / { printf "  make %-20s %s\n", $$1, $$2 }' $(MAKEFILE_LIST)

demo: ## Examine the city of Yichang, and write its report, lists and forms to target/demo
	cargo run --profile $(DEMO_PROFILE) -q --locked -p cityvitals --all-features --example yichang

test: test-workspace test-npm test-browser test-python test-features test-wasm ## Run every test, the features one by one and the wasm32 build

.PHONY: test-workspace
test-workspace:
	cargo test --workspace --all-features --locked

# `toml` and `publish` alone are what is built for wasm32.
.PHONY: test-features
test-features:
	cargo test -q --locked -p cityvitals --lib --no-default-features
	for feature in schema xlsx docx; do cargo check -q --locked -p cityvitals --lib --no-default-features --features $$feature; done

.PHONY: test-wasm
test-wasm:
	rustup target add wasm32-unknown-unknown
	cargo build -q --locked -p cityvitals --lib --target wasm32-unknown-unknown
	cargo check -q --locked -p cityvitals --lib --target wasm32-unknown-unknown --no-default-features --features publish

.PHONY: bench-npm npm test-npm
npm: bindings-wasm/node_modules/.package-lock.json ## Build the npm package into bindings-wasm/pkg, and print its size
	rustup target add wasm32-unknown-unknown
	cd bindings-wasm && npm run --silent build

test-npm: npm
	cd bindings-wasm && npm test

.PHONY: demo-web demo-page test-browser
demo-page: npm
	cd bindings-wasm && npm run --silent demo:build

demo-web: demo-page ## Build the demo page of the npm package and serve it on this machine
	node bindings-wasm/browser/serve.mjs

test-browser: demo-page ## Run the package and the demo page in Chromium; pictures go to bindings-wasm/artefacts
	scripts/chromium.sh
	cd bindings-wasm && npm run --silent test:browser

bindings-wasm/node_modules/.package-lock.json: bindings-wasm/package.json bindings-wasm/package-lock.json
	cd bindings-wasm && npm ci --silent --no-audit --no-fund
	touch $@

test-python: $(PYTHON) ## Build the Python package, run its tests and hold its stub against it
	cd $(PACKAGE) && VIRTUAL_ENV=$(CURDIR)/.venv $(ENV)/maturin develop -q --locked --profile python
	cd $(PACKAGE) && $(ENV)/pytest
	cd $(PACKAGE)/tests && MYPYPATH=../python $(ENV)/python -m mypy.stubtest cityvitals._cityvitals --mypy-config-file ../pyproject.toml

test-engines: test-python ## Run the recipes for other engines, with Spark too (needs Java 17)
	$(ENV)/pip install --quiet --requirement $(PACKAGE)/requirements-spark.txt
	cd $(PACKAGE) && $(ENV)/pytest tests/test_engines.py

# On Linux the wheel is linked by Zig against glibc 2.17, so that it runs wherever pip takes manylinux2014.
wheel: $(PYTHON) ## Build the Python wheel for this machine's system in target/wheels
	rm -f target/wheels/cityvitals-*.whl
	cd $(PACKAGE) && PATH=$(ENV):$$PATH ZIG_GLOBAL_CACHE_DIR=$(CURDIR)/target/zig CARGO_ZIGBUILD_CACHE_DIR=$(CURDIR)/target/zig \
	    maturin build -q --release --locked --out $(CURDIR)/target/wheels \
	    $(if $(filter Linux,$(shell uname -s)),--compatibility manylinux2014 --zig)
	ls -l target/wheels
	test $$(wc -c < target/wheels/cityvitals-*.whl) -lt 4000000

check: check-lock check-fmt check-typos check-clippy check-docs check-deny check-python ## Check format, lints, docs, licences, spelling, lockfile

.PHONY: check-lock check-fmt check-typos check-clippy check-docs check-deny check-python
check-lock:
	cargo update -q --workspace --locked
	cargo update -q --workspace --locked --manifest-path fuzz/Cargo.toml

check-fmt:
	cargo fmt --all -- --check
	cargo fmt --manifest-path fuzz/Cargo.toml -- --check

check-typos: $(TYPOS)
	.venv/bin/typos

check-clippy:
	cargo clippy --locked --workspace --all-targets --all-features -- -D warnings
	cargo clippy --locked -p cityvitals --lib --no-default-features -- -D warnings

check-docs:
	RUSTDOCFLAGS="-D warnings" cargo doc --locked --workspace --all-features --no-deps --document-private-items

check-deny: $(DENY)
	$(TOOLS)/bin/cargo-deny --all-features --locked check bans licenses sources

check-python: $(PYTHON)
	cd $(PACKAGE) && $(ENV)/ruff check . && $(ENV)/ruff format --check . && $(ENV)/mypy

fmt: ## Format the code
	cargo fmt --all

bench: ## Measure times with criterion (about a minute)
	cargo bench --locked -p cityvitals-benches

bench-npm: npm ## Measure the npm package in Node, beside the native crate and zen-engine
	cd bindings-wasm && npm install --no-save --silent --no-audit --no-fund @gorules/zen-engine-wasm@0.23.1 && node bench/bench.mjs --native

bench-python: wheel ## Measure the Python package as it is shipped (about a minute)
	python3 -m venv target/bench-python
	target/bench-python/bin/pip install --quiet --force-reinstall target/wheels/cityvitals-*.whl pyarrow==26.0.1
	cargo build -q --release --locked -p cityvitals-benches --bin batches
	target/bench-python/bin/python $(PACKAGE)/benches/measure.py 10000000 $$(cargo metadata --no-deps --format-version 1 | python3 -c 'import json, sys; print(json.load(sys.stdin)["target_directory"])')/release/batches

fuzz: $(FUZZ) ## Throw random input at the readers (FUZZ_SECONDS=20 for each target)
	scripts/fuzz.sh $(FUZZ_SECONDS) $(FUZZ_TARGETS)

schema: ## Write the JSON Schemas in spec/schema again
	cargo run -q --locked -p cityvitals-tests --bin schema

docs: ## Write the reference of all catalogues in spec/reference again
	cargo run -q --locked -p cityvitals-tests --bin docs

msrv: ## Build the library with the oldest compiler that is promised
	scripts/msrv.sh

clean: ## Remove what was built and the installed tools
	cargo clean
	rm -rf .venv target fuzz/target bindings-wasm/{artefacts,dist,node_modules,pkg}

# Tools: a stamp file with the version in its name, so that a new version in this file is installed by itself.

$(DENY):
	scripts/install-tool.sh cargo-deny $(DENY_VERSION) $@

$(FUZZ):
	scripts/install-tool.sh cargo-fuzz $(FUZZ_VERSION) $@

$(VENV):
	python3 -m venv .venv

$(TYPOS): | $(VENV)
	.venv/bin/pip install --quiet typos==$(TYPOS_VERSION)
	touch $@

# After the other one, for pip must not run twice at a time.
$(PYTHON): | $(TYPOS)
	.venv/bin/pip install --quiet --requirement $(PACKAGE)/requirements.txt
	touch $@
