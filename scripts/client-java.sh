#!/usr/bin/env bash
# client-java.sh [MAVEN ARGUMENTS]: checks, tests and packs the Java client; then the example and exported page objects use
# the artifacts, unless arguments say what to test.
# With CI=true a JDK or Maven that is missing fails; else it is said.
cd "$(dirname "${BASH_SOURCE[0]}")/.."
. scripts/lib.sh

for program in javac mvn; do
    have "$program" && continue
    [[ ${CI:-} != true ]] || fail "the Java client is not checked: $program is not on the PATH"
    say "client-java: not checked, since $program is not on the PATH (Debian: apt-get install default-jdk-headless maven)"
    exit 0
done
. scripts/chromedriver.sh
export PACTS_COMMAND="${PACTS_COMMAND:-$PWD/.venv/bin/pacts}"

# A repository of our own, without artifacts of an earlier run: what is packed is used as others get it.
repository="$tools/maven"
rm -rf "$repository/dev/pacts"
maven() { mvn -q -B -ntp -Dmaven.repo.local="$repository" "$@"; }

# Maven writes colours even to no terminal, so its output is shown only when it fails.
quietly() {
    local output
    output=$("$@" 2>&1) || fail "$output"
}

(cd clients/java && quietly maven install "$@")
(($# == 0)) || exit 0

clean=$(mktemp -d)
trap 'rm -rf "$clean"' EXIT
cp -r examples/java-selenium/. "$clean"
for module in client selenium junit; do
    for form in "" -sources; do
        [[ -f $repository/dev/pacts/pacts-$module/0.1.0/pacts-$module-0.1.0$form.jar ]] || fail "pacts-$module$form is not packed"
    done
done
PACTS_BROWSER="${PACTS_BROWSER:-$(command -v chromium || command -v google-chrome)}"
export PACTS_BROWSER
# What is tested is not how fast a cold JVM connects.
(cd "$clean" && PACTS_TIMEOUT_S=20 quietly maven -Dshop.site="$OLDPWD/tests/scenarios/site" test)
say "client-java: the example passes with the packed artifacts"
.venv/bin/pytest tests/pom/java
