#!/usr/bin/env bash
# SPDX-License-Identifier: MIT
# Builds the fuzz targets, makes seeds of the corpus, and runs each target for so many seconds, as
# many at once as there are processors:
#   tests/fuzz/run.sh [SECONDS] [TARGET…]    for example: tests/fuzz/run.sh 600 chunk csv_file
# Says executions and coverage of each; fails where one broke, and keeps the input that did it in
# build/fuzz/found. What was learnt stays in build/fuzz/corpus, for the next run.
set -uo pipefail

unset CDPATH
root=$(cd "$(dirname "${BASH_SOURCE[0]}")/../.." && pwd)
cd "$root" || exit 1
seconds=${1:-20}
shift || true
if [[ ! $seconds =~ ^[1-9][0-9]*$ ]]; then
    echo "usage: ${0##*/} [SECONDS] [TARGET…]" >&2
    exit 2
fi

export CCACHE_DIR="${CCACHE_DIR:-$root/build/ccache}"
cmake --preset fuzz >/dev/null && cmake --build --preset fuzz || exit 1
fuzz=$root/build/fuzz
rm -rf "$fuzz/seeds"
# The system's own Python: it is the one that has h5py.
/usr/bin/python3 tests/fuzz/make_seeds.py "$root/../shared/data" "$fuzz/seeds" || exit 1
"$fuzz/bin/make_protocol_seeds" "$fuzz/seeds" || exit 1
mkdir -p "$fuzz/found" "$fuzz/logs"

(($#)) || set -- $(cd "$fuzz/bin" && printf '%s\n' fuzz_* | sed 's/^fuzz_//')

run_target() {
    local target=$1 log="$fuzz/logs/$1.log" status executions coverage
    mkdir -p "$fuzz/corpus/$target" "$fuzz/seeds/$target"
    nice -n 10 "$fuzz/bin/fuzz_$target" -max_total_time="$seconds" -rss_limit_mb=2048 -timeout=10 \
        -print_final_stats=1 -artifact_prefix="$fuzz/found/$target-" \
        "$fuzz/corpus/$target" "$fuzz/seeds/$target" >"$log" 2>&1
    status=$?
    executions=$(sed -n 's/^stat::number_of_executed_units: *//p' "$log")
    coverage=$(grep -o 'cov: [0-9]*' "$log" | tail -n 1)
    if ((status == 0)); then
        echo "$target: ${executions:-0} executions, ${coverage:-cov: 0}, clean"
    else
        echo "$target: BROKEN after ${executions:-?} executions; see $log and $fuzz/found"
        grep -E '^violated|ERROR|runtime error|SUMMARY|Test unit written' "$log"
    fi
    return "$status"
}

failed=0
running=0
for target in "$@"; do
    if ((running >= $(nproc))); then
        wait -n || failed=1
        running=$((running - 1))
    fi
    run_target "$target" &
    running=$((running + 1))
done
while ((running--)); do
    wait -n || failed=1
done
exit "$failed"
