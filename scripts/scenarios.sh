#!/usr/bin/env bash
# scenarios.sh [LANGUAGE...]: runs the scenarios in each language and writes the table in clients/README.md; in CI, compares it.
# With languages it runs those, and leaves the table alone.
cd "$(dirname "${BASH_SOURCE[0]}")/.."
. scripts/lib.sh

results=.data/scenarios

run_python() { .venv/bin/pytest tests/scenarios; }

run_typescript() { scripts/client-typescript.sh test/scenarios.test.ts; }

run_go() {
    (
        . scripts/go.sh
        cd clients/go/scenarios
        go test -count=1 ./...
    )
}

run_java() { scripts/client-java.sh -Dtest=ScenariosTest -Dsurefire.failIfNoSpecifiedTests=false; }

languages=("$@")
(($#)) || languages=(python typescript go java)
for language in "${languages[@]}"; do
    rm -f "$results/$language".json
done
failed=()
for language in "${languages[@]}"; do
    say "scenarios: $language"
    "run_$language" || failed+=("$language")
done
((${#failed[@]} == 0)) || fail "failed: ${failed[*]}"
(($#)) && exit
check=()
[[ ${CI:-} != true ]] || check=(--check)
.venv/bin/python scripts/scenario-table.py "${check[@]}"
