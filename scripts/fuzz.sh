#!/usr/bin/env bash
# Fuzz every target of drift_core for a while: fuzz.sh [SECONDS each]
set -euo pipefail
cd "$(dirname "$0")/../drift_core"
seconds=${1:-20}

missing() {
  echo "fuzz: $1" >&2
  exit 1
}

command -v cargo-fuzz >/dev/null || missing "cargo-fuzz is missing: cargo install cargo-fuzz --locked"
# The sanitizers are switched on by flags that a stable compiler takes only with RUSTC_BOOTSTRAP.
if [[ -z ${RUSTC_BOOTSTRAP:-} ]]; then
  rustup run nightly rustc --version >/dev/null 2>&1 ||
    missing "needs a nightly compiler (rustup toolchain install nightly) or RUSTC_BOOTSTRAP=1"
  export RUSTUP_TOOLCHAIN=nightly
fi

for target in parse compare decode select discover; do
  mkdir -p "fuzz/corpus/$target"
  cargo fuzz run "$target" "fuzz/corpus/$target" "fuzz/seeds/$target" -- \
    -max_total_time="$seconds" -max_len=16384 -len_control=0 -timeout=20 -print_final_stats=1
done
echo "fuzz: $seconds s each, no finding"
