#!/usr/bin/env bash
# fix-check.sh [PYTEST ARGUMENTS]: each example after a redesign is healed, written back by `pacts fix`, and green again.
# With CI=true a JDK or Maven that is missing fails; else it is said.
cd "$(dirname "${BASH_SOURCE[0]}")/.."
. scripts/lib.sh
. scripts/node.sh

scripts/node-packages.sh clients/typescript
if have javac && have mvn; then
    . scripts/chromedriver.sh
    export MAVEN_REPOSITORY="$tools/maven"
    (cd clients/java && mvn -q -B -ntp -Dmaven.repo.local="$MAVEN_REPOSITORY" -Dmaven.test.skip=true install)
else
    [[ ${CI:-} != true ]] || fail "the Java example is not checked: javac or mvn is not on the PATH"
    say "fix-check: the Java example is not checked, since javac or mvn is not on the PATH (Debian: apt-get install default-jdk-headless maven)"
fi
exec .venv/bin/pytest -rs tests/fixing "$@"
