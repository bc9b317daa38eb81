# `make help` lists the targets. Each sets up what it needs first; a second set-up takes a second.
SHELL := /bin/bash
.DEFAULT_GOAL := help
.NOTPARALLEL:
.SUFFIXES:

export PATH := $(CURDIR)/.tools/bin:$(PATH):$(HOME)/.cargo/bin
STAGE = @scripts/stage.sh $@
CHECKS := unit cargo-test service faults-short client e2e
# Servers that the environment names are shared by all workers, and some tests stop or count what is theirs.
SERVICE_WORKERS := $(if $(PACTS_TEST_REDIS_URL)$(PACTS_TEST_POSTGRES_DSN),0,2)
# A browser has a clock of its own: a test in it that fails has one more try, two in a stage at most, and each is printed.
SECOND_TRY := --reruns 1 --max-suite-reruns 2 --rerun-show-tracebacks
CLIENTS := client-typescript client-go client-java

.PHONY: help setup demo run test $(CHECKS) $(CLIENTS) scenarios scenario-table faults mediawiki jaeger image-check deploy-check fix-check suites suites-short browsers grid capture-check dist dist-check lint format gen gen-check bench bench-drift bench-heal bench-discover bench-applications bench-suite bench-capture bench-load fuzz ci clean

help: ## list the targets
	@awk -F ':.*## ' '/^[a-z0-9-]+:.*## / {printf "%-12s %s\n", $$1, $$2}' $(MAKEFILE_LIST)

setup: ## make .venv, build the Rust core, see to a browser
	@scripts/setup.sh

demo: setup ## drive a bundled site through the daemon, and watch it learn and heal
	@.venv/bin/python -m demo $(ARGS)

run: setup ## serve on 127.0.0.1:50551
	@.venv/bin/pacts serve $(ARGS)

test: setup $(CHECKS) $(CLIENTS) ## run every test
	@echo "test: all passed"

unit: setup ## tests that need nothing running
	$(STAGE) .venv/bin/pytest tests/unit tests/architecture tests/golden $(ARGS)

cargo-test: setup ## tests of the Rust core
	$(STAGE) cargo test --quiet --locked --workspace

service: setup ## tests on real Redis, Postgres and PgBouncer servers, on the gRPC server and of the pipeline
	@scripts/pgbouncer.sh && scripts/promtool.sh
	$(STAGE) .venv/bin/pytest tests/contract tests/rpc tests/telemetry tests/pipeline tests/doors \
		-n $(SERVICE_WORKERS) --dist loadfile $(ARGS)

faults-short: setup ## a selection of the faults, whose bounds are in seconds: with nothing beside them
	$(STAGE) .venv/bin/pytest tests/faults $(ARGS)

client: setup ## tests of the Python client and its examples
	$(STAGE) scripts/client-python.sh $(SECOND_TRY) $(ARGS)

client-typescript: setup ## lint, test and pack the TypeScript client
	$(STAGE) scripts/client-typescript.sh $(ARGS)

client-go: setup ## lint, test and pack the Go client
	$(STAGE) scripts/client-go.sh $(ARGS)

client-java: setup ## lint, test and pack the Java client
	$(STAGE) scripts/client-java.sh $(ARGS)

e2e: setup ## tests in a real browser
	$(STAGE) .venv/bin/pytest tests/e2e -n 2 --dist loadfile $(SECOND_TRY) $(ARGS)

browsers: setup ## the in-page scripts and the Selenium client in Firefox, WebKit and Chromium; Playwright's client and the pipeline in Firefox
	$(STAGE) scripts/browsers.sh $(ARGS)

grid: setup ## the Selenium clients on a real Selenium Grid, whose browser the daemon can't reach
	$(STAGE) scripts/grid.sh $(ARGS)

scenarios: setup ## what every client must do, in every language, and the table of it
	$(STAGE) scripts/scenarios.sh $(ARGS)

scenario-table: setup ## fail if the table in clients/README.md is not what the clients' last tests did
	$(STAGE) .venv/bin/python scripts/scenario-table.py --check

