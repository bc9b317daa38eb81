#!/usr/bin/env bash
# grid.sh [PYTEST ARGUMENTS]: the Selenium clients on a Selenium Grid, which Maven Central has; it is fetched into .tools/grid once.
cd "$(dirname "${BASH_SOURCE[0]}")/.."
. scripts/lib.sh
. scripts/chromedriver.sh

for program in java mvn unshare; do
    have "$program" || fail "the grid needs $program (Debian: apt-get install default-jdk-headless maven util-linux)"
done
pom=tests/grid/pom.xml
folder="$tools/grid"
cmp -s "$pom" "$folder/pom.xml" || {
    say "grid: Selenium Grid, from Maven Central"
    rm -rf "$folder" && mkdir -p "$folder"
    output=$(mvn -q -B -ntp -Dmaven.repo.local="$tools/maven" -f "$pom" dependency:copy-dependencies -DoutputDirectory="$folder" 2>&1) \
        || fail "Selenium Grid can't be had: $output"
    cp "$pom" "$folder/"
}
.venv/bin/pytest tests/grid "$@"
