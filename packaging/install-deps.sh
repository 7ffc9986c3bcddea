#!/usr/bin/env bash
# SPDX-License-Identifier: MIT
# Installs what Debian 12 needs to build, run and test Tessera; does nothing when all is there.
#   packaging/install-deps.sh        what building, running and tests/run.sh need
#   packaging/install-deps.sh --ci   also what .ci/run needs
set -euo pipefail

packages=(
    # tools
    build-essential ccache cmake ninja-build pkg-config
    # libraries
    libblosc-dev libbz2-dev libcli11-dev libdeflate-dev libfast-float-dev libfmt-dev
    libgl1-mesa-dev libhdf5-dev libhwy-dev libisal-dev libjpeg62-turbo-dev liblz4-dev libpng-dev
    libseccomp-dev libtiff-dev libzip-dev libzstd-dev
    nlohmann-json3-dev qt6-base-dev qt6-svg-dev zlib1g-dev
    # what the window needs on a machine without a desktop
    fonts-dejavu-core libqt6svg6 shared-mime-info
)
ci_packages=(
    clang-19 clang-format-19 clang-tidy-19 libclang-rt-19-dev
    appstream desktop-file-utils dpkg-dev file git lintian man-db pngcheck
    python3-h5py python3-numpy xauth xdotool xvfb
)

case "${1:-}" in
    "") ;;
    --ci) packages+=("${ci_packages[@]}") ;;
    *)
        echo "usage: ${0##*/} [--ci]" >&2
        exit 2
        ;;
esac

if ! command -v dpkg-query >/dev/null; then
    echo "${0##*/}: this is no Debian system; the build goes on with what is installed here." >&2
    echo "On Debian 12 it would need: ${packages[*]}" >&2
    exit 0
fi

installed=" $(dpkg-query -W -f='${db:Status-Status}=${Package} ' "${packages[@]}" 2>/dev/null || true)"
missing=()
for package in "${packages[@]}"; do
    [[ $installed == *" installed=$package "* ]] || missing+=("$package")
done
((${#missing[@]})) || exit 0

as_root=()
if ((EUID != 0)); then
    # Without a terminal sudo could only wait for a password that never comes.
    if command -v sudo >/dev/null && { [[ -t 0 ]] || sudo -n true 2>/dev/null; }; then
        as_root=(sudo)
    else
        echo "${0##*/}: some packages are missing. Please run as root, then try again:" >&2
        echo "    apt-get update && apt-get install -y --no-install-recommends ${missing[*]}" >&2
        exit 1
    fi
fi

echo "Installing ${#missing[@]} packages: ${missing[*]}"
apt=("${as_root[@]}" env DEBIAN_FRONTEND=noninteractive
    apt-get -q -o Acquire::Retries=3 -o DPkg::Lock::Timeout=300)
"${apt[@]}" update
"${apt[@]}" install -y --no-install-recommends "${missing[@]}" </dev/null
