#!/usr/bin/env bash
# Builds a cargo tool into target/tools: install-tool.sh NAME VERSION STAMP
set -euo pipefail
name=$1 version=$2 stamp=$3
root=$(dirname "$stamp")

# A quick build rather than a quick tool: one that runs for a second gains nothing from link-time optimisation.
export CARGO_PROFILE_RELEASE_LTO=off CARGO_PROFILE_RELEASE_OPT_LEVEL=0 CARGO_PROFILE_RELEASE_CODEGEN_UNITS=16

echo "installing $name $version into $root (once)"
# The tool's own lockfile first; a registry that lags behind may lack a version it names.
cargo install --quiet --root "$root" --version "=$version" --locked "$name" ||
    cargo install --quiet --root "$root" --version "=$version" "$name"
touch "$stamp"
