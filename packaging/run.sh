#!/usr/bin/env bash
# SPDX-License-Identifier: MIT
# Installs what is missing, builds, and opens the viewer: on the files named, else on the sample.
#   packaging/run.sh [FILE…]    every option of the viewer works too: packaging/run.sh --help
set -euo pipefail

# Exporting CDPATH would make cd print, and answer with another folder.
unset CDPATH
root=$(cd "$(dirname "${BASH_SOURCE[0]}")/.." && pwd)

"$root/packaging/install-deps.sh"
mkdir -p "$root/build/tmp"
(
    # Whoever asks for a picture on standard output must not get the build's words in it.
    exec >&2
    cd "$root"
    export TMPDIR="$root/build/tmp" CCACHE_DIR="${CCACHE_DIR:-$root/build/ccache}"
    cmake --preset release
    cmake --build --preset release --target tessera
)

(($#)) || set -- --sample
exec "$root/build/release/bin/tessera" "$@"
