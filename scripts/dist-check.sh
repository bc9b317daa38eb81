#!/usr/bin/env bash
# Installs the wheels of dist/ in an empty environment, and uses them in an empty folder.
cd "$(dirname "${BASH_SOURCE[0]}")/.."
. scripts/lib.sh

export PATH="$tools/uv/bin:$PATH"
root=$PWD
base=$(.venv/bin/python -c 'import sys; print(sys._base_executable)')
folder=$(mktemp -d)
trap 'rm -rf "$folder"' EXIT
# In a folder of its own uv reads no settings of the workspace, so the client is found as others find it.
# A wheel of the same version that was here before is in uv's cache, and would be taken for today's.
cd "$folder"
uv venv --quiet --no-python-downloads --python "$base" environment
uv pip install --quiet --refresh-package pacts-client --refresh-package pacts-daemon --python environment/bin/python \
    --find-links "$root/dist" "$root"/dist/pacts_daemon-*.whl
environment/bin/python -I "$root/tests/wheels/installed.py"
