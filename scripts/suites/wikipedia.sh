#!/usr/bin/env bash
# The wiki that suites/wikipedia serves.
exec "$(dirname "${BASH_SOURCE[0]}")/../mediawiki.sh"