faults: setup ## kill, pause, slow, fill and roll back the stores, and print what was lost or stale
	@GRPC_ENABLE_FORK_SUPPORT=0 .venv/bin/python -m tests.faults $(ARGS)

jaeger: setup ## traces as a real Jaeger has them; builds it once, which takes some minutes
	@scripts/jaeger.sh
	$(STAGE) .venv/bin/pytest tests/jaeger $(ARGS)

image-check: setup ## build both images with Debian's buildah and run them; as root, it takes some minutes
	$(STAGE) scripts/image-check.sh $(ARGS)

deploy-check: setup ## render the Helm chart and hold it against Kubernetes' schemas; builds Helm once, some minutes
	@scripts/helm.sh
	$(STAGE) .venv/bin/pytest tests/deploy $(ARGS)

fix-check: setup ## the examples after a redesign: healed, written back by `pacts fix`, and green again
	$(STAGE) scripts/fix-check.sh $(ARGS)

mediawiki: setup ## tests on a real MediaWiki, from Debian
	@scripts/mediawiki.sh
	$(STAGE) .venv/bin/pytest tests/mediawiki $(ARGS)

suites: setup ## every requirement of suites/, cold, warm, redesigned, broken
	@scripts/suites.sh
	$(STAGE) .venv/bin/pytest tests/suites $(ARGS)

suites-short: setup ## some of them, on the applications that need nothing installed
	$(STAGE) .venv/bin/pytest tests/suites -m "not long" $(ARGS)

capture-check: ## rebuild the capture script and fail if the committed one differs
	$(STAGE) scripts/capture-check.sh

dist: setup ## build the wheels of the daemon and of the Python client
	@scripts/dist.sh

dist-check: dist ## install the wheels in an empty environment, and use them there
	$(STAGE) scripts/dist-check.sh

lint: setup ## ruff, mypy, import contracts, buf, rustfmt, clippy
	$(STAGE) scripts/lint.sh

format: setup ## format Python, Rust and proto files
	@.venv/bin/ruff check --quiet --fix-only && .venv/bin/ruff format --quiet
	@cargo fmt && .venv/bin/buf format --write proto

gen: setup ## generate the stubs from proto/, and what all clients share
	@scripts/gen.sh

gen-check: setup ## fail if the committed stubs are out of date
	$(STAGE) scripts/gen-check.sh

bench: setup ## time lookups on each tier beside an empty call
	@.venv/bin/python -m bench $(ARGS)

bench-drift: ## measure fingerprints and comparisons beside their peers
	@scripts/setup.sh --inexact --group bench
	@.venv/bin/python -m bench.drift $(ARGS)

bench-heal: ## measure healing on labelled pages beside Similo's formula
	@scripts/setup.sh --inexact --group bench
	@.venv/bin/python -m bench.heal $(ARGS)

bench-discover: ## measure discovery by name on folders of pages
	@scripts/setup.sh --inexact --group bench
	@.venv/bin/python -m bench.discover $(ARGS)

bench-applications: setup ## measure healing, names and selectors on live applications in two versions
	@.venv/bin/python -m bench.applications $(ARGS)

bench-suite: setup ## cost of a suite of 200 actions by name, before and after a redesign
	@.venv/bin/python -m bench.suite $(ARGS)

bench-capture: setup ## time the capture script, and both ways to verify a hit
	@.venv/bin/python -m bench.capture $(ARGS)
	@.venv/bin/python -m bench.capture.verify
	@.venv/bin/python -m bench.capture.check

bench-load: setup ## many callers on three replicas before, during and after outages
	@GRPC_ENABLE_FORK_SUPPORT=0 .venv/bin/python -m bench.load $(ARGS)

fuzz: setup ## fuzz what parses (SECONDS=60 each)
	@scripts/fuzz.sh $(SECONDS)

ci: setup gen-check capture-check lint $(CHECKS) $(CLIENTS) scenario-table dist-check mediawiki ## what CI runs
	@echo "ci: all passed"

clean: ## remove everything that was built or set up
	@rm -rf .venv .tools .data target dist .mypy_cache .ruff_cache .import_linter_cache .hypothesis
	@find . -name __pycache__ -prune -exec rm -rf {} + ; rm -f pacts_daemon/_drift_core*.so
