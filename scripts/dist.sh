#!/usr/bin/env bash
# Builds dist/: the wheel of the daemon, with its Rust core, and that of the Python client, which the daemon needs.
cd "$(dirname "${BASH_SOURCE[0]}")/.."
. scripts/lib.sh

export PATH="$tools/uv/bin:$PATH"
rm -rf dist
# Only wheels: one that goes through a source archive would compile the core anew, outside of target/.
uv build --quiet --wheel --all-packages --python .venv/bin/python --no-python-downloads --out-dir dist
ls dist/pacts_daemon-*.whl dist/pacts_client-*.whl >/dev/null || fail "a wheel was not built"
