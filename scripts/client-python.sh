#!/usr/bin/env bash
# client-python.sh [PYTEST ARGUMENTS]: tests the Python client, and its examples.
# With CI=true a chromedriver that is missing is fetched or fails; else the test that needs it is skipped, and says so.
cd "$(dirname "${BASH_SOURCE[0]}")/.."
. scripts/lib.sh

[[ ${CI:-} != true ]] || . scripts/chromedriver.sh
exec .venv/bin/pytest -rs tests/client tests/scenarios tests/pom/python -n 2 --dist loadfile "$@"
