#!/usr/bin/env bash
# Compares proto/ with its state before the last change of it: on the main branch, or in history.
cd "$(dirname "${BASH_SOURCE[0]}")/.."
. scripts/lib.sh

base_commit() {
    local commit
    git diff --quiet HEAD -- proto || { echo HEAD && return; }
    commit=$(git merge-base origin/main HEAD 2>/dev/null) || commit=HEAD
    git diff --quiet "$commit" HEAD -- proto || { echo "$commit" && return; }
    commit=$(git log --max-count=1 --format=%H -- proto)
    git rev-parse --quiet --verify "$commit^" || true
}

# A decision is about one state of proto/, named by its content: whatever comes after it is compared again.
accepted() { grep --quiet "^$(git rev-parse "$1:proto") " proto/breaking.txt; }

if [[ ! -e .git ]] || ! git rev-parse --quiet --verify HEAD >/dev/null; then
    [[ ! -e .git ]] || git status --short >/dev/null || fail "git can't read this repository"
    say "buf breaking: no commits here, nothing to compare with" && exit 0
fi
base=$(base_commit)
if [[ -z $base ]] || ! git cat-file -e "$base:proto" 2>/dev/null; then
    say "buf breaking: no earlier proto/ in this clone, nothing to compare with" && exit 0
fi
if accepted "$base"; then
    say "buf breaking: $(git rev-parse --short "$base") is broken with on purpose, see proto/breaking.txt" && exit 0
fi
before=$(mktemp -d)
trap 'rm -rf "$before"' EXIT
git archive "$base" proto | tar -x -C "$before"
.venv/bin/buf breaking proto --against "$before/proto"
