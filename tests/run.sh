#!/usr/bin/env bash
# SPDX-License-Identifier: MIT
# Installs what is missing, builds with ASan and UBSan, and runs all tests without a window.
#   tests/run.sh [CTEST OPTION…]    for example: tests/run.sh -R tst_axes
#   tests/run.sh --corpus           all of the corpus beside the checkout instead of the tests
# Writes nothing outside the repository; the last lines are ctest's summary.
set -euo pipefail

# Exporting CDPATH would make cd print, and answer with another folder.
unset CDPATH
root=$(cd "$(dirname "${BASH_SOURCE[0]}")/.." && pwd)

"$root/packaging/install-deps.sh"
mkdir -p "$root/build/tmp"
cd "$root"
export TMPDIR="$root/build/tmp" CCACHE_DIR="${CCACHE_DIR:-$root/build/ccache}"
cmake --preset asan
cmake --build --preset asan
if [[ ${1:-} == --corpus ]]; then
    exec ctest --preset asan -C corpus -R '^corpus_all' --verbose
fi
exec ctest --preset asan --parallel "$(nproc)" "$@"
